/** Values as nodes hand them on in production: dates and other objects, of which the editor shows the JSON. */
import { deepMapper, isRecord } from '../json';

/** What n8n's expression engine makes of a Luxon date in an item: its data, without methods. */
interface LuxonDate {
	readonly invalid: unknown;
	/** Milliseconds since 1970. */
	readonly ts: number;
	/** The minutes by which its clock is ahead of UTC. */
	readonly o: number;
}

const isLuxonDate = (value: unknown): value is LuxonDate =>
	isRecord(value) && value.isLuxonDateTime === true;

const tagOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);

/** What has no form in JSON, in words; `undefined` for all else. */
export function kindWithoutJson(value: unknown): string | undefined {
	const tag = tagOf(value);
	if (tag === 'Date' ? Number.isNaN(Number(value)) : isLuxonDate(value) && value.invalid) {
		return 'a date that does not exist';
	}
	if (/^(Uint8Array|ArrayBuffer)$/.test(tag)) return 'binary data';
	return /^(Map|Set|RegExp|Function|Symbol)$/.test(tag) ? `a ${tag.toLowerCase()}` : undefined;
}

/** Objects that say by themselves what JSON makes of them: dates, links, ids of databases. */
const isLive = (value: unknown): value is { toJSON(): unknown } =>
	typeof (Object(value) as { toJSON?: unknown }).toJSON === 'function';

/** As Luxon writes it: `2026-11-20T14:00:00.000+05:30`. */
function isoOf({ ts, o: ahead }: LuxonDate): string {
	const clock = new Date(ts + ahead * 60_000).toISOString();
	const [hours = '', minutes = ''] = [Math.abs(ahead) / 60, Math.abs(ahead) % 60].map((part) =>
		String(Math.trunc(part)).padStart(2, '0'),
	);
	return ahead === 0 ? clock : `${clock.slice(0, -1)}${ahead < 0 ? '-' : '+'}${hours}:${minutes}`;
}

const numberOrDigits = (value: bigint) =>
	Number.isSafeInteger(Number(value)) ? Number(value) : String(value);

/**
 * What JSON makes of a value, at any depth; the value itself if nothing in it is live. What has no form in JSON stays,
 * for a field to refuse it.
 */
export const plainOf = deepMapper((part) => {
	if (typeof part === 'bigint') return numberOrDigits(part);
	if (typeof part !== 'object' || kindWithoutJson(part) !== undefined) return part;
	if (isLive(part)) return part.toJSON();
	return isLuxonDate(part) ? isoOf(part) : part;
});

/** What JSON would lose of a value, in words; `undefined` if it loses nothing. */
export function lostInJson(value: object): string | undefined {
	let lost: string | undefined;
	const look = function (this: Record<string, unknown>, key: string, part: unknown) {
		const isNoNumber = typeof part === 'number' && !Number.isFinite(part);
		const kind = isNoNumber ? `no number (${part})` : kindWithoutJson(this[key]);
		if (kind !== undefined) lost ??= `${kind} in "${key}"`;
		return part;
	};
	try {
		JSON.stringify(value, look);
		return lost;
	} catch {
		return 'itself';
	}
}

/** What JavaScript, and n8n for what is live deep in an object, writes in the place of an object. */
export function printsObject(value: unknown): boolean {
	if (typeof value === 'string') return value.includes('[object Object]');
	return typeof value === 'object' && value !== null && Object.values(value).some(printsObject);
}
