import type { IExecuteFunctions } from 'n8n-workflow';
import type { RunSignals } from '../timing';

/** The signals of one run of a node. */
export function runSignals(context: Partial<IExecuteFunctions>): RunSignals {
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
