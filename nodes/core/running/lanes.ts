import pLimit from 'p-limit';

/**
 * Tasks of one lane run one after another in the order of the calls; tasks of different lanes run side by
 * side, at most `bound` at a time, each waiting for another to complete.
 *
 * A task must not reject: the one behind it would never run.
 */
export function createLanes(bound: number) {
	const limit = pLimit(bound);
	const tails = new Map<unknown, Promise<unknown>>();
	return async <T>(ownLane: unknown, task: () => Promise<T>): Promise<T> => {
		// With room for one at a time a user expects the order of the input, whatever the lanes.
		const lane = bound === 1 ? undefined : ownLane;
		const before = tails.get(lane);
		const running = before ? before.then(async () => await limit(task)) : limit(task);
		tails.set(lane, running);
		const result = await running;
		if (tails.get(lane) === running) tails.delete(lane);
		return result;
	};
}
