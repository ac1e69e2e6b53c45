import { ERROR_CODES } from '../../../nodes/data/errorCodes';
import { expectClear } from '../clearWords';

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
