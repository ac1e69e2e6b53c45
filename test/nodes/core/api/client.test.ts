import { sleep } from 'n8n-workflow';
import { judgeByStatus } from '../../../../nodes/core/api/answers';
import { createClient, type Sending } from '../../../../nodes/core/api/client';
import type { Refusal } from '../../../../nodes/core/errors';
import { runSignals } from '../../../../nodes/core/timing';
import {
	CONNECTION_FAILURES,
	TIMED_OUT,
	UNKNOWN_FAILURE,
} from '../../../../nodes/data/connectionFailures';
import { expectClear } from '../../clearWords';
import { json, NODE, strictContext, SUCCESS, TOKEN, type Sketch } from '../../strictContext';

const START = Date.parse('2026-11-22T12:00:00Z');
beforeEach(() => {
	jest.useFakeTimers({ now: START });
	timersFollowTheClock();
});
afterEach(() => {
	// Node.js ends a time limit with its signal.
	for (const limit of limits.splice(0)) limit.abort();
	expect(jest.getTimerCount()).toBe(0);
	jest.useRealTimers();
	jest.restoreAllMocks();
});

const limits: AbortController[] = [];

/** Jest's clock does not move the time limits of Node.js. */
function timersFollowTheClock() {
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		const limit = new AbortController();
		const ending = new AbortController();
		limits.push(ending);
		sleep(milliseconds, ending.signal).then(
			() => limit.abort(),
			() => {},
		);
		return limit.signal;
	});
}

const randomIs = (value: number) => jest.spyOn(Math, 'random').mockReturnValue(value);
const failing = (code: string) => Object.assign(new Error('low level text'), { code });

/** Answers as n8n's helper does: not at all, until its signal aborts. */
const silence: Sketch['answer'] = async ({ signal }) =>
	await new Promise((_, reject) =>
		signal!.addEventListener('abort', () => reject(failing('ERR_CANCELED'))),
	);

/** How a body is sent unless a test wants it otherwise. */
type Verdict = NonNullable<ReturnType<typeof judgeByStatus>>;

const SENDING: Sending<Verdict> = {
	timeout: 60_000,
	maxRetries: 3,
	repeatable: true,
	waitForTurn: async () => {},
	read: judgeByStatus,
	secrets: [],
};

/** Posts one body; the times of the attempts are in milliseconds since the start. */
async function posting(sketch: Sketch, sending: Partial<Sending<Verdict>> = {}) {
	const times: number[] = [];
	const strictly = strictContext({
		...sketch,
		answer: async (...sent) => {
			times.push(Date.now() - START);
			return await sketch.answer!(...sent);
		},
	});
	const signals = runSignals(strictly.context);
	const waitForTurn = jest.fn(async () => {});
	const client = await createClient(strictly.context, signals);
	const options = { ...SENDING, waitForTurn, ...sending };
	const result = client.post('/update-profile', { about: 'Hi' }, options).then(
		(delivery) => ({ delivery, refusal: undefined }),
		(refusal: Refusal) => ({ delivery: undefined, refusal }),
	);
	return { ...strictly, client, signals, waitForTurn, times, result };
}

async function posted(...parameters: Parameters<typeof posting>) {
	const { result, ...rest } = await posting(...parameters);
	await jest.runAllTimersAsync();
	return { ...rest, ...(await result) };
}

