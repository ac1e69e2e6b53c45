import { sleep } from 'n8n-workflow';
import { LONGEST_TIMER, type WaitForTurn } from '../timing';

/**
 * When the next request of a call may start, in milliseconds since 1970, by what the vendor counts together.
 * It outlives a run: confirmations of orders come as many runs of one item each.
 */
const nextTurns = new Map<string, number>();

/**
 * Starts spaced evenly, `perMinute` of them in a minute over all runs of this process with the same key; Infinity is
 * no limit.
 */
export function createPace(perMinute: number, key: string): WaitForTurn {
	if (perMinute === Infinity) return async () => {};
	const interval = 60_000 / perMinute;
	forgetPast();
	return async (signal) => {
		const now = Date.now();
		const turn = Math.max(now, nextTurns.get(key) ?? 0);
		nextTurns.set(key, turn + interval);
		for (let wait = turn - now; wait > 0; wait = turn - Date.now()) {
			await sleep(Math.min(wait, LONGEST_TIMER), signal);
		}
	};
}

/** A turn that is over binds nobody any more. */
function forgetPast() {
	const now = Date.now();
	for (const [key, turn] of nextTurns) if (turn <= now) nextTurns.delete(key);
}
