/** What no sentence for a user may hold: JavaScript's own words, a stack trace, or text of zod. */
const FORBIDDEN =
	/\[object |\bundefined\b|\bnull\b|TypeError|ZodError|Invalid input|\breceived\b|[Ee]xpected (string|number|object|array)|\n\s+at |invalid_|too_big/;

/** Asserts that each text is a sentence that a reader can act upon. */
export function expectClear(...texts: string[]): void {
	for (const text of texts) {
		expect(text).not.toMatch(FORBIDDEN);
		expect(text.trim()).toBe(text);
		expect(text).toMatch(/^\S.{3,}/s);
	}
}
