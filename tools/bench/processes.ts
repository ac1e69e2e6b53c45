/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs beside n8n, not inside it */
/** The bench's child processes: compiled once, so that none pays for the compiler. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Latency, OwnFigures, RunSpec, ServerFigures, Service } from './types';

/** Out of the way of `gulp pack`, and where `n8n-core` is still found. */
export const WORK_FOLDER = join(__dirname, '../../node_modules/.cache/pickyassist-bench');

export const compile = async () =>
	void (await build({
		entryPoints: ['way', 'server'].map((name) => join(__dirname, `${name}.ts`)),
		outdir: WORK_FOLDER,
		outExtension: { '.js': '.cjs' },
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		keepNames: true,
		external: ['n8n-core', 'n8n-workflow', 'n8n-nodes-base'],
		logLevel: 'error',
	}));

/** Without what npm and tsx put into the environment for themselves. */
const plainEnvironment = () =>
	Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|TSX)/i.test(name)),
	);

const start = (name: string, args: string[] = [], execArgv: string[] = []): ChildProcess =>
	fork(join(WORK_FOLDER, `${name}.cjs`), args, { execArgv, env: plainEnvironment() });

/** The child's next message; an error if it ends without one. */
async function nextMessage<T>(child: ChildProcess): Promise<T> {
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

export interface ServerProcess extends Service {
	readonly begin: (latency: Latency) => Promise<void>;
	readonly report: () => Promise<ServerFigures>;
	readonly end: () => Promise<void>;
}

export async function startServer(): Promise<ServerProcess> {
	const child = start('server');
	const service = await nextMessage<Service>(child);
	const ask = async (message: { latency: Latency } | 'report') => {
		child.send(message);
		return await nextMessage<ServerFigures>(child);
	};
	return {
		...service,
		begin: async (latency) => void (await ask({ latency })),
		report: async () => await ask('report'),
		end: async () => {
			if (child.connected) child.disconnect();
			await ended(child);
		},
	};
}

/** Runs one way in a process of its own; `whenReady` is awaited after its start and before the measured run. */
export async function runWay(spec: RunSpec, whenReady: () => Promise<void>): Promise<OwnFigures> {
	const child = start('way', [JSON.stringify(spec)], ['--expose-gc']);
	await nextMessage(child);
	await whenReady();
	child.send('go');
	const figures = await nextMessage<OwnFigures>(child);
	await ended(child);
	return figures;
}
