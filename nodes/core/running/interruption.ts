import type { IExecuteFunctions } from 'n8n-workflow';

/** What ends a run early. */
export interface Interruption {
	/** Aborts where nothing new may start and nothing may be waited for: on `stop`, and on a cancellation. */
	readonly halt: AbortSignal;
	/** Aborts where the execution is cancelled, so that requests under way end too. Older n8n has none. */
	readonly cancel: AbortSignal | undefined;
	readonly stop: () => void;
	/** Lets go of n8n's signal. */
	readonly done: () => void;
}

/** The interruption of one run of a node. */
export function interruptionOf(context: Partial<IExecuteFunctions>): Interruption {
	const controller = new AbortController();
	const stop = () => controller.abort();
	const cancel = context.getExecutionCancelSignal?.();
	if (cancel?.aborted) stop();
	cancel?.addEventListener('abort', stop);
	return {
		halt: controller.signal,
		cancel,
		stop,
		done: () => cancel?.removeEventListener('abort', stop),
	};
}
