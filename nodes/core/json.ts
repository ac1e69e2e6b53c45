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

interface DeepMapOptions {
	/** What becomes of a key; `undefined` leaves it out together with its value. */
	readonly rename?: (key: string) => string | undefined;
	/** How many lists and objects may be inside each other. A text takes the place of what is deeper. */
	readonly levels?: number;
}

/**
 * A value in which each part, and then each part of that, is what `change` makes of it; the value itself if nothing
 * changes.
 */
export function mapDeep(
	value: unknown,
	change: (part: unknown, key?: string) => unknown,
	{ rename = SAME, levels = Infinity }: DeepMapOptions = {},
): unknown {
	const map = (part: unknown, above: readonly unknown[], key?: string): unknown => {
		const changed = change(part, key);
		if (!Array.isArray(changed) && !isRecord(changed)) return changed;
		if (above.length === levels) return '[more levels left out]';
		// What holds itself is not followed round. With a bound it is, since no part may then stay as it was.
		if (levels === Infinity && above.includes(changed)) return changed;
		const inside = [...above, changed];
		return Array.isArray(changed) ? mapList(changed, inside) : mapRecord(changed, inside);
	};
	const mapList = (list: readonly unknown[], inside: readonly unknown[]) => {
		const parts = list.map((part) => map(part, inside));
		return parts.every((part, index) => Object.is(part, list[index])) ? list : parts;
	};
	const mapRecord = (record: Readonly<Record<string, unknown>>, inside: readonly unknown[]) => {
		let isSame = true;
		const entries: Array<[string, unknown]> = [];
		for (const [key, part] of Object.entries(record)) {
			const [renamed, mapped] = [rename(key), map(part, inside, key)];
			isSame &&= renamed === key && Object.is(mapped, part);
			if (renamed !== undefined) entries.push([renamed, mapped]);
		}
		return isSame ? record : Object.fromEntries(entries);
	};
	return map(value, []);
}

/** Text without halves of an emoji, which strict readers of JSON refuse together with all around them. */
export const wellFormed = <T>(value: T): T =>
	mapDeep(value, (part) => (typeof part === 'string' ? part.toWellFormed() : part), {
		rename: (key) => key.toWellFormed(),
	}) as T;

/** What a text says in JSON; `undefined` where it is none. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
