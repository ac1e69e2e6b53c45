import fc from 'fast-check';
import { defaultsOf } from '../../../../nodes/core/description/options';
import type { Ask, Request } from '../../../../nodes/core/operation';
import { bodyOf, fold } from '../../../../nodes/core/running/fold';
import { writeNote } from '../../notes';

/** Asks by shared part and recipient, like `a1`. */
const asksFor = (words: string): Ask[] =>
	words
		.split(' ')
		.filter((word) => word !== '')
		.map((word, item) => ({
			item,
			options: defaultsOf(writeNote()),
			values: {},
			body: { text: word[0]!, data: [{ number: word.slice(1) }] },
		}));

const recipientOf = ({ body }: Ask) => JSON.stringify(body.data);
const keyOf = ({ body }: Ask) => String(body.text);

/** The requests of such asks, each in the same short words. */
const folded = (words: string, size = 100) =>
	fold(asksFor(words), { keyOf, recipientOf, size }).map(({ asks }) =>
		asks.map(({ body }) => `${String(body.text)}${(body.data as [{ number: string }])[0].number}`),
	);

it.each<[string, string, number, string[]]>([
	['of nothing are none', '', 100, []],
	['are one for an equal shared part', 'a1 a2 a3', 100, ['a1 a2 a3']],
	['are one also where others stand between', 'a1 b1 a2 b2', 100, ['a1 a2', 'b1 b2']],
	['stand in the order of their first items', 'b1 a2 b3 a4', 100, ['b1 b3', 'a2 a4']],
	['hold as many as are allowed', 'a1 a2 a3 a4 a5', 2, ['a1 a2', 'a3 a4', 'a5']],
	['hold one each where no more are allowed', 'a1 a2', 1, ['a1', 'a2']],
	['hold no recipient twice', 'a1 a1 a2 a1', 100, ['a1 a2', 'a1', 'a1']],
	[
		'keep the messages to one recipient in the order of the items',
		'a1 b2 a2 b1',
		100,
		['a1', 'b2 b1', 'a2'],
	],
	[
		'that are open are joined where they stand behind the last one to the recipient',
		'a1 a1 b2 a2 b1 a3',
		100,
		['a1 a3', 'a1', 'b2 b1', 'a2'],
	],
])('requests %s', (_, words, size, expected) => {
	expect(folded(words, size).map((request) => request.join(' '))).toEqual(expected);
});

/** The same items in every run, so that what is red once stays red. */
const RUN = { numRuns: 300, seed: 20_261_124 };

const WORDS = fc
	.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(5)), { maxLength: 60 })
	.map((words) => words.map(([shared, recipient]) => `${shared}${recipient}`).join(' '));

const inOrder = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const itemsOf = (asks: readonly Ask[]) => asks.map(({ item }) => item);

describe('of any items, requests', () => {
	const holds = (
		property: (asks: readonly Ask[], requests: readonly Request[], size: number) => void,
	) =>
		fc.assert(
			fc.property(WORDS, fc.integer({ min: 1, max: 5 }), (words, size) => {
				const asks = asksFor(words);
				property(asks, fold(asks, { keyOf, recipientOf, size }), size);
			}),
			RUN,
		);

	it('hold each item once, and stand in the order of their first ones', () => {
		holds((asks, requests) => {
			expect(inOrder(requests.flatMap((request) => itemsOf(request.asks)))).toEqual(itemsOf(asks));
			const firsts = requests.map(({ asks: [first] }) => first!.item);
			expect(firsts).toEqual(inOrder(firsts));
		});
	});

	it('are no larger than allowed, of one shared part, and hold no recipient twice', () => {
		holds((_, requests, size) => {
			for (const { asks, body } of requests) {
				expect(asks.length).toBeLessThanOrEqual(size);
				expect(new Set(asks.map(recipientOf)).size).toBe(asks.length);
				for (const ask of asks) expect(ask.body.text).toBe(body.text);
				expect(body.data).toEqual(asks.flatMap((ask) => ask.body.data));
			}
		});
	});

	it('bring each recipient his messages in the order of the items', () => {
		holds((asks, requests) => {
			const sent = requests.flatMap((request) => request.asks);
			for (const recipient of new Set(asks.map(recipientOf))) {
				const items = itemsOf(sent.filter((ask) => recipientOf(ask) === recipient));
				expect(items).toEqual(inOrder(items));
			}
		});
	});
});

it('a body without recipients of its own stays as it is', () => {
	const [ask] = asksFor('a1');
	const body = { group_id: 'g', globalmessage: 'Hi' };
	expect(bodyOf([{ ...ask!, body }])).toEqual(body);
});
