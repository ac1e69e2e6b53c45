import * as z from 'zod/v4-mini';
import { email, required, text, webAddresses } from '../../../../nodes/core/reading/fields';
import {
	complaints,
	rule,
	schemaOf,
	type Field,
	type Fields,
	type ReadingOptions,
	type Rules,
} from '../../../../nodes/core/reading/schema';
import { expectClear } from '../../clearWords';

const FIELDS = {
	about: text(139, 819),
	email: email(250, { tooLong: 822, invalid: 823 }),
	websites: webAddresses(2, { tooMany: 824, invalid: 826 }),
};
const labelOf = (field: string) => `<${field}>`;

/** What comes of raw values, each issue as its field, its code and its message. */
function parsed<const F extends Fields>(
	fields: F,
	raw: Record<string, unknown>,
	{ rules, ...options }: Partial<ReadingOptions> & { rules?: Rules<F> } = {},
) {
	const { values, issues } = schemaOf(fields, rules).parse(raw, {
		check: true,
		labelOf,
		...options,
	});
	return { values, issues, told: issues.map(({ field, code = null }) => [field, code]) };
}

describe('the fields', () => {
	it('complain in their order, and keep what can be read', () => {
		const raw = { websites: 'x', email: 'a@b@c', about: 'y'.repeat(140) };
		const { values, told } = parsed(FIELDS, raw);
		expect(told).toEqual([
			['about', 819],
			['email', 823],
			['websites', 826],
		]);
		expect(values).toEqual({ about: raw.about, email: 'a@b@c', websites: ['x'] });
	});

	it('tell of what cannot be read and of what breaks a limit together', () => {
		expect(parsed(FIELDS, { about: {}, email: 'x', websites: NaN }).told).toEqual([
			['about', null],
			['email', 823],
			['websites', 826],
		]);
	});

	it('keep the values that can be read beside one that cannot', () => {
		for (const check of [true, false])
			expect(parsed(FIELDS, { about: {}, email: 'a@b' }, { check }).values).toEqual({
				email: 'a@b',
			});
	});

	it('are all that is read, and give no key without a value', () => {
		expect(parsed(FIELDS, { about: 'a', email: '', other: 'b' })).toMatchObject({
			values: { about: 'a' },
			issues: [],
		});
		expect(Object.keys(parsed(FIELDS, { email: '' }).values)).toEqual([]);
	});

	it('are called by their names in the editor', () => {
		expect(parsed(FIELDS, { about: {} }).issues).toEqual([
			expect.objectContaining({
				field: 'about',
				message: '<about> is a whole object, but it needs text',
			}),
		]);
	});

	it('are only read where nothing is to be checked', () => {
		const raw = { about: 'y'.repeat(140), email: 'x' };
		expect(parsed(FIELDS, raw, { check: false })).toMatchObject({ values: raw, issues: [] });
	});

	it('are those that were given', () => {
		expect(schemaOf(FIELDS).fields).toBe(FIELDS);
	});
});

describe('a field that is required', () => {
	const fields = {
		number: required(text(5), 'Write it', 402),
		about: text(3, 819),
		note: required(text(5), 'Note it'),
	};

	it('is refused in its place among the others, checked or not', () => {
		expect(parsed(fields, { about: 'long' }).told).toEqual([
			['number', 402],
			['about', 819],
			['note', null],
		]);
		expect(parsed(fields, {}, { check: false }).issues).toEqual([
			{ code: 402, field: 'number', message: '<number> is blank', hint: 'Write it' },
			{ field: 'note', message: '<note> is blank', hint: 'Note it' },
		]);
	});

	it('is not called blank where its expression could not be resolved', () => {
		expect(parsed(fields, { note: 'x' }, { unresolved: new Set(['number']) }).told).toEqual([]);
	});
});

describe('the rules', () => {
	const about = (field?: string) => ({
		...(field !== undefined && { field }),
		message: 'does not fit',
		hint: 'Change it',
	});

	it('come behind the fields, in their own order', () => {
		const rules = () => [about('websites'), about('about')];
		expect(
			parsed(FIELDS, { about: 'y'.repeat(140), websites: 'a.b' }, { rules }).issues.map(
				({ field, message }) => [field, message],
			),
		).toEqual([
			['about', '<about> has 140 characters, and Picky Assist allows 139'],
			['websites', '<websites> does not fit'],
			['about', '<about> does not fit'],
		]);
	});

	it('are asked with the values that could be read, and whether to check', () => {
		const rules = jest.fn(() => []);
		parsed(FIELDS, { about: {}, email: 'x' }, { rules, check: false });
		parsed(FIELDS, { about: 'a' }, { rules });
		expect(rules.mock.calls).toEqual([
			[{ email: 'x' }, false],
			[{ about: 'a' }, true],
		]);
	});

	it('are silent about a field that is missing since it could not be read or resolved', () => {
		const rules = () => [about('about'), about('email')];
		expect(parsed(FIELDS, { about: {}, email: 'a@b' }, { rules }).told).toEqual([
			['about', null],
			['email', null],
		]);
		expect(parsed(FIELDS, {}, { rules, unresolved: new Set(['about']) }).told).toEqual([
			['email', null],
		]);
	});

	it('that speak of all values are silent beside any other issue', () => {
		const rules = () => [about()];
		const { issues } = parsed(FIELDS, {}, { rules });
		expect(issues).toEqual([{ message: '<> does not fit', hint: 'Change it' }]);
		expect(parsed(FIELDS, { about: {} }, { rules }).told).toEqual([['about', null]]);
		expect(parsed(FIELDS, {}, { rules, unresolved: new Set([undefined]) }).told).toEqual([]);
	});
});

