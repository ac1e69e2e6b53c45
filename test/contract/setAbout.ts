import { defineOperation } from '../../nodes/core/operation';
import { someOf, text } from '../../nodes/core/reading/schema';

/** The worked example of CONTRIBUTING.md: an operation in one file, held to the same tests as the real ones. */
export const setAbout = defineOperation({
	resource: { name: 'WhatsApp Profile', value: 'whatsappProfile' },
	value: 'setAbout',
	name: 'Set About',
	action: 'Set the About line',
	description: 'Change the About line alone',
	endpoint: '/update-profile',
	idempotent: true,
	schema: someOf({ about: text(139, 819) }),
	fields: [
		{
			displayName: 'About',
			name: 'about',
			type: 'string',
			default: '',
			description: 'A short line about the business, at most 139 characters; blank is refused',
		},
	],
	clearable: {},
	laneOf: () => undefined,
	toBody: ({ about }) => (about === undefined ? {} : { about }),
	report: (body) => ({ updatedFields: Object.keys(body) }),
	problemOf: ({ about }) =>
		about === undefined
			? { code: null, say: () => 'About is blank', hint: 'Write the new text' }
			: undefined,
});
