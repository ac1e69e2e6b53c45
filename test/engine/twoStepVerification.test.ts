import { recordLog } from './harness';
import { refusalIn, useEngine } from './support';

const ENABLE = 'twoStepVerification.enable';
const DISABLE = 'twoStepVerification.disable';
const PIN = '987123';

/** All but the node's own parameter, which n8n stores and logs with the node. */
const besideParameter = (text: string) =>
	text.replaceAll(`"pin":"${PIN}"`, '').replaceAll(`pin: '${PIN}'`, '');

/** The PIN as servers write it into their answers. */
const ECHOES: ReadonlyArray<[how: string, fault: object]> = [
	['in the words of a refusal', { status: 410, message: `The PIN ${PIN} is too easy` }],
	[
		'as text and as a number in a refusal',
		{ body: { status: 829, message: 'No', pin: PIN, n: 987123 } },
	],
	['as a word for a status', { body: { status: `bad pin ${PIN}`, message: 'No' } }],
	['in a page', { httpStatus: 400, body: `<html><b>Bad request</b> {"action":0,"pin":"${PIN}"}` }],
	['in a page, a number without quotes', { httpStatus: 500, body: `<p>action=0&pin=${PIN}</p>` }],
	['in a page, by numbers of HTML', { httpStatus: 500, body: 'pin &#57;&#x38;&#55;123' }],
	['in half a JSON text', { raw: `{"status":100,"pin":"${PIN}"` }],
	['in half a JSON text, escaped', { raw: '{"pin":"\\u0039\\u0038\\u0037\\u0031\\u0032\\u0033"' }],
	['in whole JSON, escaped', { raw: '{"status":410,"message":"\\u0039\\u0038\\u0037123"}' }],
	['percent-encoded', { httpStatus: 404, body: 'pin=%39%38%37%31%32%33' }],
];

/** A PIN that a server writes without its zeros where it takes it for a number. */
const ZEROS = '000100';

