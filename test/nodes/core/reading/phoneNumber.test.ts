import { required } from '../../../../nodes/core/reading/fields';
import { phoneNumber, phoneNumbers } from '../../../../nodes/core/reading/phoneNumber';
import { schemaOf } from '../../../../nodes/core/reading/schema';
import { expectClear } from '../../clearWords';
import { parse } from '../../parsing';

/** Reads one phone number, and asserts that whatever is said is clear. */
function read(raw: unknown, check = true) {
	const { values, issues } = parse(
		schemaOf({ number: phoneNumber(406) }),
		{ number: raw },
		{ check, labelOf: () => 'Phone Number' },
	);
	for (const { message, hint } of issues) expectClear(message, hint);
	return { value: values.number, issues };
}

const DIGITS = '15550000001';

it.each([
	[15550000001, DIGITS],
	[1234567, '1234567'],
	['1234567', '1234567'],
	['123456789012345', '123456789012345'],
	[' +1 (555) 000-0001 ', DIGITS],
	['0015550000001', DIGITS],
	['1555000.0001', DIGITS],
	['\u202A+1\u00A0555\u20110000001\u202C', DIGITS],
	['(00) 1 555 000 0001', DIGITS],
	['+1 23 45 67', '1234567'],
	['+123 456 789 012 345', '123456789012345'],
	['+٩٧١٥٠٠٠٠٠٠٠١', '971500000001'],
	['٠٠١ (٥٥٥) ٠٠٠\u200F٠٠٠١', DIGITS],
])('%j goes out as %j', (raw, digits) => {
	expect(read(raw)).toEqual({ value: digits, issues: [] });
});

const SPREADSHEET = 'Format the column of the spreadsheet as text and enter the number again';

it.each<[string, unknown, string, string]>([
	['scientific notation', '1.5555E+10', 'is in scientific notation', SPREADSHEET],
	['a comma in it', '1,5555e10', 'is in scientific notation', SPREADSHEET],
	['a whole number before it', '1555e7', 'is in scientific notation', SPREADSHEET],
	['a sign before it', '+15.55E+9', 'is in scientific notation', SPREADSHEET],
	['a number too great', 1.5e21, 'is in scientific notation', SPREADSHEET],
	['a fraction of zero', '15550000001.0', 'is a number with a fraction', SPREADSHEET],
	['a long fraction', '15550000001.25', 'is a number with a fraction', SPREADSHEET],
	['a fraction with a comma', '15550000001,00', 'is a number with a fraction', SPREADSHEET],
	['a fraction', 15550000001.5, 'is a number with a fraction', SPREADSHEET],
	['a small fraction', 1.5555555, 'is a number with a fraction', SPREADSHEET],
	['a negative number', -15550000001, 'is a negative number', 'country code'],
	['a negative number as text', '-15550000001', 'is a negative number', 'country code'],
	['a (0)', '+44 (0) 20 0000 0000', 'has a (0) in it', 'country code'],
	['letters', '1555 CALL NOW', 'has letters or other characters', 'only the digits'],
	['two numbers', '15550000001;15550000002', 'has letters or other characters', 'only the digits'],
	['an extension', '15550000001#2', 'has letters or other characters', 'only the digits'],
	['scientific notation in other digits', '١٫٥٥E+١٠', 'is in scientific notation', SPREADSHEET],
	['a fraction in other digits', '٩٧١٥٠٠٠٠٠٠٠١٫٠', 'is a number with a fraction', SPREADSHEET],
	['a negative number in other digits', '-٩٧١٥٠٠٠٠٠٠٠١', 'is a negative number', 'country code'],
	['a (0) in other digits', '+٤٤ (٠) ٢٠ ٠٠٠٠ ٠٠٠٠', 'has a (0) in it', 'country code'],
	['a 0 in front in other digits', '٠٥٠ ٠٠٠ ٠٠٠١', 'begins with 0', 'Replace the 0'],
	['six digits of another script', '٩٧١٥٠٠', 'does not have 7 to 15 digits', 'country code'],
	['digits that are signs', '1555000000²', 'has letters or other', 'only the digits'],
	['a 0 in front', '0555 000 0001', 'begins with 0', 'Replace the 0'],
	['three zeros in front', '00015550000001', 'begins with 0', 'Replace the 0'],
	['six digits', '+123456', 'does not have 7 to 15 digits', 'country code'],
	['sixteen digits', 1234567890123456, 'does not have 7 to 15 digits', 'country code'],
	['signs alone', '+-()', 'does not have 7 to 15 digits', 'country code'],
	['true', true, 'has letters or other characters', 'only the digits'],
])('%s is refused with what it is and how to fix it', (_, raw, what, fix) => {
	const { issues } = read(raw);
	expect(issues).toEqual([
		{
			code: 406,
			field: 'number',
			message: expect.stringContaining(`Phone Number ${what}`) as string,
			hint: expect.stringContaining(fix) as string,
		},
	]);
	expect(issues[0]!.message).toContain(`(${String(raw)})`);
});

it.each([
	['+1 (555) 000-0001', '+1 (555) 000-0001'],
	['1.5555E+10', '1.5555E+10'],
	['0555', '0555'],
	[-5, '-5'],
	[1.5, '1.5'],
	['٩٧١', '٩٧١'],
])('%j goes out as the text it is where nothing is checked', (raw, text) => {
	expect(read(raw, false)).toEqual({ value: text, issues: [] });
});

it.each([undefined, null, '', ' \t', '\u200E'])('%j is no number', (blank) => {
	for (const check of [true, false]) expect(read(blank, check).value).toBeUndefined();
});

