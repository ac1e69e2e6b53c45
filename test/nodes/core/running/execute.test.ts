import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';
import type { Effect, Operation } from '../../../../nodes/core/operation';
import { text } from '../../../../nodes/core/reading/fields';
import { schemaOf } from '../../../../nodes/core/reading/schema';
import { expectClear } from '../../clearWords';
import { notes, writeNote } from '../../notes';
import {
	execute,
	expectNoToken,
	json,
	run,
	shownOf,
	strictContext,
	SUCCESS,
	TOKEN,
	type Answer,
	type Sent,
	type Sketch,
} from '../../strictContext';

const ABOUT = '={{ $json.about }}';
const CHANNEL = '={{ $json.channel }}';
const own = (name: string) => (item: IDataObject) => item[name];

/** Items that update About, each in the channel that it names. */
const updating = (items: IDataObject[], options: IDataObject = {}): Sketch => ({
	items,
	parameters: { application: CHANNEL, updateFields: { about: ABOUT }, options },
	expressions: { [ABOUT]: own('about'), [CHANNEL]: own('channel') },
});
const abouts = (...texts: string[]) => texts.map((about) => ({ about }));
const channels = (count: number) =>
	Array.from({ length: count }, (_, i) => ({ about: `a${i}`, channel: i + 1 }));
const TOO_LONG = 'x'.repeat(140);

/** Answers by the text that was sent; 100 unless told. */
const answering =
	(answers: Record<string, Answer | Error>) =>
	({ body }: Sent) =>
		answers[body.about as string] ?? SUCCESS;

/** Answers that the test gives when it wants to. */
function held() {
	const open = new Map<string, (answer: Answer | Error) => void>();
	const answer = async ({ body, signal }: Sent) =>
		await new Promise<Answer | Error>((resolve) => {
			open.set(body.about as string, resolve);
			signal?.addEventListener('abort', () => resolve(new Error('aborted')));
		});
	return { answer, open };
}

// The clock stands still unless a test moves it, so no run waits, and none takes so long that it lets n8n breathe.
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Lets everything happen that waits for no answer and for no time. */
const settle = async () => await jest.advanceTimersByTimeAsync(0);

describe('what comes out', () => {
	it('is one item for each item, in input order and paired', async () => {
		const { answer, open } = held();
		const { context } = strictContext({ ...updating(channels(3)), answer });
		const outcome = execute(context);
		await settle();
		for (const about of ['a2', 'a0', 'a1']) open.get(about)!(json({ status: 100, message: about }));
		expect((await outcome).output).toEqual(
			['a0', 'a1', 'a2'].map((message, item) => ({
				json: { status: 100, message, updatedFields: ['about'], application: item + 1 },
				pairedItem: { item },
			})),
		);
	});

	it('is one request for each, also where they ask the same', async () => {
		const { bodies } = await run({ ...updating(abouts('a', 'a')), answer: () => SUCCESS });
		expect(bodies()).toEqual([{ about: 'a' }, { about: 'a' }]);
	});

	it('is nothing where nothing comes in', async () => {
		const { output, error, post } = await run(updating([]));
		expect([output, error]).toEqual([[], undefined]);
		expect(post).not.toHaveBeenCalled();
	});

	it('of a dry run is what would be sent, and nothing is sent', async () => {
		const { output, post, getCredentials } = await run(
			updating(abouts('a', 'b'), { dryRun: true }),
		);
		expect(output).toEqual(
			['a', 'b'].map((about, item) => ({
				json: {
					dryRun: true,
					url: 'https://pickyassist.com/app/api/v2/update-profile',
					body: { about },
					updatedFields: ['about'],
				},
				pairedItem: { item },
			})),
		);
		expect(post).not.toHaveBeenCalled();
		expect(getCredentials).toHaveBeenCalledTimes(1);
	});

	it('of a large run took one look-up of the credential and one request for each item', async () => {
		const many = Array.from({ length: 500 }, (_, i) => ({ about: `a${i}`, channel: (i % 7) + 1 }));
		const { output, post, getCredentials, getNodeParameter } = await run({
			...updating(many),
			answer: () => SUCCESS,
		});
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(many.map((_, item) => ({ item })));
		expect(post).toHaveBeenCalledTimes(500);
		expect(getCredentials).toHaveBeenCalledTimes(1);
		expect(getNodeParameter.mock.calls.length).toBeLessThan(20);
	});
});

