/** From items to requests: which of them share one, and in which lane it goes out. */
import { channelFieldOf } from '../reading/schema';
import type { Operation, PreparedItem, Request } from '../operation';

export const requestFor = (operation: Operation, items: readonly PreparedItem[]): Request => ({
	items,
	body: operation.join?.(items) ?? items[0]!.body,
});

/** Items that ask the same, together, in the order of their first ones. */
function equalTogether(items: readonly PreparedItem[]): PreparedItem[][] {
	const batches = new Map<string, PreparedItem[]>();
	for (const item of items) {
		const key = JSON.stringify(item.body);
		const batch = batches.get(key);
		if (batch) batch.push(item);
		else batches.set(key, [item]);
	}
	return [...batches.values()];
}

/** Whether no other item can join the request of an item. */
export const goesAlone = ({ batch, effect }: Operation) => !batch && effect !== 'safe';

/** The requests of these items; items that are only tried out are kept apart from those that are sent. */
export function requestsFor(operation: Operation, items: readonly PreparedItem[]): Request[] {
	const alone = (some: readonly PreparedItem[]) => some.map((item) => [item]);
	const { batch = goesAlone(operation) ? alone : equalTogether } = operation;
	const parts = [true, false].map((dry) => items.filter(({ options }) => options.dryRun === dry));
	return parts.flatMap((part) => batch(part).map((some) => requestFor(operation, some)));
}

/** Requests with the same lane go out one after another: those of a channel, unless they change nothing. */
export function laneOf({ effect, schema }: Operation, request: Request): unknown {
	if (effect === 'safe') return request;
	const channel = channelFieldOf(schema);
	return String(request.items[0]?.values[channel ?? ''] ?? '');
}
