import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';
import { CHANNEL, CHANNEL_FIELD, GROUP, SUBJECT, SUBJECT_FIELD } from './resource';

export const createGroup = defineOperation({
	...GROUP,
	value: 'create',
	name: 'Create',
	action: 'Create a group',
	description:
		'Create a WhatsApp group. People join with the invite link in the output. It is never sent twice.',
	endpoint: '/create-whatsapp-group',
	effect: 'once',
	storedKeys: ['status', 'message', 'groupId', 'inviteLink'],
	inDoubt: {
		message:
			'No answer came, so the group may have been created: look in WhatsApp before you create it again',
		hint: 'Look in WhatsApp on the phone of the channel, since Picky Assist cannot list groups. If the group is not there, run only this item again',
	},
	schema: schemaOf({ ...CHANNEL, ...SUBJECT }),
	fields: [CHANNEL_FIELD, SUBJECT_FIELD],
});
