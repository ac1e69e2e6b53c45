/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { SIMULATOR_TOKEN, type Fault } from '../../tools/simulator';
import { recordLog } from '../../tools/engine';
import { refusalIn, useEngine } from './support';

/** `npm run soak` sets these: it draws more cases, and other ones each time. */
const { PROPERTY_SEED = '1', PROPERTY_CASES = '20' } = process.env;
const numRuns = Number(PROPERTY_CASES);
/**
 * For a machine that has much else to do: on a quiet one a case takes a few hundred, most of them for the engine for
 * expressions that n8n makes for each run.
 */
const MILLISECONDS_PER_CASE = 5_000;

// Without the variables all cases are the same each time, so that no result and no duration depends on chance.
fc.configureGlobal({
	seed: Number(PROPERTY_SEED),
	numRuns,
	// Ends a case that hangs and a search for a smaller one. Jest's own limit comes later, since it reports no seed.
	interruptAfterTimeLimit: numRuns * MILLISECONDS_PER_CASE,
	markInterruptAsFailure: true,
});
jest.setTimeout(numRuns * MILLISECONDS_PER_CASE + 5_000);

/** Anything that JSON can hold, with texts of every alphabet, lone surrogates and control characters among them. */
const anything = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.string({ unit: 'grapheme', maxLength: 300 }),
	fc.constantFrom('', ' ', 'undefined', 'null', '\u0000', '\ud800'),
	fc.constantFrom('={{ 1 }}', '<b>x</b>', '9e999'),
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.constant(null),
	fc.array(fc.string(), { maxLength: 4 }),
	fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
);

const FIELDS = ['about', 'address', 'description', 'email', 'industry', 'profilePic'] as const;

const item = fc.record(
	{
		...Object.fromEntries(FIELDS.map((field) => [field, anything])),
		site: anything,
		channel: fc.oneof(fc.integer({ min: 1, max: 3 }), anything),
	},
	{ requiredKeys: [] },
);

const plainProperty = (name: string) => `={{ $json.${name} }}`;

/** Every field by an expression; its property has the same name unless another is given. */
const parametersWith = (options: object, expression = plainProperty) => ({
	application: expression('channel'),
	updateFields: {
		...Object.fromEntries(FIELDS.map((field) => [field, expression(field)])),
		websites: { website: [{ url: expression('site') }] },
	},
	options,
});

/** Anything that a server may answer. */
const fault: fc.Arbitrary<Fault> = fc.oneof(
	fc.record({ status: fc.oneof(anything, fc.integer({ min: 95, max: 840 })) }),
	fc.record({ body: anything }),
	fc.record({ raw: fc.string({ unit: 'binary' }) }),
	fc.record({ httpStatus: fc.integer({ min: 200, max: 599 }) }),
	fc.record({
		status: fc.integer({ min: 100, max: 831 }),
		httpStatus: fc.integer({ min: 200, max: 599 }),
	}),
	fc.record({
		echoToken: fc.constantFrom('raw' as const, 'urlEncoded' as const, 'embedded' as const),
	}),
	fc.constantFrom<Fault>(
		{ reset: true },
		{ closeHalfway: true },
		{ truncated: true },
		{ gzip: true },
	),
);

const setting = useEngine();
const { run } = setting;

/** What went out and what came out, the requests in an order of their own: channels overtake each other. */
async function outcomeOf(items: readonly object[], parameters: object) {
	setting.simulator.reset();
	const { items: output, error } = await run({
		items: items as IDataObject[],
		onError: 'continueRegularOutput',
		parameters,
	});
	const requests = setting.received().map((body) => JSON.stringify(body));
	return { output, error, requests: requests.sort() };
}

