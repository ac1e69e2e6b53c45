/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { join } from 'node:path';

import { removeFolder, temporaryFolder } from './folders';
import { freePort } from './freePort';
import { KeptProcess } from './keptProcess';

export type Queue = { env: Record<string, string>; stop(): Promise<void> };

/** A fresh Redis on loopback that keeps nothing on disk. */
export async function startRedis(): Promise<Queue> {
	const folder = temporaryFolder('redis');
	const port = await freePort();
	const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
	const server = await KeptProcess.start({
		title: 'Redis',
		command: 'redis-server',
		args: settings,
		cwd: folder,
		env: process.env,
		log: join(folder, 'redis.log'),
	}).catch(() => {
		removeFolder(folder);
		throw new Error(
			'Redis is missing, which the queue mode tests need: run `apt-get install redis-server`, then the same command again.',
		);
	});
	await server.ready(async () => server.output().includes('Ready to accept connections'), 30_000);
	return {
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
		stop: async () => {
			await server.stop();
			removeFolder(folder);
		},
	};
}
