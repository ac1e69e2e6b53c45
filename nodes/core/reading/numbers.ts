/** What people and phones write into a number for the eye: the invisible characters come along with a copied contact. */
const FOR_THE_EYE =
	/[\s+＋.．․·•\p{Ps}\p{Pe}\p{Pd}\u02D7\u2043\u2212\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** What a reader sees of a number, without spaces. */
export const visibleIn = (text: string): string => text.replace(INVISIBLE, '');

/** Digits alone, from which nothing is taken away. */
const CLEAN = /^[1-9]\d*$/;

/** A phone number without what is there for the eye, and without the 00 of an international call. It may still be no number. */
export function cleanNumber(text: string): string {
	return CLEAN.test(text) ? text : text.replace(FOR_THE_EYE, '').replace(/^00/, '');
}