describe('with On Error = Stop', () => {
	it('nothing is sent where the checks refuse one item, and the first one is told', async () => {
		const items = abouts('fine', TOO_LONG, '', 'fine');
		const { error, post } = await run(updating(items));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'About has 140 characters, and Picky Assist allows 139',
			description: 'Shorten it by 1 character (code 819).',
			context: { itemIndex: 1 },
		});
		expect(post).not.toHaveBeenCalled();
	});

	it('what Picky Assist refuses is a NodeApiError with its code, and nothing more is started', async () => {
		const { error, bodies } = await run({
			...updating(abouts('a', 'b', 'c')),
			answer: answering({ b: json({ status: 831, message: 'Unable To Upload Profile Photo' }) }),
		});
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'Picky Assist could not upload the profile picture (code 831)',
			httpCode: '831',
			context: { itemIndex: 1 },
		});
		expect(bodies()).toEqual([{ about: 'a' }, { about: 'b' }]);
	});

	it('the first failing item by input order is told, and requests under way finish', async () => {
		const { answer, open } = held();
		const { context, post } = strictContext({
			...updating(channels(4), { maxConcurrentRequests: 3 }),
			answer,
		});
		const outcome = execute(context);
		await settle();
		expect([...open.keys()]).toEqual(['a0', 'a1', 'a2']);
		open.get('a2')!(json({ status: 401 }));
		await settle();
		open.get('a1')!(json({ status: 826 }));
		await settle();
		open.get('a0')!(SUCCESS);
		expect((await outcome).error).toMatchObject({ httpCode: '826', context: { itemIndex: 1 } });
		expect(post).toHaveBeenCalledTimes(3);
	});

	it('a retry of another item that waits is dropped without a word of it', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(1);
		const { error, bodies } = await run({
			...updating(channels(2)),
			answer: async ({ body }) => {
				if (body.about === 'a0') return json('', 503);
				await settle();
				return json({ status: 401 });
			},
		});
		expect(error).toMatchObject({ httpCode: '401', context: { itemIndex: 1 } });
		expect(bodies()).toHaveLength(2);
		jest.restoreAllMocks();
	});
});

