/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs beside n8n, not inside it */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { removeFolder, temporaryFolder } from './folders';
import { freePort } from './freePort';
import type { InstalledN8n } from './installN8n';
import { installPackage } from './installPackage';
import { KeptProcess } from './keptProcess';

export type ServerOptions = {
	installed: InstalledN8n;
	/** The packed package. */
	tarball: string;
	port?: number;
	/** Variables on top of, or instead of, the ones below. */
	env?: Record<string, string>;
};

export type WorkerOptions = Pick<ServerOptions, 'installed' | 'tarball' | 'env'> & {
	name: string;
};

/** The settings of every n8n process here: quiet, on loopback, and with no call to the outside. */
const QUIET = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_COMMUNITY_PACKAGES_REGISTRY: 'http://127.0.0.1:9',
	// It asks n8n's own service for a list of servers.
	N8N_DISABLED_MODULES: 'mcp-registry',
	N8N_LOG_LEVEL: 'info',
	GENERIC_TIMEZONE: 'UTC',
};

const START_PATIENCE_MS = 120_000;

/** One n8n process with a user folder of its own. */
export class N8nServer {
	private constructor(
		readonly url: string,
		readonly userFolder: string,
		readonly process: KeptProcess,
		private readonly installed: InstalledN8n,
		private readonly env: NodeJS.ProcessEnv,
	) {}

	static async start({ installed, tarball, port, env = {} }: ServerOptions): Promise<N8nServer> {
		const userFolder = temporaryFolder('n8n');
		try {
			await installPackage(tarball, join(userFolder, '.n8n'));
			const ownPort = port ?? (await freePort());
			const environment = environmentOf(installed, userFolder, {
				N8N_PORT: String(ownPort),
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				...env,
			});
			const kept = await start(installed, 'n8n', ['start'], userFolder, environment);
			const url = `http://127.0.0.1:${ownPort}`;
			const server = new N8nServer(url, userFolder, kept, installed, environment);
			// Early on n8n answers this with 200 and plain text, and with 503 while its database is not there.
			const isUp = async () => {
				const answer = await fetch(`${url}/rest/settings`);
				return answer.ok && typeof (await answer.json()) === 'object';
			};
			await kept.ready(isUp, START_PATIENCE_MS).catch(async (error: unknown) => {
				await kept.stop();
				throw error;
			});
			return server;
		} catch (error) {
			removeFolder(userFolder);
			throw error;
		}
	}

	/** What n8n wrote: its output and its log files. */
	logs(): string {
		const folder = join(this.userFolder, '.n8n');
		const files = readdirSync(folder).filter((file) => file.endsWith('.log'));
		return [
			this.process.output(),
			...files.map((file) => readFileSync(join(folder, file), 'utf8')),
		].join('\n');
	}

	/** An n8n command beside the server, such as `export:workflow`, with the same user folder. */
	async command(...args: string[]): Promise<string> {
		const environment = { ...this.env, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
		const title = `n8n ${args[0] ?? ''}`;
		const kept = await start(this.installed, title, args, this.userFolder, environment);
		await kept.exited;
		return kept.output();
	}

	async stop(): Promise<void> {
		await this.process.stop();
		removeFolder(this.userFolder);
	}
}

/** A worker of queue mode. It serves no page, so it is ready when it says so in its log. */
export class N8nWorker {
	private constructor(
		readonly process: KeptProcess,
		private readonly userFolder: string,
	) {}

	static async start({ installed, tarball, env = {}, name }: WorkerOptions): Promise<N8nWorker> {
		const userFolder = temporaryFolder(name);
		await installPackage(tarball, join(userFolder, '.n8n'));
		const environment = environmentOf(installed, userFolder, {
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			QUEUE_HEALTH_CHECK_PORT: String(await freePort()),
			...env,
		});
		const args = ['worker', '--concurrency=10'];
		const kept = await start(installed, `n8n ${name}`, args, userFolder, environment);
		const worker = new N8nWorker(kept, userFolder);
		await kept
			.ready(async () => kept.output().includes('n8n worker is now ready'), START_PATIENCE_MS)
			.catch(async (error: unknown) => {
				await worker.stop();
				throw error;
			});
		return worker;
	}

	async stop(): Promise<void> {
		await this.process.stop();
		removeFolder(this.userFolder);
	}
}

function start(
	installed: InstalledN8n,
	title: string,
	args: string[],
	userFolder: string,
	env: NodeJS.ProcessEnv,
): Promise<KeptProcess> {
	const log = join(userFolder, `${args[0] ?? 'n8n'}-${Date.now()}.log`);
	return KeptProcess.start({
		title,
		command: installed.node,
		args: [installed.bin, ...args],
		cwd: userFolder,
		env,
		log,
	});
}

/** The caller's environment without what would steer n8n, npm or a proxy unasked. */
function environmentOf(
	installed: InstalledN8n,
	userFolder: string,
	env: Record<string, string>,
): NodeJS.ProcessEnv {
	const steering = /^(N8N_|DB_|QUEUE_|EXECUTIONS_|NODE_OPTIONS|npm_|(https?|all|no)_proxy$)/i;
	const inherited = Object.entries(process.env).filter(([name]) => !steering.test(name));
	mkdirSync(join(userFolder, '.n8n'), { recursive: true });
	return {
		...Object.fromEntries(inherited),
		PATH: [dirname(installed.node), process.env['PATH']].join(delimiter),
		N8N_USER_FOLDER: userFolder,
		...QUIET,
		...env,
	};
}
