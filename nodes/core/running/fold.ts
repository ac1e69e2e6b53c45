import type { IDataObject } from 'n8n-workflow';
import type { Ask, Request } from '../operation';

/** How the asks of an operation share requests. */
export interface Folding {
	/** The same for asks whose bodies differ in their recipient alone. */
	readonly keyOf: (ask: Ask) => string;
	/** Who gets the message. */
	readonly recipientOf: (ask: Ask) => string;
	readonly size: number;
}

interface Open {
	readonly place: number;
	readonly asks: Ask[];
}

/**
 * Asks whose bodies share all but the recipient go into one request, also where others stand between them. No recipient
 * stands twice in a request, and each gets his messages in the order of the items: an ask joins no request that is not
 * behind the last one to the same recipient. Requests stand in the order of their first ask.
 */
export function fold(asks: readonly Ask[], { keyOf, recipientOf, size }: Folding): Request[] {
	const requests: Open[] = [];
	const open = new Map<string, Open[]>();
	const lastTo = new Map<string, number>();

	for (const ask of asks) {
		const key = keyOf(ask);
		const recipient = recipientOf(ask);
		const candidates = open.get(key) ?? [];
		const index = firstBehind(candidates, lastTo.get(recipient) ?? -1);
		const joined = candidates[index] ?? { place: requests.length, asks: [] };
		if (joined.place === requests.length) {
			requests.push(joined);
			candidates.push(joined);
			open.set(key, candidates);
		}
		joined.asks.push(ask);
		lastTo.set(recipient, joined.place);
		if (joined.asks.length === size) candidates.splice(candidates.indexOf(joined), 1);
	}
	return requests.map(({ asks: own }) => ({ asks: own, body: bodyOf(own) }));
}

/** The index of the first request behind a place, in a list that is in order. */
function firstBehind(requests: readonly Open[], place: number): number {
	let low = 0;
	let high = requests.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (requests[middle]!.place > place) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** The body of one request for these asks: the shared part is that of the first, and each adds its recipient. */
export function bodyOf(asks: readonly Ask[]): IDataObject {
	const { body } = asks[0]!;
	if (!('data' in body)) return body;
	return { ...body, data: asks.flatMap((ask) => ask.body.data as IDataObject[]) };
}