describe('with On Error = Continue', () => {
	const continuing = async (sketch: Sketch) => await run({ continueOnFail: true, ...sketch });

	it('a refused item is told in its place, and the others go on', async () => {
		const { output, bodies } = await continuing({
			...updating(abouts('a', TOO_LONG, 'c', 'd')),
			answer: answering({ c: json({ status: 401, message: 'Authentication Failed' }) }),
		});
		expect(bodies()).toEqual([{ about: 'a' }, { about: 'c' }, { about: 'd' }]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(output[0]!.json).toMatchObject({ status: 100 });
		expect(output[1]).toEqual({
			json: {
				error: 'About has 140 characters, and Picky Assist allows 139',
				details: {
					code: 819,
					source: 'check',
					retryable: false,
					issues: [
						{
							code: 819,
							field: 'about',
							message: 'About has 140 characters, and Picky Assist allows 139',
							hint: 'Shorten it by 1 character',
							limit: 139,
							actual: 140,
						},
					],
				},
			},
			pairedItem: { item: 1 },
		});
		expect(output[2]!.json).toEqual({
			error: 'Picky Assist did not accept the token (code 401)',
			details: {
				code: 401,
				source: 'api',
				retryable: false,
				attempts: 1,
				httpStatus: 200,
				issues: [
					{
						code: 401,
						message: 'Picky Assist did not accept the token (code 401)',
						hint: expect.stringContaining('Check the token') as string,
					},
				],
			},
		});
		expect(output[3]!.json).toMatchObject({ status: 100 });
	});

	it('an item without an answer says how often it was tried', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const outcome = continuing({
			...updating(abouts('a'), { maxRetries: 2 }),
			answer: () => Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
		});
		await jest.runAllTimersAsync();
		const { output } = await outcome;
		jest.restoreAllMocks();
		expect(output[0]!.json).toMatchObject({
			error: 'Picky Assist could not be reached',
			details: { code: null, source: 'transport', retryable: true, attempts: 3 },
		});
		expect(output[0]!.json.details).not.toHaveProperty('httpStatus');
	});

	it('an expression that cannot be resolved fails its own item only', async () => {
		const { output } = await continuing({
			items: [{}, {}],
			parameters: { updateFields: { about: '=odd' } },
			expressions: {
				'=odd': (_json, item) => {
					if (item === 0) throw new Error('Cannot read it');
					return 'fine';
				},
			},
			answer: () => SUCCESS,
		});
		expect(output[0]!.json.error).toBe('An expression cannot be resolved: Cannot read it');
		expect(output[1]!.json).toMatchObject({ status: 100 });
	});

	it.each<[string, Sketch, string]>([
		[
			'there is no credential',
			{ credential: new Error('No credentials set') },
			'cannot be used: No credentials set',
		],
		['its base URL is wrong', { credential: { token: 't', platform: 'custom' } }, 'base URL'],
		['there is no such operation', { parameters: { operation: 'get' } }, 'no operation "get"'],
		[
			'it is n8n’s own call',
			{ parameters: { resource: '__CUSTOM_API_CALL__' } },
			'custom API call',
		],
		[
			'it is that of a resource',
			{ parameters: { operation: '__CUSTOM_API_CALL__' } },
			'custom API call',
		],
	])('every item is refused where %s', async (_, sketch, words) => {
		const { output, post } = await continuing({ items: [{}, {}], ...sketch });
		expect(output).toHaveLength(2);
		for (const [item, { json: told, pairedItem }] of output.entries()) {
			expect(pairedItem).toEqual({ item });
			expect(Object.keys(told)).toEqual(['error', 'details']);
			expect(told.error).toContain(words);
			expect(told.details).toMatchObject({ source: 'check', code: null });
		}
		expect(post).not.toHaveBeenCalled();
		const { error } = await run({ items: [{}, {}], ...sketch });
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error!.message).toContain(words);
		expectClear(error!.message, error!.description!);
	});

	it('an item is sent as soon as it is checked, not after all are', async () => {
		const reads: string[] = [];
		const outcome = continuing({
			items: abouts('a', 'b'),
			parameters: { updateFields: { about: '=about' } },
			expressions: {
				'=about': ({ about }) => {
					reads.push(`read ${String(about)}`);
					jest.setSystemTime(Date.now() + 25);
					return about;
				},
			},
			answer: ({ body }) => {
				reads.push(`send ${String(body.about)}`);
				return SUCCESS;
			},
		});
		await jest.runAllTimersAsync();
		await outcome;
		expect(reads).toEqual(['read a', 'send a', 'read b', 'send b']);
	});
});

describe('order and bound', () => {
	it('items of one channel go out one after another, others side by side', async () => {
		const { answer, open } = held();
		const items = ['a', 'b', 'c', 'd'].map((about, i) => ({ about, channel: i < 2 ? 1 : i }));
		const { context } = strictContext({ ...updating(items), answer });
		const outcome = execute(context);
		await settle();
		expect([...open.keys()]).toEqual(['a', 'c', 'd']);
		open.get('a')!(SUCCESS);
		await settle();
		expect([...open.keys()]).toEqual(['a', 'c', 'd', 'b']);
		for (const finish of open.values()) finish(SUCCESS);
		expect((await outcome).output).toHaveLength(4);
	});
});