describe('one request', () => {
	it('goes out as n8n’s helper needs it, with the credential looked up before', async () => {
		const { post, getCredentials, delivery } = await posted({ answer: () => SUCCESS });
		expect(post.mock.calls).toEqual([
			[
				'pickyAssistApi',
				{
					method: 'POST',
					url: '/update-profile',
					body: { about: 'Hi' },
					json: true,
					timeout: 60_000,
					disableFollowRedirect: true,
					ignoreHttpStatusErrors: true,
					returnFullResponse: true,
				},
				{
					credentialsDecrypted: {
						id: 'c1',
						name: 'My token',
						type: 'pickyAssistApi',
						data: { token: TOKEN, platform: 'v3' },
					},
				},
			],
		]);
		expect(getCredentials).toHaveBeenCalledTimes(1);
		expect(delivery).toEqual({
			reading: 'accepted',
			answer: SUCCESS.body,
			redact: expect.any(Function) as unknown,
			attempts: 1,
			httpStatus: 200,
		});
	});

	it('works in a node whose credential has no name', async () => {
		const { context, post } = strictContext({ answer: () => SUCCESS });
		jest.spyOn(context, 'getNode').mockReturnValue({ ...NODE, credentials: undefined as never });
		const client = await createClient(context, runSignals(context));
		await client.post('/x', {}, SENDING);
		expect(post.mock.calls[0]![2]).toMatchObject({
			credentialsDecrypted: { id: '', name: 'pickyAssistApi', type: 'pickyAssistApi' },
		});
	});

	const clientOf = async (baseUrl: string, own: object = {}) => {
		const credential = { token: TOKEN, platform: 'custom', baseUrl, ...own };
		const { context } = strictContext({ credential });
		return await createClient(context, runSignals(context));
	};

	it('is told by its base URL, and refused with it before anything is sent', async () => {
		expect((await clientOf('https://proxy.example/')).baseUrl).toBe('https://proxy.example');
		await expect(clientOf('http://proxy.example/')).rejects.toThrow('without encryption');
	});

	it.each([
		[undefined, undefined],
		['', undefined],
		[' 12 ', '12'],
		[12, '12'],
	])('knows the channel of the credential: %p is %p', async (channelId, expected) => {
		expect((await clientOf('https://a.b', { channelId })).channelId).toBe(expected);
	});

	it('is counted with those of the same path, base URL and token, and with no other', async () => {
		const key = async (path: string, ...credential: Parameters<typeof clientOf>) =>
			(await clientOf(...credential)).paceKey(path);
		const push = await key('/push', 'https://a.b');
		expect(await key('/push', 'https://a.b/')).toBe(push);
		for (const other of [
			await key('/device-status', 'https://a.b'),
			await key('/push', 'https://a.c'),
			await key('/push', 'https://a.b', { token: 'other' }),
		])
			expect(other).not.toBe(push);
	});

	it.each([
		[200, { status: 819 }],
		[500, { status: '100' }],
		[503, { status: 101 }],
		[429, { status: 408 }],
	])('is never repeated where HTTP %d carries a status of Picky Assist', async (http, body) => {
		const { delivery, times } = await posted({ answer: () => json(body, http) });
		expect(delivery).toMatchObject({ attempts: 1, httpStatus: http });
		expect(times).toEqual([0]);
	});

	it.each([undefined, null, '', '  '])('is not made with a token that is %p', async (token) => {
		const credential = { token: token as never };
		await expect(posted({ credential, answer: () => SUCCESS })).rejects.toThrow(/has no token/);
	});
});

describe('what counts as an answer', () => {
	it('is what the operation takes for one', async () => {
		const read: Sending<Verdict>['read'] = (answer) =>
			Array.isArray(answer) ? 'accepted' : undefined;
		const { delivery } = await posted({ answer: () => json([1]) }, { read });
		expect(delivery).toMatchObject({ reading: 'accepted', answer: [1] });
		const { refusal } = await posted({ answer: () => SUCCESS }, { read });
		expect(refusal!.details).toMatchObject({ source: 'transport', httpStatus: 200 });
	});

	it('is read as it came, and comes with what hides the secrets in it', async () => {
		const credential = { token: '819', platform: 'v3' };
		const { delivery } = await posted(
			{ credential, answer: () => json({ status: 819, message: 'a 4321' }) },
			{ secrets: ['4321'] },
		);
		expect(delivery!.reading).toEqual({ refused: 819 });
		expect(delivery!.redact(delivery!.answer)).toEqual({
			status: '[token hidden]',
			message: 'a [hidden]',
		});
	});

	it('ends the request where it cannot be read, and is told as no failure of the network', async () => {
		const read = () => {
			throw new TypeError('defect');
		};
		const { result } = await posting({ answer: () => SUCCESS }, { read });
		await jest.runAllTimersAsync();
		expect(await result).toMatchObject({ refusal: new TypeError('defect') });
	});
});