describe('For any parameters and any answers', () => {
	it('as many items go out as come in, each paired, none with raw innards, the token nowhere', async () => {
		const log = recordLog();
		await fc.assert(
			fc.asyncProperty(
				fc.array(item, { minLength: 1, maxLength: 12 }),
				fc.array(fault, { maxLength: 10 }),
				fc.boolean(),
				async (items, faults, checkBeforeSending) => {
					setting.simulator.reset();
					for (const each of faults) setting.simulator.fault(each);
					const {
						items: output,
						error,
						stored,
					} = await run({
						items: items as IDataObject[],
						onError: 'continueRegularOutput',
						parameters: parametersWith({ checkBeforeSending, maxRetries: 0 }),
					});
					expect(error).toBeUndefined();
					expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
						items.map((_, index) => ({ item: index })),
					);
					for (const each of output) {
						if (!('details' in each.json)) {
							expect(String(each.json.status)).toBe('100');
							continue;
						}
						const { issues, source } = refusalIn(each).details;
						expect(['check', 'api', 'transport']).toContain(source);
						expect(issues).not.toEqual([]);
						for (const { message, hint } of issues) {
							expect(`${message} ${hint}`).not.toMatch(/\[object Object\]|invalid_type|TypeError/);
							expect(message).not.toBe('');
							expect(hint).not.toBe('');
						}
						// No fault lets the node wait, so a time limit would only hide that it hangs.
						expect(refusalIn(each).error).not.toMatch(
							/could not handle the item|did not answer in time/,
						);
					}
					expect(stored()).not.toContain(SIMULATOR_TOKEN);
				},
			),
		);
		log.stop();
		expect(log.text()).not.toContain(SIMULATOR_TOKEN);
	});

	it('with Stop, a run that the checks refuse has sent nothing', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 12 }), async (items) => {
				setting.simulator.reset();
				const { error } = await run({
					items: items as IDataObject[],
					parameters: parametersWith({}),
				});
				if (error?.name === 'NodeOperationError') {
					expect(setting.simulator.counts.requests).toBe(0);
					expect(error).toMatchObject({ context: { itemIndex: expect.any(Number) } });
				} else {
					expect(setting.simulator.counts.requests).toBeGreaterThan(0);
				}
			}),
		);
	});
});

describe('The lanes, against a model', () => {
	const update = fc.record({
		channel: fc.integer({ min: 1, max: 4 }),
		field: fc.constantFrom('about', 'address', 'email'),
		latency: fc.integer({ min: 0, max: 10 }),
		fault: fc.option(
			fc.constantFrom<Fault>(
				{ status: 819 },
				{ httpStatus: 404 },
				{ httpStatus: 503 },
				{ reset: true },
			),
			{ freq: 4 },
		),
	});

	it('the final profiles equal those of a sequential run, in-flight never above the bound', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(update, { minLength: 1, maxLength: 14 }),
				fc.integer({ min: 1, max: 6 }),
				async (updates, maxConcurrentRequests) => {
					const { simulator } = setting;
					simulator.reset();
					const items = updates.map(({ channel, field }, index) => ({
						channel,
						[field]: field === 'email' ? `n${index}@a.example` : `Mark ${index}`,
						about: `Mark ${index}`,
					}));
					// The item's mark tells which request it is.
					updates.forEach(({ fault: each, latency }, index) =>
						simulator.fault({
							...each,
							latency,
							times: Infinity,
							match: { body: { about: `Mark ${index}` } },
						}),
					);
					const { items: output } = await setting.run({
						items,
						onError: 'continueRegularOutput',
						parameters: parametersWith({ maxConcurrentRequests, maxRetries: 0 }),
					});

					const model: Record<string, object> = {};
					updates.forEach(({ channel, field, fault: each }, index) => {
						const { about, [field]: value } = items[index] as unknown as Record<string, string>;
						if (!each) model[channel] = { ...model[channel], [field]: value, about };
					});
					expect(simulator.profiles()).toEqual(model);
					expect(simulator.peakInFlight).toBeLessThanOrEqual(maxConcurrentRequests);
					expect(output.map(({ json }) => 'details' in json)).toEqual(
						updates.map(({ fault: each }) => each !== null),
					);
					for (const channel of [1, 2, 3, 4]) {
						const sent = simulator.requests
							.filter(({ application }) => application === channel)
							.map(({ body }) => (body as { about: string }).about);
						const wanted = items
							.filter((each) => each.channel === channel)
							.map(({ about }) => about);
						expect(sent).toEqual(wanted);
					}
				},
			),
		);
	});
});

/** Most of them can be sent, so that the requests are compared and not only the refusals. */
const value = fc.oneof(
	fc.constantFrom(0, 8, 1.5, '8', true, false, null, '', 'restaurant', 'a@b.example'),
	fc.constantFrom('a.example, b.example', 'https://a.example', '2026-11-20', '={{ 1 }}'),
	fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
	fc.constantFrom(undefined, -0, Infinity),
	fc.object({ maxDepth: 2 }),
	anything,
);

