import type { IDataObject } from 'n8n-workflow';
import { ITEM_KEYS, type ItemKey } from '../data/itemKeys';
import { isRecord } from './json';

/** How one key of an item comes out of what Picky Assist sent. */
export interface Word {
	/** Names on the wire; the first that can be read counts. */
	readonly from: readonly string[];
	/** `undefined` for a value that is none of its kind. */
	readonly read: (value: unknown, name: string) => IDataObject[string];
}

export type Vocabulary = { readonly [Key in ItemKey]?: Word };
export type Item = { [Key in ItemKey]?: IDataObject[string] };

/** Whether Picky Assist sent anything: it also sends empty text, lists and objects for what it does not have. */
export function isThere(value: unknown): boolean {
	if (value === undefined || value === null) return false;
	if (typeof value === 'string') return value.trim() !== '';
	if (Array.isArray(value)) return value.length > 0;
	return !isRecord(value) || Object.keys(value).length > 0;
}

/** What is there of an object. */
export const presentOf = (record: object): Record<string, unknown> =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => isThere(value)));

/** Text as it came, numbers as text; `undefined` for blanks, lists and objects. */
export function textOf(value: unknown): string | undefined {
	if (!isThere(value) || typeof value === 'object') return undefined;
	return String(value);
}

export const text = (from: readonly string[]): Word => ({ from, read: textOf });

/** A list, also where a single entry came without one. */
export const list = (from: readonly string[]): Word => ({
	from,
	read: (value) => {
		const entries = [value].flat().filter(isThere);
		return entries.length === 0 ? undefined : (entries as IDataObject[]);
	},
});

/** Reads an object by a vocabulary: the item's keys, and what the vocabulary does not know, under its own names. */
export function translate(
	record: Readonly<Record<string, unknown>>,
	vocabulary: Vocabulary,
): { keys: Item; others: Record<string, unknown> } {
	const words = Object.entries(vocabulary);
	const keys = Object.fromEntries(
		words.map(([key, { from, read }]) => [key, firstOf(from, (name) => read(record[name], name))]),
	);
	const known = new Set(words.flatMap(([, { from }]) => from));
	const others = Object.entries(presentOf(record)).filter(([name]) => !known.has(name));
	return { keys, others: Object.fromEntries(others) };
}

function firstOf<Name, Value>(
	names: readonly Name[],
	read: (name: Name) => Value | undefined,
): Value | undefined {
	for (const name of names) {
		const value = read(name);
		if (value !== undefined) return value;
	}
	return undefined;
}

/** The item without what is not there, its keys in their order. */
export function inOrder(item: Item): IDataObject {
	const present = ITEM_KEYS.filter((key) => item[key] !== undefined);
	return Object.fromEntries(present.map((key) => [key, item[key]]));
}
