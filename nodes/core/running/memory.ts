import type { IDataObject } from 'n8n-workflow';
import type { Refusal } from '../errors';
import { isRecord } from '../json';
import type { Operation, RunFacts } from '../operation';

/** What came of an item in an earlier try: its outputs, or a refusal after which nobody knows whether it arrived. */
export type Remembered = { readonly outputs: IDataObject[] } | { readonly doubt: Refusal };

/** What an earlier try of the same run did, so that it is not done twice. */
export interface Memory {
	readonly recall: (item: number) => Remembered | undefined;
	readonly remember: (item: number, what: Remembered) => void;
	/** The items of this run that were accepted, in their order. */
	readonly accepted: () => number[];
	/** Stores what was accepted with the execution that fails, for n8n's Retry. */
	readonly keep: () => void;
}

/** The memory of what may be done twice. */
export const NOTHING_REMEMBERED: Memory = {
	recall: () => undefined,
	remember: () => {},
	accepted: () => [],
	keep: () => {},
};

/** By the node's context in an execution, which is one object in every try, then by run and by item. */
const executions = new WeakMap<object, Map<number, Map<number, Remembered>>>();

/** Where the node's context, which is stored with a failed execution, holds the outputs: by operation, run and item. */
const STORED = 'accepted';

/** Where it holds a mark of that run, which stays the same while the Retry button tries this run again. */
const MARK = 'mark';

/**
 * What retries sent, by the mark, operation and run that they began with: the same failed execution may be retried
 * twice, and what it stored does not change. It is known to this process alone, and of the latest of them.
 */
const retried = new Map<string, Map<number, IDataObject>>();
const MOST_RETRIED = 100;

/**
 * n8n runs a node again for all its items: by Retry On Fail, in the same execution, and by the Retry button, in a new
 * one that begins with what the failed one stored. What was accepted is given as it was. What is in doubt stays refused
 * in the same execution; behind the Retry button stands a person who decided.
 */
export function memoryOf(
	{ context, index: run }: RunFacts,
	{ effect, kept = [], resource, value }: Operation,
): Memory {
	// Two calls of an agent may have the same run index, and where it calls a tool again on its own nothing is thrown.
	if (effect !== 'once' || context.isToolExecution?.()) return NOTHING_REMEMBERED;
	const own = context.getContext('node');
	const items = runsOf(own, run);
	const name = `${resource.value}.${value}`;
	const isRetry = context.getMode() === 'retry';
	const stored = isRetry ? storedIn(own, name, run) : {};
	const sent = isRetry ? sentByRetries(own, name, run) : undefined;

	return {
		recall: (item) => {
			const known = items.get(item);
			const output = stored[item] ?? sent?.get(item);
			return known ?? (isRecord(output) ? { outputs: [output as IDataObject] } : undefined);
		},
		remember: (item, what) => {
			items.set(item, what);
			if ('outputs' in what) sent?.set(item, onlyOf(what.outputs[0] ?? {}, kept));
		},
		accepted: () =>
			[...items]
				.filter(([, what]) => 'outputs' in what)
				.map(([item]) => item)
				.sort((a, b) => a - b),
		keep: () => {
			const entries = [...items].flatMap(([item, what]) =>
				'outputs' in what ? [[item, onlyOf(what.outputs[0] ?? {}, kept)] as const] : [],
			);
			own[STORED] = { [name]: { [run]: { ...stored, ...Object.fromEntries(entries) } } };
			if (!sent) own[MARK] = Math.random().toString(36).slice(2);
		},
	};
}

function runsOf(own: object, run: number): Map<number, Remembered> {
	const runs = executions.get(own) ?? new Map<number, Map<number, Remembered>>();
	const items = runs.get(run) ?? new Map<number, Remembered>();
	executions.set(own, runs.set(run, items));
	return items;
}

function storedIn(own: IDataObject, name: string, run: number): Record<string, unknown> {
	const operations = own[STORED];
	const runs = isRecord(operations) ? operations[name] : undefined;
	const items = isRecord(runs) ? runs[run] : undefined;
	return isRecord(items) ? items : {};
}

/** Only the run that failed has the same items in each retry. */
function sentByRetries(own: IDataObject, name: string, run: number) {
	const { [STORED]: operations, [MARK]: mark } = own;
	const runs = isRecord(operations) ? operations[name] : undefined;
	if (typeof mark !== 'string' || !isRecord(runs) || !(run in runs)) return undefined;
	const key = `${mark} ${name} ${run}`;
	const sent = retried.get(key) ?? new Map<number, IDataObject>();
	retried.delete(key);
	retried.set(key, sent);
	const [oldest] = retried.keys();
	if (retried.size > MOST_RETRIED && oldest !== undefined) retried.delete(oldest);
	return sent;
}

const onlyOf = (output: IDataObject, names: readonly string[]): IDataObject =>
	Object.fromEntries(Object.entries(output).filter(([name]) => names.includes(name)));