/** A comment has no place in a list, so that each expression with it is asked of the engine by itself. */
const ALONE = '/* alone */';

describe('The shortcut for a plain property, against the engine for expressions', () => {
	/** What may stand behind `$json.`. */
	const name = fc.oneof(
		fc.stringMatching(/^[A-Za-z_]\w{0,6}$/),
		fc.constantFrom('constructor', 'toString', '__proto__', 'class', 'this', '_'),
		fc.constantFrom('length', 'first', 'isEmpty'),
	);
	const names = fc.record(
		Object.fromEntries(['channel', 'site', ...FIELDS].map((field) => [field, name])),
	);

	const mapping = names.chain((nameOf) => {
		const each = fc.dictionary(fc.constantFrom(...Object.values(nameOf)), value, { maxKeys: 4 });
		return fc.tuple(fc.constant(nameOf), fc.array(each, { minLength: 1, maxLength: 5 }));
	});

	/** Each field is an expression of the name that it is given. */
	const mapped = (nameOf: Readonly<Record<string, string>>, expression = plainProperty) =>
		parametersWith({ checkBeforeSending: false }, (field) => expression(nameOf[field] ?? 'other'));

	const byEngine = (property: string) => `={{ ${ALONE} ($json.${property}) }}`;

	it('leads to the same requests and the same output', async () => {
		await fc.assert(
			fc.asyncProperty(mapping, async ([nameOf, items]) => {
				const outcome = await outcomeOf(items, mapped(nameOf));
				expect(outcome).toEqual(await outcomeOf(items, mapped(nameOf, byEngine)));
			}),
			// Each of them takes two runs.
			{ numRuns: Math.ceil(numRuns / 2) },
		);
	});

	it.each(['toString', 'constructor', '__proto__'])(
		'leads to the same refusal for %s, which every item inherits',
		async (inherited) => {
			const nameOf = { about: 'about', address: inherited };
			const items = [{ about: 'One' }, { about: 'Two' }];
			const outcome = await outcomeOf(items, mapped(nameOf));
			expect(outcome).toEqual(await outcomeOf(items, mapped(nameOf, byEngine)));
			expect(refusalIn(outcome.output[1]).details.issues).toMatchObject([{ field: 'address' }]);
		},
	);
});

