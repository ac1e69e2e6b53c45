import { ERROR_CODES, type Evidence } from '../../../nodes/data/errorCodes';
import { OPERATIONS } from '../../../nodes/PickyAssist/operations';
import { expectClear } from '../clearWords';

const codes = Object.entries(ERROR_CODES);

/** What is known so far, and the field that it is about; an operation may add codes of its own. */
const KNOWN: ReadonlyArray<[evidence: Evidence, field: string | undefined, codes: number[]]> = [
	['third-party', undefined, [101, 402, 403, 404, 406, 407, 408, 409, 410]],
	['documented', undefined, [401, 405, 801, 804, 817]],
	['documented', 'about', [819]],
	['documented', 'address', [820]],
	['documented', 'description', [821]],
	['documented', 'email', [822, 823]],
	['documented', 'industry', [825]],
	['documented', 'profilePic', [828, 830, 831]],
	['documented', 'websites', [824, 826, 827]],
];

it.each(KNOWN)('holds what is known (%s) for the field %s', (evidence, field, known) => {
	for (const code of known)
		expect([code, ERROR_CODES[code]?.evidence, ERROR_CODES[code]?.field]).toEqual([
			code,
			evidence,
			field,
		]);
});

it.each([100, 829])('leaves out %d, which is a success or not known', (code) => {
	expect(ERROR_CODES).not.toHaveProperty(String(code));
});

it.each(codes)(
	'%s says what happened and how to mend it, each once',
	(_, { message, hint, text }) => {
		expectClear(message, hint, text);
		expect(hint).not.toContain(message);
		expect(`${message} ${hint}`).not.toMatch(/\.$|\b(error|problem|failure|mistake)\b/i);
	},
);

it.each(codes)('%s names no field, or one that an operation has', (_, { field }) => {
	const fields = OPERATIONS.flatMap(({ schema }) => Object.keys(schema.fields));
	expect([undefined, ...fields]).toContain(field);
});
