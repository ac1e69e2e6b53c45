import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';
import { CHANNEL, CHANNEL_FIELD, GROUP, GROUP_ID, GROUP_ID_FIELD } from './resource';

export const createGroupInviteLink = defineOperation({
	...GROUP,
	value: 'createInviteLink',
	name: 'Create Invite Link',
	action: 'Create an invite link for a group',
	description:
		'Create a link by which people join a WhatsApp group. Links that were made before may stop working.',
	endpoint: '/generate-invite-link',
	effect: 'idempotent',
	schema: schemaOf({ ...CHANNEL, ...GROUP_ID }),
	fields: [CHANNEL_FIELD, GROUP_ID_FIELD],
});
