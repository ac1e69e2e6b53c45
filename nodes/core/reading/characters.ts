/** Zero-width and other signs that nobody sees: they come along with what is copied. */
const HIDDEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Text without the signs that nobody sees. */
export const withoutHidden = (text: string): string => text.replace(HIDDEN, '');

/** Made on first use: it costs milliseconds, and most texts are short enough not to need it. */
let segmenter: Intl.Segmenter | undefined;

/** Text in which each UTF-16 unit is a character, so that a megabyte of it is counted at once. */
const PLAIN = /^[ -~]*$/;

/**
 * The number of characters as a reader sees them (graphemes: an emoji with its modifiers is one).
 *
 * Picky Assist documents no unit, and this count never refuses too early.
 */
export function countCharacters(text: string): number {
	if (PLAIN.test(text)) return text.length;
	segmenter ??= new Intl.Segmenter();
	const characters = segmenter.segment(text)[Symbol.iterator]();
	let count = 0;
	while (!characters.next().done) count++;
	return count;
}

/** Whether a text has more characters than `limit`. A text short enough in UTF-16 units is not counted at all. */
export function isLongerThan(text: string, limit: number): boolean {
	return text.length > limit && countCharacters(text) > limit;
}

/** The beginning of a text, at most so many UTF-16 units long, and no character cut. So it is short by any count. */
export function beginningOf(text: string, units: number): string {
	if (text.length <= units) return text;
	segmenter ??= new Intl.Segmenter();
	return text.slice(0, PLAIN.test(text) ? units : segmenter.segment(text).containing(units)!.index);
}
