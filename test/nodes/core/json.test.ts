import { isRecord } from '../../../nodes/core/json';

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
