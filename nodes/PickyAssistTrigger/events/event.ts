import type { IDataObject } from 'n8n-workflow';
import type { Data } from '../../core/json';
import { hasContent, textOf, type Item } from '../../core/output/keys';

/** A call as the events read it. The secret is in none of it. */
export interface Call {
	readonly body: Data;
	/** The variables at the end of the URL. */
	readonly variables: Data;
	readonly includeRaw: boolean;
}

/** The settings that say what starts the workflow. Of all but the events, an empty list lets all through. */
export interface Filters {
	readonly events: readonly string[];
	readonly channelIds: readonly string[];
	readonly messageTypes: readonly string[];
	readonly deliveryStatuses: readonly string[];
}

/** What may start the workflow: all in which one event differs from another. */
export interface TriggerEvent {
	/** What an item says in `event`. */
	readonly value: string;
	/** How the editor names it, and calls it in n8n's list of triggers. */
	readonly name: string;
	readonly action: string;
	readonly description: string;
	/** Whether a call with this body is about it. Keys without content have been taken out. */
	readonly matches: (body: Data) => boolean;
	/** The keys of its items. */
	readonly items: (call: Call) => Item[];
	/** Whether the filters that are about this event let an item through. */
	readonly passes: (item: IDataObject, filters: Filters) => boolean;
	/** What is the same if Picky Assist repeats a call; without it, nothing is taken for a repeat. */
	readonly repeatKey?: (item: IDataObject) => unknown[];
	/** Whether the file of its items can be downloaded. */
	readonly hasFile?: boolean;
	/** Whether somebody gets the reply text. */
	readonly hasReply?: boolean;
}

/** No name at all lets all through. */
export const isAmong = (names: readonly string[], name: unknown): boolean =>
	names.length === 0 || names.includes(String(name));

/** A code, which comes as a number or as text. */
export const codeOf = (value: unknown): string => textOf(value)?.trim() ?? '';

/** What has no key of its own, and all as it came. */
export const asItCame = (custom: Data, raw: Data | undefined): Item => ({
	custom: hasContent(custom) ? (custom as IDataObject) : undefined,
	raw: raw as IDataObject | undefined,
});

/** One item with the whole body, for what has no keys of its own. */
export const wholeBody = ({ body, variables }: Call): Item[] => [
	{ eventId: textOf(body.event_id), ...asItCame(variables, body) },
];