describe('a cancelled execution', () => {
	it.each([true, false])(
		'ends at once, sends nothing more (continue: %p)',
		async (continueOnFail) => {
			const cancelling = new AbortController();
			const { answer, open } = held();
			const { context, post } = strictContext({
				...updating(abouts('a', 'b')),
				answer,
				cancel: cancelling.signal,
				continueOnFail,
			});
			const outcome = execute(context);
			await settle();
			cancelling.abort();
			expect((await outcome).error).toBeInstanceOf(NodeOperationError);
			expect((await outcome).error!.message).toBe('The execution was canceled');
			expect([...open.keys()]).toEqual(['a']);
			expect(post).toHaveBeenCalledTimes(1);
		},
	);

	it('sends nothing where it was cancelled before', async () => {
		const { error, post } = await run({ ...updating(abouts('a')), cancel: AbortSignal.abort() });
		expect(error!.message).toBe('The execution was canceled');
		expect(post).not.toHaveBeenCalled();
	});

	it.each([
		['a back-off', updating(abouts('a')), json('', 503, { 'retry-after': '100' })],
		[
			'a wait for the pace',
			// A pace outlives its run, so this one has a token of its own.
			{
				...updating(channels(2), { requestsPerMinute: 0.1 }),
				credential: { token: 'slow', platform: 'v3' },
			},
			SUCCESS,
		],
	])('stops %s at once', async (_, sketch, answer) => {
		const cancelling = new AbortController();
		const { context, post } = strictContext({
			...sketch,
			answer: () => answer,
			cancel: cancelling.signal,
		});
		const outcome = execute(context);
		await settle();
		cancelling.abort();
		expect((await outcome).error!.message).toBe('The execution was canceled');
		expect(post).toHaveBeenCalledTimes(1);
	});

	it('is let go of after the run', async () => {
		const { signal } = new AbortController();
		const add = jest.spyOn(signal, 'addEventListener');
		const remove = jest.spyOn(signal, 'removeEventListener');
		await run({ ...updating(abouts('a')), answer: () => SUCCESS, cancel: signal });
		expect(add).toHaveBeenCalledTimes(2);
		expect(remove.mock.calls).toEqual(expect.arrayContaining(add.mock.calls));
	});
});

describe('the token', () => {
	const echo = `you sent ${TOKEN} and ${encodeURIComponent(TOKEN)} and ${JSON.stringify(TOKEN)}`;

	it.each<[string, Answer | Error]>([
		['in a success', json({ status: 100, message: echo, [TOKEN]: { deep: [TOKEN] } })],
		['in a refusal', json({ status: 829, message: echo })],
		['in a status', json({ status: TOKEN })],
		['across the cut of a long message', json({ status: 829, message: 'x'.repeat(195) + TOKEN })],
		['in a page', json(`<p>${echo}</p>`, 404)],
		['across the cut of a long page', json('x'.repeat(190) + TOKEN, 404)],
		['in an error of the helper', Object.assign(new Error(echo), { config: { data: TOKEN } })],
	])('is nowhere, not even where it is echoed %s', async (_, answer) => {
		for (const continueOnFail of [true, false]) {
			const outcome = await run({
				...updating(abouts('a'), { maxRetries: 0 }),
				answer: () => answer,
				continueOnFail,
			});
			expectNoToken(shownOf(outcome));
			expect(outcome.bodies()).toEqual([{ about: 'a' }]);
		}
	});

	it('is nowhere where an item itself holds it', async () => {
		const email = `${TOKEN}@`;
		for (const continueOnFail of [true, false])
			for (const options of [{}, { dryRun: true, checkBeforeSending: false }]) {
				const shown = shownOf(
					await run({
						parameters: { updateFields: { email, industry: TOKEN }, options },
						continueOnFail,
					}),
				);
				expect(shown).toContain('[token hidden]');
				expectNoToken(shown);
			}
	});
});

describe('a refused item in the Continue modes', () => {
	const refused = async (sketch: Sketch) => {
		const { output } = await run({
			continueOnFail: true,
			parameters: { updateFields: { about: 'x'.repeat(140) } },
			...sketch,
		});
		return output[0]!;
	};

	it('has the property of older n8n on the error output alone', async () => {
		const item = await refused({ onError: 'continueErrorOutput' });
		expect(item.error!.message).toBe(item.json.error);
		expect(Object.keys(item)).toEqual(['json', 'pairedItem']);
		expect(await refused({ onError: 'continueRegularOutput' })).not.toHaveProperty('error');
		for (const source of [null, undefined]) {
			expect(await refused({ onError: 'continueErrorOutput', source })).not.toHaveProperty('error');
		}
	});
});

