import type { Ask, Operation, Request } from '../operation';

const alone = (ask: Ask): Request => ({ asks: [ask], body: ask.body });

/** One request for all items that ask the same, in the order of their first ones. */
function equalOnce(asks: readonly Ask[]): Request[] {
	const requests = new Map<string, Ask[]>();
	for (const ask of asks) {
		const key = JSON.stringify(ask.body);
		const equal = requests.get(key);
		if (equal) equal.push(ask);
		else requests.set(key, [ask]);
	}
	return [...requests.values()].map((equal) => ({ asks: equal, body: equal[0]!.body }));
}

/** How the items of a run become requests. */
export interface Planner {
	/** The request of an item that no other can join; absent where all items are needed to plan. */
	readonly alone?: (ask: Ask) => Request;
	readonly all: (asks: readonly Ask[]) => Request[];
}

/** Items that are only tried out are planned apart from those that are sent. */
export function plannerOf({ effect, plan }: Operation): Planner {
	const ordinary = effect === 'safe' ? equalOnce : (asks: readonly Ask[]) => asks.map(alone);
	const planned = plan ?? ordinary;
	const all = (asks: readonly Ask[]) =>
		[true, false].flatMap((dry) => planned(asks.filter(({ options }) => options.dryRun === dry)));
	return { all, ...(!plan && effect !== 'safe' && { alone }) };
}

/** Requests with the same lane go out one after another: those of a channel, unless they change nothing. */
export const laneOf = ({ effect }: Operation, request: Request): unknown =>
	effect === 'safe' ? request : request.body.application;
