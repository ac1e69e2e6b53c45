import type { INodePropertyOptions } from 'n8n-workflow';
import { labelsOf } from '../../../../../nodes/core/description/labels';
import { asking } from '../../../asking';
import { updateProfile } from '../../../../../nodes/PickyAssist/operations/whatsappProfile/update';

const { outcomes, preview, ownOptions = [] } = updateProfile;
const read = asking(updateProfile, undefined);
const prepared = (updateFields: object, options: object = {}, application: unknown = '') => ({
	index: 0,
	...read({ application, updateFields, options }),
});
type UpdateItem = ReturnType<typeof prepared>;
const requestOf = (...items: UpdateItem[]) => ({ items, body: items[0]!.body });

it('offers to clear what can be cleared, by the labels of the fields', () => {
	const choices = ownOptions[0]!.options as INodePropertyOptions[];
	for (const { name, value } of choices) {
		expect(labelsOf(updateProfile.fields).get(String(value))).toBe(name);
		expect(prepared({}, { clearFields: [value] }).body).toHaveProperty([String(value)]);
	}
	expect(choices).toHaveLength(4);
});

it('gives the answer, what was updated by wire names, and the channel where it was sent', () => {
	const answer = { status: '100', message: 'Success', id: 7, application: 'x' };
	const fields = { about: 'Hi', profilePic: 'https://a' };
	const withChannel = prepared(fields, { clearFields: ['websites'] }, 8);
	expect(outcomes!(answer, requestOf(withChannel), 200)).toEqual([
		[{ ...answer, updatedFields: ['about', 'profile_pic', 'websites'], application: 8 }],
	]);
	expect(outcomes!({ status: 100 }, requestOf(prepared(fields)), 200)).toEqual([
		[{ status: 100, updatedFields: ['about', 'profile_pic'] }],
	]);
});

it('shows in a dry run what would be updated', () => {
	const tried = prepared({ about: 'Hi' }, {}, 8);
	expect(preview!(tried, requestOf(tried))).toEqual({
		body: { application: 8, about: 'Hi' },
		updatedFields: ['about'],
	});
});
