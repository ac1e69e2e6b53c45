import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { ITEM_KEYS } from '../../../nodes/data/itemKeys';
import { ALL_EVENTS, call, WATCHWORD, type Sketch } from './calling';

/** The same bodies in every run, so that what is red once stays red. The rarest defect that was tried took 1,614. */
const RUN = { numRuns: 3_000, seed: 20_261_124 };

const CREDENTIAL = { webhookSecret: WATCHWORD };

const NAMES = [
	...['event_id', 'data', 'unique-id', 'msg_id', 'number', 'messenger_id', 'name', 'direction'],
	...['message_in_raw', 'message-in-raw', 'message-in', 'message', 'type', 'message_type'],
	...['application', 'channel_id', 'project-id', 'project_id', 'context-msg-id', 'payload'],
	...['interactive', 'media-url', 'media', 'Location', 'location', 'contact', 'group-id'],
	...['group-mentions', 'referral', 'push_id', 'status', 'reference_number', 'template_id'],
	...['error_code', 'error_message', 'secret', 'id', 'lat', 'long', 'description', 'shop'],
	...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'toJSON', 'length'],
];

const FORMS = [
	WATCHWORD,
	encodeURIComponent(WATCHWORD),
	encodeURIComponent(encodeURIComponent(WATCHWORD)),
];

/** Any code point, halves of an emoji too. Of its own `binary` strings fast-check makes a table of a million entries. */
const sign = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));

const word = fc.oneof(
	fc.string({ unit: sign }),
	fc.constantFrom(
		'',
		' ',
		'0',
		'1',
		'2',
		'5',
		'-1',
		'1e9',
		'NaN',
		'Delivered',
		'constructor',
		'__proto__',
	),
	fc.constantFrom(
		'%',
		'100%',
		'%E0%A4',
		'%zz',
		'a+b%2B',
		'\uD800',
		'\u0000',
		'\u202A15550000001',
		'/',
	),
	fc.constantFrom('15550000001', 'Group @Ava / 15550000001', 'https://a.example/b?c', 'file:///a'),
	fc.tuple(fc.string(), fc.constantFrom(...FORMS), fc.string()).map((parts) => parts.join('')),
);
const HUGE = ['x'.repeat(200_000), '%'.repeat(50_000), `${'/'.repeat(50_000)}1`];
const text = fc.oneof(
	{ weight: 2_000, arbitrary: word },
	{ weight: 1, arbitrary: fc.constantFrom(...HUGE) },
);

const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		text,
		fc.constantFrom(null, true, false, 0, 1, 2, 5, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER),
		tie('object'),
		fc.array(tie('value'), { maxLength: 4 }),
	),
	object: fc
		.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), text), tie('value')), { maxLength: 8 })
		.map((entries) => Object.fromEntries(entries)),
}));

const message = fc
	.array(fc.tuple(fc.constantFrom(...NAMES), value), { minLength: 1, maxLength: 12 })
	.map((entries) => Object.fromEntries(entries) as object);
const delivery = fc
	.tuple(
		fc.constantFrom(1, '1'),
		fc.oneof(message, fc.array(message, { maxLength: 3 }), value),
		message,
	)
	.map(([event_id, data, envelope]) => ({ ...envelope, event_id, data }));

const posted = fc.oneof(
	fc
		.tuple(
			fc.oneof(message, delivery, value),
			fc.constantFrom('application/json', 'text/plain', undefined),
		)
		.map(([body, contentType]) => ({ body: JSON.stringify(body), contentType })),
	fc
		.tuple(
			fc.oneof(text, fc.array(fc.tuple(fc.constantFrom(...NAMES), text)).map(formOf)),
			fc.constantFrom('application/x-www-form-urlencoded', 'text/plain', 'image/png', undefined),
		)
		.map(([body, contentType]) => ({ body, contentType })),
);

function formOf(fields: Array<[string, string]>) {
	return fields.map((field) => field.join('=')).join('&');
}

const query = fc
	.tuple(fc.dictionary(fc.constantFrom(...NAMES), value), fc.boolean())
	.map(([others, known]) => ({ ...others, ...(known && { secret: WATCHWORD }) }) as IDataObject);

const parameters = fc.record({
	events: fc.oneof(fc.constant(ALL_EVENTS), value),
	respond: fc.constantFrom('immediately', 'replyNode'),
	replyText: value,
	options: fc.record(
		{
			channelIds: value,
			deliveryStatuses: value,
			messageTypes: value,
			downloadMedia: value,
			ignoreRepeats: value,
			includeRaw: fc.boolean(),
		},
		{ requiredKeys: [] },
	),
});

const calls = fc
	.tuple(
		posted,
		query,
		fc.oneof({ weight: 3, arbitrary: fc.constant({ events: ALL_EVENTS }) }, parameters),
	)
	.map(
		([body, variables, values]) => ({ ...body, query: variables, parameters: values }) as Sketch,
	);

/** Every name in a value, at whatever depth. */
const namesIn = (of: unknown): string[] =>
	typeof of !== 'object' || of === null
		? []
		: Object.entries(of).flatMap(([name, inner]) => [name, ...namesIn(inner)]);

/** What each key of an item may be, beside text. */
const KINDS: Readonly<Record<string, string>> = {
	...{ contacts: 'list', mentions: 'list', referral: 'list' },
	...{ choice: 'object', location: 'object', custom: 'object', raw: 'object' },
};
const kindOf = (of: unknown) => (Array.isArray(of) ? 'list' : typeof of);

function expectItem(json: IDataObject) {
	const keys = Object.keys(json);
	const kinds = keys.map((key) => [key, kindOf(json[key])]);
	const stored = JSON.stringify(json);
	expect({
		kinds,
		event: ALL_EVENTS.includes(String(json.event)),
		number: /^\d+$/.test(String(json.number ?? 0)),
		secrets: FORMS.filter((form) => stored.includes(JSON.stringify(form).slice(1, -1))),
		withheld: namesIn(json).filter((name) => ['secret', '__proto__'].includes(name)),
	}).toEqual({
		kinds: ITEM_KEYS.filter((key) => key in json).map((key) => [key, KINDS[key] ?? 'string']),
		event: true,
		number: true,
		secrets: [],
		withheld: [],
	});
}

it('whatever is posted, the webhook answers and never throws, and no item has the secret', async () => {
	const seen = { refused: 0, started: 0, quiet: 0 };
	await fc.assert(
		fc.asyncProperty(calls, async (sketch) => {
			const { result, refused, json, log } = await call({
				...sketch,
				credential: CREDENTIAL,
				httpRequest,
			});
			expect(log.join()).not.toContain(WATCHWORD);
			if (refused) {
				seen.refused++;
				expect([400, 401]).toContain(refused.status);
				expect(result).toEqual({ noWebhookResponse: true });
				return;
			}
			seen[json ? 'started' : 'quiet']++;
			const reply = Object.keys(result.webhookResponse as object).join();
			expect(['', 'message-out,type,delay']).toContain(reply);
			json?.forEach(expectItem);
		}),
		RUN,
	);
	// The test would say nothing if nearly all calls went one way.
	for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
}, 300_000);

const httpRequest = async () => await Promise.reject(new Error(WATCHWORD));
