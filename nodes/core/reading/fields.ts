/** The field vocabulary: what an operation's schema is written in. */
import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import type { Issue } from '../errors';
import { isRecord, parsedJson } from '../json';
import { countCharacters, isLongerThan } from './characters';
import { faultIn, linkOf, linksIn } from './links';
import { plainNumber } from './numbers';
import { lostInJson } from './plain';
import { heldTo, rule, type Field, type FieldFacts } from './schema';
import {
	entriesIn,
	excerpt,
	isMissing,
	outOfRange,
	readNumber,
	readText,
	readYesOrNo,
	readVisible,
	Unreadable,
} from './values';

/* ---- What any field can be ---- */

const withFacts = <T extends Field<unknown>>(facts: FieldFacts, field: T): T => ({
	...field,
	facts: { ...field.facts, ...facts },
});

/** A field that goes out under another name. */
export const onWire = <T extends Field<unknown>>(wire: string, field: T): T =>
	withFacts({ wire }, field);

/** A field that does not go out by itself. */
export const offWire = <T extends Field<unknown>>(field: T): T => withFacts({ wire: null }, field);

/** A field that is shown nowhere. */
export const secret = <T extends Field<unknown>>(field: T): T => withFacts({ secret: true }, field);

/** What is wrong with a field that is blank and must not be. */
export const blankIssue = (hint: string, more: Partial<Issue> = {}): Issue => ({
	...more,
	message: 'is blank',
	hint,
});

/** A field that must not be blank, with what to do, and the API's code for it. */
export const required = <T extends Field<unknown>>(field: T, hint: string, code?: number): T =>
	withFacts({ required: blankIssue(hint, { code }) }, field);

/** What is made of a text; a blank one stays blank. */
const ifThere = <Value>(text: string | undefined, make: (text: string) => Value) =>
	text === undefined ? undefined : make(text);

/* ---- Text ---- */

const fits = (limit: number, code: number | undefined) =>
	rule<string>(
		(text) => !isLongerThan(text, limit),
		(text) => {
			const actual = countCharacters(text);
			const tooMany = actual - limit;
			return {
				code,
				message: `has ${actual} characters, and Picky Assist allows ${limit}`,
				hint: `Shorten it by ${tooMany} ${tooMany === 1 ? 'character' : 'characters'}`,
				limit,
				actual,
			};
		},
	);

/** Text of any length. */
export const anyText = (): Field<string> => ({ facts: {}, read: (raw) => readText(raw) });

/** Text of at most `limit` characters, as a reader counts them. */
export const text = (limit: number, code?: number): Field<string> => ({
	facts: { limit, ...(code !== undefined && { codes: [code], lengthCode: code }) },
	read: (raw) => readText(raw),
	checked: heldTo(z.string, fits(limit, code)),
});

/** Text of a given form. */
export const textLike = (form: RegExp, complaint: Issue): Field<string> => ({
	facts: {},
	read: (raw) => readText(raw),
	checked: heldTo(
		z.string,
		rule(
			(value) => form.test(value),
			() => complaint,
		),
	),
});

/** Digits of any script, of a given form. */
export const digits = (...form: Parameters<typeof textLike>): Field<string> => ({
	...textLike(...form),
	read: (raw) => ifThere(readVisible(raw), plainNumber),
});

/** An email address, as far as Picky Assist surely refuses: length, white space, not one @ with something on both sides. */
export const email = (
	limit: number,
	codes: { tooLong: number; invalid: number },
): Field<string> => ({
	facts: { limit, codes: [codes.tooLong, codes.invalid], lengthCode: codes.tooLong },
	read: (raw) => readVisible(raw, 'text', codes.invalid),
	checked: heldTo(
		z.string,
		fits(limit, codes.tooLong),
		rule(
			(value) => /^[^\s@]+@[^\s@]+$/.test(value),
			() => ({
				code: codes.invalid,
				message: 'is not an email address',
				hint: 'Write it like name@example.com: one @, no white space',
			}),
		),
	),
});

/* ---- Addresses ---- */

