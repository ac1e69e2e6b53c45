/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service that workflows call with JSON: it keeps each call, and can let them all wait for its answer. */
export type Service = {
	readonly url: string;
	readonly calls: Array<Record<string, unknown>>;
	/** From now on nobody is answered until `release`. */
	hold(): void;
	release(): void;
	close(): Promise<void>;
};

export async function startService(): Promise<Service> {
	const calls: Array<Record<string, unknown>> = [];
	let opened = Promise.resolve();
	let release = () => {};
	const server = createServer(async (incoming, response) => {
		calls.push(JSON.parse(await textOf(incoming)) as Record<string, unknown>);
		await opened;
		response.setHeader('content-type', 'application/json').end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		calls,
		hold: () => {
			opened = new Promise((resolve) => {
				release = resolve;
			});
		},
		release: () => release(),
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function textOf(incoming: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
