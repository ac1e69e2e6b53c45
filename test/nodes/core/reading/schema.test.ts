import * as z from 'zod/v4-mini';
import { email, required, text, webAddresses } from '../../../../nodes/core/reading/fields';
import {
	heldTo,
	rule,
	schemaOf,
	type Field,
	type Fields,
} from '../../../../nodes/core/reading/schema';
import { expectClear } from '../../clearWords';
import { parse } from '../../parsing';

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
	{
		rules,
		...options
	}: Parameters<typeof parse>[2] & { rules?: Parameters<typeof schemaOf<F>>[1] } = {},
) {
	const { values, issues } = parse(schemaOf(fields, rules), raw, { labelOf, ...options });
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
	const checkedBy = (checked: () => z.ZodMiniType): Field<unknown> => ({
		facts: {},
		read: (raw) => raw,
		checked,
	});
	const complaint = (say: string) => ({ code: 7, message: say, hint: 'Change it', limit: 2 });
	const messagesOf = (checked: () => z.ZodMiniType, raw: unknown) =>
		parsed({ field: checkedBy(checked) }, { field: raw }).issues.map(({ message }) => message);

	it('is a rule, whose complaint becomes the issue with all that it tells', () => {
		const short = heldTo(
			z.string,
			rule(
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
		const checked = heldTo(z.string, (text) => [...text].map((sign) => complaint(`no ${sign}`)));
		expect(messagesOf(checked, 'ab')).toEqual(['<field> no a', '<field> no b']);
	});

	it('is told clearly, too, where a check of zod’s own fails', () => {
		const [issue] = parsed({ field: checkedBy(z.string) }, { field: 8 }).issues;
		expect(issue).toMatchObject({ field: 'field' });
		expectClear(issue!.hint);
		expect(issue!.message).toMatch(/^<field> cannot be read: /);
	});
});

describe('the items of a run', () => {
	const read = jest.fn((raw: unknown) => text(5, 1).read(raw, true));
	beforeEach(() => read.mockClear());
	const FIXED = { a: { ...required(text(5, 1), 'Write it'), read } };
	const reader = (fixed: object) =>
		schemaOf({ ...FIXED, b: text(5, 2), c: text(5, 3) }).reader({
			fixed: { ...fixed },
			isComputed: (name) => name === 'b',
			labelOf,
		});

	it('share what is fixed, which is read once, or once for each way of checking', () => {
		const readItem = reader({ a: 'x', c: 'z' });
		const items = ['1', '2', '3'].map((b) => readItem({ b }, true).values);
		expect(items).toEqual(['1', '2', '3'].map((b) => ({ a: 'x', b, c: 'z' })));
		expect(read).toHaveBeenCalledTimes(1);
		readItem({ b: '4' }, false);
		readItem({ b: '5' }, false);
		expect(read).toHaveBeenCalledTimes(2);
	});

	it('have nothing of the item before', () => {
		const readItem = reader({ a: 'x' });
		expect(readItem({ b: '1' }, true).values).toEqual({ a: 'x', b: '1' });
		expect(readItem({}, true).values).toEqual({ a: 'x' });
	});

	it('are each refused for what is fixed and wrong, in the order of the fields', () => {
		const readItem = reader({ c: 'too long' });
		for (const b of ['also long', 'also long'])
			expect(readItem({ b }, true).issues.map(({ field, code }) => [field, code])).toEqual([
				['a', undefined],
				['b', 2],
				['c', 3],
			]);
		expect(readItem({ b: '1' }, true).issues.map(({ field }) => field)).toEqual(['a', 'c']);
	});
});
