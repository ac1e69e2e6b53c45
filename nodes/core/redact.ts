import { deepMapper } from './json';

/** What stands in the place of the token, and of any other secret. */
const MARKS = { token: '[token hidden]', other: '[hidden]' } as const;

/** Deeper than any answer of the API, and shallow enough for n8n to store. */
const MAX_LEVELS = 50;

/** Gives back a value without the token: itself, where there is none in it. */
export type Redact = <T>(value: T) => T;

/** Where no token can stand in what is shown. */
export const AS_IT_IS: Redact = (value) => value;

/** HTML's own names for the characters that it escapes. */
const ENTITIES: Readonly<Record<string, string>> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": 'apos',
};

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** How many backslashes JSON inside JSON may pile up; without a bound, a page of backslashes would take minutes. */
const BACKSLASHES = '{1,16}';

/** A pattern for one character of the token: as it is, or as URLs, JSON (inside JSON, too) and HTML write it. */
function writtenForms(character: string): string {
	const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
	const code = character.codePointAt(0)!;
	const isPlain = /[a-z\d]/i.test(character);
	return `(?:${[
		isPlain ? character : `\\\\*${character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&')}`,
		[...new TextEncoder().encode(character)].map((byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
		units.map((unit) => `\\\\${BACKSLASHES}u${hex(unit, 4)}`).join(''),
		`&#0*${code};|&#x0*${hex(code, 1)};`,
		...(character in ENTITIES ? [`&${ENTITIES[character]};`] : []),
		...(character === ' ' ? ['\\+'] : []),
	].join('|')})`;
}

const withoutZeros = (secret: string) => (/^\d+$/.test(secret) ? String(Number(secret)) : secret);

/** Hides a token, and other secrets, in whatever form the API echoes them, also inside a longer text. */
export function redactorOf([token = '', ...others]: readonly string[]): Redact {
	const marks = new Map([
		...others.map((secret) => [secret, MARKS.other] as const),
		[token, MARKS.token],
	]);
	const secrets = [...marks]
		.filter(([secret]) => secret !== '')
		.map(([secret, mark]) => ({
			forms: new RegExp(Array.from(secret, writtenForms).join(''), 'giu'),
			mark,
		}));
	if (secrets.length === 0) return AS_IT_IS;
	// No form of a character is shorter than one: most keys and values need no look.
	const shortest = Math.min(
		...[...marks.keys()].map((secret) => Array.from(secret).length || Infinity),
	);
	const hide = (text: string) =>
		text.length < shortest
			? text
			: secrets.reduce((hidden, { forms, mark }) => hidden.replace(forms, mark), text);

	/** A server that takes a PIN for a number drops the zeros in front; what is left may look like a status. */
	const numbers = new Map([...marks].map(([secret, mark]) => [withoutZeros(secret), mark]));

	const redact = (value: unknown, key?: string): unknown => {
		if (typeof value === 'string') return hide(value);
		if (typeof value !== 'number') return value;
		return (key === 'status' ? marks : numbers).get(String(value)) ?? value;
	};
	return deepMapper(redact, { rename: hide, levels: MAX_LEVELS }) as Redact;
}
