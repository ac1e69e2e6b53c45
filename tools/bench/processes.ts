/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs beside n8n, not inside it */
/** The bench's child processes: compiled once, so that none pays for the compiler. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PACKAGE_FOLDER } from '../../test/engine/harness/packages';
import type { Latency, OwnFigures, RunSpec, ServerFigures, ToServer } from './types';

export const ROOT = join(__dirname, '../..');

/** Out of the way of `gulp pack`, and where `n8n-core` is still found. */
export const WORK_FOLDER = join(ROOT, 'node_modules/.cache/pickyassist-bench');

/** The package as it was when the bench began. */
export const PACKAGE_COPY = join(WORK_FOLDER, 'package');

/** Compiles the children and copies the package, by default that of `gulp pack`. */
export async function prepare(packageFolder = PACKAGE_FOLDER) {
	await rm(PACKAGE_COPY, { recursive: true, force: true });
	await mkdir(WORK_FOLDER, { recursive: true });
	await cp(packageFolder, PACKAGE_COPY, { recursive: true });
	await build({
		entryPoints: ['way', 'server', 'load'].map((name) => join(__dirname, `${name}.ts`)),
		outdir: WORK_FOLDER,
		outExtension: { '.js': '.cjs' },
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		keepNames: true,
		external: ['n8n-core', 'n8n-workflow', 'n8n-nodes-base'],
		logLevel: 'error',
	});
}

function start(name: string, args: readonly string[] = [], execArgv: string[] = []): ChildProcess {
	return fork(join(WORK_FOLDER, `${name}.cjs`), [...args], { execArgv, env: plainEnvironment() });
}

/** Without what npm and tsx put there for themselves. */
function plainEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|TSX)/i.test(name)),
	);
}

/** The child's next message; an error where it ends without one. */
async function told<T>(child: ChildProcess): Promise<T> {
	const done = new AbortController();
	const { signal } = done;
	try {
		return await Promise.race([
			once(child, 'message', { signal }).then(([message]) => message as T),
			once(child, 'exit', { signal }).then(([code, by]) => {
				throw new Error(`A process of the bench ended early (${String(by ?? code)})`);
			}),
		]);
	} finally {
		done.abort();
	}
}

const ended = async (child: ChildProcess) => {
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

export interface ServerProcess extends Pick<RunSpec, 'baseUrl' | 'token'> {
	readonly begin: (latency: Latency) => Promise<void>;
	readonly report: () => Promise<ServerFigures>;
	readonly end: () => Promise<void>;
}

export async function startServer(): Promise<ServerProcess> {
	const child = start('server');
	const server = await told<Pick<ServerProcess, 'baseUrl' | 'token'>>(child);
	const ask = async (message: ToServer) => {
		child.send(message);
		return await told<ServerFigures>(child);
	};
	return {
		...server,
		begin: async (latency) => void (await ask({ do: 'begin', latency })),
		report: async () => await ask({ do: 'report' }),
		end: async () => {
			if (child.connected) child.disconnect();
			await ended(child);
		},
	};
}

/** Runs one way in a process of its own; `whenReady` is awaited after its start and before the measured run. */
export async function runWay(spec: RunSpec, whenReady: () => Promise<void>): Promise<OwnFigures> {
	const child = start('way', [JSON.stringify(spec)], ['--expose-gc']);
	await told(child);
	await whenReady();
	child.send('go');
	const figures = await told<OwnFigures>(child);
	await ended(child);
	return figures;
}

/** Milliseconds to load a package in a process of its own. */
export async function loadPackage(folder: string): Promise<number> {
	const child = start('load', [folder]);
	const { time, nodes } = await told<{ time: number; nodes: number }>(child);
	await ended(child);
	if (nodes === 0) throw new Error(`There is no node in ${folder}`);
	return time;
}
