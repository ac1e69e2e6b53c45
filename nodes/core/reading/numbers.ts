import { withoutHidden } from './characters';

const DIGIT = /\p{Nd}/u;

/** The digit of any script as 0 to 9: each script has its ten in a row, and such rows may touch. */
function digitOf(sign: string): string {
	const code = sign.codePointAt(0)!;
	let place = 0;
	while (DIGIT.test(String.fromCodePoint(code - place - 1))) place++;
	return String(place % 10);
}

/** A number in the signs of a keyboard, from full-width signs and digits of any script. */
export const plainNumber = (text: string): string =>
	withoutHidden(text)
		.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
		.replace(/(?!\d)\p{Nd}/gu, digitOf)
		.replace('\u2212', '-')
		.replace('\u066B', '.');

/** What people and phones write into a number for the eye. */
const FOR_THE_EYE = /[\s+.․·•\p{Ps}\p{Pe}\p{Pd}\u02D7\u2043\u2212\p{Cc}]/gu;

/** What a reader sees of a number, without spaces. */
export const visibleIn = (text: string): string => withoutHidden(text).replace(/[\s\p{Cc}]/gu, '');

/** Digits alone, from which nothing is taken away. */
const CLEAN = /^[1-9]\d*$/;

/** A phone number without what is there for the eye, and without the 00 of an international call. It may still be no number. */
export function cleanNumber(text: string): string {
	return CLEAN.test(text) ? text : plainNumber(text).replace(FOR_THE_EYE, '').replace(/^00/, '');
}

/** What WhatsApp writes into some mobile numbers and leaves out of others: behind what, and before how many digits. */
const FURTHER_DIGITS = [
	{ country: 'Argentina', behind: '54', digit: '9', before: 10 },
	{ country: 'Brazil', behind: '55\\d\\d', digit: '9', before: 8 },
	{ country: 'Mexico', behind: '52', digit: '1', before: 10 },
].map(({ behind, digit, before }) => ({
	digit,
	with: new RegExp(`^(${behind})${digit}(\\d{${before}})$`),
	without: new RegExp(`^(${behind})(\\d{${before}})$`),
}));

/** A phone number in each way in which WhatsApp may write it, the given one first. */
export function spellingsOf(number: string): string[] {
	const digits = cleanNumber(number);
	for (const { digit, ...forms } of FURTHER_DIGITS) {
		if (forms.with.test(digits)) return [digits, digits.replace(forms.with, '$1$2')];
		if (forms.without.test(digits)) return [digits, digits.replace(forms.without, `$1${digit}$2`)];
	}
	return [digits];
}
