/* eslint-disable @n8n/community-nodes/require-node-api-error -- runs beside n8n, not inside it */
import { freePort } from './freePort';
import type { InstalledN8n } from './installN8n';
import { N8nServer, N8nWorker } from './n8nServer';
import { startPostgres } from './postgres';
import { startRedis } from './redis';

export type QueueMode = {
	main: N8nServer;
	workers: N8nWorker[];
	/** Ends all its processes as a crash would, and starts them again. */
	crash(): Promise<void>;
	stop(): Promise<void>;
};

/** n8n as it is scaled out: one main process, several workers, Redis between them, PostgreSQL below. */
export async function startQueueMode(
	installed: InstalledN8n,
	tarball: string,
	workerCount: number,
	more: Record<string, string> = {},
): Promise<QueueMode> {
	const started: Array<{ stop(): Promise<void> }> = [];
	const keep = <T extends { stop(): Promise<void> }>(part: T): T => {
		started.unshift(part);
		return part;
	};
	const stop = async () => {
		for (const part of started.splice(0)) await part.stop();
	};
	try {
		const database = keep(await startPostgres());
		const queue = keep(await startRedis());
		const port = await freePort();
		const env = {
			...database.env,
			...queue.env,
			EXECUTIONS_MODE: 'queue',
			// A worker does not know it by itself.
			WEBHOOK_URL: `http://127.0.0.1:${port}/`,
			// n8n's own size is 2: under 200 calls at once it then answers 503 "Database is not ready!".
			DB_POSTGRESDB_POOL_SIZE: '10',
			N8N_ENCRYPTION_KEY: 'the-same-in-every-process-of-queue-mode',
			// A job of a dead worker is noticed after the lock and one more interval; n8n's own
			// settings take a minute.
			QUEUE_WORKER_LOCK_DURATION: '6000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
			QUEUE_WORKER_STALLED_INTERVAL: '3000',
			...more,
		};
		const health = { QUEUE_HEALTH_CHECK_PORT: String(await freePort()) };
		const main = keep(
			await N8nServer.start({ installed, tarball, port, env: { ...env, ...health } }),
		);
		const workers: N8nWorker[] = [];
		for (let number = 1; number <= workerCount; number++) {
			const name = `worker-${number}`;
			workers.push(keep(await N8nWorker.start({ installed, tarball, env, name })));
		}
		const crash = async () => {
			await Promise.all([main, ...workers].map(async (one) => await one.crash()));
		};
		return { main, workers, crash, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