describe('what a value has to keep to', () => {
	const checkedBy = (checked: z.ZodMiniType): Field<unknown> => ({
		facts: {},
		read: (raw) => raw,
		checked: () => checked,
	});
	const complaint = (say: string) => ({ code: 7, message: say, hint: 'Change it', limit: 2 });
	const messagesOf = (checked: z.ZodMiniType, raw: unknown) =>
		parsed({ field: checkedBy(checked) }, { field: raw }).issues.map(({ message }) => message);

	it('is a rule, whose complaint becomes the issue with all that it tells', () => {
		const short = z.string().check(
			rule<string>(
				({ length }) => length <= 2,
				() => complaint('is long'),
			),
		);
		expect(messagesOf(short, 'ab')).toEqual([]);
		expect(parsed({ field: checkedBy(short) }, { field: 'abc' }).issues).toEqual([
			{ code: 7, field: 'field', message: '<field> is long', hint: 'Change it', limit: 2 },
		]);
	});

	it('may be several complaints at once', () => {
		const checked = z
			.string()
			.check(complaints<string>((text) => [...text].map((sign) => complaint(`no ${sign}`))));
		expect(messagesOf(checked, 'ab')).toEqual(['<field> no a', '<field> no b']);
	});

	it('is told clearly, too, where a check of zod’s own fails', () => {
		const [issue] = parsed({ field: checkedBy(z.string()) }, { field: 8 }).issues;
		expect(issue).toMatchObject({ field: 'field' });
		expectClear(issue!.hint);
		expect(issue!.message).toMatch(/^<field> cannot be read: /);
	});
});

it('asks zod only for values that are not sure', () => {
	const field = { ...text(2, 1), isSure: (value: string) => value === 'sure' };
	expect(parsed({ field }, { field: 'sure' }).told).toEqual([]);
	expect(parsed({ field }, { field: 'other' }).told).toEqual([['field', 1]]);
});

describe('the items of one run', () => {
	const wanted = required(text(5, 1), 'Write it');
	const counted = () => {
		const read = jest.fn((raw: unknown) => wanted.read(raw, true));
		return { fields: { a: { ...wanted, read }, b: text(5, 2) }, read };
	};

	it('read a field again only where its value or the checking is another', () => {
		const { fields, read } = counted();
		const memory = {};
		const values = [
			[{ a: 'x', b: 'y' }, true],
			[{ a: 'x', b: 'z' }, true],
			[{ a: 'x', b: 'z' }, false],
			[{ a: 'w', b: 'z' }, false],
		] as const;
		for (const [raw, check] of values)
			expect(parsed(fields, raw, { memory, check }).values).toEqual(raw);
		expect(read.mock.calls.map(([raw]) => raw)).toEqual(['x', 'x', 'w']);
	});

	it('read only the fields that may have changed, once one item was right', () => {
		const { fields, read } = counted();
		const options = { memory: {}, changing: ['b'] };
		parsed(fields, { a: 'too long', b: 'y' }, options);
		parsed(fields, { a: 'x', b: 'y' }, options);
		expect(parsed(fields, { a: 'w', b: 'z' }, options).values).toEqual({ a: 'x', b: 'z' });
		expect(read.mock.calls.map(([raw]) => raw)).toEqual(['too long', 'x']);
	});

	it('have nothing of the item before', () => {
		const memory = {};
		const { fields } = counted();
		expect(parsed(fields, { a: 'x', b: 'y' }, { memory }).values).toEqual({ a: 'x', b: 'y' });
		expect(parsed(fields, { a: 'x' }, { memory }).values).toEqual({ a: 'x' });
		expect(parsed(fields, { b: 'y' }, { memory })).toMatchObject({
			values: { b: 'y' },
			told: [['a', null]],
		});
		expect(parsed(fields, { b: 'y' }, { memory }).told).toEqual([['a', null]]);
	});

	it('are each refused for the same value, and for one that could not be resolved before', () => {
		const memory = {};
		const { fields } = counted();
		for (const raw of [{ a: 'too long' }, { a: 'too long' }])
			expect(parsed(fields, raw, { memory }).told).toEqual([['a', 1]]);
		expect(parsed(fields, {}, { memory, unresolved: new Set(['a']) }).told).toEqual([]);
		expect(parsed(fields, {}, { memory }).told).toEqual([['a', null]]);
	});
});
