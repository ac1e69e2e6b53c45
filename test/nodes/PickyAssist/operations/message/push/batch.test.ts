import fc from 'fast-check';
import { defaultsOf } from '../../../../../../nodes/core/description/options';
import type { PreparedItem } from '../../../../../../nodes/core/operation';
import { batch, join } from '../../../../../../nodes/PickyAssist/operations/message/push/batch';
import { sendMessage } from '../../../../../../nodes/PickyAssist/operations/message/send';

/** Items by shared part and recipient, like `a1`. */
const itemsFor = (words: string, recipientsPerRequest = 100): PreparedItem[] =>
	words
		.split(' ')
		.filter((word) => word !== '')
		.map((word, index) => ({
			index,
			options: defaultsOf(sendMessage),
			values: { number: word.slice(1), recipientsPerRequest },
			body: { text: word[0]!, data: [{ number: word.slice(1) }] },
		}));

const recipientOf = ({ body }: PreparedItem) => JSON.stringify(body.data);

/** The requests of such items, each in the same short words. */
const batched = (words: string, size = 100) =>
	batch(itemsFor(words, size)).map((items) =>
		items.map(({ body }) => `${String(body.text)}${(body.data as [{ number: string }])[0].number}`),
	);

it.each<[string, string, number, string[]]>([
	['of nothing are none', '', 100, []],
	['are one for an equal shared part', 'a1 a2 a3', 100, ['a1 a2 a3']],
	['are one also if others are between', 'a1 b1 a2 b2', 100, ['a1 a2', 'b1 b2']],
	['are in the order of their first items', 'b1 a2 b3 a4', 100, ['b1 b3', 'a2 a4']],
	['hold as many as are allowed', 'a1 a2 a3 a4 a5', 2, ['a1 a2', 'a3 a4', 'a5']],
	['hold one each if no more are allowed', 'a1 a2', 1, ['a1', 'a2']],
	['hold no recipient twice', 'a1 a1 a2 a1', 100, ['a1 a2', 'a1', 'a1']],
	[
		'keep the messages to one recipient in the order of the items',
		'a1 b2 a2 b1',
		100,
		['a1', 'b2 b1', 'a2'],
	],
	[
		'that are open are joined if they come after the last one to the recipient',
		'a1 a1 b2 a2 b1 a3',
		100,
		['a1 a3', 'a1', 'b2 b1', 'a2'],
	],
])('requests %s', (_, words, size, expected) => {
	expect(batched(words, size).map((request) => request.join(' '))).toEqual(expected);
});

/** The same items in every run, so that what is red once stays red. */
const RUN = { numRuns: 300, seed: 20_261_124 };

const WORDS = fc
	.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(5)), { maxLength: 60 })
	.map((words) => words.map(([shared, recipient]) => `${shared}${recipient}`).join(' '));

const inOrder = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const placesOf = (items: readonly PreparedItem[]) => items.map(({ index }) => index);

describe('of any items, requests', () => {
	const holds = (
		property: (
			items: readonly PreparedItem[],
			requests: ReadonlyArray<readonly PreparedItem[]>,
			size: number,
		) => void,
	) =>
		fc.assert(
			fc.property(WORDS, fc.integer({ min: 1, max: 5 }), (words, size) => {
				const items = itemsFor(words, size);
				property(items, batch(items), size);
			}),
			RUN,
		);

	it('hold each item once, in the order of their first ones', () => {
		holds((items, requests) => {
			expect(inOrder(requests.flatMap(placesOf))).toEqual(placesOf(items));
			const firsts = requests.map(([first]) => first!.index);
			expect(firsts).toEqual(inOrder(firsts));
		});
	});

	it('are no larger than allowed, of one shared part, and hold no recipient twice', () => {
		holds((_, requests, size) => {
			for (const items of requests) {
				expect(items.length).toBeLessThanOrEqual(size);
				expect(new Set(items.map(recipientOf)).size).toBe(items.length);
				const body = join(items);
				for (const item of items) expect(item.body.text).toBe(body.text);
				expect(body.data).toEqual(items.flatMap((item) => item.body.data));
			}
		});
	});

	it('bring each recipient its messages in the order of the items', () => {
		holds((items, requests) => {
			const sent = requests.flat();
			for (const recipient of new Set(items.map(recipientOf))) {
				const places = placesOf(sent.filter((item) => recipientOf(item) === recipient));
				expect(places).toEqual(inOrder(places));
			}
		});
	});
});

it('a body without recipients of its own stays as it is', () => {
	const [item] = itemsFor('a1');
	const body = { group_id: 'g', globalmessage: 'Hi' };
	expect(join([{ ...item!, body }])).toEqual(body);
});