it.each([[{}], [['15550000001']], [NaN]])('%p is refused for its kind, checked or not', (raw) => {
	for (const check of [true, false])
		expect(read(raw, check)).toMatchObject({ value: undefined, issues: [{ code: 406 }] });
});

describe('phoneNumbers', () => {
	/** Reads a list of phone numbers, and asserts that whatever is said is clear. */
	function readList(raw: unknown, check = true) {
		const field = required(phoneNumbers(840), 'Give one', 840);
		const { values, issues } = parse(
			schemaOf({ numbers: field }),
			{ numbers: raw },
			{ check, labelOf: () => 'Phone Numbers' },
		);
		for (const { message, hint } of issues) expectClear(message, hint);
		return { value: values.numbers, issues };
	}

	const TWO = [DIGITS, '15550000002'];

	it.each<[string, unknown, string[]]>([
		['a list of texts', ['+1 555 000 0001', ' 15550000002 '], TWO],
		['a list of numbers', [15550000001, 15550000002], TWO],
		['a list of objects, as Get gives them', [{ number: DIGITS }, { number: 15550000002 }], TWO],
		['all of them mixed', [{ number: DIGITS, createdTime: 'x' }, '0015550000002'], TWO],
		['a JSON array', ' ["+15550000001", 15550000002]\n', TWO],
		['a JSON array of objects', '[{"number":"15550000001"},{"number":15550000002}]', TWO],
		['text with commas', '+1 555 000 0001, 15550000002', TWO],
		['text with line breaks', '+1 555 000 0001\r\n15550000002\n', TWO],
		['text with other line breaks', `${DIGITS}\u2028${TWO[1]}`, TWO],
		['commas of other scripts', `${DIGITS}،${TWO[1]}，15550000003`, [...TWO, '15550000003']],
		['one number as text', '+1 (555) 000-0001', [DIGITS]],
		['one number', 15550000001, [DIGITS]],
		['one number with a bracket in front', '[1] 555 000 0001', [DIGITS]],
		['entries that are blank', ['', DIGITS, null, ' \u200b', { number: ' ' }, TWO[1]], TWO],
		['blanks between commas', `,${DIGITS},, ,${TWO[1]},`, TWO],
		['repeats', [TWO[1], DIGITS, TWO[1], 15550000002], [TWO[1]!, DIGITS]],
		['repeats in other words', `${DIGITS}, +1 555 000 0001, 001-555-000-0001`, [DIGITS]],
		['digits of another script', '+٩٧١٥٠٠٠٠٠٠٠١', ['971500000001']],
	])('reads %s', (_, raw, numbers) => {
		expect(readList(raw)).toEqual({ value: numbers, issues: [] });
	});

	it.each([undefined, null, '', ' \n', [], '[]', ', ,\n', [null, ' '], [{ number: '' }]])(
		'is blank for %j, checked or not',
		(raw) => {
			for (const check of [true, false]) {
				expect(readList(raw, check).issues).toEqual([
					expect.objectContaining({ code: 840, message: 'Phone Numbers is blank' }),
				]);
			}
		},
	);

	it.each([
		[{}],
		[{ number: DIGITS }],
		[true],
		[new Date(NaN)],
		['{"number":"15550000001"}'],
		['["15550000001"'],
		["['15550000001']"],
	])('refuses %j, which is no list, checked or not', (raw) => {
		for (const check of [true, false]) {
			expect(readList(raw, check).issues).toEqual([
				{
					code: 840,
					field: 'numbers',
					message: 'Phone Numbers is not a list of phone numbers',
					hint: expect.stringMatching(/commas or line breaks/) as string,
				},
			]);
		}
	});

	it.each<[unknown, string[]]>([
		[
			['', 'Ava', null, '0155'],
			['2 has letters or other characters in it (Ava)', '4 begins with 0 (0155)'],
		],
		[`${DIGITS},,Ava`, ['3 has letters or other characters in it (Ava)']],
		[`${DIGITS}\r\n\r\n123`, ['3 does not have 7 to 15 digits (123)']],
		['["15550000001", " ", "1e10"]', ['3 is in scientific notation, which loses digits (1e10)']],
		[[15550000001.5], ['1 is a number with a fraction (15550000001.5)']],
		[[{ number: 'Ava' }], ['1 has letters or other characters in it (Ava)']],
	])('names of %j each number that is wrong, by its place', (raw, messages) => {
		expect(readList(raw).issues).toEqual(
			messages.map((message) =>
				expect.objectContaining({
					code: 840,
					field: 'numbers',
					message: `Phone Numbers: entry ${message}`,
				}),
			),
		);
	});

	it.each<[unknown, RegExp]>([
		[[DIGITS, { phone: DIGITS }], /^Phone Numbers: entry 2 is a whole object, but it needs/],
		[[[DIGITS]], /^Phone Numbers: entry 1 is a whole list, but it needs/],
	])('refuses %j, where an entry is no number, checked or not', (raw, message) => {
		for (const check of [true, false]) {
			expect(readList(raw, check).issues).toEqual([
				expect.objectContaining({
					code: 840,
					message: expect.stringMatching(message) as string,
					hint: expect.stringMatching(/\{\{ \$json\.contacts\.map/) as string,
				}),
			]);
		}
	});

	it('leaves numbers as they are written if they are not checked, and drops repeats all the same', () => {
		const raw = ['Ava', '', '+1 555 000 0001', 15550000001, '1e10'];
		expect(readList(raw, false)).toEqual({
			value: ['Ava', '+1 555 000 0001', '1e10'],
			issues: [],
		});
	});
});
