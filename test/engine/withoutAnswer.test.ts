import { startSimulator, type Fault, type Simulator } from '../../tools/simulator';
import { makeCertificate } from '../../tools/simulator/certificate';
import { refusalIn, useEngine } from './support';

/** An operation that must not be done twice, with what it did at Picky Assist. */
interface Once {
	readonly operation: string;
	readonly parameters: object;
	readonly done: (simulator: Simulator) => number;
}

const ONCE: readonly Once[] = [
	{
		operation: 'template.submit',
		parameters: {
			name: 'order_on_its_way',
			translations: { translation: [{ language: 'en', text: 'It is on its way.' }] },
		},
		done: ({ submissions }) => submissions.length,
	},
	{
		operation: 'device.runCommand',
		parameters: { command: 'restart' },
		done: ({ commands }) => commands.length,
	},
];

/** What happened, whether it may have arrived, and whether it surely did not and may be tried again. */
interface Row {
	readonly what: string;
	readonly fault: Fault;
	readonly mayHaveBeenSent: boolean;
	readonly retryable: boolean;
	/** Requests with two retries allowed. */
	readonly requests: number;
	readonly httpStatus?: number;
	readonly timeout?: number;
}

const doubt = (what: string, fault: Fault, more: Partial<Row> = {}): Row => ({
	what,
	fault,
	mayHaveBeenSent: true,
	retryable: false,
	requests: 1,
	...more,
});

const refused = (httpStatus: number, fault: Fault = {}): Row => ({
	what: `HTTP ${httpStatus}${'redirect' in fault ? ' to another address' : ''}`,
	fault: { httpStatus, ...fault },
	mayHaveBeenSent: false,
	retryable: false,
	requests: 1,
	httpStatus,
});

const useless = (what: string, fault: Fault) => doubt(what, fault, { httpStatus: 200 });

const ROWS: readonly Row[] = [
	doubt('the connection reset', { reset: true }),
	doubt('the connection closed half-way', { closeHalfway: true }),
	doubt('no answer in time', { hang: true }, { timeout: 300 }),
	doubt('an answer too slow for the time', { trickle: { bytesPerSecond: 5 } }, { timeout: 300 }),
	...[408, 503].map((httpStatus) => doubt(`HTTP ${httpStatus}`, { httpStatus }, { httpStatus })),
	doubt(
		'HTTP 503 in the JSON of a gateway',
		{ httpStatus: 503, body: { status: 503, message: 'Service Unavailable' } },
		{ httpStatus: 503 },
	),
	doubt(
		'HTTP 500 in problem JSON',
		{ httpStatus: 500, body: { status: 403 }, contentType: 'application/problem+json' },
		{ httpStatus: 500 },
	),
	doubt(
		'HTTP 503 with Retry-After',
		{ httpStatus: 503, headers: { 'Retry-After': '0' } },
		{ httpStatus: 503 },
	),
	useless('a login page', { body: '<h1>Sign in</h1>' }),
	useless('nothing in HTTP 200', { raw: '' }),
	useless('half a JSON text', { truncated: true }),
	doubt('more headers than can be read', { headerFlood: 2000 }),
	{
		what: 'HTTP 429',
		fault: { httpStatus: 429, headers: { 'Retry-After': '0' } },
		mayHaveBeenSent: false,
		retryable: true,
		requests: 3,
		httpStatus: 429,
	},
	refused(401),
	refused(404),
	refused(307, { redirect: 'https://example.com/' }),
	refused(302, { redirect: 'https://example.com/' }),
	{
		...refused(403, { body: { status: 403, message: 'Forbidden' } }),
		what: 'HTTP 403 in the JSON of a gateway',
	},
];

const DOUBT =
	/No answer came, so this may have been sent: look in Picky Assist before you send it again/;