describe('an answer of Picky Assist', () => {
	it('has its key "error" under another name, which n8n does not take for a failed item', async () => {
		const body = { status: 100, message: 'Success', error: '' };
		const { output } = await run({
			parameters: { updateFields: { about: 'Hi' } },
			answer: () => json(body),
		});
		expect(output[0]!.json).toEqual({
			status: 100,
			message: 'Success',
			apiError: '',
			updatedFields: ['about'],
		});
	});

	it('is worth another run of the user where it says "later", and is not sent again by the node', async () => {
		const { output, post } = await run({
			continueOnFail: true,
			parameters: { updateFields: { about: 'Hi' } },
			answer: () => json({ status: 101, message: 'Service Unavailable' }),
		});
		expect(output[0]!.json.details).toMatchObject({ code: 101, source: 'api', retryable: true });
		expect(post).toHaveBeenCalledTimes(1);
	});
});

describe('items that ask the same of an operation that changes nothing', () => {
	const reading = writeNote({ effect: 'safe' });
	const asking = (...texts: string[]) => notes(texts.map((note) => ({ note })));
	const echoing = ({ body }: Sent) => json({ status: 100, text: body.text });

	it('are one request, and each has its answer in the order of the input', async () => {
		const { output, bodies } = await run({ ...asking('b', 'a', 'b', 'b', 'a'), answer: echoing }, [
			reading,
		]);
		expect(bodies()).toEqual([{ text: 'b' }, { text: 'a' }]);
		expect(output).toEqual(
			['b', 'a', 'b', 'b', 'a'].map((own, item) => ({
				json: { status: 100, text: own },
				pairedItem: { item },
			})),
		);
	});

	it('go out side by side, also in one channel', async () => {
		const open: Array<() => void> = [];
		const { context } = strictContext({
			...asking('a', 'b', 'a'),
			answer: async () => await new Promise((resolve) => open.push(() => resolve(SUCCESS))),
		});
		const outcome = execute(context, [reading]);
		await settle();
		expect(open).toHaveLength(2);
		for (const finish of open) finish();
		expect((await outcome).output).toHaveLength(3);
	});
});

describe('an operation that reads its answer by itself', () => {
	it('may give many items for one, or none, each with its pair', async () => {
		const outcomes: Operation['outcomes'] = (answer, { items }) =>
			items.map(() => (answer as { entries: string[] }).entries.map((id) => ({ id })));
		const { output } = await run(
			{
				...notes(['a', 'b', 'c'].map((note) => ({ note }))),
				answer: ({ body }) =>
					json({ status: 100, entries: body.text === 'b' ? [] : [`${String(body.text)}1`, 'x'] }),
			},
			[writeNote({ outcomes })],
		);
		expect(output).toEqual([
			{ json: { id: 'a1' }, pairedItem: { item: 0 } },
			{ json: { id: 'x' }, pairedItem: { item: 0 } },
			{ json: { id: 'c1' }, pairedItem: { item: 2 } },
			{ json: { id: 'x' }, pairedItem: { item: 2 } },
		]);
	});
});

it('an item for which an operation finds nothing in the answer gives no item', async () => {
	const outcomes: Operation['outcomes'] = (answer) =>
		(answer as { ids: string[] }).ids.map((id) => [{ id }]);
	const { output } = await run(
		{
			...notes(['a', 'a', 'a'].map((note) => ({ note }))),
			answer: () => json({ status: 100, ids: ['x', 'y'] }),
		},
		[writeNote({ effect: 'safe', outcomes })],
	);
	expect(output).toEqual(['x', 'y'].map((id, item) => ({ json: { id }, pairedItem: { item } })));
});

describe('an operation that batches its items', () => {
	const all = writeNote({
		batch: (items) => (items.length === 0 ? [] : [[...items]]),
		join: (items) => ({ texts: items.map(({ body }) => body.text) }) as IDataObject,
	});
	const DRY = '={{ $json.dry }}';
	const trying = (items: IDataObject[]): Sketch => {
		const sketch = notes(items, { dryRun: DRY });
		return { ...sketch, expressions: { ...sketch.expressions, [DRY]: own('dry') } };
	};

	it('has the dry items apart from those that are sent, and gives all in the order of the input', async () => {
		const items = [
			{ note: 'a' },
			{ note: 'b', dry: true },
			{ note: 'c' },
			{ note: 'd', dry: true },
		];
		for (const continueOnFail of [true, false]) {
			const { output, bodies } = await run(
				{ ...trying(items), answer: () => SUCCESS, continueOnFail },
				[all],
			);
			expect(bodies()).toEqual([{ texts: ['a', 'c'] }]);
			expect(output.map(({ json: told }) => told.body ?? told.status)).toEqual([
				100,
				{ text: 'b' },
				100,
				{ text: 'd' },
			]);
		}
	});
});

