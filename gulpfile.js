const { execFile } = require('node:child_process');
const { mkdir, readdir, readFile, rename, rm, writeFile } = require('node:fs/promises');
const { join } = require('node:path');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const { n8n } = require('./package.json');

const run = promisify(execFile);

/** What package.json names in `dist/`, before it is built. */
const sourceOf = (built) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

/** Where `pack` leaves the tarball and what is in it, for tests that use the package as its users do. */
const TARBALL = 'build/n8n-nodes-pickyassist.tgz';
const UNPACKED = 'build/package';

const clean = () => rm('dist', { recursive: true, force: true });

/** The compiler names a defect on standard output. */
const typecheck = () =>
	run(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit']).catch(({ stdout }) => {
		throw new Error(stdout);
	});

/**
 * zod and p-limit go in, since n8n forbids dependencies; n8n-workflow stays out, since n8n brings it. What a run alone
 * needs has files of its own, which n8n does not read when it starts. Their names tell their content, so that a node
 * in memory never meets the files of another version.
 */
async function bundle() {
	const { build } = await import('rolldown');
	const entries = [...n8n.nodes, ...n8n.credentials].map((built) => [
		built.replace(/^dist\/|\.js$/g, ''),
		sourceOf(built),
	]);
	const { output } = await build({
		input: Object.fromEntries(entries),
		platform: 'node',
		transform: { target: 'node20' },
		external: ['n8n-workflow'],
		// zod's values that are made late, among them a test for eval, which n8n forbids: unused, they go.
		treeshake: { manualPureFunctions: ['cached'] },
		output: {
			dir: 'dist',
			format: 'cjs',
			entryFileNames: '[name].js',
			chunkFileNames: 'parts/[name]-[hash].js',
			// One file of what several need: n8n looks for each file in many folders.
			codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
			comments: { legal: true, annotation: false, jsdoc: false },
			// Functions and classes keep their names: n8n looks for a class of the file's name, and stacks name functions.
			minify: { mangle: { keepNames: { function: true, class: true } } },
		},
	});
	const sources = output.flatMap(({ moduleIds = [] }) => moduleIds);
	await writeFile('dist/THIRD_PARTY_LICENSES.txt', await licencesOf(sources));
}

/** The licences of what is bundled, which ask for their notice in every copy. */
async function licencesOf(sources) {
	const names = sources.map((path) => /node_modules[\\/]((@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1]);
	const texts = [...new Set(names)].filter(Boolean).map(async (name) => {
		const folder = join('node_modules', name);
		const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
		const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
		return `${name} ${version}\n\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`;
	});
	return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

const copy = () => src('nodes/**/*.{svg,node.json}', { encoding: false }).pipe(dest('dist/nodes'));

async function tarball() {
	await rm('build', { recursive: true, force: true });
	await mkdir('build');
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', 'build'];
	const { stdout } = await run('npm', args, { shell: process.platform === 'win32' });
	const [{ filename }] = JSON.parse(stdout);
	await rename(join('build', filename), TARBALL);
	await run('tar', ['-xzf', TARBALL, '-C', 'build']);
}

/** n8n's own scanner, on the source as it reads it and on the package as npm serves it. */
async function scanPackage() {
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(
		'@n8n/scan-community-package/scanner/scanner.mjs'
	);
	const legs = {
		source: [__dirname, SOURCE_FILE_PATTERNS],
		package: [join(__dirname, UNPACKED), ['**/*.js', 'package.json']],
	};
	for (const [leg, [folder, patterns]] of Object.entries(legs)) {
		const { passed, message, details } = await analyzePackage(folder, patterns);
		console.log(`n8n's scanner, ${leg}: ${passed ? 'passed' : 'not passed'}`);
		if (!passed || message) throw new Error([message, details].filter(Boolean).join('\n'));
	}
}

exports.build = series(clean, parallel(typecheck, bundle, copy));
exports.pack = series(clean, parallel(bundle, copy), tarball);
exports.scan = series(exports.build, tarball, scanPackage);
exports.default = exports.build;
