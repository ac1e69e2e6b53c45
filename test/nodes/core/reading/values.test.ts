import {
	complaintOf,
	entriesOf,
	excerpt,
	outOfRange,
	readNumber,
	readText,
	Unreadable,
	withScheme,
} from '../../../../nodes/core/reading/values';
import { expectClear } from '../../clearWords';

/** What is said of a value that cannot be read. */
function complaintAbout(read: () => unknown) {
	try {
		return { read: read() } as never;
	} catch (error) {
		expect(error).toBeInstanceOf(Unreadable);
		const { say, hint, code } = complaintOf(error);
		expectClear(say('Text'), hint);
		return { code, message: say('Text'), hint };
	}
}

describe('text', () => {
	it.each([
		[undefined, undefined],
		[null, undefined],
		[' \n\u00a0', undefined],
		[' a ', 'a'],
		[-0.5, '-0.5'],
		[false, 'false'],
		[12n, '12'],
	])('is read from %p as %p', (raw, text) => {
		expect(readText(raw)).toBe(text);
	});

	it('is refused with what is wanted, and with the code', () => {
		expect(complaintAbout(() => readText(['x'], 'a number', 406))).toEqual({
			code: 406,
			message: 'Text is a whole list, but it needs a number',
			hint: 'Map one value of it, like {{ $json.name }} instead of {{ $json }}',
		});
		expect(complaintAbout(() => readText(NaN))).toMatchObject({
			code: null,
			message: 'Text comes from a calculation without a result (NaN)',
		});
	});
});

describe('a number', () => {
	it.each([
		['8', 8],
		['+8', 8],
		['-8.50', -8.5],
		['007', 7],
		['9007199254740991', 9007199254740991],
	])('is read from %p as %p', (text, number) => {
		expect(readNumber(text)).toBe(number);
	});

	it.each(['8a', '.5', '5.', '1e3', '0x8', '8,5', '9007199254740992', '--8', ''])(
		'stays the text %p where it is none, or not exact',
		(text) => {
			expect(readNumber(text)).toBe(text);
		},
	);
});

it('a value of the right kind that is none of those wanted is quoted', () => {
	expect(
		complaintAbout(() => {
			throw outOfRange('x'.repeat(61), 'true or false');
		}),
	).toEqual({
		code: null,
		message: `Text is ${'x'.repeat(60)}…, but it must be true or false`,
		hint: 'Correct it, or remove the option to use its default',
	});
});

it('a quote has at most 60 characters', () => {
	expect(excerpt('x'.repeat(60))).toBe('x'.repeat(60));
	expect(excerpt('x'.repeat(61))).toBe(`${'x'.repeat(60)}…`);
});

it.each([
	[new RangeError('too deep'), 'too deep'],
	[undefined, 'no reason is given'],
])('any other reason for which reading fails is told: %p', (error, reason) => {
	const { code, say, hint } = complaintOf(error);
	expect([code, say('Text')]).toEqual([null, `Text cannot be read: ${reason}`]);
	expectClear(hint);
});

it.each<[unknown, string[]]>([
	['a.b, c.d\ne.f', ['a.b', 'c.d', 'e.f']],
	[
		[{ url: 'a.b' }, ['c.d']],
		['a.b', 'c.d'],
	],
	[{ website: [{ url: 'a.b' }] }, ['a.b']],
	[{}, []],
	[null, []],
])('the entries of %j are %j', (raw, entries) => {
	expect(entriesOf(raw, 826)).toEqual(entries);
});

it('entries of another kind are refused with the code', () => {
	expect(complaintAbout(() => entriesOf([{ link: 'a.b' }], 826))).toMatchObject({
		code: 826,
		message: 'Text is a whole object, but it needs web addresses',
	});
});

it.each([
	['a.b', 'https://a.b'],
	['a.b:80/x', 'https://a.b:80/x'],
	['http://a.b', 'http://a.b'],
	['localhost', 'localhost'],
	['a b.c', 'a b.c'],
])('the entry %s becomes %s', (entry, whole) => {
	expect(withScheme(entry)).toBe(whole);
});
