import { labelsOf } from '../../../../nodes/core/description/labels';
import { updateProfile } from '../../../../nodes/PickyAssist/operations/whatsappProfile/update';

it('names each parameter as the editor does, those inside a collection too', () => {
	expect(Object.fromEntries(labelsOf(updateProfile.fields))).toEqual({
		about: 'About',
		address: 'Address',
		application: 'Channel ID',
		description: 'Description',
		email: 'Email',
		industry: 'Industry',
		profilePic: 'Profile Picture URL',
		updateFields: 'Update Fields',
		websites: 'Websites',
	});
});

it('names the choices of a list not at all', () => {
	const list = {
		displayName: 'List',
		name: 'list',
		type: 'options' as const,
		default: 1,
		options: [{ name: 'One', value: 1 }],
	};
	expect([...labelsOf([list])]).toEqual([['list', 'List']]);
});
