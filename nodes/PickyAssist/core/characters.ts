/**
 * Counting stops here: a text beyond it is refused anyway, and counting a megabyte
 * would hold up everything else that n8n does.
 */
const COUNTED_UNITS = 20_000;

/** Made on first use: it costs milliseconds, and most texts are short enough not to need it. */
let segmenter: Intl.Segmenter | undefined;

/**
 * The number of characters as a reader sees them (graphemes: an emoji with its modifiers is one),
 * a lower bound where the text is longer than 20,000 UTF-16 units.
 *
 * Picky Assist documents no unit, and this count never refuses too early.
 */
export function countCharacters(text: string): number {
	segmenter ??= new Intl.Segmenter();
	return [...segmenter.segment(text.slice(0, COUNTED_UNITS))].length;
}

/** Whether `countCharacters` gives the exact number for this text. */
export function isCountExact(text: string): boolean {
	return text.length <= COUNTED_UNITS;
}

/** Whether a text has more characters than `limit`. A text short enough in UTF-16 units is not counted at all. */
export function isLongerThan(text: string, limit: number): boolean {
	return text.length > limit && countCharacters(text) > limit;
}
