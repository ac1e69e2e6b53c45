import { isRecord, wellFormed } from '../../../nodes/core/json';

it.each([
	[{}, true],
	[{ a: 1 }, true],
	[null, false],
	[undefined, false],
	[[], false],
	[Object.create(null), true],
	[new Date(0), false],
	[new Set(), false],
	['a', false],
	[() => 1, false],
])('knows that %p is a record: %p', (value, is) => {
	expect(isRecord(value)).toBe(is);
});

it.each([
	['Thanks \ud83d', 'Thanks \ufffd'],
	['\ude00 and 😀', '\ufffd and 😀'],
	[{ '\ud83d': ['a\udc00', 1, null] }, { '\ufffd': ['a\ufffd', 1, null] }],
])('%j has no half of an emoji any more', (value, mended) => {
	expect(wellFormed(value)).toEqual(mended);
});

it('what is well formed is the same object', () => {
	const value = { a: ['😀', { b: 1, c: undefined }] };
	expect(wellFormed(value)).toBe(value);
});
