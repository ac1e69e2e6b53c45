import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';
import { CHANNEL, CHANNEL_FIELD, GROUP, GROUP_ID, GROUP_ID_FIELD } from './resource';

export const createGroupInviteLink = defineOperation({
	...GROUP,
	value: 'createInviteLink',
	name: 'Create Invite Link',
	action: 'Create an invite link for a group',
	description:
		'Create a link that people use to join a WhatsApp group. Earlier links may stop working.',
	endpoint: '/generate-invite-link',
	effect: 'idempotent',
	schema: schemaOf({ ...CHANNEL, ...GROUP_ID }),
	fields: [CHANNEL_FIELD, GROUP_ID_FIELD],
});
