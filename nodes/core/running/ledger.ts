import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { Refusal, toErrorItem, toNodeError } from '../errors';
import type { Effect, Operation } from '../operation';
import { AS_IT_IS } from '../redact';
import type { RunSignals } from '../timing';
import { journalOf, NO_JOURNAL } from './journal';
import { isTool, leavesByErrorOutput } from './n8nContext';
import type { Outcome } from './post';
import type { Run } from './run';

export type Ledger = ReturnType<typeof openLedger>;

/**
 * Records what comes of each item of a run, whether it could start or not. It is the only one that pairs, counts,
 * remembers and ends a run.
 */
export function openLedger(
	context: IExecuteFunctions,
	operation: Operation | Refusal,
	run: Run | Refusal,
	signals: RunSignals,
) {
	const effect = operation instanceof Refusal ? 'safe' : operation.effect;
	const journal = operation instanceof Refusal ? NO_JOURNAL : journalOf(context, operation);
	// Without a token there is none to hide.
	const redact = run instanceof Refusal ? AS_IT_IS : run.redact;
	const outputs: INodeExecutionData[][] = [];
	/** With On Error = Stop, by item. */
	const refusals = new Map<number, Refusal>();
	const counts = { accepted: 0, refused: 0 };
	const stopsOnRefusal = stopsOnFirstRefusal(context, effect);
	const asErrorItem = toErrorItem(redact, leavesByErrorOutput(context));

	const refuse = (index: number, reason: Refusal) => {
		const refusal = effect === 'once' ? reason.ofOnce() : reason;
		if (refusal.details.mayHaveBeenSent) journal.remember(index, refusal);
		outputs[index] = [asErrorItem(refusal, index)];
		counts.refused++;
		if (!stopsOnRefusal) return;
		refusals.set(index, refusal);
		signals.stop();
	};

	const put = (index: number, own: IDataObject[]) => {
		outputs[index] = own.map((json) => ({ json, pairedItem: { item: index } }));
	};

	return {
		/** Whether the first refusal ends the run. */
		stopsOnRefusal,
		counts,
		/** `isTried` if it was only tried out. */
		settle: (index: number, outcome: Outcome, isTried = false) => {
			if (outcome instanceof Refusal) return refuse(index, outcome);
			put(index, outcome);
			if (isTried) return;
			counts.accepted++;
			journal.remember(index, outcome);
		},
		/** What an earlier try settled for the item, which then is settled again. */
		recall: (index: number): Outcome | undefined => {
			const known = journal.recall(index);
			if (!known) return undefined;
			if (known instanceof Refusal) refuse(index, known);
			else {
				put(index, known);
				journal.remember(index, known);
			}
			return known;
		},
		/**
		 * The outputs, in the order of the items.
		 *
		 * @throws NodeOperationError or NodeApiError for the first refused item, with On Error = Stop.
		 */
		close: () => {
			const isCancelled = signals.cancel?.aborted ?? false;
			if (!isCancelled && refusals.size === 0) return outputs.flat();
			journal.store();
			const node = context.getNode();
			if (isCancelled) throw new NodeOperationError(node, 'The execution was canceled');
			const first = Math.min(...refusals.keys());
			const note = noteOn(journal.accepted(), doubtfulBeside(first, refusals));
			throw toNodeError(refusals.get(first)!, node, redact, first, note);
		},
	};
}

/**
 * Older agents call a tool again where it throws, and such a try cannot be told from a second call: so as a tool, what
 * must not be done twice does not throw where n8n tries again.
 */
function stopsOnFirstRefusal(context: IExecuteFunctions, effect: Effect): boolean {
	if (context.continueOnFail()) return false;
	if (effect !== 'once' || context.getNode().retryOnFail !== true) return true;
	return !isTool(context);
}

/** The other items that may have been sent. */
const doubtfulBeside = (first: number, refusals: ReadonlyMap<number, Refusal>) =>
	[...refusals]
		.filter(([index, { details }]) => index !== first && details.mayHaveBeenSent)
		.map(([index]) => index)
		.sort((a, b) => a - b);

/** What a user has to know before running the items again: which of them are done, or perhaps. */
function noteOn(accepted: readonly number[], doubtful: readonly number[]): string {
	return [
		...(doubtful.length > 0
			? [
					`No answer came for ${spansOf(doubtful)}, which may have been sent: look before you retry.`,
				]
			: []),
		...(accepted.length > 0
			? [`Accepted before: ${spansOf(accepted)}. Retry sends only the others.`]
			: []),
	].join(' ');
}

/** `items 0 to 3, 5`, for numbers in their order. */
function spansOf(numbers: readonly number[]): string {
	const spans: Array<[number, number]> = [];
	for (const number of numbers) {
		const last = spans.at(-1);
		if (last && last[1] === number - 1) last[1] = number;
		else spans.push([number, number]);
	}
	const words = spans.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
	return `${numbers.length === 1 ? 'item' : 'items'} ${words.join(', ')}`;
}
