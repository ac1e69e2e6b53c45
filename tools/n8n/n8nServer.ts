/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs beside n8n, not inside it */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { removeFolder, temporaryFolder } from './folders';
import { freePort } from './freePort';
import { pinnedVersions, type InstalledN8n } from './installN8n';
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
	// A busy machine takes longer than n8n's 5 s for it, and n8n then answers all calls with 503.
	DB_PING_TIMEOUT_MS: '60000',
	GENERIC_TIMEZONE: 'UTC',
};

/** A busy machine with two cores has taken longer than two minutes. */
const START_PATIENCE_MS = 300_000;

/** One n8n process with a user folder of its own. */
export class N8nServer {
	private constructor(
		readonly url: string,
		readonly userFolder: string,
		private process: KeptProcess,
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
			const url = `http://127.0.0.1:${ownPort}`;
			const kept = await startServer(url, installed, userFolder, environment);
			return new N8nServer(url, userFolder, kept, installed, environment);
		} catch (error) {
			removeFolder(userFolder);
			throw error;
		}
	}

	/** Ends n8n and starts it again, with the same database and the same address. */
	async restart(): Promise<void> {
		await this.process.stop();
		this.process = await startServer(this.url, this.installed, this.userFolder, this.env);
	}

	/** Ends n8n as a crash would, and starts it again. */
	async crash(): Promise<void> {
		await this.process.kill();
		this.process = await startServer(this.url, this.installed, this.userFolder, this.env);
		// Before that, n8n writes its sleeping runs anew.
		const isReady = async () => this.process.output().includes('Editor is now accessible');
		await this.process.ready(isReady, START_PATIENCE_MS);
	}

	/** What n8n wrote: the output of each of its processes, and its log files. */
	logs(): string {
		return this.contentsOf(/\.log$/);
	}

	/** All that n8n has stored, as it lies on the disk. */
	database(): string {
		return this.contentsOf(/^database\.sqlite/);
	}

	private contentsOf(files: RegExp): string {
		return [this.userFolder, join(this.userFolder, '.n8n')]
			.flatMap((folder) => readdirSync(folder).map((file) => [folder, file] as const))
			.filter(([, file]) => files.test(file))
			.map(([folder, file]) => readFileSync(join(folder, file), 'utf8'))
			.join('\n');
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
		public process: KeptProcess,
		private readonly userFolder: string,
		private readonly start: () => Promise<KeptProcess>,
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
		const startProcess = async () => {
			const kept = await start(installed, `n8n ${name}`, args, userFolder, environment);
			await kept
				.ready(async () => kept.output().includes('n8n worker is now ready'), START_PATIENCE_MS)
				.catch(async (error: unknown) => {
					await kept.stop();
					throw error;
				});
			return kept;
		};
		try {
			return new N8nWorker(await startProcess(), userFolder, startProcess);
		} catch (error) {
			removeFolder(userFolder);
			throw error;
		}
	}

	/** Ends it as a crash would, and starts it again. */
	async crash(): Promise<void> {
		await this.process.kill();
		this.process = await this.start();
	}

	async stop(): Promise<void> {
		await this.process.stop();
		removeFolder(this.userFolder);
	}
}

async function startServer(
	url: string,
	installed: InstalledN8n,
	userFolder: string,
	env: NodeJS.ProcessEnv,
): Promise<KeptProcess> {
	const kept = await start(installed, 'n8n', ['start'], userFolder, env);
	// Early on n8n answers this with 200 and plain text, and with 503 while its database is not there.
	const isUp = async () => {
		const answer = await fetch(`${url}/rest/settings`);
		return answer.ok && typeof (await answer.json()) === 'object';
	};
	await kept.ready(isUp, START_PATIENCE_MS).catch(async (error: unknown) => {
		await kept.stop();
		throw error;
	});
	return kept;
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
		// Only a module that exists can be switched off, and older n8n does not have all of today's.
		...(installed.version !== pinnedVersions().n8n && { N8N_DISABLED_MODULES: '' }),
		...env,
	};
}
