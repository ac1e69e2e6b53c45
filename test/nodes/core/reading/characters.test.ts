import { countCharacters, isLongerThan } from '../../../../nodes/core/reading/characters';

it.each([
	['', 0],
	['abc', 3],
	['👨‍👩‍👧‍👦🇮🇳👍🏽e\u0301', 4],
	['\r\n', 1],
	['\ud800\ud800', 2],
	['a'.repeat(1_000_000), 1_000_000],
	[`a${'\u0301'.repeat(20_000)}${'x'.repeat(300)}`, 301],
])('counts what a reader sees in %j', (text, count) => {
	expect(countCharacters(text)).toBe(count);
});

it.each([
	['aaa', false],
	['aaaa', true],
	['🇮🇳🇮🇳🇮🇳', false],
	['🇮🇳🇮🇳🇮🇳🇮🇳', true],
])('knows whether %j has more than three characters', (text, longer) => {
	expect(isLongerThan(text, 3)).toBe(longer);
});

it('looks at the text only where its UTF-16 units are more than the limit and not all are plain', () => {
	const segment = jest.spyOn(Intl.Segmenter.prototype, 'segment');
	isLongerThan('äbc', 3);
	isLongerThan('abcd', 3);
	expect(segment).not.toHaveBeenCalled();
	isLongerThan('äbcd', 3);
	expect(segment).toHaveBeenCalledTimes(1);
});
