import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Refusal } from '../errors';
import { isRecord } from '../json';
import type { Operation } from '../operation';
import { runIndexOf } from './n8nContext';
import type { Outcome } from './post';

/**
 * What came of the items of a run in an earlier try, so that nothing is done twice: outputs, or a refusal after which
 * nobody knows whether it arrived.
 */
interface Journal {
	readonly recall: (index: number) => Outcome | undefined;
	readonly remember: (index: number, outcome: Outcome) => void;
	/** The items of this run that were accepted, in their order. */
	readonly accepted: () => number[];
	/** Stores what was accepted with the execution that fails, for n8n's Retry. */
	readonly store: () => void;
}

/** The journal of what may be done twice. */
export const NO_JOURNAL: Journal = {
	recall: () => undefined,
	remember: () => {},
	accepted: () => [],
	store: () => {},
};

/** What is known of a run of the node in every try of an execution. */
interface Tries {
	/** By item. */
	readonly outcomes: Map<number, Outcome>;
	/** The items of which an attempt may have arrived and got no answer. */
	readonly unanswered: Set<number>;
}

/** By the node's context in an execution, which is one object in every try, then by run. */
const executions = new WeakMap<object, Map<number, Tries>>();

/** Where the node's context, which is stored with a failed execution, holds the outputs: by operation, run and item. */
const STORED = 'accepted';

/** Where it holds the key of that run, which stays the same while the Retry button tries this run again. */
const RETRY_KEY = 'mark';

/**
 * What retries sent, by the key, operation and run that they began with: the same failed execution may be retried
 * twice, and what it stored does not change. It is known to this process alone, and of the latest of them.
 */
const retries = new Map<string, Map<number, IDataObject>>();
const MOST_RETRIES = 100;

/**
 * n8n runs a node again for all its items: by Retry On Fail, in the same execution, and by the Retry button, in a new
 * one that begins with what the failed one stored. What was accepted is given as it was. What is in doubt stays refused
 * in the same execution; behind the Retry button is a person who decided. What may be done twice, but is refused the
 * second time, is known in the same execution alone.
 */
export function journalOf(context: IExecuteFunctions, operation: Operation): Journal {
	const { effect, storedKeys = [], resource, value } = operation;
	const tries = triesOf(context, operation);
	if (!tries) return NO_JOURNAL;
	const ofThisExecution = tries.outcomes;
	const recall = (index: number) => ofThisExecution.get(index);
	const remember = (index: number, outcome: Outcome) => void ofThisExecution.set(index, outcome);
	if (effect !== 'once') return { ...NO_JOURNAL, recall, remember };

	const node = context.getContext('node');
	const run = runIndexOf(context);
	const name = `${resource.value}.${value}`;
	const isRetry = context.getMode() === 'retry';
	const ofFailedExecution = isRetry ? storedIn(node, name, run) : {};
	const ofOtherRetries = isRetry ? sentByRetries(node, name, run) : undefined;

	const accepted = () =>
		[...ofThisExecution].flatMap(([index, outcome]) =>
			outcome instanceof Refusal ? [] : [[index, stored(outcome)] as const],
		);
	const stored = ([output = {}]: IDataObject[]): IDataObject =>
		Object.fromEntries(Object.entries(output).filter(([key]) => storedKeys.includes(key)));

	return {
		recall: (index) => {
			const output = ofFailedExecution[index] ?? ofOtherRetries?.get(index);
			return recall(index) ?? (isRecord(output) ? [output as IDataObject] : undefined);
		},
		remember: (index, outcome) => {
			remember(index, outcome);
			if (!(outcome instanceof Refusal)) ofOtherRetries?.set(index, stored(outcome));
		},
		accepted: () =>
			accepted()
				.map(([index]) => index)
				.sort((a, b) => a - b),
		store: () => {
			node[STORED] = {
				[name]: { [run]: { ...ofFailedExecution, ...Object.fromEntries(accepted()) } },
			};
			if (!ofOtherRetries) node[RETRY_KEY] = Math.random().toString(36).slice(2);
		},
	};
}

/** `undefined` where other tries do not matter, or cannot be told from other runs. */
export function triesOf(
	context: IExecuteFunctions,
	{ effect, refusedIfDone }: Operation,
): Tries | undefined {
	if (effect !== 'once' && !refusedIfDone) return undefined;
	// Two calls of an agent may have the same run index, and where it calls a tool again on its own nothing is thrown.
	if (context.isToolExecution?.()) return undefined;
	const node = context.getContext('node');
	const run = runIndexOf(context);
	const runs = executions.get(node) ?? new Map<number, Tries>();
	const tries = runs.get(run) ?? { outcomes: new Map(), unanswered: new Set() };
	executions.set(node, runs.set(run, tries));
	return tries;
}

function storedIn(node: IDataObject, name: string, run: number): Record<string, unknown> {
	const operations = node[STORED];
	const runs = isRecord(operations) ? operations[name] : undefined;
	const items = isRecord(runs) ? runs[run] : undefined;
	return isRecord(items) ? items : {};
}

/** Only the run that failed has the same items in each retry. */
function sentByRetries(node: IDataObject, name: string, run: number) {
	const { [STORED]: operations, [RETRY_KEY]: retryKey } = node;
	const runs = isRecord(operations) ? operations[name] : undefined;
	if (typeof retryKey !== 'string' || !isRecord(runs) || !(run in runs)) return undefined;
	const key = `${retryKey} ${name} ${run}`;
	const sent = retries.get(key) ?? new Map<number, IDataObject>();
	retries.delete(key);
	retries.set(key, sent);
	const [oldest] = retries.keys();
	if (retries.size > MOST_RETRIES && oldest !== undefined) retries.delete(oldest);
	return sent;
}