/** A link to something on the web, `http:` or `https:`, such as `example`. */
export const webAddress = (example: string): Field<string> => ({
	facts: {},
	read: (raw) => ifThere(readVisible(raw), linkOf),
	checked: heldTo(z.string, (link) => {
		const fault = faultIn(link);
		return fault ? [{ message: fault.what, hint: `${fault.fix}, like ${example}` }] : [];
	}),
});

/** A list of at most `limit` web addresses, from text, lists and `{ url }` in any nesting. */
export function webAddresses(
	limit: number,
	codes: { tooMany: number; invalid: number },
): Field<string[]> {
	const notTooMany = rule<string[]>(
		({ length }) => length <= limit,
		({ length }) => ({
			code: codes.tooMany,
			message: `has ${length} entries, and Picky Assist allows ${limit}`,
			hint: `Keep ${limit} and remove the others`,
			limit,
			actual: length,
		}),
	);
	const eachValid = (entries: readonly string[]) =>
		entries.flatMap((entry, index) => {
			const fault = faultIn(entry);
			if (!fault) return [];
			return [
				{
					code: codes.invalid,
					message: `: entry ${index + 1} (${excerpt(entry)}) ${fault.what}`,
					hint: 'Write it like https://example.com. If there are several, put each on its own line',
				},
			];
		});
	return {
		facts: { limit, codes: [codes.tooMany, codes.invalid] },
		read: (raw) => {
			const entries = [...new Set(linksIn(raw, codes.invalid))];
			return entries.length === 0 ? undefined : entries;
		},
		checked: heldTo(() => z.array(z.string()), notTooMany, eachValid),
	};
}

/* ---- Lists, objects and references ---- */

/** A resource locator: an ID and, where its list has values like `<id>|<language>`, a language. */
export const locator = (): Field<{ readonly id: string; readonly language?: string }> => ({
	facts: {},
	read: (raw) => {
		const chosen = readText(isRecord(raw) && 'value' in raw ? raw.value : raw, 'an ID');
		const [id, language] = (chosen ?? '').split('|').map((part) => part.trim());
		return id ? { id, ...(language && { language }) } : undefined;
	},
});

const NO_LIST = 'Give a list by an expression, or write one in JSON, like ["Diana", "12:30"]';

/** A list of texts, or a JSON array as text; an entry that is blank is an empty text. */
export const textList = (): Field<string[]> => ({
	facts: {},
	read: (raw) => {
		if (isMissing(raw)) return undefined;
		const list = typeof raw === 'string' ? parsedJson(raw) : raw;
		if (!Array.isArray(list)) {
			throw new Unreadable({ message: 'is not a list', hint: NO_LIST });
		}
		return list.length === 0 ? undefined : list.map((entry) => readText(entry) ?? '');
	},
});

const NO_CHOICES =
	'Write the texts with commas between them, like Yes, No, or give a list by an expression or in JSON, like ["Yes", "No"]';