it('takes an answer without headers for what it is', async () => {
	const bare = (body: unknown, statusCode: number) =>
		({ body, statusCode }) as unknown as ReturnType<typeof json>;
	const { delivery } = await posted({ answer: () => bare({ status: 819 }, 400) });
	expect(delivery).toMatchObject({ reading: { refused: 819 } });
	const { refusal } = await posted({ answer: () => bare('gone', 404) });
	expect(refusal!.details).toMatchObject({ source: 'transport', httpStatus: 404 });
});

const http = (status: number, tries: number, mayHaveArrived: boolean, later = tries > 1) => ({
	...{ what: `HTTP ${status}`, httpStatus: status, answer: () => json('<html>', status) },
	...{ tries, retryable: later, mayHaveArrived, issue: expect.anything() as unknown },
});

const broken = (codes: string, tries: number, mayHaveArrived: boolean) =>
	codes.split(' ').map((code) => {
		const { message, hint } = CONNECTION_FAILURES.get(code) ?? UNKNOWN_FAILURE;
		return {
			...{ what: code, httpStatus: undefined, answer: () => failing(code) },
			...{ tries, retryable: tries > 1, mayHaveArrived, issue: { message, hint } as unknown },
		};
	});

/** What is no answer of Picky Assist, and how often it is asked for if it may be done twice. */
const FAILURES = [
	...[408, 500, 502, 503, 504].map((status) => http(status, 4, true)),
	http(429, 4, false),
	...[200, 201].map((status) => http(status, 1, true)),
	...[301, 302, 307, 400, 401, 403, 404, 410, 413, 418].map((status) => http(status, 1, false)),
	...[501, 505, 599].map((status) => http(status, 1, true, true)),
	...broken('ECONNREFUSED EHOSTUNREACH EHOSTDOWN ENETUNREACH ENETDOWN EADDRNOTAVAIL', 4, false),
	...broken('ENOTFOUND EAI_AGAIN', 4, false),
	...broken('ECONNRESET EPIPE ERR_STREAM_PREMATURE_CLOSE ERR_BAD_RESPONSE ERR_NETWORK', 4, true),
	...broken('ETIMEDOUT ECONNABORTED ESOCKETTIMEDOUT', 4, true),
	...broken('CERT_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT ERR_TLS_CERT_ALTNAME_INVALID', 1, false),
	...broken('SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT', 1, false),
	...broken('UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE', 1, false),
	...broken('HPE_HEADER_OVERFLOW HPE_INVALID_CONSTANT HPE_INVALID_HEADER_TOKEN', 1, true),
	...broken('Z_BUF_ERROR Z_DATA_ERROR EODD', 1, true),
];

