import { sleep } from 'n8n-workflow';
import { LONGEST_TIMER, type WaitForTurn } from '../timing';

/** Times in milliseconds since 1970. */
interface Turns {
	/** When a request may start, for all that those know who had their turn. */
	next: number;
	/** The same for each of those who still wait, as if it had had its turn; the last is the latest. */
	readonly waiting: number[];
}

/**
 * The turns of a call, by what the vendor counts together.
 * They outlive a run: confirmations of orders come as many runs of one item each.
 */
const turnsByKey = new Map<string, Turns>();

/**
 * Starts spaced evenly, `perMinute` of them in a minute over all runs of this process with the same key; Infinity is
 * no limit. What stops waiting gives its turn back, so that a run that was halted slows no other down.
 */
export function createPace(perMinute: number, key: string): WaitForTurn {
	if (perMinute === Infinity) return async () => {};
	const interval = 60_000 / perMinute;
	forgetPast();
	return async (signal) => {
		const turns = turnsOf(key);
		const now = Date.now();
		const turn = Math.max(now, turns.next, turns.waiting.at(-1) ?? 0);
		const after = turn + interval;
		turns.waiting.push(after);
		try {
			for (let wait = turn - now; wait > 0; wait = turn - Date.now()) {
				await sleep(Math.min(wait, LONGEST_TIMER), signal);
			}
			turns.next = Math.max(turns.next, after);
		} finally {
			turns.waiting.splice(turns.waiting.indexOf(after), 1);
		}
	};
}

function turnsOf(key: string): Turns {
	const turns = turnsByKey.get(key) ?? { next: 0, waiting: [] };
	turnsByKey.set(key, turns);
	return turns;
}

/** A turn that is over binds nobody any more. */
function forgetPast() {
	const now = Date.now();
	for (const [key, { next, waiting }] of turnsByKey) {
		if (next <= now && waiting.length === 0) turnsByKey.delete(key);
	}
}
