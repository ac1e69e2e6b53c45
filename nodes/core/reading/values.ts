/** How values of expressions, which may be anything, are read as text and numbers. */
import { reasonOf, type Issue } from '../errors';
import { isRecord, parsedJson } from '../json';
import { withoutHidden } from './characters';
import { plainNumber } from './numbers';
import { kindWithoutJson } from './plain';

const ONE_VALUE = 'Map one value of it, like {{ $json.name }} instead of {{ $json }}';

/** The entries of a list may be objects, as attachments are. */
function firstEntry([first]: readonly unknown[]): string {
	const [key] = isRecord(first)
		? ['url', ...Object.keys(first)].filter((name) => name in first)
		: [];
	const entry = key === undefined ? '{{ $json.Phone[0] }}' : `{{ $json.Photo[0].${key} }}`;
	return `Take its first entry at the end of the expression, like ${entry}, or split the list into items with Split Out`;
}

const NO_RESULT = 'Check the expression, or leave the value blank';

/** Thrown for a value that cannot be read at all; schema.ts turns it into its complaints. */
export class Unreadable extends Error {
	readonly issues: readonly Issue[];

	constructor(first: Issue, ...others: readonly Issue[]) {
		super(first.hint);
		this.issues = [first, ...others];
	}
}

/** What is wrong where reading failed, also where it failed on a value that no expression should give. */
export function issuesOf(error: unknown): readonly Issue[] {
	if (error instanceof Unreadable) return error.issues;
	return [{ message: `cannot be read: ${reasonOf(error)}`, hint: ONE_VALUE }];
}

/** What leaves its field alone. */
export const isMissing = (raw: unknown) =>
	raw === undefined ||
	raw === null ||
	(typeof raw === 'string' && withoutHidden(raw).trim() === '');

function unreadable(raw: unknown, wanted: string, code: number | undefined): Unreadable {
	const isList = Array.isArray(raw);
	const oddity = kindWithoutJson(raw);
	const kind = oddity ?? (isList ? 'a whole list' : 'a whole object');
	return new Unreadable({
		code,
		message: `is ${kind}, but it needs ${wanted}`,
		hint: isList ? firstEntry(raw) : oddity ? NO_RESULT : ONE_VALUE,
	});
}

/**
 * The text of a value: numbers and booleans become text, white space at both ends is cut,
 * and what is blank is `undefined` and leaves the field alone.
 */
export function readText(raw: unknown, wanted = 'text', code?: number): string | undefined {
	if (raw === undefined || raw === null) return undefined;
	if (typeof raw === 'string') return raw.trim() || undefined;
	if (typeof raw === 'number' && !Number.isFinite(raw)) {
		throw new Unreadable({
			code,
			message: `comes from a calculation without a result (${raw})`,
			hint: NO_RESULT,
		});
	}
	if (!['number', 'boolean', 'bigint'].includes(typeof raw)) throw unreadable(raw, wanted, code);
	return String(raw);
}

/** The same without hidden signs: links, emails and numbers never need them. */
export const readVisible = (...value: Parameters<typeof readText>): string | undefined =>
	withoutHidden(readText(...value) ?? '').trim() || undefined;

/** The forms in which an expression may say yes or no. */
const YES_OR_NO = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

/** `undefined` if a text says neither. */
export const readYesOrNo = (text: string): boolean | undefined => YES_OR_NO.get(text.toLowerCase());

/** A number written in decimals, or the text itself where it is none that JavaScript can hold exactly. */
export function readNumber(text: string): number | string {
	const plain = plainNumber(text);
	const number = /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
	return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}

/** A value of the right kind that is none of those wanted. */
export function outOfRange(
	value: string,
	wanted: string,
	{ code, hint = 'Correct it, or remove the option to use its default' }: Partial<Issue> = {},
): Unreadable {
	return new Unreadable({
		code,
		message: `is ${excerpt(value)}, but it must be ${wanted}`,
		hint,
	});
}

/** The beginning of a value, to be quoted. */
export function excerpt(value: string, length = 60): string {
	return value.length <= length ? value : `${value.slice(0, length)}…`;
}

/** Commas of any script, and line breaks. */
const SEPARATORS = /\r\n|[,\u060C\uFF0C\n-\r\u0085\u2028\u2029]/;

/** Text that is meant as JSON; `[1] 555 000 0001` is a number. */
const MEANT_AS_JSON = /^\s*(\{|\[\s*["'{[])/;

/**
 * The entries of a list, of a JSON array as text, or of a text with commas or line breaks between them, those that are
 * blank too; `undefined` for what is none of these.
 */
export function entriesIn(raw: unknown): readonly unknown[] | undefined {
	if (isMissing(raw)) return [];
	const list = typeof raw === 'string' ? parsedJson(raw) : raw;
	if (Array.isArray(list)) return list;
	if (typeof raw === 'number') return [raw];
	return typeof raw === 'string' && !MEANT_AS_JSON.test(raw) ? raw.split(SEPARATORS) : undefined;
}
