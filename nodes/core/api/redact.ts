const HIDDEN = '[token hidden]';

/** Deeper than any answer of the API, and shallow enough for n8n to store. */
const MAX_DEPTH = 50;

/** Gives back the same value without the token. */
export type Redact = <T>(value: T) => T;

/** HTML's own names for the characters that it escapes. */
const ENTITIES: Readonly<Record<string, string>> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": 'apos',
};

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** A pattern for one character of the token: as it is, or as URLs, JSON (inside JSON, too) and HTML write it. */
function writtenForms(character: string): string {
	if (/[a-z\d]/i.test(character)) return character;
	const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
	const code = character.codePointAt(0)!;
	return `(?:${[
		`\\\\*${character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&')}`,
		[...new TextEncoder().encode(character)].map((byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
		units.map((unit) => `\\\\+u${hex(unit, 4)}`).join(''),
		`&#0*${code};|&#x0*${hex(code, 1)};`,
		...(character in ENTITIES ? [`&${ENTITIES[character]};`] : []),
		...(character === ' ' ? ['\\+'] : []),
	].join('|')})`;
}

/** Hides the token in whatever form the API echoes it, also inside a longer text. */
export function redactorOf(token: string): Redact {
	if (token === '') return (value) => value;
	const forms = new RegExp(Array.from(token, writtenForms).join(''), 'giu');
	const hide = (text: string) => text.replace(forms, HIDDEN);

	const clean = (value: unknown, depth: number): unknown => {
		if (typeof value === 'string') return hide(value);
		if (typeof value === 'number') return String(value) === token ? HIDDEN : value;
		if (typeof value !== 'object' || value === null) return value;
		if (depth === MAX_DEPTH) return '[more levels left out]';
		if (Array.isArray(value)) return value.map((entry) => clean(entry, depth + 1));
		return Object.fromEntries(
			Object.entries(value).map(([key, entry]) => [hide(key), clean(entry, depth + 1)]),
		);
	};
	return <T>(value: T) => clean(value, 0) as T;
}