describe('whether a refused item may have been sent', () => {
	const failing = (code: string) => () => Object.assign(new Error('x'), { code });
	const NO_MORE = { maxRetries: 0 };

	const REFUSALS: Array<[string, Sketch, boolean]> = [
		['the checks refuse it', notes([{ note: 'x'.repeat(11) }]), false],
		['an option is wrong', notes([{ note: 'a' }], { timeout: 'x' }), false],
		['the credential is gone', { ...notes([{ note: 'a' }]), credential: new Error('x') }, false],
		[
			'Picky Assist refuses it',
			{ ...notes([{ note: 'a' }]), answer: () => json({ status: 401 }) },
			false,
		],
		[
			'there is no connection',
			{ ...notes([{ note: 'a' }], NO_MORE), answer: failing('ECONNREFUSED') },
			false,
		],
		[
			'the time is over',
			{ ...notes([{ note: 'a' }], NO_MORE), answer: failing('ETIMEDOUT') },
			true,
		],
		[
			'the server breaks',
			{ ...notes([{ note: 'a' }], NO_MORE), answer: () => json('', 500) },
			true,
		],
	];

	const detailsOf = async (sketch: Sketch, effect: Effect) => {
		const { output } = await run({ ...sketch, nodeContext: {}, continueOnFail: true }, [
			writeNote({ effect }),
		]);
		return output[0]!.json.details as IDataObject;
	};

	it.each(REFUSALS)('is told of what must not be done twice alone: %s', async (_, sketch, may) => {
		const details = await detailsOf(sketch, 'once');
		expect(details.mayHaveBeenSent).toBe(may);
		if (may) expect(details.retryable).toBe(false);
		for (const effect of ['safe', 'idempotent'] as const)
			expect(await detailsOf(sketch, effect)).not.toHaveProperty('mayHaveBeenSent');
	});

	it('is told in the error’s own message, too', async () => {
		const [, sketch] = REFUSALS[5]!;
		const { error } = await run({ ...sketch, nodeContext: {} }, [writeNote({ effect: 'once' })]);
		expect(error!.message).toContain('this may have been sent');
	});
});

