import { isRecord, withoutUndefined } from '../../../../nodes/PickyAssist/core/records';

it.each([
	[{}, true],
	[{ a: 1 }, true],
	[null, false],
	[undefined, false],
	[[], false],
	['a', false],
	[() => 1, false],
])('knows that %p is a record: %p', (value, is) => {
	expect(isRecord(value)).toBe(is);
});

it('leaves out what is undefined, and nothing else, in the same order', () => {
	const record = { d: null, c: undefined, b: '', a: 0 };
	expect(JSON.stringify(withoutUndefined(record))).toBe('{"d":null,"b":"","a":0}');
	expect(withoutUndefined(record)).not.toHaveProperty('c');
	expect(record).toHaveProperty('c');
});
