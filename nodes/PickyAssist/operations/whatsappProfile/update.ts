import type { IDataObject } from 'n8n-workflow';
import { INDUSTRIES } from '../../../data/industries';
import { judgeByStatus } from '../../../core/api/answers';
import { defineOperation } from '../../../core/operation';
import {
	channelId,
	choiceOf,
	email,
	namesOutOf,
	offWire,
	onWire,
	text,
	webAddress,
	webAddresses,
} from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { PROFILE_CODES } from './codes';

/** What goes out for a field that is to be cleared. */
const CLEARED = { address: '', description: '', email: '', websites: [] };

const updatedFields = (body: object) => Object.keys(body).filter((name) => name !== 'application');

const setAndCleared = (field: string) => ({
	field,
	message: 'is set and is also chosen in Clear Fields',
	hint: 'Leave its value blank to clear it, or remove it from Clear Fields to set it',
});

const NOTHING_TO_UPDATE = {
	message: 'Nothing to update',
	hint: 'Add a field under Update Fields and give it a value, or choose what to empty in Clear Fields. Blank values are left out',
};

/** https://help.pickyassist.com/api-documentation-v2/whatsapp-settings-apis/whatsapp-profile-api */
export const updateProfile = defineOperation({
	resource: { name: 'WhatsApp Profile', value: 'whatsappProfile' },
	value: 'update',
	name: 'Update',
	action: 'Update WhatsApp profile',
	description:
		'Change the WhatsApp Business profile. What you do not add stays as it is. Status 100 in the output means that Picky Assist accepted it.',
	endpoint: '/update-profile',
	effect: 'idempotent',
	codes: PROFILE_CODES,

	schema: schemaOf(
		{
			application: channelId(),
			about: text(139, 819),
			address: text(256, 820),
			description: text(256, 821),
			email: email(250, { tooLong: 822, invalid: 823 }),
			industry: choiceOf(INDUSTRIES, 825),
			profilePic: onWire('profile_pic', webAddress('https://example.com/logo.jpg')),
			websites: webAddresses(2, { tooMany: 824, invalid: 826 }),
			clearFields: offWire(namesOutOf(Object.keys(CLEARED))),
		},
		(values) => {
			const both = (values.clearFields ?? []).filter((name) => name in values);
			const names = updatedFields(values);
			return names.length === 0 ? [NOTHING_TO_UPDATE] : both.map(setAndCleared);
		},
	),

	fields: [
		{
			displayName: 'Channel ID',
			name: 'application',
			type: 'string',
			default: '',
			placeholder: 'e.g. 8',
			description:
				'The number of the WhatsApp channel whose profile is updated (a whole number above 0), from Settings → Channels in Picky Assist. Blank means the Default Channel ID of the credential and, if that is also blank, the only channel of the project.',
		},
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			description:
				'What to change. A field that is not added, or whose value is blank, stays as it is; to empty one, use Clear Fields under Options.',
			options: [
				{
					displayName: 'About',
					name: 'about',
					type: 'string',
					default: '',
					placeholder: 'e.g. Fresh bread every morning',
					description:
						'A short line about the business, at most 139 characters, emoji included. Blank leaves it as it is.',
				},
				{
					displayName: 'Address',
					name: 'address',
					type: 'string',
					default: '',
					placeholder: 'e.g. 12 Market Street, Kochi 682001',
					description: 'Address of the business, at most 256 characters. Blank leaves it as it is.',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					placeholder: 'e.g. Family bakery with home delivery',
					description: 'What the business does, at most 256 characters. Blank leaves it as it is.',
				},
				{
					displayName: 'Email',
					name: 'email',
					type: 'string',
					default: '',
					placeholder: 'name@email.com',
					description:
						'Email address of the business, at most 250 characters. Blank leaves it as it is.',
				},
				{
					displayName: 'Industry',
					name: 'industry',
					type: 'options',
					options: INDUSTRIES,
					default: 17,
					description:
						'Industry of the business. An expression may give its number (1 to 17) or its exact name. Blank leaves it as it is.',
				},
				{
					displayName: 'Profile Picture URL',
					name: 'profilePic',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/logo.jpg',
					hint: 'A link that anyone can open, to a JPEG or PNG file',
					description:
						'Public link (http or https) to a JPEG or PNG file of at most 5 MB; 640 x 640 pixels are recommended. Picky Assist fetches it, so it must open without signing in. Blank leaves the picture as it is.',
				},
				{
					displayName: 'Websites',
					name: 'websites',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true, maxAllowedFields: 2 },
					placeholder: 'Add Website',
					default: {},
					description:
						'Websites of the business, at most 2; they replace the earlier ones. Blank leaves them as they are.',
					options: [
						{
							displayName: 'Website',
							name: 'website',
							values: [
								{
									displayName: 'URL',
									name: 'url',
									type: 'string',
									default: '',
									placeholder: 'e.g. https://example.com',
									description:
										'Address of the website; https:// is added in front if it is missing. An expression may give several, as a list or separated by commas or line breaks.',
								},
							],
						},
					],
				},
			],
		},
	],

	ownOptions: [
		{
			displayName: 'Clear Fields',
			name: 'clearFields',
			type: 'multiOptions',
			options: [
				{ name: 'Address', value: 'address' },
				{ name: 'Description', value: 'description' },
				{ name: 'Email', value: 'email' },
				{ name: 'Websites', value: 'websites' },
			],
			default: [],
			description:
				'Which fields to make empty. Picky Assist does not document this: its answer shows whether it did it.',
		},
	],

	toBody: ({ clearFields = [], ...set }, onWire) => {
		const cleared = Object.entries(CLEARED).filter(([name]) => clearFields.includes(name));
		return onWire({ ...Object.fromEntries(cleared), ...set });
	},
	preview: ({ body }) => ({ body, updatedFields: updatedFields(body) }),
	outcomes: (answer, { items }) => {
		const verdict = judgeByStatus(answer);
		if (verdict !== 'accepted') return verdict;
		return items.map(({ body }) => {
			const { application } = body;
			const sent = { ...(application !== undefined && { application }) };
			return [{ ...(answer as IDataObject), updatedFields: updatedFields(body), ...sent }];
		});
	},
});