describe('what must not be done twice, where n8n runs the node again', () => {
	const once = writeNote({ effect: 'once', storedKeys: ['id'] });
	const texts = (...list: string[]) => list.map((note) => ({ note }));
	const accepted = (about: string) => json({ status: 100, id: `id of ${about}`, text: about });
	const failing = (code: string) => Object.assign(new Error('x'), { code });

	/** What happens to the notes that are not simply accepted, try by try. */
	type Fates = Readonly<Record<string, Array<Answer | Error>>>;

	/** Tries of one execution, until it is told to be another. */
	function trying(items: IDataObject[], fates: Fates, sketch: Sketch = {}) {
		const sent: string[] = [];
		const answer = ({ body }: Sent) => {
			const note = String(body.text);
			const before = sent.filter((other) => other === note).length;
			sent.push(note);
			return fates[note]?.[before] ?? accepted(note);
		};
		return async (own: Sketch) => {
			const from = sent.length;
			const outcome = await run({ ...notes(items, { maxRetries: 0 }), answer, ...sketch, ...own }, [
				once,
			]);
			return { ...outcome, sent: sent.slice(from) };
		};
	}

	const FATES: Fates = { b: [failing('ECONNREFUSED')], d: [failing('ETIMEDOUT')] };
	const ITEMS = texts('a', 'b', 'c', 'd');
	const told = (output: Array<{ json: IDataObject }>) =>
		output.map(({ json: { id, details } }) => id ?? (details as IDataObject).mayHaveBeenSent);

	it.each<[string, Sketch]>([
		['Continue', { continueOnFail: true, onError: 'continueRegularOutput' }],
		['Continue (using error output)', { continueOnFail: true, onError: 'continueErrorOutput' }],
	])('Retry On Fail with %s sends the refused ones alone', async (_, mode) => {
		const tryIt = trying(ITEMS, FATES, { ...mode, retryOnFail: true, nodeContext: {} });
		const first = await tryIt({});
		expect(first.sent).toEqual(['a', 'b', 'c', 'd']);
		expect(told(first.output)).toEqual(['id of a', false, 'id of c', true]);

		const second = await tryIt({});
		expect(second.sent).toEqual(['b']);
		expect(told(second.output)).toEqual(['id of a', 'id of b', 'id of c', true]);
		expect(second.output[0]).toEqual(first.output[0]);
		expect(second.output[3]).toEqual(first.output[3]);
		expect(second.output.map(({ pairedItem }) => pairedItem)).toEqual(
			ITEMS.map((_item, item) => ({ item })),
		);

		expect((await tryIt({})).sent).toEqual([]);
	});

	it('Retry On Fail with Stop goes on where it stopped, and not past a doubt', async () => {
		const stopping: Sketch = { retryOnFail: true, isTool: false, nodeContext: {} };
		const tryIt = trying(ITEMS, FATES, stopping);
		const first = await tryIt({});
		expect(first.sent).toEqual(['a', 'b']);
		expect(first.error!.description).toMatch(
			/Accepted before: item 0\. Retry sends only the others\.$/,
		);

		const second = await tryIt({});
		expect(second.sent).toEqual(['b', 'c', 'd']);
		expect(second.error).toMatchObject({ context: { itemIndex: 3 } });
		expect(second.error!.description).toContain('Accepted before: items 0 to 2.');

		const third = await tryIt({});
		expect(third.sent).toEqual([]);
		expect(third.error!.message).toBe(second.error!.message);
	});

	it('the Retry button sends what was not accepted, what was in doubt too', async () => {
		const nodeContext: IDataObject = {};
		const tryIt = trying(ITEMS, { d: [failing('ETIMEDOUT')] });
		expect((await tryIt({ nodeContext })).sent).toEqual(['a', 'b', 'c', 'd']);

		const stored = JSON.parse(JSON.stringify(nodeContext)) as IDataObject;
		const retried = await tryIt({ nodeContext: stored, mode: 'retry' });
		expect(retried.sent).toEqual(['d']);
		expect(told(retried.output)).toEqual(['id of a', 'id of b', 'id of c', 'id of d']);
	});

	it('what was accepted is stored with a cancelled execution, too', async () => {
		const cancelling = new AbortController();
		const nodeContext: IDataObject = {};
		const { error } = await run(
			{
				...notes(texts('a', 'b')),
				nodeContext,
				cancel: cancelling.signal,
				answer: ({ body }) => {
					if (body.text === 'b') cancelling.abort();
					return body.text === 'b' ? new Error('aborted') : accepted('a');
				},
			},
			[once],
		);
		expect(error!.message).toBe('The execution was canceled');
		expect(nodeContext).toEqual({
			mark: expect.any(String),
			accepted: { 'note.write': { 0: { 0: { id: 'id of a' } } } },
		});
	});

	it('another run of the node in a loop is not taken for a further try', async () => {
		const tryIt = trying(ITEMS.slice(0, 1), {}, { nodeContext: {} });
		expect((await tryIt({ runIndex: 0 })).sent).toEqual(['a']);
		expect((await tryIt({ runIndex: 1 })).sent).toEqual(['a']);
		expect((await tryIt({ runIndex: 1 })).sent).toEqual([]);
	});

	it('what was accepted stays so where the credential is gone in a further try', async () => {
		const tryIt = trying(ITEMS.slice(0, 2), FATES, { continueOnFail: true, nodeContext: {} });
		await tryIt({});
		const { output, sent } = await tryIt({ credential: new Error('gone') });
		expect(sent).toEqual([]);
		expect(told(output)).toEqual(['id of a', false]);
	});

	it('a dry run is not taken for a try', async () => {
		const nodeContext = {};
		const tryIt = trying(ITEMS.slice(0, 1), {}, { nodeContext });
		await tryIt(notes(ITEMS.slice(0, 1), { dryRun: true }));
		expect((await tryIt({})).sent).toEqual(['a']);
	});

	it('the accepted items are named with their gaps', async () => {
		const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((note, i) => ({ note, channel: i + 1 }));
		const { error } = await run(
			{
				...notes(items),
				nodeContext: {},
				answer: async ({ body }) => {
					if (body.text !== 'c') return accepted(String(body.text));
					await settle();
					return json({ status: 401 });
				},
			},
			[once],
		);
		expect(error!.description).toContain('Accepted before: items 0 to 1, 3 to 5. Retry');
	});

	it('others that may have been sent are named beside the first', async () => {
		const items = ['a', 'b', 'c', 'd'].map((note, i) => ({ note, channel: i + 1 }));
		let open = 0;
		const { error } = await run(
			{
				...notes(items, { maxRetries: 0 }),
				nodeContext: {},
				answer: async ({ body }) => {
					const isLast = ++open === items.length;
					if (!isLast) await settle();
					return body.text === 'b' ? accepted('b') : failing('ETIMEDOUT');
				},
			},
			[once],
		);
		expect(error).toMatchObject({ context: { itemIndex: 0 } });
		expect(error!.description).toContain(
			'No answer came for items 2 to 3, which may have been sent: look before you retry. ' +
				'Accepted before: item 1. Retry sends only the others.',
		);
	});

	it('no word of it is said of what may be done twice', async () => {
		const { error } = await run({
			...updating(abouts('a', 'b')),
			answer: answering({ b: json({ status: 401 }) }),
		});
		expect(error!.description).not.toContain('Accepted before');
	});

	describe('as an agent’s tool', () => {
		const refusing: Sketch = {
			...notes(texts('a')),
			nodeContext: {},
			isTool: true,
			answer: () => json({ status: 401 }),
		};

		it.each<[string, Sketch]>([
			['Picky Assist refuses', refusing],
			['the checks refuse', { ...refusing, ...notes(texts('x'.repeat(11))) }],
			['there is no credential', { ...refusing, credential: new Error('x') }],
		])('it does not throw with Retry On Fail where %s', async (_, sketch) => {
			const { output, error } = await run({ ...sketch, retryOnFail: true }, [once]);
			expect(error).toBeUndefined();
			expect(output).toHaveLength(1);
			expect(Object.keys(output[0]!.json)).toEqual(['error', 'details']);
			expect(output[0]!.json.details).toMatchObject({ mayHaveBeenSent: false });
		});

		it.each<[string, Sketch, Operation]>([
			['without Retry On Fail', { ...refusing, retryOnFail: false }, once],
			['with it where it is no tool', { ...refusing, retryOnFail: true, isTool: false }, once],
			[
				'with it where it may be done twice',
				{ ...refusing, retryOnFail: true },
				writeNote({ effect: 'idempotent' }),
			],
		])('it throws %s', async (_, sketch, operation) => {
			const { error } = await run(sketch, [operation]);
			expect(error).toBeInstanceOf(NodeApiError);
		});
	});
});

