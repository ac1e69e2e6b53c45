/**
 * The field vocabulary. A field is read (blanks, types, forms) and then checked (limits, lists):
 * reading always happens, checking only while *Check Before Sending* is on.
 * The one place that imports zod, whose objects never leave this folder for n8n.
 */
import * as z from 'zod/v4-mini';
import { countCharacters, isLongerThan } from './characters';
import {
	complaintOf,
	entriesOf,
	excerpt,
	outOfRange,
	readNumber,
	readText,
	withScheme,
	type Complaint,
} from './readings';

/** Facts about a field that the documentation and the tests derive from the schema. */
export interface FieldFacts {
	/** The greatest number of characters, or of entries of a list. */
	readonly limit?: number;
	/** The API's codes for this field's rules. */
	readonly codes?: readonly number[];
	/** The one of these codes that is about a text's length. */
	readonly lengthCode?: number;
}

type Reading<T> = z.ZodMiniType<T | undefined, unknown>;

export interface Field<Read, Checked extends Read = Read> {
	readonly reading: Reading<Read>;
	readonly checked: Reading<Checked>;
	readonly facts: FieldFacts;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Values<F extends Fields> = {
	[Name in keyof F]?: F[Name] extends Field<infer Read> ? Read : never;
};

export interface FieldComplaint extends Complaint {
	readonly field: string;
}

const custom = (input: unknown, params: Complaint) =>
	({ code: 'custom', input, params: { complaint: params }, message: params.hint }) as const;

/** A field that is read by `read`; what cannot be read is thrown as `Unreadable`. */
function reading<T>(read: (raw: unknown) => T | undefined): Reading<T> {
	return z.pipe(
		z.unknown(),
		z.transform((raw, context) => {
			try {
				return read(raw);
			} catch (error) {
				context.issues.push(custom(raw, complaintOf(error)));
				return z.NEVER;
			}
		}),
	) as unknown as Reading<T>;
}

function field<Read, Checked extends Read = Read>(
	facts: FieldFacts,
	read: (raw: unknown) => Read | undefined,
	check: (value: Read) => Complaint[],
): Field<Read, Checked> {
	const readable = reading(read);
	const checks = z.check<Read | undefined>(({ value, issues }) => {
		if (value === undefined) return;
		issues.push(...check(value).map((complaint) => custom(value, complaint)));
	});
	const checked = z.pipe(readable, z.custom<Checked | undefined>().check(checks));
	return { reading: readable, checked: checked as unknown as Reading<Checked>, facts };
}

/* ---- The vocabulary ---- */

function tooLong(text: string, limit: number, code: number): Complaint[] {
	if (!isLongerThan(text, limit)) return [];
	const actual = countCharacters(text);
	const tooMany = actual - limit;
	return [
		{
			code,
			say: (label) => `${label} has ${actual} characters, and Picky Assist allows ${limit}`,
			hint: `Shorten it by ${tooMany} ${tooMany === 1 ? 'character' : 'characters'}`,
			limit,
			actual,
		},
	];
}

/** Text of at most `limit` characters, as a reader counts them. */
export function text(limit: number, code: number): Field<string> {
	return field({ limit, codes: [code], lengthCode: code }, readText, (value) =>
		tooLong(value, limit, code),
	);
}

/** An email address, as far as Picky Assist surely refuses: length, white space, not one @ with something on both sides. */
export function email(limit: number, codes: { tooLong: number; invalid: number }): Field<string> {
	return field(
		{ limit, codes: [codes.tooLong, codes.invalid], lengthCode: codes.tooLong },
		(raw) => readText(raw, 'text', codes.invalid),
		(value) => [
			...tooLong(value, limit, codes.tooLong),
			...(/^[^\s@]+@[^\s@]+$/.test(value)
				? []
				: [
						{
							code: codes.invalid,
							say: (label: string) => `${label} is not an email address`,
							hint: 'Write it like name@example.com: one @, no white space',
						},
					]),
		],
	);
}

const isWebAddress = (value: string) => /^https?:\/\//i.test(value) && URL.canParse(value);

/** A link to something on the web, `http:` or `https:`, such as `example`. */
export function webAddress(example: string): Field<string> {
	return field({}, readText, (value) =>
		isWebAddress(value)
			? []
			: [
					{
						code: null,
						say: (label) => `${label} is not a web address`,
						hint: `Write the whole link, like ${example}`,
					},
				],
	);
}

/** A list of at most `limit` web addresses, from text, lists and `{ url }` in any nesting. */
export function webAddresses(
	limit: number,
	codes: { tooMany: number; invalid: number },
): Field<string[]> {
	return field(
		{ limit, codes: [codes.tooMany, codes.invalid] },
		(raw) => {
			const entries = [...new Set(entriesOf(raw, codes.invalid).map(withScheme))];
			return entries.length === 0 ? undefined : entries;
		},
		(entries) => [
			...(entries.length <= limit
				? []
				: [
						{
							code: codes.tooMany,
							say: (label: string) =>
								`${label} has ${entries.length} entries, and Picky Assist allows ${limit}`,
							hint: `Keep ${limit} and remove the others`,
							limit,
							actual: entries.length,
						},
					]),
			...entries
				.map((entry, index) => ({ entry, number: index + 1 }))
				.filter(({ entry }) => !isWebAddress(entry))
				.map(({ entry, number }) => ({
					code: codes.invalid,
					say: (label: string) =>
						`${label}: entry ${number} (${excerpt(entry)}) is not a web address`,
					hint: 'Write it like https://example.com, and several on lines of their own',
				})),
		],
	);
}

/** One of a list, by its number, its number as text, or its name in any case. */
export function choiceOf(
	options: ReadonlyArray<{ readonly name: string; readonly value: number }>,
	code: number,
): Field<number | string> {
	const byName = new Map(options.map(({ name, value }) => [name.toLowerCase(), value]));
	const values = new Set<unknown>(options.map(({ value }) => value));
	return field(
		{ codes: [code] },
		(raw) => {
			const value = readText(raw, 'a number or a name', code);
			return value === undefined
				? undefined
				: (byName.get(value.toLowerCase()) ?? readNumber(value));
		},
		(value) =>
			values.has(value)
				? []
				: [
						{
							code,
							say: (label) =>
								`${label} is not in the list of Picky Assist (${excerpt(String(value))})`,
							hint: `Choose one from the list, by its name or its number (1 to ${options.length})`,
						},
					],
	);
}

/** The number of a channel: whole, and above 0. */
export function channelId(): Field<number | string> {
	return field(
		{},
		(raw) => {
			const value = readText(raw, 'a number');
			return value === undefined ? undefined : readNumber(value);
		},
		(value) =>
			typeof value === 'number' && Number.isInteger(value) && value > 0
				? []
				: [
						{
							code: null,
							say: (label) => `${label} is not the number of a channel (${excerpt(String(value))})`,
							hint: 'Take the number, a whole one above 0, from Settings → Channels in Picky Assist, or leave it blank',
						},
					],
	);
}

/* ---- Options ---- */

/** The forms in which an expression may say yes or no. */
const YES_OR_NO = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

/** A switch. */
export function yesOrNo(): Field<boolean> {
	return field(
		{},
		(raw) => {
			const value = readText(raw, 'true or false');
			if (value === undefined) return undefined;
			const answer = YES_OR_NO.get(value.toLowerCase());
			if (answer === undefined) throw outOfRange(value, 'true or false');
			return answer;
		},
		() => [],
	);
}

/** A number between two bounds, both included. */
export function numberFrom(
	min: number,
	max: number,
	{ whole = false }: { whole?: boolean } = {},
): Field<number> {
	const wanted = `a ${whole ? 'whole ' : ''}number from ${min} ${max === Infinity ? 'up' : `to ${max}`}`;
	return field(
		{},
		(raw) => {
			const value = readText(raw, wanted);
			if (value === undefined) return undefined;
			const number = readNumber(value);
			if (
				typeof number === 'string' ||
				number < min ||
				number > max ||
				(whole && number % 1 !== 0)
			) {
				throw outOfRange(value, wanted);
			}
			return number;
		},
		() => [],
	);
}

/** Some of these names, as a list or as text parted by commas. */
export function namesOutOf(names: readonly string[]): Field<string[]> {
	const wanted = `any of ${names.join(', ')}`;
	return field(
		{},
		(raw) => {
			const chosen = (Array.isArray(raw) ? raw : [raw])
				.flatMap((entry) => (readText(entry, wanted) ?? '').split(','))
				.map((name) => name.trim())
				.filter((name) => name !== '');
			const unknown = chosen.find((name) => !names.includes(name));
			if (unknown !== undefined) throw outOfRange(unknown, wanted);
			return [...new Set(chosen)];
		},
		() => [],
	);
}

/* ---- A whole operation ---- */

export interface Schema<F extends Fields> {
	readonly fields: F;
	/** Reads and, unless `check` is false, checks all values; the complaints come in the order of the fields. */
	readonly parse: (
		raw: Readonly<Record<string, unknown>>,
		check: boolean,
	) => { values: Values<F>; complaints: FieldComplaint[] };
}

/** Any of these fields; what the schema does not name is not read. */
export function someOf<const F extends Fields>(fields: F): Schema<F> {
	const entries = Object.entries(fields);
	return {
		fields,
		parse(raw, check) {
			const values: Record<string, unknown> = {};
			const complaints: FieldComplaint[] = [];
			for (const [name, field] of entries) {
				if (raw[name] === undefined) continue;
				const result = parseField(field, raw[name], check);
				if (result.value !== undefined) values[name] = result.value;
				for (const complaint of result.complaints) complaints.push({ ...complaint, field: name });
			}
			return { values: values as Values<F>, complaints };
		},
	};
}

/** A value that the checks refuse is still a value, so that other rules can speak of it. */
function parseField({ reading, checked }: Field<unknown>, raw: unknown, check: boolean) {
	const result = z.safeParse(check ? checked : reading, raw);
	if (result.success) return { value: result.data, complaints: [] };
	return {
		value: check ? z.safeParse(reading, raw).data : undefined,
		complaints: result.error.issues.map(
			(issue) => (issue as unknown as { params: { complaint: Complaint } }).params.complaint,
		),
	};
}
