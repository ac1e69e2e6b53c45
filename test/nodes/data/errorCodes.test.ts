import { ERROR_CODES, type Evidence } from '../../../nodes/data/errorCodes';
import { expectClear } from '../clearWords';

/** What is known so far. */
const KNOWN: ReadonlyArray<[evidence: Evidence, codes: number[]]> = [
	['third-party', [101, 402, 403, 404, 406, 407, 408, 409, 410]],
	['documented', [401, 405, 801, 804, 817]],
];

it.each(KNOWN)('holds what is known (%s) of any call', (evidence, known) => {
	for (const code of known) expect([code, ERROR_CODES[code]?.evidence]).toEqual([code, evidence]);
});

it.each([100, 829])('leaves out %d, which is a success or not known', (code) => {
	expect(ERROR_CODES).not.toHaveProperty(String(code));
});

it.each(Object.entries(ERROR_CODES))(
	'%s says what happened and how to fix it, each once, and of no field',
	(_, { message, hint, text, field }) => {
		expectClear(message, hint, text);
		expect(hint).not.toContain(message);
		expect(`${message} ${hint}`).not.toMatch(/\.$|\b(error|problem|failure|mistake)\b/i);
		expect(field).toBeUndefined();
	},
);

it('101 alone passes by itself', () => {
	const passing = Object.keys(ERROR_CODES).filter((code) => ERROR_CODES[Number(code)]!.passes);
	expect(passing).toEqual(['101']);
});
