import { sleep, type IExecuteFunctions } from 'n8n-workflow';

/** The longest delay that a timer of Node.js can hold, in milliseconds (almost 25 days). */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves when the next request may start; rejects when `signal` aborts. */
export type WaitForTurn = (signal: AbortSignal) => Promise<void>;

export type RunSignals = ReturnType<typeof runSignals>;

/** What ends a run of a node early, and the means to end it. */
export function runSignals(context: Partial<IExecuteFunctions>) {
	const controller = new AbortController();
	const stop = () => controller.abort();
	const cancel = context.getExecutionCancelSignal?.();
	if (cancel?.aborted) stop();
	cancel?.addEventListener('abort', stop);
	return {
		/** Aborts where nothing new may start and nothing may be waited for: on a refusal that stops the run, and on a cancellation. */
		halt: controller.signal,
		/** Aborts where the execution is cancelled, so that requests under way end too. Older n8n has none. */
		cancel,
		stop,
		/** Lets go of n8n's signal. */
		done: () => cancel?.removeEventListener('abort', stop),
	};
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
