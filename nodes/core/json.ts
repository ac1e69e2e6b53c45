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

/** What a text says in JSON; `undefined` where it is none. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
