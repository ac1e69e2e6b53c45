import type { IDataObject } from 'n8n-workflow';
import { sendMessage } from '../../../../../../nodes/PickyAssist/operations/message/send';
import {
	execute,
	json,
	NODE,
	strictContext,
	type Sent,
	type Sketch,
} from '../../../../strictContext';
import { call, detailsIn } from '../../calling';

const numberOf = (place: number) => `1555${String(place).padStart(7, '0')}`;

const itemsTo = (places: readonly number[], changes: (index: number) => IDataObject = () => ({})) =>
	places.map((place, index) => ({
		application: '121',
		number: numberOf(place),
		message: `Text ${index}`,
		...changes(index),
	}));
const range = (length: number) => Array.from({ length }, (_, index) => index);

/** The parameters of a node just added. */
const FRESH = Object.fromEntries(
	sendMessage.fields
		.filter(({ name }) => !['application', 'number', 'message'].includes(name))
		.map(({ name, default: byDefault }) => [name, byDefault]),
) as IDataObject;

type Recipient = IDataObject & { number?: string };
const recipientsIn = ({ data = [] }: IDataObject) => data as Recipient[];

/** Accepts all recipients, each with its number as the ID. */
const accepting = ({ body }: Pick<Sent, 'body'>) =>
	json({
		status: 100,
		message: 'Success',
		push_id: 7478630,
		data: recipientsIn(body).map(({ number }) => ({ number, msg_id: `m${number}`, credit: 0.005 })),
	});

const send = async (items: IDataObject[], sketch: Partial<Sketch> = {}) => {
	const result = await call(sendMessage, items, { answer: accepting, ...sketch });
	/** The places of the recipients, by request. */
	const sent = () =>
		result
			.bodies()
			.map((body) =>
				recipientsIn(body as IDataObject).map(({ number }) => Number(number?.slice(4))),
			);
	return { ...result, sent };
};

describe('items share requests', () => {
	it.each<[what: string, items: IDataObject[], requests: number[][]]>([
		[
			'another channel separates them',
			itemsTo([0, 1, 2, 3], (index) => ({ application: String(121 + (index % 2)) })),
			[
				[0, 2],
				[1, 3],
			],
		],
		[
			'the smallest number of recipients counts',
			itemsTo(range(5), (index) => ({ options: { recipientsPerRequest: index === 4 ? 2 : '' } })),
			[[0, 1], [2, 3], [4]],
		],
		[
			'a group is alone',
			[0, 1].map(() => ({ application: 10, recipient: 'group', groupId: 'G', message: 'a' })),
			[[], []],
		],
		[
			'each group is alone, also if their bodies are equal',
			['G', 'H'].map((groupId) => ({
				...{ application: 10, recipient: 'group', groupId, message: 'a' },
				options: { extraBody: { group_id: 'I' } },
			})),
			[[], []],
		],
		[
			'a Messenger user whose ID is the number of another item is not with it',
			itemsTo([0, 0], (index) =>
				index === 0 ? {} : { recipient: 'messenger', messengerId: numberOf(0) },
			),
			[[0], [NaN]],
		],
		[
			'Messenger users share them as numbers do',
			['A', 'B', 'A'].map((messengerId) => ({
				application: 8,
				message: 'a',
				recipient: 'messenger',
				messengerId,
			})),
			[[NaN, NaN], [NaN]],
		],
	])('%s', async (_, items, requests) => {
		const { sent, outputs } = await send(items);
		expect(sent()).toEqual(requests);
		expect(outputs.map(([output]) => output?.status)).toEqual(items.map(() => 100));
	});

	it.each([
		['+15550000000', '15550000000'],
		['15550000000', '+1 (555) 000-0000', '0015550000000'],
		['١٥٥٥٠٠٠٠٠٠٠', '＋１５５５０００００００', '1555\u200B0000000'],
	])('no number twice, however it is written: %j, %j', async (...numbers) => {
		const items = [...numbers, numberOf(7)].map((number) => ({
			number,
			application: '1',
			message: 'a',
		}));
		for (const checkBeforeSending of [true, false]) {
			let requests = 0;
			const { bodies, outputs } = await send(
				items.map((item) => ({ ...item, options: { checkBeforeSending } })),
				{
					// The ID of each says which request it went out with, and to whom.
					answer: ({ body }) => {
						requests++;
						const data = recipientsIn(body).map(({ number }) => ({
							number,
							msg_id: `${requests}: ${number}`,
						}));
						return json({ status: 100, push_id: 1, data });
					},
				},
			);
			const written = checkBeforeSending ? numbers.map(() => numberOf(0)) : numbers;
			expect(bodies().map((body) => recipientsIn(body as IDataObject))).toMatchObject(
				written.map((number, index) => [
					{ number },
					...(index === 0 ? [{ number: numberOf(7) }] : []),
				]),
			);
			expect(outputs).toMatchObject([
				...written.map((number, index) => [{ number, messageId: `${index + 1}: ${number}` }]),
				[{ number: numberOf(7), messageId: `1: ${numberOf(7)}` }],
			]);
		}
	});

	it('and a Messenger user never gets the message ID of a number', async () => {
		const items = itemsTo([0, 0], (index) =>
			index === 0 ? {} : { recipient: 'messenger', messengerId: numberOf(0) },
		);
		const { outputs } = await send(items, {
			answer: ({ body }) =>
				json({
					status: 100,
					data: recipientsIn(body).map((own) => ({ ...own, msg_id: Object.keys(own)[0]! })),
				}),
		});
		expect(outputs).toMatchObject([[{ messageId: 'number' }], [{ messageId: 'messenger_id' }]]);
	});

	it('100 recipients at most, unless something else is set', async () => {
		const { sent } = await send(itemsTo(range(201)));
		expect(sent().map(({ length }) => length)).toEqual([100, 100, 1]);
	});

	it.each([
		[[0, 1, 0], /^3 messages in 2 requests: 3 accepted, 0 refused\. /],
		[[0], /^1 message in 1 request: 1 accepted, 0 refused\. /],
		[[0, 1, 5], /^3 messages in 3 requests: 2 accepted, 1 refused\. /],
	])('and the run says how many there were: %j', async (places, message) => {
		const { addExecutionHints } = await send(itemsTo(places), { answer: refusing(406, [5]) });
		expect(addExecutionHints.mock.calls).toEqual([
			[{ message: expect.stringMatching(message), location: 'outputPane' }],
		]);
	});
});

