import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';
import {
	CHANNEL,
	CHANNEL_FIELD,
	GROUP,
	GROUP_ID,
	GROUP_ID_FIELD,
	REFUSED_IF_GONE,
} from './resource';

export const deleteGroupInviteLink = defineOperation({
	...GROUP,
	value: 'deleteInviteLink',
	name: 'Delete Invite Link',
	action: 'Delete the invite link of a group',
	description: 'Delete the invite link of a WhatsApp group, so that nobody can join with it',
	endpoint: '/delete-group-action',
	effect: 'idempotent',
	refusedIfDone: REFUSED_IF_GONE,
	schema: schemaOf({ ...CHANNEL, ...GROUP_ID }),
	fields: [CHANNEL_FIELD, GROUP_ID_FIELD],
	toBody: (values, onWire) => ({ ...onWire(values), action: 2 }),
});
