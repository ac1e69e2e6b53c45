/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import type { Fault } from './index';
import {
	abandonable,
	call,
	exchange,
	post,
	statusOf,
	until,
	update,
	useSimulator,
} from './support';

const TOKEN = 'fake+token/with=signs&0123456789abcdef';

describe('a fault', () => {
	const simulator = useSimulator({ tokens: [TOKEN] });
	const send = async (fields: Record<string, unknown> = { about: 'Hello' }) =>
		await update(simulator(), fields);

	describe('is given', () => {
		it('once, unless told otherwise', async () => {
			simulator().fault({ status: 408 });
			expect(await statusOf(await send())).toBe(408);
			expect(await statusOf(await send())).toBe(100);
		});

		it('as often as told', async () => {
			simulator().fault({ status: 408, times: 2 });
			const statuses = [await send(), await send(), await send()].map(statusOf);
			expect(await Promise.all(statuses)).toEqual([408, 408, 100]);
		});

		it('always, where told so', async () => {
			simulator().fault({ status: 408, times: Infinity });
			for (let i = 0; i < 20; i += 1) expect(await statusOf(await send())).toBe(408);
			expect(simulator().counts.faults).toBe(1);
		});

		it('in the order in which faults were added', async () => {
			simulator().fault({ status: 408 });
			simulator().fault({ status: 409 });
			const statuses = [await send(), await send(), await send()].map(statusOf);
			expect(await Promise.all(statuses)).toEqual([408, 409, 100]);
		});

		it('to the named path only', async () => {
			const { baseUrl, token } = simulator();
			simulator().fault({ match: { path: '/check-balance' }, status: 405 });
			expect(await statusOf(await send())).toBe(100);
			expect(await statusOf(await post(`${baseUrl}/check-balance?x=1`, { token }))).toBe(405);
		});

		it.each([8, '8'])('to the named channel %j only', async (application) => {
			simulator().fault({ match: { application }, status: 801 });
			expect(await statusOf(await send({ about: 'Hello' }))).toBe(100);
			expect(await statusOf(await send({ about: 'Hello', application: 9 }))).toBe(100);
			expect(await statusOf(await send({ about: 'Hello', application: 8 }))).toBe(801);
		});

		it('to requests without a channel only, where the channel is null', async () => {
			simulator().fault({ match: { application: null }, status: 801 });
			expect(await statusOf(await send({ about: 'Hello', application: 8 }))).toBe(100);
			expect(await statusOf(await send({ about: 'Hello' }))).toBe(801);
		});

		it('to the named about only', async () => {
			simulator().fault({ match: { about: 'Bad' }, status: 410 });
			expect(await statusOf(await send({ about: 'Good' }))).toBe(100);
			expect(await statusOf(await send({ about: 'Bad' }))).toBe(410);
		});
	});

	describe('of messages is given', () => {
		const messages = [
			{ number: '15550000001', message: 'One', reference_number: 'a' },
			{ number: '15550000002', message: 'Two' },
		];
		const push = async (data: object[] = messages) =>
			await statusOf(await call(simulator(), 'push', { application: 8, data }));

		it.each<NonNullable<Fault['match']>>([
			{ number: '15550000002' },
			{ reference: 'a' },
			{ body: { data: [{ message: 'Two' }] } },
			{ body: { data: [{ message: 'Two' }, { number: '15550000001' }], application: 8 } },
			{ path: '/push', number: '15550000001', body: {} },
		])('to requests with %j', async (match) => {
			simulator().fault({ match, status: 408 });
			expect(await push()).toBe(408);
		});

		it.each<NonNullable<Fault['match']>>([
			{ number: '15550000003' },
			{ reference: 'b' },
			{ reference: '15550000001' },
			{ body: { data: [{ message: 'Two', number: '15550000001' }] } },
			{ body: { data: [{ message: 'Two' }, { message: 'Three' }] } },
			{ body: { data: { message: 'Two' } } },
			{ body: { application: '8' } },
			{ number: '15550000001', path: '/update-profile' },
		])('to no request, where it needs %j', async (match) => {
			simulator().fault({ match, status: 408 });
			expect(await push()).toBe(100);
			expect(simulator().counts.faults).toBe(1);
		});

		it('to the group and the Messenger user named', async () => {
			simulator().fault({ match: { number: 'G1' }, status: 408 });
			const group = { application: 10, group_id: 'G1', globalmessage: 'All' };
			expect(await statusOf(await call(simulator(), 'push', group))).toBe(408);
			simulator().fault({ match: { number: '77' }, status: 409 });
			const data = [{ messenger_id: 77, message: 'You' }];
			expect(await statusOf(await call(simulator(), 'push', { application: 5, data }))).toBe(409);
		});

		it('and lets no message be taken, or all of them with applyFirst', async () => {
			simulator().fault({ match: { number: '15550000002' }, raw: 'lost' });
			await call(simulator(), 'push', { application: 8, data: messages });
			expect(simulator().messages).toEqual([]);
			simulator().fault({ raw: 'lost', applyFirst: true });
			await call(simulator(), 'push', { application: 8, data: messages });
			expect(simulator().messages.map(({ text }) => text)).toEqual(['One', 'Two']);
		});
	});

	describe('answers', () => {
		const answerTo = async (fault: Fault) => {
			simulator().fault(fault);
			const response = await send();
			return { response, text: await response.text(), headers: response.headers };
		};

		it('an HTTP status with a page of a proxy', async () => {
			const { response, text, headers } = await answerTo({ httpStatus: 503 });
			expect(response.status).toBe(503);
			expect(headers.get('content-type')).toBe('text/html');
			expect(text).toContain('503 Service Unavailable');
		});

		it('an HTTP status that has no body', async () => {
			const { response, text } = await answerTo({ httpStatus: 204 });
			expect([response.status, text]).toEqual([204, '']);
		});

		it('an HTTP status with headers, in any case', async () => {
			const { headers } = await answerTo({
				httpStatus: 429,
				headers: { 'Retry-After': '2', 'Content-Type': 'text/plain' },
			});
			expect(headers.get('retry-after')).toBe('2');
			expect(headers.get('content-type')).toBe('text/plain');
		});

		it('a JSON body', async () => {
			const { text, headers } = await answerTo({ body: [{ status: 100 }] });
			expect(headers.get('content-type')).toBe('application/json');
			expect(JSON.parse(text)).toEqual([{ status: 100 }]);
		});

		it('a text as a page', async () => {
			const { text, headers } = await answerTo({ body: '<form>Sign in</form>' });
			expect(headers.get('content-type')).toBe('text/html');
			expect(text).toBe('<form>Sign in</form>');
		});

		it.each(['', '{"status":NaN}', 'null', '{"status":1e400}'])(
			'the raw text %j as if it were JSON',
			async (raw) => {
				const { response, text, headers } = await answerTo({ raw });
				expect(response.status).toBe(200);
				expect(headers.get('content-type')).toBe('application/json');
				expect(text).toBe(raw);
			},
		);

		it('a raw text of a named type', async () => {
			const { headers } = await answerTo({ raw: 'a,b', contentType: 'text/csv' });
			expect(headers.get('content-type')).toBe('text/csv');
		});

		it.each<[Fault, unknown]>([
			[{ status: 405 }, { status: 405, message: 'API Is Not Active For This Plan' }],
			[{ status: '819' }, { status: '819', message: 'The Maximum Length Of About Exceeds' }],
			[{ status: 829 }, { status: 829, message: 'Unknown Error' }],
			[
				{ status: 829, message: 'Own words' },
				{ status: 829, message: 'Own words' },
			],
			[{ status: null }, { status: null, message: 'Unknown Error' }],
			[{ status: false }, { status: false, message: 'Unknown Error' }],
			[{ status: { code: 1 } }, { status: { code: 1 }, message: 'Unknown Error' }],
			[{ message: 'Own words' }, { status: 100, message: 'Own words' }],
		])('the refusal %j', async (fault, body) => {
			const { response, text } = await answerTo(fault);
			expect(response.status).toBe(200);
			expect(JSON.parse(text)).toEqual(body);
		});

		it('a refusal with an HTTP status', async () => {
			const { response, text } = await answerTo({ status: 401, httpStatus: 401 });
			expect(response.status).toBe(401);
			expect(JSON.parse(text)).toEqual({ status: 401, message: 'Authentication Failed' });
		});

		it.each<[NonNullable<Fault['echoToken']>, string]>([
			['raw', TOKEN],
			['urlEncoded', encodeURIComponent(TOKEN)],
			['embedded', `key<${TOKEN}>`],
		])('the %s token in the message of a refusal', async (echoToken, expected) => {
			const { text } = await answerTo({ echoToken });
			const { status, message } = JSON.parse(text) as { status: number; message: string };
			expect(status).toBe(410);
			expect(message).toContain(expected);
		});

		it('the token in the message of a success', async () => {
			const { text } = await answerTo({ echoToken: 'raw', status: 100 });
			expect(JSON.parse(text)).toEqual({ status: 100, message: TOKEN });
		});

		it('the token on the page of a proxy', async () => {
			const { text } = await answerTo({ echoToken: 'raw', httpStatus: 502 });
			expect(text).toBe(`<html><h1>502 Bad Gateway</h1></html>\n${TOKEN}`);
		});

		it.each<[number | undefined, number]>([
			[undefined, 307],
			[302, 302],
			[308, 308],
		])('a redirect with HTTP status %j', async (httpStatus, expected) => {
			const redirect = 'http://127.0.0.1:9/elsewhere';
			const { response, headers } = await answerTo({
				redirect,
				...(httpStatus && { httpStatus }),
			});
			expect(response.status).toBe(expected);
			expect(headers.get('location')).toBe(redirect);
		});

		it('half a JSON text as a whole answer', async () => {
			const { response, text } = await answerTo({ truncated: true });
			expect(response.status).toBe(200);
			expect(text).toBe('{"status":100,"me');
		});

		it('a JSON body of any size', async () => {
			const { text } = await answerTo({ bodySize: 1_000_000 });
			expect(text).toHaveLength(1_000_000);
			expect(JSON.parse(text)).toMatchObject({ status: 100 });
		});

		it('a text of any size', async () => {
			const { text } = await answerTo({ raw: 'no JSON ', bodySize: 100_000 });
			expect(text).toHaveLength(100_000);
		});

		it('a compressed body', async () => {
			const { text, headers } = await answerTo({ status: 408, gzip: true });
			expect(headers.get('content-encoding')).toBe('gzip');
			expect(JSON.parse(text)).toMatchObject({ status: 408 });
			expect(simulator().requests[0]?.code).toBe(408);
		});

		it('UTF-8 under the name of another charset', async () => {
			simulator().fault({ status: 408, message: 'Prüfung', charset: 'utf-16le' });
			const response = await send();
			expect(response.headers.get('content-type')).toBe('application/json; charset=utf-16le');
			const bytes = Buffer.from(await response.arrayBuffer());
			expect(bytes.toString('utf8')).toContain('Prüfung');
		});

		it('as many headers as told', async () => {
			const { headers } = await answerTo({ headerFlood: 100 });
			expect([...headers.keys()].filter((name) => name.startsWith('x-flood-'))).toHaveLength(100);
		});

		it('after the latency told', async () => {
			const start = performance.now();
			const { text } = await answerTo({ latency: 80 });
			expect(performance.now() - start).toBeGreaterThanOrEqual(75);
			expect(JSON.parse(text)).toMatchObject({ status: 100 });
		});

		it('byte by byte', async () => {
			simulator().fault({ trickle: { bytesPerSecond: 100 } });
			const response = await send();
			const [request] = simulator().requests;
			expect(request).not.toHaveProperty('answeredAt');
			expect(await statusOf(response)).toBe(100);
			expect(request!.answeredAt! - request!.receivedAt).toBeGreaterThan(300);
		});

		it('what was ordinary where a flag is false', async () => {
			const { text } = await answerTo({ reset: false, hang: false, gzip: false, truncated: false });
			expect(JSON.parse(text)).toMatchObject({ status: 100 });
		});
	});

	describe('loses the answer', () => {
		it('by a reset without a byte', async () => {
			simulator().fault({ reset: true });
			expect(await exchange(simulator())).toEqual({ text: '', error: 'ECONNRESET' });
			expect(simulator().requests[0]).not.toHaveProperty('status');
			expect(simulator().counts.inFlight).toBe(0);
		});

		it('by closing halfway through the declared body', async () => {
			simulator().fault({ closeHalfway: true });
			const { text } = await exchange(simulator());
			const [head = '', body = ''] = text.split('\r\n\r\n');
			expect(head).toContain('content-length: 34');
			expect(body).toBe('{"status":100,"me');
			await expect(
				(async () => {
					simulator().fault({ closeHalfway: true });
					return await (await send()).text();
				})(),
			).rejects.toThrow();
		});

		it('by never answering', async () => {
			simulator().fault({ hang: true });
			const { answer, abandon } = abandonable(simulator(), { about: 'Hello' });
			await until(() => simulator().requests.length === 1);
			await new Promise((resolve) => setTimeout(resolve, 100));
			abandon();
			await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
			expect(await statusOf(await send())).toBe(100);
			expect(simulator().requests[0]).not.toHaveProperty('answeredAt');
		});
	});

	describe('and the effect of the request', () => {
		const about = 'Changed';
		const sendAnyhow = async ({ hang = false }: Fault) => {
			const { answer, abandon } = abandonable(simulator(), { about });
			if (hang) await until(() => simulator().requests.length === 1).then(abandon);
			return await answer.then(async (response) => await response.text()).catch(() => 'lost');
		};

		const REPLACED: Fault[] = [
			{ httpStatus: 500 },
			{ status: 408 },
			{ body: {} },
			{ raw: '' },
			{ echoToken: 'raw' },
			{ redirect: '/' },
			{ truncated: true },
			{ reset: true },
			{ closeHalfway: true },
			{ hang: true },
		];

		it.each(REPLACED)('%j keeps it from happening', async (fault) => {
			simulator().fault(fault);
			await sendAnyhow(fault);
			expect(simulator().counts.requests).toBe(1);
			expect(simulator().profiles()).toEqual({});
		});

		it.each(REPLACED)('%j lets it happen with applyFirst', async (fault) => {
			simulator().fault({ ...fault, applyFirst: true });
			await sendAnyhow(fault);
			expect(simulator().profile()).toEqual({ about });
		});

		it.each<Fault>([
			{ latency: 20 },
			{ gzip: true },
			{ bodySize: 1000 },
			{ charset: 'latin1' },
			{ headerFlood: 3 },
			{ headers: { 'x-y': 'z' } },
			{ trickle: { bytesPerSecond: 1000 } },
		])('%j lets it happen, once the answer is due', async (fault) => {
			simulator().fault(fault);
			expect(await sendAnyhow(fault)).not.toBe('lost');
			expect(simulator().profile()).toEqual({ about });
		});

		it('does not happen where the client has gone before the answer is due', async () => {
			simulator().fault({ latency: 60_000 });
			const { answer, abandon } = abandonable(simulator(), { about });
			await until(() => simulator().requests.length === 1);
			abandon();
			await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
			await until(() => simulator().counts.inFlight === 0);
			await new Promise(setImmediate);
			expect(simulator().profiles()).toEqual({});
		});

		it('happens at once with applyFirst, even where the client has gone then', async () => {
			simulator().fault({ latency: 60_000, applyFirst: true });
			const { answer, abandon } = abandonable(simulator(), { about });
			await until(() => simulator().requests.length === 1);
			abandon();
			await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
			expect(simulator().profile()).toEqual({ about });
		});

		it('is none where the rules refuse the request', async () => {
			simulator().fault({ httpStatus: 500, applyFirst: true });
			expect((await send({ about: 'x'.repeat(140) })).status).toBe(500);
			expect(simulator().profiles()).toEqual({});
		});
	});

	it.each<[string, unknown]>([
		['A fault is an object', 'reset'],
		['A fault has no property "rest"', { rest: true }],
		['The match of a fault has no property "channel"', { match: { channel: 8 } }],
		['The match of a fault is an object', { match: 'x' }],
		['The times of a fault is a number from 1', { times: 0 }],
		['The times of a fault is a number from 1', { times: 'often' }],
		['The httpStatus of a fault is a number from 200 to 599', { httpStatus: 99 }],
		['The latency of a fault is a number', { latency: -1 }],
		['The trickle of a fault is { bytesPerSecond: number }', { trickle: true }],
		['The headers of a fault are an object of texts', { headers: 'x: y' }],
		['Invalid character in header content', { headers: { x: 'a\nb' } }],
	])('is refused with "%s" where it is %j', (sentence, fault) => {
		expect(() => simulator().fault(fault as Fault)).toThrow(sentence);
		expect(simulator().counts.faults).toBe(0);
	});
});
