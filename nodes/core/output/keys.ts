/** How the keys of an item are read from what Picky Assist sent. */
import type { IDataObject } from 'n8n-workflow';
import { ITEM_KEYS } from '../../data/itemKeys';
import { isRecord, type Data } from '../json';

/** Where one key of an item comes from. */
interface KeySource {
	/**
	 * Its names at Picky Assist, whose webhooks write dashes where its API writes underscores; the first that can be read
	 * counts.
	 */
	readonly from: readonly string[];
	/** `undefined` for a value that is none of its kind. */
	readonly read: (value: unknown, name: string) => IDataObject[string];
}

export type Item = { [Key in (typeof ITEM_KEYS)[number]]?: IDataObject[string] };
export type Vocabulary = { readonly [Key in keyof Item]: KeySource };

/** Whether Picky Assist sent anything: it also sends empty text, lists and objects for what it does not have. */
export function hasContent(value: unknown): boolean {
	if (value === undefined || value === null) return false;
	if (typeof value === 'string') return value.trim() !== '';
	if (Array.isArray(value)) return value.length > 0;
	return !isRecord(value) || Object.keys(value).length > 0;
}

export const withoutEmpty = (record: object): Record<string, unknown> =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => hasContent(value)));

/** Text as it came, numbers as text; `undefined` for blanks, lists and objects. */
export function textOf(value: unknown): string | undefined {
	if (!hasContent(value) || typeof value === 'object') return undefined;
	return String(value);
}

export const text = (...from: readonly string[]): KeySource => ({ from, read: textOf });

/** A list, also if a single entry came without one. */
export const list = (...from: readonly string[]): KeySource => ({
	from,
	read: (value) => {
		const entries = [value].flat().filter(hasContent);
		return entries.length === 0 ? undefined : (entries as IDataObject[]);
	},
});

/** Reads an object by a vocabulary: the item's keys, and what the vocabulary does not know, under its own names. */
export function mapKeys(
	record: Data,
	vocabulary: Vocabulary,
): { keys: Item; others: Record<string, unknown> } {
	const sources = Object.entries(vocabulary);
	const keys = Object.fromEntries(
		sources.map(([key, { from, read }]) => {
			const values = from.map((name) => read(record[name], name));
			return [key, values.find((value) => value !== undefined)];
		}),
	);
	const known = new Set(sources.flatMap(([, { from }]) => from));
	const others = Object.entries(withoutEmpty(record)).filter(([name]) => !known.has(name));
	return { keys, others: Object.fromEntries(others) };
}

/** The item with its keys in their order, without those that have no value. */
export function orderKeys(item: Item): IDataObject {
	const present = ITEM_KEYS.filter((key) => item[key] !== undefined);
	return Object.fromEntries(present.map((key) => [key, item[key]]));
}
