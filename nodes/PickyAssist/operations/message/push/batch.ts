/** How messages share requests. */
import type { IDataObject } from 'n8n-workflow';
import type { PreparedItem } from '../../../../core/operation';
import { MOST_RECIPIENTS, RECIPIENTS_PER_REQUEST } from './fields';
import { nameOf, valuesOf } from './recipient';

/**
 * Items whose bodies share all but the recipient go into one request, also if others are between them. No recipient is
 * twice in a request, and each gets its messages in the order of the items: an item joins no request that is not behind
 * the last one to the same recipient. Requests are in the order of their first item, and the smallest number of
 * recipients that an item asks for holds for all.
 */
export function batch(items: readonly PreparedItem[]): PreparedItem[][] {
	const size = items.reduce(
		(least, item) => Math.min(least, valuesOf(item).recipientsPerRequest ?? RECIPIENTS_PER_REQUEST),
		MOST_RECIPIENTS,
	);
	const keyOf = sharedKeys();
	const batches: PreparedItem[][] = [];
	/** The places of the batches that another item with the same key may join. */
	const open = new Map<string, number[]>();
	const lastTo = new Map<string, number>();

	for (const item of items) {
		const key = keyOf(item);
		// All groups count as one, so that each has a request of its own.
		const recipient = 'data' in item.body ? nameOf(item) : '';
		const candidates = open.get(key) ?? [];
		const index = firstBehind(candidates, lastTo.get(recipient) ?? -1);
		const place = candidates[index] ?? batches.length;
		const joined = batches[place] ?? [];
		if (place === batches.length) {
			batches.push(joined);
			candidates.push(place);
			open.set(key, candidates);
		}
		joined.push(item);
		lastTo.set(recipient, place);
		if (joined.length === size) candidates.splice(index, 1);
	}
	return batches;
}

/** The index of the first place behind another, in a list that is in order. */
function firstBehind(places: readonly number[], place: number): number {
	let low = 0;
	let high = places.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (places[middle]! > place) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** The same text for items whose bodies differ in their recipients alone; a file counts by itself, not by its bytes. */
function sharedKeys() {
	const files = new Map<unknown, number>();
	return ({ body }: PreparedItem): string => {
		const { globalmedia_code: file } = body;
		const number = files.get(file) ?? files.size;
		files.set(file, number);
		return `${number} ${JSON.stringify({ ...body, data: undefined, globalmedia_code: undefined })}`;
	};
}

/** The body of one request: the shared part is that of the first item, and each adds its recipient. */
export function join(items: readonly PreparedItem[]): IDataObject {
	const { body } = items[0]!;
	if (!('data' in body)) return body;
	return { ...body, data: items.flatMap((item) => item.body.data as IDataObject[]) };
}