describe('Two-Step Verification', () => {
	const setting = useEngine();
	const { call, received } = setting;

	it('hides a PIN with zeros in front where it comes back as a number', async () => {
		setting.simulator.fault({ body: { status: 100, message: 'Success', pin: 100 } });
		const { items } = await call(ENABLE, { pin: ZEROS });
		expect(items[0]!.json).toEqual({ status: 100, message: 'Success', pin: '[hidden]' });
	});

	it('enables with action 0 and the PIN as text, and gives the answer as it is', async () => {
		const { items } = await call(ENABLE, { pin: PIN });
		expect(setting.simulator.requests[0]).toMatchObject({
			path: '/app/api/v2/two-step-verification',
		});
		expect(received()).toEqual([{ action: 0, pin: PIN }]);
		expect(items).toEqual([{ json: { status: 100, message: 'Success' }, pairedItem: { item: 0 } }]);
		expect(setting.simulator.twoStepVerification).toEqual({ enabled: true, pin: PIN });
	});

	it('disables with action 1 alone', async () => {
		await call(ENABLE, { pin: PIN });
		const { items } = await call(
			DISABLE,
			{},
			{ credential: setting.credential({ channelId: '8' }) },
		);
		expect(received()[1]).toEqual({ action: 1 });
		expect(items[0]!.json).toEqual({ status: 100, message: 'Success' });
		expect(setting.simulator.twoStepVerification).toEqual({ enabled: false });
	});

	it.each([
		['a number', 987123, PIN],
		['text with white space around it', ` ${PIN}\n`, PIN],
		['zeros in front', '000042', '000042'],
	])('takes %s by an expression', async (_, pin, sent) => {
		await call(ENABLE, { pin: '={{ $json.pin }}' }, { items: [{ pin }] });
		expect(received()).toEqual([{ action: 0, pin: sent }]);
	});

	it.each([
		['seven digits', '1234567', /PIN is not made of six digits/],
		['a number that lost its zeros', 42, /PIN is not made of six digits/],
		['letters', 'abcdef', /PIN is not made of six digits/],
		['five digits of another script', '٩٨٧١٢', /PIN is not made of six digits/],
		['null', null, /PIN is blank/],
		['a list', [PIN], /PIN is a whole list/],
	])('refuses %s, and does not quote it', async (_, pin, says) => {
		const { items } = await call(
			ENABLE,
			{ pin: '={{ $json.pin }}' },
			{ items: [{ pin }], onError: 'continueRegularOutput' },
		);
		const { error, details } = refusalIn(items[0]);
		expect(error).toMatch(says);
		expect(details).toMatchObject({
			code: null,
			source: 'check',
			retryable: false,
			issues: [{ field: 'pin', code: null }],
		});
		expect(details).not.toHaveProperty('mayHaveBeenSent');
		if (pin) expect(JSON.stringify(items)).not.toContain(String(pin));
		expect(received()).toEqual([]);
	});

	it('takes digits of another script, and shows them in neither form', async () => {
		setting.simulator.fault({ body: { status: 100, message: 'Success', pin: PIN } });
		const { items } = await call(
			ENABLE,
			{ pin: '={{ $json.pin }}' },
			{ items: [{ pin: '٩٨٧١٢٣' }] },
		);
		expect(received()).toEqual([{ action: 0, pin: PIN }]);
		expect(items[0]!.json).toEqual({ status: 100, message: 'Success', pin: '[hidden]' });
	});

	it('with the check off sends what it would refuse, apart from a blank PIN', async () => {
		const options = { checkBeforeSending: false };
		const { items } = await call(
			ENABLE,
			{ pin: '={{ $json.pin }}', options },
			{ items: [{ pin: '12345' }, { pin: ' ' }], onError: 'continueRegularOutput' },
		);
		expect(received()).toEqual([{ action: 0, pin: '12345' }]);
		expect(refusalIn(items[0]).details).toMatchObject({ code: 410, source: 'api' });
		expect(refusalIn(items[1]).details).toMatchObject({ source: 'check' });
	});

	it('sends each item, one after another', async () => {
		setting.simulator.fault({ latency: 20, times: Infinity });
		const items = [{ pin: '111111' }, { pin: '222222' }, { pin: '222222' }];
		await call(ENABLE, { pin: '={{ $json.pin }}' }, { items });
		expect(received().map(({ pin }) => pin)).toEqual(['111111', '222222', '222222']);
		expect(setting.simulator.peakInFlight).toBe(1);
	});

	it('is sent again after a doubt, since the same twice leaves the same state', async () => {
		setting.simulator.fault({ reset: true, applyFirst: true });
		setting.simulator.fault({ httpStatus: 503 });
		const { items } = await call(ENABLE, { pin: PIN });
		expect(items[0]!.json.status).toBe(100);
		expect(received()).toHaveLength(3);
	});

	it('says that the project has no official account', async () => {
		setting.simulator.set({ officialAccount: false });
		const { items } = await call(DISABLE, {}, { onError: 'continueRegularOutput' });
		expect(refusalIn(items[0]).details).toMatchObject({ code: 801, source: 'api' });
	});

	describe('The PIN is shown nowhere, where Picky Assist writes it back', () => {
		it.each(ECHOES)('%s', async (_, fault) => {
			const log = recordLog();
			const run = async (onError?: 'continueRegularOutput' | 'continueErrorOutput') => {
				setting.simulator.fault(fault);
				const options = { maxRetries: 0 };
				return await call(ENABLE, { pin: PIN, options }, { ...(onError && { onError }) });
			};
			const stopped = await run();
			expect(stopped.error!.message).toMatch(/\w+ \w+/);
			const told = [stopped, await run('continueRegularOutput'), await run('continueErrorOutput')];
			for (const { stored, error } of told) {
				expect(besideParameter(stored())).not.toContain(PIN);
				expect(String(error?.message) + String(error?.description)).not.toContain(PIN);
				expect(stored()).not.toMatch(/&#57;|\\u0039|%39/);
			}
			expect(besideParameter(log.text())).not.toContain(PIN);
			log.stop();
		});

		it('in a success, as text, in a longer text, as a number and as a key', async () => {
			setting.simulator.fault({
				body: { status: 100, pin: PIN, said: `set to ${PIN}.`, n: 987123, [`k${PIN}`]: [PIN] },
			});
			const { items, stored } = await call(ENABLE, { pin: PIN });
			expect(items[0]!.json).toEqual({
				status: 100,
				pin: '[hidden]',
				said: 'set to [hidden].',
				n: '[hidden]',
				'k[hidden]': ['[hidden]'],
			});
			expect(besideParameter(stored())).not.toContain(PIN);
		});

		it('and the token stays hidden beside it', async () => {
			const { token } = setting.simulator;
			setting.simulator.fault({ status: 410, message: `token ${token}, pin ${PIN}` });
			const { items } = await call(ENABLE, { pin: PIN }, { onError: 'continueRegularOutput' });
			expect(refusalIn(items[0]).error).toContain('token [token hidden], pin [hidden]');
		});

		it('and an expression that cannot be resolved does not call it blank', async () => {
			const { items } = await call(
				ENABLE,
				{ pin: '={{ foo bar }}' },
				{ onError: 'continueRegularOutput' },
			);
			expect(refusalIn(items[0]).details.issues).toMatchObject([{ field: 'pin', code: null }]);
			expect(refusalIn(items[0]).error).toMatch(/cannot be resolved/);
		});
	});
});