describe.each(ONCE)('$operation without an answer', ({ operation, parameters, done }) => {
	const setting = useEngine();

	const attempt = async (timeout = 5000) =>
		await setting.call(
			operation,
			{ ...parameters, options: { maxRetries: 2, timeout } },
			{ onError: 'continueRegularOutput' },
		);

	const cases = ROWS.flatMap((row) =>
		row.mayHaveBeenSent
			? [false, true].map((applyFirst) => ({ ...row, applyFirst }))
			: [{ ...row, applyFirst: false }],
	).map((row) => ({ ...row, effect: row.applyFirst ? 'after its effect' : 'before any' }));

	it.each(cases)(
		'$what, $effect: $requests request(s), mayHaveBeenSent $mayHaveBeenSent',
		async ({ fault, applyFirst, mayHaveBeenSent, retryable, requests, httpStatus, timeout }) => {
			setting.simulator.fault({ ...fault, times: Infinity, ...(applyFirst && { applyFirst }) });
			const { items, stored } = await attempt(timeout);
			const { error, details } = refusalIn(items[0]);
			expect(details).toEqual({
				code: null,
				source: 'transport',
				retryable,
				attempts: requests,
				...(httpStatus !== undefined && { httpStatus }),
				mayHaveBeenSent,
				issues: [{ code: null, message: error, hint: expect.stringMatching(/\w+ \w+/) }],
			});
			if (mayHaveBeenSent) expect(error).toMatch(DOUBT);
			else expect(error).not.toMatch(/may have been sent/);
			expect(setting.simulator.counts.requests).toBe(requests);
			expect(done(setting.simulator)).toBeLessThanOrEqual(1);
			if (applyFirst) expect(done(setting.simulator)).toBe(1);
			expect(stored()).not.toContain(setting.simulator.token);
		},
	);

	it('a connection that is refused: sent again, and surely not sent', async () => {
		const { items } = await setting.call(
			operation,
			{ ...parameters, options: { maxRetries: 1 } },
			{
				onError: 'continueRegularOutput',
				credential: setting.credential({ baseUrl: 'http://127.0.0.1:1/api/v2' }),
			},
		);
		const { error, details } = refusalIn(items[0]);
		expect(error).toMatch(/could not be reached/);
		expect(details).toMatchObject({
			source: 'transport',
			attempts: 2,
			retryable: true,
			mayHaveBeenSent: false,
		});
	});

	it('a name that is not found: sent again, and surely not sent', async () => {
		const { items } = await setting.call(
			operation,
			{ ...parameters, options: { maxRetries: 0 } },
			{
				onError: 'continueRegularOutput',
				credential: setting.credential({ baseUrl: 'https://nowhere.invalid/api/v2' }),
			},
		);
		expect(refusalIn(items[0]).details).toMatchObject({
			source: 'transport',
			attempts: 1,
			retryable: true,
			mayHaveBeenSent: false,
		});
	});

	it('a certificate that is not trusted: surely not sent', async () => {
		const secure = await startSimulator({ tls: await makeCertificate() });
		const { items } = await setting.call(operation, parameters, {
			onError: 'continueRegularOutput',
			credential: setting.credential({ baseUrl: secure.baseUrl }),
		});
		await secure.close();
		expect(refusalIn(items[0]).details).toMatchObject({
			source: 'transport',
			attempts: 1,
			retryable: false,
			mayHaveBeenSent: false,
		});
		expect(done(secure)).toBe(0);
	});

	it('after HTTP 429 it gets through', async () => {
		setting.simulator.fault({ httpStatus: 429, headers: { 'Retry-After': '0' } });
		const { items } = await attempt();
		expect(items[0]!.json.status).toBe(100);
		expect(setting.simulator.counts.requests).toBe(2);
		expect(done(setting.simulator)).toBe(1);
	});

	it('after HTTP 429 a doubt ends the retries', async () => {
		setting.simulator.fault({ httpStatus: 429 });
		setting.simulator.fault({ reset: true, applyFirst: true });
		const { items } = await attempt();
		expect(refusalIn(items[0]).details).toMatchObject({ attempts: 2, mayHaveBeenSent: true });
		expect(done(setting.simulator)).toBe(1);
	});

	it('a Retry-After of an hour is told, and not waited for', async () => {
		setting.simulator.fault({ httpStatus: 429, headers: { 'Retry-After': '3600' } });
		const { items } = await attempt();
		const { details } = refusalIn(items[0]);
		expect(details).toMatchObject({ attempts: 1, retryable: true, mayHaveBeenSent: false });
		expect(details.issues[0]!.hint).toMatch(/3600 seconds/);
	});

	it('a doubt with Stop says it in the message, and is a NodeApiError', async () => {
		setting.simulator.fault({ httpStatus: 504, applyFirst: true });
		const { error } = await setting.call(operation, parameters);
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '504' });
		expect(error!.message).toMatch(DOUBT);
		expect(error!.description).not.toContain(error!.message);
		expect(done(setting.simulator)).toBe(1);
	});

	it('what Picky Assist refuses was not sent, and only 101 may be tried again', async () => {
		for (const [status, retryable] of [
			[403, false],
			[999, false],
			[101, true],
		] as const) {
			setting.simulator.fault({ status });
			const { items } = await attempt();
			expect(refusalIn(items[0]).details).toMatchObject({
				code: status,
				source: 'api',
				retryable,
				mayHaveBeenSent: false,
			});
		}
	});
});
