import { ERROR_CODES } from '../../../../nodes/PickyAssist/data/errorCodes';
import { updateProfile } from '../../../../nodes/PickyAssist/operations/updateProfile';
import { expectClear } from '../clearWords';

const codes = Object.entries(ERROR_CODES);

it('holds every code that is known, and leaves out those that are not', () => {
	expect(codes.map(([code]) => Number(code))).toEqual([
		...[101, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 801, 804, 817],
		...[819, 820, 821, 822, 823, 824, 825, 826, 827, 828, 830, 831],
	]);
});

it.each(codes)(
	'%s says what happened and how to mend it, each once',
	(_, { message, hint, text }) => {
		expectClear(message, hint, text);
		expect(hint).not.toContain(message);
		expect(`${message} ${hint}`).not.toMatch(/\.$|\b(error|problem|failure|mistake)\b/i);
	},
);

it('names for the profile’s codes the field that the schema has', () => {
	const named = codes.filter(([code]) => Number(code) >= 819);
	for (const [, { field }] of named)
		expect(Object.keys(updateProfile.schema.fields)).toContain(field);
	for (const [name, { facts }] of Object.entries(updateProfile.schema.fields))
		for (const code of facts.codes ?? []) expect(ERROR_CODES[code]!.field).toBe(name);
	expect(codes.filter(([, { field }]) => field).length).toBe(named.length);
});

it('marks what only other people’s clients tell', () => {
	const documented = codes.filter(([, { evidence }]) => evidence === 'documented');
	expect(documented.map(([code]) => Number(code)).filter((code) => code < 819)).toEqual([
		401, 405, 801, 804, 817,
	]);
});
