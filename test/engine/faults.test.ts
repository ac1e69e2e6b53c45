/** What n8n's HTTP helper, Node.js and a real connection make of each fault. */
import { startSimulator, type Fault } from '../../tools/simulator';
import { makeCertificate } from '../../tools/simulator/certificate';
import type { NodeRunOptions } from '../../tools/engine';
import { refusalIn, useEngine } from './support';

/** An answer that is none, and what comes of it. */
interface Row {
	readonly fault: Fault;
	readonly says: RegExp;
	readonly httpStatus?: number;
	/** Whether the same may succeed later, so that it is sent again if it may be done twice. */
	readonly passes?: true;
	/** Whether it surely did not arrive, so that nothing is in doubt if it must not be done twice. */
	readonly surelyNot?: true;
	/** Whether it is sent again if it must not be done twice, too. */
	readonly again?: true;
	readonly timeout?: number;
}

const inHttp = (httpStatus: number, more: Partial<Row> = {}): Row => ({
	fault: { httpStatus },
	httpStatus,
	says: new RegExp(`HTTP ${httpStatus}`),
	...more,
});
const BROKEN = { says: /connection to Picky Assist broke/, passes: true } as const;
const LATE = { says: /did not answer in time/, passes: true, timeout: 1000 } as const;
const useless = (fault: Fault, says: RegExp): Row => ({ fault, says, httpStatus: 200 });
const NO_JSON = /text that is not from the Picky Assist API \(HTTP 200\)/;
const NO_STATUS = /data that is not from the Picky Assist API \(HTTP 200\)/;

const ROWS: Readonly<Record<string, Row>> = {
	'a connection that is reset': { fault: { reset: true }, ...BROKEN },
	'a connection that is closed halfway': { fault: { closeHalfway: true }, ...BROKEN },
	'no answer': { fault: { hang: true }, ...LATE },
	'an answer of a few bytes a second': { fault: { trickle: { bytesPerSecond: 5 } }, ...LATE },
	'more headers than can be read': { fault: { headerFlood: 2000 }, says: /could not be read/ },
	'HTTP 404': inHttp(404, { surelyNot: true }),
	'HTTP 429': inHttp(429, { passes: true, surelyNot: true, again: true }),
	'HTTP 503': inHttp(503, { passes: true }),
	'HTTP 503 in the JSON of a gateway': inHttp(503, {
		fault: { httpStatus: 503, body: { status: 503, error: 'Busy' } },
		passes: true,
	}),
	'HTTP 500 in problem JSON': inHttp(500, {
		fault: { httpStatus: 500, body: { status: 403 }, contentType: 'application/problem+json' },
		passes: true,
	}),
	'a redirect': inHttp(307, {
		fault: { redirect: 'https://example.com/' },
		surelyNot: true,
	}),
	'a login page': useless({ body: '<html><h1>Sign in</h1></html>' }, /a web page.*Sign in/),
	'an empty body': useless({ raw: '' }, /nothing \(HTTP 200\)/),
	'half a JSON text': useless({ truncated: true }, NO_JSON),
	'plain text': useless({ raw: 'OK', contentType: 'text/plain' }, NO_JSON),
	'a JSON text': useless({ raw: '"Success"' }, NO_JSON),
	'a JSON number': useless({ raw: '100' }, NO_STATUS),
	'NaN as the status': useless({ raw: '{"status":NaN}' }, NO_JSON),
	null: useless({ raw: 'null' }, /nothing \(HTTP 200\)/),
	'a list': useless({ body: [{ status: 100 }] }, NO_STATUS),
};

const ANSWERS: Readonly<Record<string, Fault>> = {
	'compressed JSON': { gzip: true },
	'JSON in another charset': { charset: 'iso-8859-1' },
	'JSON that is called text/html': { contentType: 'text/html' },
	'a success in HTTP 500': { status: 100, httpStatus: 500 },
	'a success in HTTP 401': { status: '100', httpStatus: 401 },
	'10 MB': { bodySize: 10_000_000 },
};

describe('An answer', () => {
	const setting = useEngine();

	const call = async (operation: string, parameters: object, rest: NodeRunOptions = {}) =>
		await setting.call(operation, parameters, { onError: 'continueRegularOutput', ...rest });

	/** May be done twice, and must not be. */
	const update = async (options: object = {}, rest?: NodeRunOptions) =>
		await call('whatsappProfile.update', { updateFields: { about: 'Hello' }, options }, rest);
	const restart = async (options: object = {}, rest?: NodeRunOptions) =>
		await call('device.runCommand', { options }, rest);

	it.each(Object.entries(ROWS))('that is none: %s', async (_, row) => {
		const { fault, says, httpStatus, passes = false, surelyNot = false, again = false } = row;
		const options = { maxRetries: 1, timeout: row.timeout ?? 60_000 };
		setting.simulator.fault({ ...fault, times: Infinity });
		const { items, stored } = await update(options);
		const { error, details } = refusalIn(items[0]);
		expect(error).toMatch(says);
		expect(error).not.toMatch(/\[object|undefined|stack| at \//);
		expect(details).toEqual({
			code: null,
			source: 'transport',
			retryable: passes,
			attempts: passes ? 2 : 1,
			...(httpStatus !== undefined && { httpStatus }),
			issues: [{ code: null, message: error, hint: expect.stringMatching(/\w+ \w+/) }],
		});
		expect(setting.simulator.counts.requests).toBe(passes ? 2 : 1);
		expect(stored()).not.toContain(setting.simulator.token);

		// What may have arrived did, and is not sent again.
		setting.simulator.reset();
		setting.simulator.fault({ ...fault, times: Infinity, applyFirst: !surelyNot });
		const once = refusalIn((await restart(options)).items[0]);
		expect(once.details).toMatchObject({
			source: 'transport',
			mayHaveBeenSent: !surelyNot,
			retryable: again,
			attempts: again ? 2 : 1,
		});
		if (surelyNot) expect(once.error).not.toMatch(/may have been sent/);
		else expect(once.error).toMatch(/may have been sent: look in Picky Assist before you send/);
		expect(setting.simulator.commands).toHaveLength(surelyNot ? 0 : 1);
	});

	it.each(Object.entries(ANSWERS))('that is one: %s', async (_, fault) => {
		setting.simulator.fault(fault);
		const { items } = await update({ maxRetries: 0 });
		expect(items[0]!.json).toMatchObject({ updatedFields: ['about'] });
	});

	it.each<[string, string, number, boolean]>([
		['nobody who listens', 'http://127.0.0.1:1/api/v2', 2, true],
		['a name that is not found', 'https://nowhere.invalid/api/v2', 2, true],
		['a certificate that is not trusted', 'secure', 1, false],
	])('cannot come from %s, and surely nothing was sent', async (_, url, attempts, retryable) => {
		const secure = await startSimulator({ tls: await makeCertificate() });
		const credential = setting.credential({ baseUrl: url === 'secure' ? secure.baseUrl : url });
		const { items } = await restart({ maxRetries: 1 }, { credential });
		await secure.close();
		expect(refusalIn(items[0]).details).toMatchObject({
			source: 'transport',
			mayHaveBeenSent: false,
			attempts,
			retryable,
		});
		expect(secure.commands).toEqual([]);
	});
});
