/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs beside n8n, not inside it */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** No system gives out these ports by itself, so none is likely to be taken between its choice and its use. */
const FIRST = 20_000;
const LAST = 29_999;
const MOST_TRIES = 100;

let latest = randomInt(FIRST, LAST);

/** A port of the loopback address that nobody listens on, each time another one. */
export async function freePort(): Promise<number> {
	for (let tries = 1; ; tries++) {
		latest = latest === LAST ? FIRST : latest + 1;
		try {
			return await listenOnce(latest);
		} catch (error) {
			if (tries === MOST_TRIES) throw error;
		}
	}
}

/** Fails with one clear sentence where it is no port, or somebody else has it already. */
export async function requirePort(text: string): Promise<number> {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new Error(`"${text}" is no port: choose a number from 1 to 65535, like 5678.`);
	}
	try {
		return await listenOnce(port);
	} catch {
		throw new Error(
			`Port ${port} is taken: end the program that listens on it, or choose another with \`npm run n8n -- --port <number>\`.`,
		);
	}
}

function listenOnce(port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
	});
}
