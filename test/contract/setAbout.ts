import { defineOperation } from '../../nodes/core/operation';
import { required, text } from '../../nodes/core/reading/fields';
import { schemaOf } from '../../nodes/core/reading/schema';

/** The worked example of CONTRIBUTING.md: an operation in one file, held to the same tests as the real ones. */
export const setAbout = defineOperation({
	resource: { name: 'WhatsApp Profile', value: 'whatsappProfile' },
	value: 'setAbout',
	name: 'Set About',
	action: 'Set the About line',
	description: 'Change the About line alone',
	endpoint: '/update-profile',
	effect: 'idempotent',
	codes: {
		819: {
			text: 'The Maximum Length Of About Exceeds',
			evidence: 'documented',
			message: 'About is too long for Picky Assist',
			hint: 'Shorten About',
			field: 'about',
		},
	},
	schema: schemaOf({ about: required(text(139, 819), 'Write the new text') }),
	fields: [
		{
			displayName: 'About',
			name: 'about',
			type: 'string',
			default: '',
			description: 'A short line about the business, at most 139 characters; blank is refused',
		},
	],
});
