import type { Fault } from '../../tools/simulator';
import { refusalIn, useEngine } from './support';

/** What the simulator does, requests with one retry allowed, the HTTP status shown, whether it may help later, the words. */
interface Row {
	readonly what: string;
	readonly fault: Fault;
	readonly attempts: number;
	readonly httpStatus?: number;
	readonly retryable: boolean;
	readonly says: RegExp;
	readonly timeout?: number;
}

const proxied = (httpStatus: number, attempts: number, retryable: boolean, says: RegExp): Row => ({
	what: `HTTP ${httpStatus} with a web page`,
	fault: { httpStatus },
	attempts,
	httpStatus,
	retryable,
	says,
});

/** An answer in HTTP 200 that holds no status of Picky Assist. */
const useless = (what: string, fault: Fault, says: RegExp): Row => ({
	what,
	fault,
	attempts: 1,
	httpStatus: 200,
	retryable: false,
	says,
});

/** Proxies write their HTTP status into JSON, in more than one way. */
const gatewayJson = (httpStatus: number, attempts: number, retryable: boolean): Row[] =>
	[
		{ status: httpStatus, error: 'From the proxy' },
		{ status: String(httpStatus), title: 'No' },
	].map((body) => ({
		...proxied(httpStatus, attempts, retryable, new RegExp(`HTTP ${httpStatus}`)),
		what: `HTTP ${httpStatus} with ${JSON.stringify(body)}`,
		fault: { httpStatus, body },
	}));

const NO_STATUS = /data that is not from the Picky Assist API \(HTTP 200\)/;
const NO_JSON = /text that is not from the Picky Assist API \(HTTP 200\)/;

const TRANSPORT: readonly Row[] = [
	proxied(408, 2, true, /HTTP 408/),
	proxied(429, 2, true, /HTTP 429/),
	proxied(503, 2, true, /HTTP 503/),
	proxied(401, 1, false, /HTTP 401/),
	proxied(404, 1, false, /HTTP 404/),
	...gatewayJson(503, 2, true),
	...gatewayJson(403, 1, false),
	proxied(501, 1, true, /HTTP 501/),
	{
		what: 'the connection reset',
		fault: { reset: true },
		attempts: 2,
		retryable: true,
		says: /connection to Picky Assist broke/,
	},
	{
		what: 'the connection closed half-way',
		fault: { closeHalfway: true },
		attempts: 2,
		retryable: true,
		says: /connection to Picky Assist broke/,
	},
	{
		what: 'no answer at all',
		fault: { hang: true },
		attempts: 2,
		retryable: true,
		says: /did not answer in time/,
		timeout: 1500,
	},
	{
		what: 'an answer of a few bytes a second',
		fault: { trickle: { bytesPerSecond: 5 } },
		attempts: 2,
		retryable: true,
		says: /did not answer in time/,
		timeout: 1500,
	},
	{
		what: 'more headers than can be read',
		fault: { headerFlood: 2000 },
		attempts: 1,
		retryable: false,
		says: /could not be read/,
	},
	useless('a login page', { body: '<html><h1>Sign in</h1></html>' }, /a web page.*Sign in/),
	useless('an empty body', { raw: '' }, /nothing \(HTTP 200\)/),
	useless('half a JSON text', { truncated: true }, NO_JSON),
	useless('plain text', { raw: 'OK', contentType: 'text/plain' }, NO_JSON),
	useless('a JSON text', { raw: '"Success"' }, NO_JSON),
	useless('a JSON number', { raw: '100' }, NO_STATUS),
	useless('null', { raw: 'null' }, /nothing \(HTTP 200\)/),
	useless('a list', { body: [{ status: 100 }] }, NO_STATUS),
	useless('NaN as status', { raw: '{"status":NaN}' }, NO_JSON),
];

/** What the profiles are after a fault that only slows or swells an ordinary answer. */
const APPLIED = { '1': { about: 'Hello' }, '2': { about: 'Hello' } };

const REFUSALS: ReadonlyArray<[what: string, fault: Fault, code: number | null, says: RegExp]> = [
	['a number', { status: 831 }, 831, /profile picture/i],
	['a number as text', { status: '831' }, 831, /profile picture/i],
	['status 0', { status: 0 }, 0, /\b0\b/],
	['a negative status', { status: -1 }, -1, /-1/],
	['a huge status', { status: 1e300 }, null, /1e\+300/],
	['a word as status', { status: 'error', message: 'No' }, null, /error.*No/],
	['a refusal in HTTP 500', { status: 819, httpStatus: 500 }, 819, /About/],
	['a refusal in HTTP 429', { status: 403, httpStatus: 429 }, 403, /balance/i],
	['a refusal in HTTP 401', { status: 401, httpStatus: 401 }, 401, /token/i],
	['a compressed refusal', { status: 824, gzip: true }, 824, /websites/i],
	[
		'a message that is an object',
		{ status: 829, body: { status: 829, message: { a: 1 } } },
		829,
		/829/,
	],
	['a message that is missing', { body: { status: 829 } }, 829, /829/],
	['a message of HTML', { status: 829, message: '<b>No</b>' }, 829, /829/],
];

