import type { INodePropertyOptions } from 'n8n-workflow';
import { labelsOf } from '../../../../../nodes/core/description/labels';
import { PROFILE_CODES } from '../../../../../nodes/PickyAssist/operations/whatsappProfile/codes';
import { asking } from '../../../asking';
import { updateProfile } from '../../../../../nodes/PickyAssist/operations/whatsappProfile/update';

const { schema, spread, preview, ownOptions = [] } = updateProfile;
const read = asking(updateProfile, undefined);
const ask = (updateFields: object, options: object = {}, application: unknown = '') => ({
	item: 0,
	...read({ values: { application, updateFields, options }, unresolved: [] }),
});
type UpdateAsk = ReturnType<typeof ask>;
const requestOf = (...asks: UpdateAsk[]) => ({ asks, body: asks[0]!.body });

it('renames the picture for the wire', () => {
	const fields = { profilePic: 'https://a', websites: ['b.c'], about: 'Hi' };
	expect(Object.entries(ask(fields, {}, '8').body)).toEqual([
		['application', 8],
		['about', 'Hi'],
		['profile_pic', 'https://a'],
		['websites', ['https://b.c']],
	]);
});

it('clears texts with "" and websites with []', () => {
	const clearFields = ['address', 'description', 'email', 'websites'];
	expect(ask({}, { clearFields }).body).toEqual({
		address: '',
		description: '',
		email: '',
		websites: [],
	});
});

it('offers to clear what can be cleared, by the labels of the fields', () => {
	const choices = ownOptions[0]!.options as INodePropertyOptions[];
	for (const { name, value } of choices) {
		expect(labelsOf(updateProfile.fields).get(String(value))).toBe(name);
		expect(ask({}, { clearFields: [value] }).body).toHaveProperty([String(value)]);
	}
	expect(choices).toHaveLength(4);
});

it('gives the answer, what was updated by wire names, and the channel where it was sent', () => {
	const answer = { status: '100', message: 'Success', id: 7, application: 'x' };
	const fields = { about: 'Hi', profilePic: 'https://a' };
	const withChannel = ask(fields, { clearFields: ['websites'] }, 8);
	expect(spread!(answer, requestOf(withChannel))).toEqual([
		[{ ...answer, updatedFields: ['about', 'profile_pic', 'websites'], application: 8 }],
	]);
	expect(spread!({ status: 100 }, requestOf(ask(fields)))).toEqual([
		[{ status: 100, updatedFields: ['about', 'profile_pic'] }],
	]);
});

it('shows in a dry run what would be updated', () => {
	const tried = ask({ about: 'Hi' }, {}, 8);
	expect(preview!(tried, requestOf(tried))).toEqual({
		body: { application: 8, about: 'Hi' },
		updatedFields: ['about'],
	});
});

it('may be sent again where no answer came', () => {
	expect(updateProfile.effect).toBe('idempotent');
});

it('has the limits and codes that Picky Assist documents', () => {
	const facts = Object.entries(schema.fields).map(([name, field]) => [name, field.facts]);
	expect(Object.fromEntries(facts)).toEqual({
		application: {},
		about: { limit: 139, codes: [819], lengthCode: 819 },
		address: { limit: 256, codes: [820], lengthCode: 820 },
		description: { limit: 256, codes: [821], lengthCode: 821 },
		email: { limit: 250, codes: [822, 823], lengthCode: 822 },
		industry: { codes: [825] },
		profilePic: { wire: 'profile_pic' },
		websites: { limit: 2, codes: [824, 826] },
		clearFields: { wire: null },
	});
});

it.each([
	['about', [819]],
	['address', [820]],
	['description', [821]],
	['email', [822, 823]],
	['industry', [825]],
	['profilePic', [828, 830, 831]],
	['websites', [824, 826, 827]],
])('knows the documented codes of %s', (field, codes) => {
	const known = Object.entries(PROFILE_CODES).filter(([, advice]) => advice.field === field);
	expect(known.map(([code]) => Number(code))).toEqual(codes);
	for (const [, { evidence }] of known) expect(evidence).toBe('documented');
});

it('leaves out 829, which is not documented', () => {
	expect(PROFILE_CODES).not.toHaveProperty('829');
});