describe('a secret field', () => {
	const SECRET = '004321';
	const hiding = writeNote({
		schema: schemaOf({ pin: { ...text(6), facts: { secret: true } } }),
		fields: [{ displayName: 'PIN', name: 'pin', type: 'string', default: '' }],
	});
	const withPin = (pin: string, options: IDataObject = {}): Sketch => ({
		parameters: { resource: 'note', operation: 'write', pin, options },
	});

	it.each<[string, Sketch]>([
		['an output', { answer: () => json({ status: 100, message: SECRET, [SECRET]: [SECRET] }) }],
		['a refusal', { answer: () => json({ status: 829, message: `not ${SECRET}` }) }],
		['a status', { answer: () => json({ status: `not ${SECRET}` }) }],
		['what is no answer', { answer: () => json(`<p>${SECRET}`, 500) }],
		['a dry run', withPin(SECRET, { dryRun: true })],
		['a refusal of the checks', withPin(`${SECRET}${SECRET}`)],
	])('is not in %s', async (_, sketch) => {
		for (const continueOnFail of [true, false]) {
			const outcome = await run(
				{ ...withPin(SECRET, { maxRetries: 0 }), ...sketch, continueOnFail },
				[hiding],
			);
			expect(shownOf(outcome)).not.toContain(SECRET);
			expect(shownOf(outcome).length).toBeGreaterThan(30);
		}
	});
});