const SUCCESSES: ReadonlyArray<[what: string, fault: Fault]> = [
	['100 as text', { status: '100' }],
	['the word success', { status: 'Success' }],
	['100 in HTTP 500', { status: 100, httpStatus: 500 }],
	['100 in HTTP 401', { status: 100, httpStatus: 401 }],
	['a compressed answer', { gzip: true }],
	['another charset claimed', { charset: 'iso-8859-1' }],
	['JSON that is called text/html', { contentType: 'text/html' }],
	['10 MB of body', { bodySize: 10_000_000 }],
	['a slow answer within the time', { latency: 200 }],
];

describe('The fault matrix', () => {
	const setting = useEngine();

	const attempt = async (fault: Fault, options: object) => {
		setting.simulator.fault({ times: Infinity, ...fault });
		return await setting.run({
			items: [{}, {}],
			onError: 'continueRegularOutput',
			parameters: {
				application: '={{ $itemIndex + 1 }}',
				updateFields: { about: 'Hello' },
				options,
			},
		});
	};

	it.each(TRANSPORT)(
		'$what: $attempts request(s), retryable $retryable',
		async ({ fault, attempts, httpStatus, retryable, says, timeout = 60_000 }) => {
			const { items, stored } = await attempt(fault, { maxRetries: 1, timeout });
			expect(items).toHaveLength(2);
			const { error, details } = refusalIn(items[1]);
			expect(error).toMatch(says);
			expect(details).toEqual({
				code: null,
				source: 'transport',
				retryable,
				attempts,
				...(httpStatus !== undefined && { httpStatus }),
				issues: [{ code: null, message: error, hint: expect.stringMatching(/\w+ \w+/) }],
			});
			expect(setting.simulator.counts.requests).toBe(2 * attempts);
			expect(setting.simulator.profiles()).toEqual(
				'trickle' in fault || 'headerFlood' in fault ? APPLIED : {},
			);
			expect(stored()).not.toContain(setting.simulator.token);
			expect(error).not.toMatch(/\[object|undefined|stack| at \//);
		},
	);

	it.each(REFUSALS)('%s is a refusal, never sent again', async (_, fault, code, says) => {
		const { items } = await attempt(fault, {});
		const { error, details } = refusalIn(items[0]);
		expect(error).toMatch(says);
		expect(error).not.toContain('[object');
		expect(details).toMatchObject({ code, source: 'api', retryable: false, attempts: 1 });
		expect(details.issues).toHaveLength(1);
		expect(setting.simulator.counts.requests).toBe(2);
	});

	it.each(SUCCESSES)('%s is a success', async (_, fault) => {
		const { items } = await attempt(fault, {});
		expect(items[0]!.json).toMatchObject({ updatedFields: ['about'], application: 1 });
		expect(String(items[0]!.json.status)).toMatch(/^(100|success)$/i);
		expect(setting.simulator.counts.requests).toBe(2);
	});

	it('says that nobody is listening, after the retries', async () => {
		const { items } = await setting.run({
			onError: 'continueRegularOutput',
			credential: setting.credential({ baseUrl: 'http://127.0.0.1:1/api/v2' }),
			parameters: { updateFields: { about: 'Hello' }, options: { maxRetries: 1 } },
		});
		const { error, details } = refusalIn(items[0]);
		expect(error).toMatch(/could not be reached/);
		expect(details).toMatchObject({ source: 'transport', retryable: true, attempts: 2 });
		expect(details.httpStatus).toBeUndefined();
	});

	it('a retry that gets through is a success', async () => {
		setting.simulator.fault({ httpStatus: 502 });
		setting.simulator.fault({ reset: true });
		const { items } = await setting.run({ parameters: { updateFields: { about: 'Hello' } } });
		expect(items[0]!.json.status).toBe(100);
		expect(setting.simulator.counts.requests).toBe(3);
		expect(setting.simulator.profile()).toEqual({ about: 'Hello' });
	});

	it('with Stop a transport failure is a NodeApiError with the HTTP status as text', async () => {
		setting.simulator.fault({ httpStatus: 404 });
		const { error } = await setting.run({ parameters: { updateFields: { about: 'Hello' } } });
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '404' });
		expect(error!.description).not.toContain(error!.message);
	});
});
