import { laneOf, plannerOf } from '../../../../nodes/core/running/plan';
import type { Ask, Effect, Operation } from '../../../../nodes/core/operation';
import { defaultsOf } from '../../../../nodes/core/description/options';
import { writeNote } from '../../notes';

/** Asks for these texts; those that begin with "dry" are only tried out. */
const asksFor = (...texts: string[]): Ask[] =>
	texts.map((text, item) => ({
		item,
		options: { ...defaultsOf(writeNote()), dryRun: text.startsWith('dry') },
		values: {},
		body: { text },
	}));

/** The items of each request, in the order of the requests. */
const planned = (operation: Operation, ...texts: string[]) =>
	plannerOf(operation)
		.all(asksFor(...texts))
		.map(({ asks, body }) => [body.text, asks.map(({ item }) => item)]);

describe.each<Effect>(['idempotent', 'once'])('of an operation that is %s, requests', (effect) => {
	const operation = writeNote({ effect });

	it('are one for each item, also where they are equal', () => {
		expect(planned(operation, 'a', 'b', 'a')).toEqual([
			['a', [0]],
			['b', [1]],
			['a', [2]],
		]);
	});

	it('need no other item', () => {
		const [ask] = asksFor('a');
		expect(plannerOf(operation).alone?.(ask!)).toEqual({ asks: [ask], body: { text: 'a' } });
	});

	it('of a channel are in one lane, those without one too', () => {
		const requestTo = (application?: number) => ({
			asks: [],
			body: { text: 'a', ...(application !== undefined && { application }) },
		});
		expect(laneOf(operation, requestTo(8))).toBe(laneOf(operation, requestTo(8)));
		expect(laneOf(operation, requestTo(8))).not.toBe(laneOf(operation, requestTo(9)));
		expect(laneOf(operation, requestTo())).toBe(laneOf(operation, requestTo()));
	});
});

describe('of an operation that changes nothing, requests', () => {
	const operation = writeNote({ effect: 'safe' });

	it('are one for all items that ask the same, in the order of their first ones', () => {
		expect(planned(operation, 'b', 'a', 'b', 'a', 'c')).toEqual([
			['b', [0, 2]],
			['a', [1, 3]],
			['c', [4]],
		]);
	});

	it('are planned once all items are read', () => {
		expect(plannerOf(operation).alone).toBeUndefined();
	});

	it('are each in a lane of their own', () => {
		const [one, other] = [1, 2].map(() => ({ asks: [], body: { application: 8 } }));
		expect(laneOf(operation, one!)).not.toBe(laneOf(operation, other!));
	});
});

describe('a plan of the operation’s own', () => {
	const inPairs = writeNote({
		effect: 'once',
		plan: (asks) =>
			asks.flatMap((_, index) =>
				index % 2 === 0 ? [{ asks: asks.slice(index, index + 2), body: asks[index]!.body }] : [],
			),
	});

	it('makes the requests, and needs all items for it', () => {
		expect(planned(inPairs, 'a', 'b', 'c')).toEqual([
			['a', [0, 1]],
			['c', [2]],
		]);
		expect(plannerOf(inPairs).alone).toBeUndefined();
	});

	it('has the items that are only tried out apart from those that are sent', () => {
		expect(planned(inPairs, 'a', 'dry b', 'c', 'dry d')).toEqual([
			['dry b', [1, 3]],
			['a', [0, 2]],
		]);
	});
});

it('nothing is planned where nothing is asked', () => {
	for (const effect of ['safe', 'idempotent', 'once'] as const)
		expect(planned(writeNote({ effect }))).toEqual([]);
});
