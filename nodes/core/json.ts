/** Whether a value is an object with keys, and no list, date, set or the like. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return Object.prototype.toString.call(value) === '[object Object]';
}

/** A record without some of its keys; the record itself where it has none of them. */
export function omit<T extends object>(record: T, ...names: readonly string[]): Partial<T> {
	if (!names.some((name) => name in record)) return record;
	// Copied, since an object from which a key is deleted is slow from then on.
	const kept = Object.entries(record).filter(([key]) => !names.includes(key));
	return Object.fromEntries(kept) as Partial<T>;
}

/**
 * A value in which each part, and then each part of that, is what `change` makes of it; the value itself if nothing
 * changes. What holds itself is not followed round.
 */
export function mapDeep(
	value: unknown,
	change: (part: unknown) => unknown,
	above: readonly unknown[] = [],
): unknown {
	const changed = change(value);
	if (above.includes(changed)) return changed;
	const map = (part: unknown) => mapDeep(part, change, [...above, changed]);
	if (Array.isArray(changed)) {
		const parts = changed.map(map);
		return parts.every((part, index) => Object.is(part, changed[index])) ? changed : parts;
	}
	if (!isRecord(changed)) return changed;
	const entries = Object.entries(changed).map(([key, part]) => [change(key), map(part)] as const);
	const isSame = entries.every(
		([key, part]) => Object.hasOwn(changed, String(key)) && Object.is(part, changed[String(key)]),
	);
	return isSame ? changed : Object.fromEntries(entries);
}

/** Text without halves of an emoji, which strict readers of JSON refuse together with all around them. */
export const wellFormed = <T>(value: T): T =>
	mapDeep(value, (part) => (typeof part === 'string' ? part.toWellFormed() : part)) as T;

/** What a text says in JSON; `undefined` where it is none. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
