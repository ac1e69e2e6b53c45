import * as z from 'zod/v4-mini';
import type { Issue } from '../errors';
import { isRecord } from '../json';
import { cleanNumber, plainNumber, visibleIn } from './numbers';
import { heldTo, readField, type Field } from './schema';
import { entriesIn, excerpt, readText, Unreadable } from './values';

const AS_TEXT = 'Format the column of the spreadsheet as text and enter the number again';
const WITH_COUNTRY = 'Write it with the country code and without a 0 in front, like 15550000001';

const FRACTION: Issue = { message: 'is a number with a fraction', hint: AS_TEXT };

/**
 * A whole number and a fraction. Where the one in front is short and what follows is long, the dot stands for the eye,
 * as in 1555000.0001.
 */
const FRACTIONS = /^\+?(?:\d{10,}[.,]\d{1,6}|\d{7,}[.,](?:\d{1,2}|0+))$/;

/** What a phone number cannot be; the first that fits is told. */
const FAULTS: ReadonlyArray<Issue & { isIn(plain: string, digits: string): boolean }> = [
	{
		isIn: (plain) => /^[+-]?\d+([.,]\d+)?e[+-]?\d+$/i.test(plain),
		message: 'is in scientific notation, which loses digits',
		hint: AS_TEXT,
	},
	{ isIn: (plain) => FRACTIONS.test(visibleIn(plain)), ...FRACTION },
	{
		isIn: (plain) => /^-\d+$/.test(plain),
		message: 'is a negative number',
		hint: WITH_COUNTRY,
	},
	{
		isIn: (plain) => /\(\s*0\s*\)/.test(plain),
		message: 'has a (0) in it, which is not dialled from abroad',
		hint: WITH_COUNTRY,
	},
	{
		isIn: (_, digits) => /\D/.test(digits),
		message: 'has letters or other characters in it',
		hint: 'Keep only the digits, with the country code in front, like 15550000001',
	},
	{
		isIn: (_, digits) => digits.startsWith('0'),
		message: 'begins with 0',
		hint: 'Replace the 0 with the country code, like 15550000001',
	},
	{
		isIn: (_, { length }) => length < 7 || length > 15,
		message: 'does not have 7 to 15 digits',
		hint: WITH_COUNTRY,
	},
];

const complaintAbout = (text: string, { message, hint }: Issue, code: number): Issue => ({
	code,
	message: `${message} (${excerpt(text)})`,
	hint,
});

/** Nothing to take away and nothing to complain of, as most numbers are. */
const PLAIN = /^[1-9]\d{6,14}$/;

/**
 * A phone number with its country code. What people write for the eye is taken away; where values are not checked the
 * text stays as it is.
 */
export function phoneNumber(code: number): Field<string> {
	const isPlain = (written: string) => PLAIN.test(written);
	const faultIn = (written: string) => {
		if (isPlain(written)) return undefined;
		const digits = cleanNumber(written);
		const plain = plainNumber(written);
		return FAULTS.find(({ isIn }) => isIn(plain, digits));
	};
	return {
		facts: { codes: [code] },
		read: (raw, check) => {
			const text = readText(raw, 'a phone number', code);
			const written = text === undefined || visibleIn(text) === '' ? undefined : text;
			// As text, a dot may stand for the eye.
			if (check && typeof raw === 'number' && !Number.isInteger(raw)) {
				throw new Unreadable(complaintAbout(String(raw), FRACTION, code));
			}
			// A number with a fault is told as it was written.
			if (written === undefined || !check) return written;
			return faultIn(written) ? written : cleanNumber(written);
		},
		checked: heldTo(z.string, (text) => {
			const fault = faultIn(text);
			return fault ? [complaintAbout(text, fault, code)] : [];
		}),
	};
}

const noList = (code: number) =>
	new Unreadable({
		code,
		message: 'is not a list of phone numbers',
		hint: 'Give a list by an expression, a JSON array like ["15550000001"], or text with commas or line breaks between the numbers',
	});

function numbersIn(raw: unknown, code: number): readonly unknown[] {
	const entries = entriesIn(raw);
	if (entries) return entries;
	throw noList(code);
}

const EACH_ENTRY =
	'Each entry must be a phone number, or an object that has it as number. Map other lists, like {{ $json.contacts.map(contact => contact.phone) }}';

/**
 * A list of phone numbers, from a list of texts, numbers or `{ number }`, a JSON array, or text. Blank entries drop out,
 * and repeats count once, however they are written. What is refused is named by its place in the list as it was given.
 */
export function phoneNumbers(code: number): Field<string[]> {
	const one = phoneNumber(code);
	return {
		facts: { codes: [code] },
		read: (raw, check) => {
			const numbers = new Map<string, string>();
			const issues = numbersIn(raw, code).flatMap((entry, index) => {
				const given = isRecord(entry) && 'number' in entry ? entry.number : entry;
				const { value, faults } = readField(one, given, check);
				const key = cleanNumber(value ?? '');
				if (value !== undefined && !numbers.has(key)) numbers.set(key, value);
				return faults.map(({ message, hint }) => ({
					code,
					message: `: entry ${index + 1} ${message}`,
					hint: typeof given === 'object' ? EACH_ENTRY : hint,
				}));
			});
			const [first, ...others] = issues;
			if (first) throw new Unreadable(first, ...others);
			return numbers.size === 0 ? undefined : [...numbers.values()];
		},
	};
}
