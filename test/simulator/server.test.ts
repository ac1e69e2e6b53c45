/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { connect } from 'node:net';
import { request as secureRequest } from 'node:https';
import { makeCertificate } from './certificate';
import { SIMULATOR_TOKEN, type RecordedRequest } from './index';
import {
	abandonable,
	exchange,
	post,
	statusOf,
	until,
	update,
	useSimulator,
	useSimulators,
} from './support';

const codeOf = (problem: unknown) => (problem as { cause?: { code?: string } }).cause?.code;

describe('the server', () => {
	const simulator = useSimulator();

	it('takes a free port of the loopback address and a token that looks like one', () => {
		const { origin, baseUrl, token } = simulator();
		expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		expect(baseUrl).toBe(`${origin}/app/api/v2`);
		expect(token).toBe(SIMULATOR_TOKEN);
		expect(token).toMatch(/^[0-9a-f]{32,}$/);
	});

	it('records what it received and what it answered', async () => {
		const { token } = simulator();
		const before = Date.now();
		await update(simulator(), { application: 8, about: 'Hello' });
		await update(simulator(), { application: 'eight', about: 'Hello' });
		expect(simulator().requests).toMatchObject([
			{
				method: 'POST',
				path: '/app/api/v2/update-profile',
				headers: { 'content-type': 'application/json' },
				body: { token, application: 8, about: 'Hello' },
				application: 8,
				status: 200,
				code: 100,
			},
			{ application: 'eight', status: 200, code: 410 },
		]);
		const [first] = simulator().requests;
		// The two clocks of Node.js drift apart a little.
		expect(first?.receivedAt).toBeGreaterThan(before - 5_000);
		expect(first?.receivedAt).toBeLessThan(Date.now() + 5_000);
		expect(first?.answeredAt).toBeGreaterThanOrEqual(first?.receivedAt ?? Infinity);
	});

	it('records a body that is no JSON as text, and refusals of its own too', async () => {
		await post(`${simulator().origin}/nowhere?x=1`, 'plain');
		expect(simulator().requests).toMatchObject([
			{ path: '/nowhere?x=1', body: 'plain', application: null, status: 404 },
		]);
	});

	it('numbers the connections', async () => {
		await exchange(simulator(), 2);
		await exchange(simulator());
		const [one = NaN, two, three] = simulator().requests.map(({ connection }) => connection);
		expect([two, three]).toEqual([one, one + 1]);
	});

	it('sets no time limit to an idle connection', async () => {
		const { text } = await exchange(simulator(), 2);
		expect(text.toLowerCase()).toContain('connection: keep-alive');
		expect(text.toLowerCase()).not.toContain('timeout=');
	});

	it('counts the most requests in flight at the same time', async () => {
		simulator().fault({ hang: true, times: 5 });
		const abouts = ['1', '2', '3', '4', '5'];
		const requests = abouts.map((about) => abandonable(simulator(), { about }));
		await until(() => simulator().counts.inFlight === 5);
		for (const { abandon } of requests) abandon();
		await until(() => simulator().counts.inFlight === 0);
		expect(simulator().peakInFlight).toBe(5);
		await update(simulator(), { about: '6' });
		expect(simulator().counts).toMatchObject({ requests: 6, inFlight: 0, peakInFlight: 5 });
	});

	it('never counts two at a time where a client sends one after another', async () => {
		for (let i = 1; i <= 50; i += 1) await update(simulator(), { about: `${i}` });
		expect(simulator().peakInFlight).toBe(1);
	});

	it('forgets requests, profiles and faults on reset, and what is still under way', async () => {
		await update(simulator(), { about: 'Old' });
		simulator().fault({ latency: 100 });
		const late = update(simulator(), { about: 'Late' });
		await until(() => simulator().counts.requests === 2);
		simulator().fault({ status: 408 });
		simulator().reset();
		await late;
		expect(simulator().requests).toEqual([]);
		expect(simulator().profiles()).toEqual({});
		expect(simulator().counts).toMatchObject({
			requests: 0,
			inFlight: 0,
			peakInFlight: 0,
			faults: 0,
		});
	});

	it.each([
		'/app/api/v2/get-profile',
		'/app/api/v2',
		'/update-profile',
		'/',
		'/app/api/v2/toString',
	])('has no page %s', async (path) => {
		const response = await post(`${simulator().origin}${path}`, {});
		expect(response.status).toBe(404);
		expect(response.headers.get('content-type')).toBe('text/html');
	});

	it('allows POST only', async () => {
		const response = await fetch(`${simulator().baseUrl}/update-profile`);
		expect(response.status).toBe(405);
		expect(response.headers.get('allow')).toBe('POST');
	});

	it('survives a client that goes away in the middle of its request', async () => {
		await new Promise<void>((resolve) => {
			const socket = connect(Number(new URL(simulator().origin).port), '127.0.0.1', () => {
				socket.write(
					'POST /app/api/v2/update-profile HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{',
				);
				socket.end(() => socket.destroy());
			}).once('close', () => resolve());
		});
		expect(await statusOf(await update(simulator(), { about: 'Next' }))).toBe(100);
		expect(simulator().requests).toHaveLength(1);
	});
});

