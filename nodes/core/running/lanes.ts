import pLimit from 'p-limit';
import { sleep } from 'n8n-workflow';

/** Runs a task when its lane and the bound allow it. */
export type RunInLane = <T>(lane: unknown, task: () => Promise<T>) => Promise<T>;

/**
 * Tasks of one lane run one after another in the order of the calls; tasks of different lanes run side by
 * side, at most `bound` at a time, each waiting for another to complete.
 *
 * A task must not reject: the one behind it would never run.
 */
export function createLanes(bound: number): RunInLane {
	const limit = pLimit(bound);
	const tails = new Map<unknown, Promise<unknown>>();
	return async (ownLane, task) => {
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

/** The longest delay that a timer of Node.js can hold, in milliseconds (almost 25 days). */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves when the next request may start; rejects when `signal` aborts. */
export type WaitForTurn = (signal: AbortSignal) => Promise<void>;

/** Starts spaced evenly, `perMinute` of them in a minute; Infinity is no limit. */
export function createPace(perMinute: number): WaitForTurn {
	const interval = 60_000 / perMinute;
	let next = 0;
	return async (signal) => {
		const now = Date.now();
		const turn = Math.max(now, next);
		next = turn + interval;
		for (let wait = turn - now; wait > 0; wait = turn - Date.now()) {
			await sleep(Math.min(wait, LONGEST_TIMER), signal);
		}
	};
}

/** How long the node may compute before it lets n8n do other things, in milliseconds. */
const BREATH_AFTER = 20;

/** Gives way to the rest of n8n when the last time is long ago; call it between items. */
export function createBreather(): () => Promise<void> {
	let last = Date.now();
	return async () => {
		if (Date.now() - last < BREATH_AFTER) return;
		await sleep(0);
		last = Date.now();
	};
}
