// Brings node_modules in line with package-lock.json, and does nothing when it already is.
// Runs before every command of package.json that needs more than git, Node.js and npm.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.installed');
const wanted = createHash('sha256')
	.update(readFileSync(join(root, 'package-lock.json')))
	.digest('hex');

const OLDEST_NODE = [20, 19];

function fail(sentence) {
	console.error(`\n${sentence}`);
	process.exit(1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
	fail(
		`This project needs Node.js ${OLDEST_NODE.join('.')} or newer, and this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
	);
}

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0);

console.log('Installing what is missing (about 1.5 GB with n8n itself; two to four minutes) …');
const started = Date.now();
const ticker = setInterval(() => {
	console.log(`  … still installing, ${Math.round((Date.now() - started) / 1000)} s`);
}, 15_000);

/** Resolves with npm's exit status. */
const npm = (...args) =>
	new Promise((resolve) => {
		spawn('npm', [...args, '--loglevel=error'], {
			cwd: root,
			shell: process.platform === 'win32',
			stdio: ['ignore', 'inherit', 'inherit'],
		})
			.on('close', resolve)
			.on('error', () => resolve(1));
	});

// The package `node` brings the Node.js 24 that n8n needs, by its install script.
const done =
	(await npm('ci')) === 0 && (await npm('rebuild', 'node', '--ignore-scripts=false')) === 0;
clearInterval(ticker);
const node = spawnSync(join(root, 'node_modules', '.bin', 'node'), ['--version']);
if (!done || node.status !== 0) {
	fail(
		'The installation did not finish (see the lines above). Check the connection to the npm registry, then run the same command again.',
	);
}

writeFileSync(stamp, wanted);
console.log(
	`Installed in ${Math.round((Date.now() - started) / 1000)} s, with Node.js ${node.stdout.toString().trim()}.`,
);
