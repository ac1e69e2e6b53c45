import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { isRecord } from '../core/json';
import { eventOf } from './events';

/** Picky Assist repeats a call for the last time after 1 minute, 15 minutes, 2 hours and 6 hours, together 8:16 hours. */
const KEPT_MINUTES = 9 * 60;

/** n8n stores what is kept in static data with every execution, so there it is less. */
const KEPT = { inProcess: 10_000, inStaticData: 1_000 };

/** A call that was seen: when, in minutes, and whether a run came of it. */
interface Seen {
	readonly since: number;
	readonly started: boolean;
}

type Context = Pick<IWebhookFunctions, 'getNode' | 'getWorkflow' | 'getWorkflowStaticData'>;

/** What was seen in this process, by workflow and node, the oldest first. */
const seenBy = new Map<string, Map<string, Seen>>();

const thisMinute = () => Math.floor(Date.now() / 60_000);

function seenOf(context: Context): Map<string, Seen> {
	// What was written by hand may have no ids.
	const place = [context.getWorkflow(), context.getNode()].map(({ id, name }) => id || [name]);
	const key = JSON.stringify(place);
	const seen = seenBy.get(key) ?? new Map<string, Seen>();
	seenBy.set(key, seen);
	return seen;
}

/** What tells a repeat; `undefined` for an item that has none, which is never taken for a repeat. */
function keyOf(item: IDataObject): string | undefined {
	const parts = item.messageId === undefined ? undefined : eventOf(item).repeatKey?.(item);
	if (parts === undefined) return undefined;
	const text = JSON.stringify(parts.map((part) => part ?? ''));
	// Short, since there may be many, and no number of a customer in what n8n stores with the workflow.
	return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}

/** The calls that runs have kept with the workflow, the oldest first. */
function storedIn(context: Context): Array<[key: string, since: number]> {
	const { calls } = context.getWorkflowStaticData('node');
	const entries = isRecord(calls) ? Object.entries(calls) : [];
	return entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}

const isRecent = (since: number) => since > thisMinute() - KEPT_MINUTES;

function forgetOld(seen: Map<string, Seen>) {
	for (const [key, { since }] of seen) {
		if (isRecent(since) && seen.size <= KEPT.inProcess) return;
		seen.delete(key);
	}
}

/**
 * The items that are no repeats; they are remembered at once, so that a repeat is caught while the first run goes on.
 * Static data is only read here: n8n loses what is changed in it before the run, or the reply of the run.
 */
export function takeNew(context: Context, items: readonly IDataObject[]) {
	const seen = seenOf(context);
	forgetOld(seen);
	const stored = new Map(storedIn(context).filter(([, since]) => isRecent(since)));
	const taken: string[] = [];
	const fresh = items.filter((item) => {
		const key = keyOf(item);
		if (key === undefined) return true;
		if (seen.has(key) || stored.has(key)) return false;
		seen.set(key, { since: thisMinute(), started: false });
		taken.push(key);
		return true;
	});
	/** For a call of which no run came. */
	const forget = () => {
		for (const key of taken) seen.delete(key);
	};
	return { fresh, forget };
}

/** Keeps the calls with the workflow, over a restart too. Called in the run, where n8n stores what is changed. */
export function keepStarted(context: IExecuteFunctions): void {
	const keys = context.getInputData().flatMap(({ json }) => keyOf(json) ?? []);
	if (keys.length === 0) return;
	const seen = seenOf(context);
	for (const key of keys) {
		seen.set(key, { since: seen.get(key)?.since ?? thisMinute(), started: true });
	}
	forgetOld(seen);
	// Runs at the same time overwrite each other's static data; what this process knows of them is in each.
	const started = [...seen].filter(([, call]) => call.started);
	const calls = new Map([
		...storedIn(context),
		...started.map(([key, { since }]) => [key, since] as const),
	]);
	const newest = [...calls]
		.filter(([, since]) => isRecent(since))
		.sort(([, a], [, b]) => a - b)
		.slice(-KEPT.inStaticData);
	context.getWorkflowStaticData('node').calls = Object.fromEntries(newest);
}
