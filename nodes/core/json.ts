/** An object with keys, whatever they hold. */
export type Data = Readonly<Record<string, unknown>>;

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

const SAME = <T>(value: T) => value;

/**
 * Gives a value in which each part, and then each part of that, is what `change` makes of it; the value itself if nothing
 * changes. It runs over all that goes out and comes in, so it copies nothing before the first change.
 *
 * `rename` says what becomes of a key; `undefined` leaves it out together with its value. `levels` is how many lists and
 * objects may be inside each other: a text takes the place of what is deeper.
 */
export function deepMapper(
	change: (part: unknown, key?: string) => unknown,
	{
		rename = SAME,
		levels = Infinity,
	}: { rename?: (key: string) => string | undefined; levels?: number } = {},
): (value: unknown) => unknown {
	/** `around` are the lists and objects that a part is in, from the outside in. */
	const map = (part: unknown, around: unknown[], key?: string): unknown => {
		const changed = change(part, key);
		if (typeof changed !== 'object' || changed === null) return changed;
		if (!Array.isArray(changed) && !isRecord(changed)) return changed;
		if (around.length === levels) return '[more levels left out]';
		// What holds itself is not followed round. With a bound it is, since no part may then stay as it was.
		if (levels === Infinity && around.includes(changed)) return changed;
		around.push(changed);
		const mapped = Array.isArray(changed) ? mapList(changed, around) : mapRecord(changed, around);
		around.pop();
		return mapped;
	};
	const mapList = (list: readonly unknown[], around: unknown[]) => {
		const parts = list.map((part) => map(part, around));
		return parts.every((part, index) => Object.is(part, list[index])) ? list : parts;
	};
	const mapRecord = (record: Data, around: unknown[]) => {
		const keys = Object.keys(record);
		let copy: Array<[string, unknown]> | undefined;
		for (const key of keys) {
			const name = rename(key);
			const part = map(record[key], around, key);
			if (!copy && name === key && Object.is(part, record[key])) continue;
			copy ??= keys.slice(0, keys.indexOf(key)).map((before) => [before, record[before]]);
			if (name !== undefined) copy.push([name, part]);
		}
		return copy ? Object.fromEntries(copy) : record;
	};
	return (value) => map(value, []);
}

/** Text without halves of an emoji, which strict readers of JSON refuse together with all around them. */
export const wellFormed = deepMapper(
	(part) => (typeof part === 'string' ? part.toWellFormed() : part),
	{ rename: (key) => key.toWellFormed() },
) as <T>(value: T) => T;

/** What a text says in JSON; `undefined` where it is none. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