describe('The shortcut for text with holes, against the engine for expressions', () => {
	const KEYS = ['a', 'b', 'order id', 'x.y', 'Größe', 'length', 'first', 'caller', 'toString'];
	const key = fc.constantFrom(...KEYS, 'a', 'b', 'order id', '', 'constructor', '__proto__');

	/** A key behind `$json`, in each of its spellings. */
	const keyed = fc.tuple(key, fc.constantFrom('"', "'")).map(([name, quote]) => {
		const isName = /^[A-Za-z_]\w*$/.test(name);
		return isName && quote === '"' ? `.${name}` : `[${quote}${name}${quote}]`;
	});
	/** What stands between « and » is written out for one of the two ways. */
	const hole = fc
		.tuple(fc.array(keyed, { minLength: 1, maxLength: 2 }), fc.constantFrom('', ' ', '\n\t'))
		.map(([keys, space]) => `{{${space}«$json${keys.join('')}»${space}}}`);
	const words = fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom('Hello ', ', your order\n', ' ', '“ä” & <b>') },
		fc.constantFrom('{', '}', '{{', '}}', '\\', '\\{{', '"', "'", '`${1}', '//', '\r\n', '\u2028'),
		fc.constantFrom('$json.a', '.first()', ' .constructor', '=', '\ud800', '\u0000', '/* '),
	);
	// The node cuts white space at both ends, so each text has words there.
	const text = fc
		.array(fc.oneof(hole, words), { minLength: 1, maxLength: 6 })
		.map((parts) => `=[${parts.join('')}]`);
	const texts = fc.record({
		about: text,
		address: text,
		description: hole.map((one) => `=${one}`),
	});

	const json = fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value, { maxKeys: 4 })));
	const items = fc.array(json, { minLength: 1, maxLength: 5 });

	/** The code between « and » in the form that is given. */
	const written = (expressions: Readonly<Record<string, string>>, code: string) => ({
		updateFields: Object.fromEntries(
			Object.entries(expressions).map(([name, each]) => [name, each.replace(/«(.*?)»/gs, code)]),
		),
		options: { checkBeforeSending: false },
	});

	/** A hole behind a backslash is text, which then goes out as it is written. */
	const asWritten = (requests: readonly string[]) =>
		requests.map((body) => body.replace(/\/\* alone \*\/ \((\$json.*?)\)/g, '$1')).sort();

	async function expectSame(expressions: Readonly<Record<string, string>>, inputs: object[]) {
		const outcome = await outcomeOf(inputs, written(expressions, '$1'));
		const byEngine = await outcomeOf(inputs, written(expressions, `${ALONE} ($1)`));
		expect(outcome).toEqual({ ...byEngine, requests: asWritten(byEngine.requests) });
		return outcome;
	}

	it('leads to the same requests and the same output', async () => {
		await fc.assert(
			fc.asyncProperty(texts, items, async (expressions, inputs) => {
				await expectSame(expressions, inputs);
			}),
		);
	});

	/** Each stands behind an item in which engine and shortcut agree. */
	const HOSTILE: ReadonlyArray<[kind: string, value: unknown]> = [
		['an object', { b: 1 }],
		['an object that looks like what n8n hands over', { __isObject: true, __keys: ['b'] }],
		['a list', ['x', null, ['y']]],
		['NaN', NaN],
		['minus zero', -0],
		['a huge integer', 2 ** 70],
		['a tiny number', 1e-7],
		['a bigint', 10n],
		['a bigint that is zero', 0n],
		['a function', () => 'x'],
		['an object with a text form', { toString: 'x', toJSON: 'y' }],
		['an heir', Object.create({ b: 'inherited' })],
		['text with a hole', '{{ $json.b }}'],
		['text with a dollar pattern', '$& $1 $$'],
		['text with escapes', '\\n \\{{ \\'],
		['a lone surrogate', 'x\udc00'],
		['nothing', undefined],
	];

	it.each(HOSTILE)('prints %s as the engine does', async (_, hostile) => {
		const expressions = {
			about: '=[{{ «$json.a» }}|{{ «$json["a"]» }}]',
			address: '=[{{ «$json.a.b» }}]',
			description: '={{ «$json.a.b» }}',
		};
		const agreeing = [
			{ a: 'one', b: 2 },
			{ a: { b: 'deep' }, b: 2 },
		];
		const { output } = await expectSame(expressions, [
			...agreeing,
			{ a: hostile },
			{ a: { b: hostile } },
		]);
		expect(output).toHaveLength(4);
	});

	/** Code that only the engine understands, of all kinds that may be in a list, or that spoil it. */
	const code = fc.constantFrom(
		...['$json.a + "x"', 'Number($json.a) * 2', '$json.a ?? "-"', '$json["a"]?.b'],
		...['`<${$json.a}>`', '$json.a.trim()', '$json.a.b.c', 'String($json.a).toUpperCase()'],
		...['$json.a?.length', '$itemIndex', '$runIndex', '$input.item.json.a', '[1, 2][0]'],
		...['$("Start").item.json.a', '$node["Start"].json.a', '({ a: 1 }).a', '(() => 3)()'],
		...['null', 'undefined', '-0', '0n', '1n', '""', 'false', '[$json.a]', '({ a: $json.a })'],
		...['$json', 'new Date(0)', 'DateTime.fromMillis(0)', 'missing', '(', ')', '1,', '1 // one'],
		...['x => x', '$if($json.a, "yes", "no")', '"a" in $json', '$json.a.first()'],
		...['$json.a.isEmpty()', '"ä".toTitleCase()', '$vars.x', '$workflow.name'],
	);
	const coded = fc.record(
		Object.fromEntries(
			FIELDS.map((field) => [
				field,
				fc
					.tuple(code, fc.constantFrom(['={{ «', '» }}'], ['=[{{ «', '» }}]']))
					.map(([one, form]) => form.join(one)),
			]),
		),
	);

	it('expressions that are evaluated together give what each gives alone', async () => {
		await fc.assert(
			fc.asyncProperty(coded, items, async (expressions, inputs) => {
				const outcome = await outcomeOf(inputs, written(expressions, '$1'));
				expect(outcome).toEqual(await outcomeOf(inputs, written(expressions, `${ALONE} $1`)));
			}),
			{ numRuns: Math.ceil(numRuns / 2) },
		);
	});
});
