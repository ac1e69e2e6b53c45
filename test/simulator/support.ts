/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** What the simulator's own tests share. */
import { connect } from 'node:net';
import { startSimulator, type Simulator, type SimulatorOptions } from './index';

/** A simulator for the tests of one `describe`: started before them, emptied between them, ended after them. */
export function useSimulator(
	options: SimulatorOptions | Promise<SimulatorOptions> = {},
): () => Simulator {
	let simulator: Simulator;
	beforeAll(async () => {
		simulator = await startSimulator(await options);
	});
	beforeEach(() => simulator.reset());
	afterAll(async () => await simulator.close());
	return () => simulator;
}

/** Starts simulators that end with the test, also where it fails: an open one would keep Jest from ending. */
export function useSimulators() {
	const started: Simulator[] = [];
	afterEach(async () => {
		for (const simulator of started.splice(0)) await simulator.close();
	});
	return async (options?: SimulatorOptions) => {
		const simulator = await startSimulator(options);
		started.push(simulator);
		return simulator;
	};
}

export const post = async (url: string, body: unknown, init: RequestInit = {}) =>
	await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
		redirect: 'manual',
		...init,
	});

/** Sends fields with the right token. */
export const call = async (
	{ baseUrl, token }: Simulator,
	name: string,
	fields: Record<string, unknown> = {},
	init: RequestInit = {},
) => await post(`${baseUrl}/${name}`, { token, ...fields }, init);

export const update = async (
	simulator: Simulator,
	fields: Record<string, unknown>,
	init: RequestInit = {},
) => await call(simulator, 'update-profile', fields, init);

/** The Picky Assist status of the answer. */
export const statusOf = async (response: Response) =>
	((await response.json()) as { status: unknown }).status;

/** Less than a test may last, so that it is told what it waited for. */
const PATIENCE_MS = 25_000;

/** Waits for what is to happen in this process. */
export const until = async (isSo: () => boolean) => {
	const deadline = performance.now() + PATIENCE_MS;
	while (!isSo()) {
		if (performance.now() > deadline) throw new Error(`Waited in vain for ${String(isSo)}`);
		await new Promise(setImmediate);
	}
};

/** A request that is given up by its client, which then sees an `AbortError`. */
export const abandonable = (simulator: Simulator, fields: Record<string, unknown>) => {
	const client = new AbortController();
	const answer = update(simulator, fields, { signal: client.signal });
	// It may be given up before anybody looks at the answer.
	answer.catch(() => {});
	return { answer, abandon: () => client.abort() };
};

/** What comes back over one bare connection that sends as many updates, and how it ended. */
export const exchange = async ({ origin, token }: Simulator, updates = 1) =>
	await new Promise<{ text: string; error: string | undefined }>((resolve) => {
		const body = JSON.stringify({ token, about: 'Bare' });
		const send = (connection: string) =>
			socket.write(
				[
					'POST /api/v2/update-profile HTTP/1.1',
					'host: simulator',
					`connection: ${connection}`,
					`content-length: ${body.length}`,
					`\r\n${body}`,
				].join('\r\n'),
			);
		let text = '';
		let error: string | undefined;
		const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => {
			for (let i = 1; i < updates; i += 1) send('keep-alive');
			send('close');
		});
		socket.on('data', (data) => (text += data.toString()));
		socket.on('error', (problem: NodeJS.ErrnoException) => (error = problem.code));
		socket.on('close', () => resolve({ text, error }));
	});