/** The simulator's timers go off when the test says so; the network goes on by itself. */
async function withTimersHeld(test: () => Promise<void>) {
	const doNotFake = ['Date', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const;
	jest.useFakeTimers({ doNotFake: [...doNotFake] });
	await test().finally(() => jest.useRealTimers());
}

describe('the options', () => {
	const start = useSimulators();

	it('accept the tokens named, and no other', async () => {
		const simulator = await start({ tokens: ['first', 'second'] });
		expect(simulator.token).toBe('first');
		expect(await statusOf(await update(simulator, { about: 'x' }))).toBe(100);
		expect(await statusOf(await update(simulator, { token: 'second', about: 'x' }))).toBe(100);
		expect(await statusOf(await update(simulator, { token: SIMULATOR_TOKEN, about: 'x' }))).toBe(
			401,
		);
	});

	it('echo the token that was sent, where several are accepted', async () => {
		const simulator = await start({ tokens: ['first', 'second'] });
		simulator.fault({ echoToken: 'raw' });
		const response = await update(simulator, { token: 'second', about: 'x' });
		expect(await response.json()).toMatchObject({ message: 'second' });
	});

	it('choose the latency for each request', async () => {
		const latency = ({ application }: RecordedRequest) => (application === 8 ? 80 : 0);
		const simulator = await start({ latency });
		await withTimersHeld(async () => {
			const slow = update(simulator, { application: 8, about: 'x' });
			await until(() => simulator.requests.length === 1);
			await update(simulator, { application: 9, about: 'x' });
			await jest.advanceTimersByTimeAsync(79);
			expect(simulator.profiles()).toEqual({ '9': { about: 'x' } });
			jest.advanceTimersByTime(1);
			expect(await statusOf(await slow)).toBe(100);
		});
	});

	it('make the last answer, not the last arrival, win in a channel', async () => {
		const latency = ({ body }: RecordedRequest) => Number((body as { about: string }).about);
		const simulator = await start({ latency });
		await withTimersHeld(async () => {
			const late = update(simulator, { about: '100' });
			await until(() => simulator.requests.length === 1);
			const early = update(simulator, { about: '10' });
			await until(() => simulator.requests.length === 2);
			jest.advanceTimersByTime(10);
			await early;
			expect(simulator.profile()).toEqual({ about: '10' });
			jest.advanceTimersByTime(90);
			await late;
			expect(simulator.profile()).toEqual({ about: '100' });
		});
	});

	it('record nothing but counts and profiles, and still tell an observer', async () => {
		const seen: unknown[] = [];
		const simulator = await start({
			record: 'none',
			observe: ({ code, status }) => seen.push([code, status]),
		});
		await update(simulator, { about: 'x' });
		await update(simulator, { industry: 18 });
		expect(simulator.requests).toEqual([]);
		expect(simulator.counts.requests).toBe(2);
		expect(simulator.profile()).toEqual({ about: 'x' });
		expect(seen).toEqual([
			[100, 200],
			[825, 200],
		]);
	});

	it('take the clock named', async () => {
		let now = 0;
		const simulator = await start({ now: () => (now += 1) });
		await update(simulator, { about: 'x' });
		expect(simulator.requests).toMatchObject([{ receivedAt: 1, answeredAt: 2 }]);
	});

	it('refuse a port that is taken', async () => {
		const simulator = await start();
		const port = Number(new URL(simulator.origin).port);
		await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});

	it('listen at the host named', async () => {
		const simulator = await start({ host: 'localhost' });
		expect(simulator.origin).toMatch(/^http:\/\/localhost:\d+$/);
		expect(await statusOf(await update(simulator, { about: 'x' }))).toBe(100);
	});
});

describe('HTTPS', () => {
	const tls = makeCertificate();
	const simulator = useSimulator(tls.then((tls) => ({ tls })));

	const send = async (ca?: string) =>
		await new Promise<string>((resolve, reject) => {
			const { baseUrl, token } = simulator();
			const url = `${baseUrl}/update-profile`;
			const client = secureRequest(url, { method: 'POST', ca, agent: false }, (response) => {
				let text = '';
				response.on('data', (data) => (text += String(data))).on('end', () => resolve(text));
			});
			client.on('error', reject).end(JSON.stringify({ token, about: 'Safe' }));
		});

	it('is served to a client that trusts the certificate', async () => {
		expect(simulator().origin).toMatch(/^https:/);
		expect(JSON.parse(await send((await tls).cert))).toEqual({ status: 100, message: 'Success' });
		expect(simulator().profile()).toEqual({ about: 'Safe' });
	});

	it('is refused by a client that does not', async () => {
		await expect(send()).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
		expect(simulator().requests).toEqual([]);
	});

	it('can lose the connection too', async () => {
		simulator().fault({ reset: true });
		await expect(send((await tls).cert)).rejects.toMatchObject({ code: 'ECONNRESET' });
	});
});

describe('closing', () => {
	const start = useSimulators();

	it('ends a connection that never finished its TLS handshake', async () => {
		const simulator = await start({ tls: await makeCertificate() });
		const silent = connect(Number(new URL(simulator.origin).port), '127.0.0.1');
		const ended = new Promise((resolve) => silent.once('close', resolve));
		await new Promise((resolve) => silent.once('connect', resolve));
		// The server takes the connection over in the turn of the event loop that follows, at the latest.
		for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
		await simulator.close();
		await ended;
	});

	it('ends requests under way and idle connections, and frees the port', async () => {
		const simulator = await start();
		const idle = connect(Number(new URL(simulator.origin).port), '127.0.0.1');
		const idleEnded = new Promise((resolve) => idle.once('close', resolve));
		await new Promise((resolve) => idle.once('connect', resolve));
		simulator.fault({ hang: true });
		const hanging = update(simulator, { about: 'x' }).catch(codeOf);
		await until(() => simulator.counts.requests === 1);
		await simulator.close();
		expect(await hanging).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
		await idleEnded;
		expect(await update(simulator, { about: 'x' }).catch(codeOf)).toBe('ECONNREFUSED');
	});
});