describe('an answer is', () => {
	const ids = { status: 100, push_id: 7, credit: 1, number: 'x' };
	const output = (place: number, more: IDataObject) => ({
		status: 100,
		credit: 1,
		pushId: '7',
		number: numberOf(place),
		recipients: 2,
		referenceNumber: `231-f3a1-0-${place}`,
		...more,
	});

	it.each<[what: string, data: unknown, first: IDataObject, second: IDataObject]>([
		[
			'matched by place if as many came as were sent',
			[{ number: numberOf(0), msg_id: 'a' }, { msg_id: 'b' }],
			{ messageId: 'a' },
			{ messageId: 'b' },
		],
		[
			'not matched by place if the entry is that of another',
			[{ msg_id: 'a' }, { number: numberOf(0), msg_id: 'b' }],
			{ messageId: 'b' },
			{ messageId: null },
		],
		['null if the entry is missing', [{ msg_id: 'a' }], { messageId: null }, { messageId: null }],
		[
			'null if two entries have the same number',
			[
				{ number: numberOf(0), msg_id: 'a' },
				{ number: numberOf(0), msg_id: 'b' },
			],
			{ messageId: null },
			{ messageId: null },
		],
		['null if there are no entries', 'none', { messageId: null }, { messageId: null }],
		['null if the entries are none', [null, 5], { messageId: null }, { messageId: null }],
	])('%s', async (_, data, first, second) => {
		const { outputs } = await send(itemsTo([0, 1]), { answer: () => json({ ...ids, data }) });
		expect(outputs).toEqual([[output(0, first)], [output(1, second)]]);
		for (const [own] of outputs)
			expect(Object.keys(own!).slice(0, 3)).toEqual(['status', 'credit', 'pushId']);
	});
});

describe('an entry of an accepted answer', () => {
	const toldOf = async (second: IDataObject, sketch: Partial<Sketch> = {}) => {
		const data = [
			{ number: numberOf(0), msg_id: 'a' },
			{ number: numberOf(1), ...second },
			{ number: numberOf(2), msg_id: 'c' },
		];
		const answer = () => json({ status: 100, message: 'Success', push_id: 7, data });
		return await send(itemsTo(range(3)), { answer, ...sketch });
	};

	it.each<[entry: IDataObject, code: number | null, message: RegExp]>([
		[{ status: 406, message: 'Invalid Mobile Number' }, 406, /phone number/],
		[{ status: '802', msg_id: '' }, 802, /24 hours/],
		[{ status: 955, message: 'Blocked by user' }, 955, /955: Blocked by user/],
		[{ status: 'failed', error_message: 'No' }, null, /failed: No/],
	])('that says %j refuses its recipient and no other', async (entry, code, message) => {
		const { outputs, sent } = await toldOf(entry);
		expect(sent()).toEqual([[0, 1, 2]]);
		expect(outputs.map(([output]) => output!.messageId)).toEqual(['a', undefined, 'c']);
		expect(outputs[1]![0]!.error).toMatch(message);
		expect(detailsIn(outputs[1]![0])).toMatchObject({
			code,
			source: 'api',
			mayHaveBeenSent: false,
			recipients: 3,
		});
	});

	it.each([
		{ status: 100 },
		{ status: 'success', msg_id: 'b' },
		{ status: '0', msg_id: 'b' },
		{ status: '' },
		{},
	])('that says %j refuses nobody', async (entry) => {
		const { outputs } = await toldOf(entry);
		expect(outputs.map(([output]) => output!.status)).toEqual([100, 100, 100]);
		expect(outputs[1]![0]!.messageId).toBe((entry as IDataObject).msg_id ?? null);
	});
});

