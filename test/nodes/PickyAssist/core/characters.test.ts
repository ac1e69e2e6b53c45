import {
	countCharacters,
	isCountExact,
	isLongerThan,
} from '../../../../nodes/PickyAssist/core/characters';

it.each([
	['', 0],
	['abc', 3],
	['👨‍👩‍👧‍👦🇮🇳👍🏽e\u0301', 4],
	['\r\n', 1],
	['\ud800\ud800', 2],
	['a'.repeat(20_001), 20_000],
])('counts what a reader sees in %j', (text, count) => {
	expect(countCharacters(text)).toBe(count);
});

it.each([
	[20_000, true],
	[20_001, false],
])('knows whether the count of %d units is exact', (units, exact) => {
	expect(isCountExact('a'.repeat(units))).toBe(exact);
});

it.each([
	['aaa', false],
	['aaaa', true],
	['🇮🇳🇮🇳🇮🇳', false],
	['🇮🇳🇮🇳🇮🇳🇮🇳', true],
])('knows whether %j has more than three characters', (text, longer) => {
	expect(isLongerThan(text, 3)).toBe(longer);
});

it('counts only where the UTF-16 units are more than the limit', () => {
	const segment = jest.spyOn(Intl.Segmenter.prototype, 'segment');
	isLongerThan('abc', 3);
	expect(segment).not.toHaveBeenCalled();
	isLongerThan('abcd', 3);
	expect(segment).toHaveBeenCalledTimes(1);
});