/** Some texts to choose from, as a list or as text with commas or line breaks between them; blank ones drop out. */
export const choices = (): Field<string[]> => ({
	facts: {},
	read: (raw) => {
		const isMeantAsList = typeof raw === 'string' && /^\s*[[{]/.test(raw);
		const entries = isMeantAsList ? parsedJson(raw) : (entriesIn(raw) ?? [raw]);
		if (!Array.isArray(entries)) {
			throw new Unreadable({ message: 'is not a list', hint: NO_CHOICES });
		}
		const texts = entries.flatMap((entry) => readText(entry) ?? []);
		return texts.length === 0 ? undefined : texts;
	},
});

const NO_OBJECT = 'Write it in JSON, like { "priority": 1 }';

/** Further keys of a request as a JSON object, or text that holds one; some keys are the node's own. */
export const extraFields = (forbidden: readonly string[]): Field<IDataObject> => ({
	facts: { wire: null },
	read: (raw) => {
		if (isMissing(raw)) return undefined;
		const json = typeof raw === 'string' ? parsedJson(raw) : raw;
		if (!isRecord(json)) {
			throw new Unreadable({
				message: 'is not a JSON object',
				hint: NO_OBJECT,
			});
		}
		const own = forbidden.find((name) => name in json);
		if (own !== undefined) {
			throw new Unreadable({
				message: `may not set "${own}"`,
				hint: 'Remove it there: the node sets it from the other fields',
			});
		}
		const lost = lostInJson(json);
		if (lost !== undefined) {
			throw new Unreadable({
				message: `holds ${lost}, which JSON cannot contain`,
				hint: 'Map text or a number instead',
			});
		}
		return json as IDataObject;
	},
});

/** The texts of a fixedCollection `{ [group]: [ { [name] } ] }`, or of a list by an expression; a blank one is an empty text. */
export const rowsOrList = (group: string, name: string): Field<string[]> => ({
	facts: {},
	read: (raw) => {
		const rows = isRecord(raw) && group in raw ? raw[group] : raw;
		if (isNothing(rows)) return undefined;
		return [rows].flat().map((row) => readText(cellIn(row, name)) ?? '');
	},
});

/** What a row holds under its name; what is no row of the editor is itself the value. */
const cellIn = (row: unknown, name: string) =>
	isRecord(row) && (name in row || Object.keys(row).length === 0) ? row[name] : row;

/** What stands where no row was added; a row that is blank is one all the same. */
function isNothing(rows: unknown): boolean {
	if (isRecord(rows) || Array.isArray(rows)) return Object.keys(rows).length === 0;
	return rows === undefined || rows === null || rows === '';
}

const NO_ROWS = 'Fill in the rows, or give a list of objects with these names by an expression';

/** Rows of a fixedCollection `{ [group]: [ … ] }`, or a list of such rows by an expression; blank rows drop out. */
export const rowsOf = <const Name extends string>(
	group: string,
	names: readonly Name[],
): Field<Array<{ readonly [Key in Name]?: string }>> => ({
	facts: {},
	read: (raw) => {
		const rows = [isRecord(raw) && group in raw ? raw[group] : raw].flat();
		const stray = rows.find((row) => !isRecord(row) && !isMissing(row));
		if (stray !== undefined) {
			throw outOfRange(excerpt(String(stray)), `rows of ${names.join(', ')}`, { hint: NO_ROWS });
		}
		const read = rows.filter(isRecord).map((row) =>
			Object.fromEntries(
				names.flatMap((name) => {
					const text = readText(row[name]);
					return text === undefined ? [] : [[name, text] as const];
				}),
			),
		);
		const filled = read.filter((row) => Object.keys(row).length > 0);
		return filled.length === 0 ? undefined : (filled as Array<{ [Key in Name]?: string }>);
	},
});

/* ---- Choices and numbers ---- */

const numberOrText = () => z.union([z.number(), z.string()]);

/** One of a list, by its number, its number as text, or its name in any case. */
export function choiceOf(
	options: ReadonlyArray<{ readonly name: string; readonly value: number }>,
	code?: number,
): Field<number | string> {
	const byName = new Map(options.map(({ name, value }) => [name.toLowerCase(), value]));
	const values = new Set<unknown>(options.map(({ value }) => value));
	return {
		facts: code === undefined ? {} : { codes: [code] },
		read: (raw) =>
			ifThere(
				readVisible(raw, 'a number or a name', code),
				(text) => byName.get(text.toLowerCase()) ?? readNumber(text),
			),
		checked: heldTo(
			numberOrText,
			rule(
				(value) => values.has(value),
				(value) => ({
					code,
					message: `is not in the list of Picky Assist (${excerpt(String(value))})`,
					hint: `Choose one from the list, by its name or its number (${spanOf([...byName.values()])})`,
				}),
			),
		),
	};
}

const spanOf = (numbers: readonly number[]) => `${Math.min(...numbers)} to ${Math.max(...numbers)}`;

/** One of these words, which the node itself needs, so that it is refused whether values are checked or not. */
export function wordOf<const Word extends string>(
	words: ReadonlyArray<{ readonly name: string; readonly value: Word }>,
	byDefault?: Word,
	code?: number,
): Field<Word> {
	const byWord = new Map<string, Word>(
		words.flatMap(({ name, value }) => [
			[name.toLowerCase(), value] as const,
			[value.toLowerCase(), value] as const,
		]),
	);
	const wanted = `one of ${words.map(({ name }) => name).join(', ')}`;
	const more = {
		code,
		...(byDefault !== undefined && { hint: 'Correct it, or leave it blank to use the default' }),
	};
	return {
		facts: { wire: null, ...(code !== undefined && { codes: [code] }) },
		read: (raw) => {
			const text = readText(raw, wanted, code);
			if (text === undefined) return byDefault;
			const word = byWord.get(text.toLowerCase());
			if (word === undefined) throw outOfRange(text, wanted, more);
			return word;
		},
	};
}

/** The number of a channel: whole, and above 0. */
export const channelId = (): Field<number | string> => ({
	facts: { isChannel: true },
	read: (raw) => ifThere(readVisible(raw, 'a number'), readNumber),
	checked: heldTo(
		numberOrText,
		rule(
			(value) => typeof value === 'number' && Number.isInteger(value) && value > 0,
			(value) => ({
				message: `is not the number of a channel (${excerpt(String(value))})`,
				hint: 'Take the number (a whole number above 0) from Settings → Channels in Picky Assist, or leave it blank',
			}),
		),
	),
});

/** What a text says; one that says nothing of the kind is refused whether values are checked or not. */
const meaning = <Value>(
	wanted: string,
	meaningOf: (text: string) => Value | undefined,
	readAs = readText,
	more: Partial<Issue> = {},
): Field<Value> => ({
	facts: {},
	read: (raw) =>
		ifThere(readAs(raw, wanted), (text) => {
			const value = meaningOf(text);
			if (value === undefined) throw outOfRange(text, wanted, more);
			return value;
		}),
});

/** A switch. */
export const yesOrNo = (): Field<boolean> => meaning('true or false', readYesOrNo);

/** A number between two bounds, both included. */
export const numberFrom = (
	min: number,
	max: number,
	{ whole = false, ...more }: { whole?: boolean } & Partial<Issue> = {},
): Field<number> =>
	meaning(
		`a ${whole ? 'whole ' : ''}number from ${min} ${max === Infinity ? 'up' : `to ${max}`}`,
		(text) => {
			const number = readNumber(text);
			const isWithin = typeof number === 'number' && number >= min && number <= max;
			return isWithin && !(whole && number % 1 !== 0) ? number : undefined;
		},
		readVisible,
		more,
	);

/** A decimal number between two bounds, both included, which are checked; what is no number is refused in any case. */
export const decimal = (min: number, max: number): Field<number> => ({
	facts: {},
	read: (raw) => {
		const text = readVisible(raw, 'a number');
		if (text === undefined) return undefined;
		const plain = plainNumber(text).replace(',', '.');
		const number = /^[\d+.e-]+$/i.test(plain) ? Number(plain) : NaN;
		if (Number.isFinite(number)) return number;
		throw outOfRange(text, `a number from ${min} to ${max}`, {
			hint: 'Write it in decimals, like 9.9312',
		});
	},
	checked: heldTo(
		z.number,
		rule(
			(number) => number >= min && number <= max,
			(number) => ({
				message: `is ${number}, but it must be a number from ${min} to ${max}`,
				hint: 'Check whether latitude and longitude are swapped',
			}),
		),
	),
});

/** Some of these names, as a list or as text separated by commas. */
export function namesOutOf(names: readonly string[]): Field<string[]> {
	const wanted = `any of ${names.join(', ')}`;
	return {
		facts: {},
		read: (raw) => {
			const chosen = (Array.isArray(raw) ? raw : [raw])
				.flatMap((entry) => (readText(entry, wanted) ?? '').split(','))
				.map((name) => name.trim())
				.filter((name) => name !== '');
			const unknown = chosen.find((name) => !names.includes(name));
			if (unknown !== undefined) throw outOfRange(unknown, wanted);
			return chosen.length === 0 ? undefined : [...new Set(chosen)];
		},
	};
}