describe('what is retried', () => {
	it.each(FAILURES)(
		'is $what if that may pass',
		async ({ answer, tries, issue, retryable, httpStatus }) => {
			const { refusal, times } = await posted({ answer });
			expect(times).toHaveLength(tries);
			const { issues, ...details } = refusal!.details;
			expect(issues).toEqual([issue]);
			expect(details).toEqual({
				source: 'transport',
				retryable,
				attempts: tries,
				...(httpStatus !== undefined && { httpStatus }),
			});
		},
	);

	it('is what Node.js told below the errors of others, five deep', async () => {
		const wrapped = (depth: number): Error =>
			depth === 0 ? failing('ECONNRESET') : new Error('wrapped', { cause: wrapped(depth - 1) });
		expect((await posted({ answer: () => wrapped(5) })).times).toHaveLength(4);
		expect((await posted({ answer: () => wrapped(6) })).times).toHaveLength(1);
	});

	it.each([
		['without a code', new Error('text')],
		['with the name of an inherited property', failing('toString')],
		['that is its own cause', Object.assign(new Error('x'), { cause: undefined })],
	])('is no error %s', async (_, error) => {
		if (_.includes('own cause')) error.cause = new Error('y', { cause: error });
		const { refusal, times } = await posted({ answer: () => error });
		expect(times).toEqual([0]);
		expect(refusal!.message).toBe(UNKNOWN_FAILURE.message);
		expect(refusal!.details).toMatchObject({
			retryable: false,
			issues: [{ hint: UNKNOWN_FAILURE.hint }],
		});
	});

	it.each([0, 1, 10])('is sent again at most %d times', async (maxRetries) => {
		const answer = () => json('', 503);
		const { refusal, times, waitForTurn } = await posted({ answer }, { maxRetries });
		expect(times).toHaveLength(maxRetries + 1);
		expect(refusal!.details.attempts).toBe(maxRetries + 1);
		expect(waitForTurn).toHaveBeenCalledTimes(maxRetries + 1);
	});

	it('ends with the first answer, and counts the attempts', async () => {
		const answer = (_: unknown, index: number) => (index < 2 ? failing('ECONNREFUSED') : SUCCESS);
		const { delivery } = await posted({ answer });
		expect(delivery).toMatchObject({ attempts: 3, httpStatus: 200 });
	});
});

describe('what must not be sent twice', () => {
	const DOUBT =
		'No answer came, so this may have been sent: look in Picky Assist before you send it again';
	const sendingOnce = async (answer: Sketch['answer'], sending: Partial<Sending<Verdict>> = {}) =>
		await posted({ ...(answer && { answer }) }, { repeatable: false, ...sending });

	it.each(FAILURES.filter(({ mayHaveArrived }) => !mayHaveArrived))(
		'is sent again only if that can help, since it surely did not arrive: $what',
		async ({ answer, tries, retryable }) => {
			const { refusal, times } = await sendingOnce(answer);
			expect(times).toHaveLength(tries);
			expect(refusal!.details).toMatchObject({
				retryable,
				attempts: tries,
				mayHaveBeenSent: false,
			});
			expect(refusal!.message).not.toContain(DOUBT);
		},
	);

	it.each(FAILURES.filter(({ mayHaveArrived }) => mayHaveArrived))(
		'is never sent again if it may have arrived, and says so: $what',
		async ({ answer }) => {
			const { refusal, times } = await sendingOnce(answer);
			expect(times).toHaveLength(1);
			const { issues, ...details } = refusal!.details;
			expect(details).toMatchObject({
				source: 'transport',
				retryable: false,
				attempts: 1,
				mayHaveBeenSent: true,
			});
			expect(refusal!.message).toMatch(new RegExp(`^.{5,}\\. ${DOUBT}$`));
			expect(issues[0]).toMatchObject({ message: refusal!.message });
			expectClear(issues[0].message, issues[0].hint);
			expect(issues[0].hint).not.toMatch(/^Run this again/);
		},
	);

	it('waits as long as Retry-After asks for', async () => {
		randomIs(0);
		const answer = () => json('', 429, { 'retry-after': '7' });
		expect((await sendingOnce(answer, { maxRetries: 1 })).times).toEqual([0, 7000]);
	});

	it('has the words for a doubt that it brings', async () => {
		const inDoubt = { message: 'Perhaps it is done', hint: 'Look at it' };
		const answer = () => failing('ECONNRESET');
		const { refusal } = await sendingOnce(answer, { inDoubt });
		expect(refusal!.details.issues).toEqual([
			{ message: expect.stringMatching(/^[^.]+\. Perhaps it is done$/), hint: 'Look at it' },
		]);
		const sure = await sendingOnce(() => failing('ECONNREFUSED'), { inDoubt });
		expect(sure.refusal!.message).not.toContain(inDoubt.message);
	});

	it.each([
		[2, [503, 'ECONNRESET', 429, 'ECONNREFUSED', 200]],
		[1, [429, 502, 200]],
		[0, [429, 'ENOTFOUND', 200]],
		[0, [200]],
	] as const)('tells of %d attempts that may have arrived: %j', async (count, results) => {
		const onUnanswered = jest.fn();
		const answer: Sketch['answer'] = (_, index) => {
			const result = results[index]!;
			if (typeof result === 'string') return failing(result);
			return result === 200 ? SUCCESS : json('', result);
		};
		await posted({ answer }, { onUnanswered, maxRetries: 9 });
		expect(onUnanswered).toHaveBeenCalledTimes(count);
	});

	it('is not sent again after its time is over', async () => {
		const { refusal, times } = await sendingOnce(silence, { timeout: 1000 });
		expect(times).toEqual([0]);
		expect(refusal!.message).toBe(`${TIMED_OUT.message}. ${DOUBT}`);
		expect(refusal!.details).toMatchObject({ retryable: false, mayHaveBeenSent: true });
	});

	it('is in doubt, too, where only a later attempt may have arrived', async () => {
		const answer: Sketch['answer'] = (_, index) =>
			failing(index === 0 ? 'ECONNREFUSED' : 'ECONNRESET');
		const { refusal, times } = await sendingOnce(answer);
		expect(times).toHaveLength(2);
		expect(refusal!.details).toMatchObject({ attempts: 2, mayHaveBeenSent: true });
	});

	it('says nothing of a doubt where it may be sent twice', async () => {
		const { refusal } = await posted({ answer: () => json('', 503) });
		expect(refusal!.details).not.toHaveProperty('mayHaveBeenSent');
		expect(refusal!.message).not.toContain(DOUBT);
	});
});