it.each<[what: string, items: IDataObject[], hint: RegExp]>([
	[
		'the file and its size',
		[{ ...itemsTo([0])[0], messageType: 'media', mediaSource: 'binary' }],
		/^The file has 2\.0 MB .* its link/,
	],
	['the recipients of a request', itemsTo([0, 1]), /^Set Recipients per Request/],
	['the text of one', itemsTo([0]), /^Send less text$/],
])('HTTP 413 says what is too large: %s', async (_, items, hint) => {
	const data = { data: 'A'.repeat(2_000_000), mimeType: 'application/pdf' };
	const { outputs } = await send(items, { answer: () => json('', 413), binary: [{ data }] });
	expect(detailsIn(outputs[0]![0])).toMatchObject({
		source: 'transport',
		httpStatus: 413,
		issues: [{ hint: expect.stringMatching(hint) }],
	});
});

it.each<[data: IDataObject[string], top: IDataObject]>([
	[{ msg_id: 'a', number: numberOf(0) }, {}],
	[undefined, { msg_id: 'a' }],
])('the ID of a single recipient may come without a list: %j, %j', async (data, top) => {
	const answer = () => json({ status: 100, ...(data !== undefined && { data }), ...top });
	expect((await send(itemsTo([0]), { answer })).outputs).toMatchObject([[{ messageId: 'a' }]]);
});

it.each<[id: unknown, reference: string]>([
	[undefined, '231-0-0'],
	['', '231-0-0'],
	[2, '231-2-0-0'],
])('a node with the ID %j has a reference number', async (id, reference) => {
	const { context, bodies } = strictContext({
		parameters: { resource: 'message', operation: 'send', ...itemsTo([0])[0], ...FRESH },
		nodeContext: {},
		answer: accepting,
	});
	const node = { ...NODE, id };
	await execute(Object.assign(context, { getNode: () => node }));
	expect(recipientsIn(bodies()[0] as IDataObject)[0]!.reference_number).toBe(reference);
});

/** Refuses every request with one of these recipients. */
const refusing =
	(code: number, places: readonly number[], more: IDataObject = {}) =>
	(sent: Sent) => {
		const refused = places.map(numberOf);
		const isRefused = recipientsIn(sent.body).some(({ number = '' }) => refused.includes(number));
		return isRefused ? json({ status: code, message: 'No', ...more }) : accepting(sent);
	};

describe('a refused request', () => {
	const items = (options: IDataObject = {}) => itemsTo([0, 1], () => ({ options }));

	it.each([406, 407, 802])('is halved if its code speaks of one recipient: %d', async (code) => {
		const { sent } = await send(items(), { answer: refusing(code, [1]) });
		expect(sent()).toEqual([[0, 1], [0], [1]]);
	});

	it.each<[what: string, answer: NonNullable<Sketch['answer']>, options?: IDataObject]>([
		['for another code', refusing(801, [1])],
		['if that is switched off', refusing(406, [1]), { findRefused: false }],
		['if the answer has a push ID', refusing(406, [1], { push_id: 7 })],
		['if an entry has an ID', refusing(406, [1], { data: [{ number: 'x', msg_id: 7 }] })],
	])('is not halved %s', async (_, answer, options = {}) => {
		const { sent, outputs } = await send(items(options), { answer });
		expect(sent()).toEqual([[0, 1]]);
		for (const [output] of outputs) expect(detailsIn(output).recipients).toBe(2);
	});
});

it('the message to a group may have been sent, too, and has no reference number to look for', async () => {
	const item = { application: 10, recipient: 'group', groupId: 'G', message: 'a' };
	const { outputs } = await send([item], { answer: () => json('', 500) });
	const details = detailsIn(outputs[0]![0]);
	expect(details).toMatchObject({ source: 'transport', mayHaveBeenSent: true, recipients: 1 });
	expect(details).not.toHaveProperty('referenceNumber');
});
