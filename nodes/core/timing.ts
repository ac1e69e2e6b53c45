import { sleep } from 'n8n-workflow';

/** The longest delay that a timer of Node.js can hold, in milliseconds (almost 25 days). */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves when the next request may start; rejects when `signal` aborts. */
export type WaitForTurn = (signal: AbortSignal) => Promise<void>;

/** What ends a run early, and the means to end it. */
export interface RunSignals {
	/** Aborts where nothing new may start and nothing may be waited for: on a refusal that stops the run, and on a cancellation. */
	readonly halt: AbortSignal;
	/** Aborts where the execution is cancelled, so that requests under way end too. Older n8n has none. */
	readonly cancel: AbortSignal | undefined;
	readonly stop: () => void;
	/** Lets go of n8n's signal. */
	readonly done: () => void;
}

/** How long the node may compute before it lets n8n do other things, in milliseconds. */
const BREATH_AFTER = 20;

/** Gives way to the rest of n8n where the last time is long ago; call it between items, and wait for what it gives. */
export function createBreather(): () => Promise<void> | undefined {
	let last = Date.now();
	const breathe = async () => {
		await sleep(0);
		last = Date.now();
	};
	return () => (Date.now() - last < BREATH_AFTER ? undefined : breathe());
}