describe('the wait between two attempts', () => {
	const busy = (header?: unknown) => () =>
		json('', 503, header === undefined ? {} : { 'retry-after': header as string });

	it('doubles from half a second to half a minute', async () => {
		randomIs(1);
		const { times } = await posted({ answer: busy() }, { maxRetries: 9 });
		const waits = times.slice(1).map((time, index) => time - times[index]!);
		expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
	});

	it.each([
		[0, [0, 0, 0]],
		[0.5, [250, 500, 1000]],
	])('is any part of that, by chance: %d', async (random, expected) => {
		randomIs(random);
		const { times } = await posted({ answer: busy() });
		const waits = times.slice(1).map((time, index) => time - times[index]!);
		expect(waits).toHaveLength(3);
		for (const [index, wait] of waits.entries()) {
			expect(wait).toBeGreaterThanOrEqual(expected[index]!);
			expect(wait).toBeLessThanOrEqual(expected[index]! + 1);
		}
	});

	it.each([
		['seconds', '7', 7000],
		['seconds with white space', ' 7 ', 7000],
		['a second and a half', '1.5', 1500],
		['no seconds', '0', 0],
		['the longest', '120', 120_000],
		['a date', 'Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
		['a date that is over', 'Sun, 22 Nov 2026 11:00:00 GMT', 0],
		['rubbish', 'soon', 0],
		['an empty header', '', 0],
		['a header that is a list', ['7', '8'], 0],
		['a header that is a number', 7, 0],
	])('is what Retry-After asks for in %s, and the back-off on top', async (_, header, wait) => {
		randomIs(1);
		const { times } = await posted({ answer: busy(header) }, { maxRetries: 1 });
		expect(times).toEqual([0, wait + 500]);
	});

	it.each([
		['121', 121],
		['3600', 3600],
		['Sun, 22 Nov 2026 13:00:00 GMT', 3600],
	])('is none where Retry-After asks for too much: %s', async (header, seconds) => {
		const { refusal, times } = await posted({ answer: busy(header) });
		expect(times).toEqual([0]);
		expect(refusal!.details).toMatchObject({ attempts: 1, retryable: true, httpStatus: 503 });
		const [{ hint, message }] = refusal!.details.issues;
		expect(hint).toBe(`The server asks to wait ${seconds} seconds: run this again after that`);
		expectClear(hint, message);
	});
});

describe('the time limit', () => {
	it('holds for one attempt, and a timeout is retried', async () => {
		randomIs(0);
		const { refusal, times } = await posted({ answer: silence }, { timeout: 1000, maxRetries: 2 });
		expect(times[0]).toBe(0);
		expect(times[1]).toBeGreaterThanOrEqual(1000);
		expect(times).toHaveLength(3);
		expect(refusal!.details).toEqual({
			source: 'transport',
			retryable: true,
			attempts: 3,
			issues: [{ message: TIMED_OUT.message, hint: TIMED_OUT.hint }],
		});
	});

	it('does not end a request before its time', async () => {
		const { result, signals } = await posting(
			{ answer: silence },
			{ timeout: 1000, maxRetries: 0 },
		);
		await jest.advanceTimersByTimeAsync(999);
		expect(jest.getTimerCount()).toBe(1);
		await jest.advanceTimersByTimeAsync(1);
		expect((await result).refusal!.message).toBe(TIMED_OUT.message);
		expect(signals.halt.aborted).toBe(false);
	});

	it('is let go where the answer comes, and aborts nothing later', async () => {
		let request: AbortSignal | undefined;
		await posted(
			{
				answer: ({ signal }) => {
					request = signal;
					return SUCCESS;
				},
			},
			{ timeout: 1_000_000, maxRetries: 0 },
		);
		const [limit] = (AbortSignal.timeout as jest.Mock).mock.results;
		expect((limit!.value as AbortSignal).aborted).toBe(true);
		expect(request!.aborted).toBe(false);
	});

	it('needs no wait of n8n, since older n8n cannot end one', async () => {
		jest.mocked(AbortSignal.timeout).mockReturnValue(new AbortController().signal);
		const timers: number[] = [];
		await posted({
			answer: () => {
				timers.push(jest.getTimerCount());
				return SUCCESS;
			},
		});
		expect(timers).toEqual([0]);
	});

	it('is not what ends a request when the execution is cancelled', async () => {
		const cancelling = new AbortController();
		const { result, times } = await posting({ answer: silence, cancel: cancelling.signal });
		await jest.advanceTimersByTimeAsync(10);
		cancelling.abort();
		await jest.advanceTimersByTimeAsync(0);
		expect((await result).refusal!.message).toBe(UNKNOWN_FAILURE.message);
		expect(times).toEqual([0]);
	});

	it('hands an aborted signal on where the execution was cancelled already', async () => {
		const seen: boolean[] = [];
		const { context } = strictContext({
			answer: ({ signal }) => {
				seen.push(signal!.aborted);
				return SUCCESS;
			},
		});
		const signals = { ...runSignals(context), cancel: AbortSignal.abort() };
		const client = await createClient(context, signals);
		await client.post('/x', {}, SENDING);
		expect(seen).toEqual([true]);
	});
});

describe('a run that is halted', () => {
	it('sends nothing after the wait for its turn', async () => {
		const { context, post } = strictContext({ answer: () => SUCCESS });
		const signals = runSignals(context);
		// What an n8n does whose `sleep` knows no signal.
		const waitForTurn = async () => signals.stop();
		const client = await createClient(context, signals);
		const result = client.post('/x', {}, { ...SENDING, waitForTurn });
		await expect(result).rejects.not.toMatchObject({ name: 'Refusal' });
		expect(post).not.toHaveBeenCalled();
	});

	it('gives the signal of the halt to whatever waits for a turn', async () => {
		const { waitForTurn, signals } = await posted({ answer: () => SUCCESS });
		expect(waitForTurn.mock.calls).toEqual([[signals.halt]]);
	});
});
