/** Whether a value is an object with keys, and no list, date, set or the like. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return Object.prototype.toString.call(value) === '[object Object]';
}

/** A record without some of its keys. */
export function omit<T extends object>(record: T, ...names: readonly string[]): Partial<T> {
	if (!names.some((name) => name in record)) return record;
	const kept: Partial<T> = { ...record };
	for (const name of names) delete kept[name as keyof T];
	return kept;
}

/** What a text says in JSON; `undefined` where it is none. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
