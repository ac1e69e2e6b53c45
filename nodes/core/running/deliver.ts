import { Refusal } from '../errors';
import type { Operation, PreparedItem, Request } from '../operation';
import type { Outcome } from './post';
import type { Run } from './run';

/**
 * Sends a request, and settles what came of each of its items. If halves find who was meant by a refusal, it sends halves.
 * What only waited when the run was stopped is not settled. `before` is how often these items went out already.
 */
export async function deliver(
	run: Run,
	request: Request,
	settle: (item: PreparedItem, outcome: Outcome) => void,
	before = 0,
): Promise<void> {
	const { operation, splitter } = run;
	const outcomes = await run.post(request);
	if (!outcomes) return;
	splitter.record(request, outcomes);
	const [first] = outcomes.each;
	const halves = splitter.halvesOf(request, outcomes);
	if (!halves || !(first instanceof Refusal)) {
		for (const [place, item] of request.items.entries()) {
			const outcome = outcomes.each[place] ?? [];
			settle(item, detailed(operation, item, request, outcome, before));
		}
		return;
	}
	for (const half of halves) {
		const refusal = splitter.gaveUpOn(first);
		if (!refusal) await deliver(run, half, settle, before + (first.details.attempts ?? 0));
		else if (!run.signals.halt.aborted) {
			for (const item of half.items) settle(item, detailed(operation, item, half, refusal, before));
		}
	}
}

/** A refusal with how often its item went out, and with what the operation says of the request. */
function detailed(
	operation: Operation,
	item: PreparedItem,
	request: Request,
	outcome: Outcome,
	before: number,
): Outcome {
	if (!(outcome instanceof Refusal)) return outcome;
	const { source, attempts, mayHaveBeenSent } = outcome.details;
	if (source === 'check') return outcome;
	const { referenceNumber, ...details } = operation.failureDetails?.(item, request) ?? {};
	return outcome.with({
		...(attempts !== undefined && { attempts: attempts + before }),
		...details,
		// To look for what may have been sent.
		...(mayHaveBeenSent && referenceNumber !== undefined && { referenceNumber }),
	});
}
