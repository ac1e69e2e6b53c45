import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';
import { CHANNEL, CHANNEL_FIELD, GROUP, GROUP_ID, GROUP_ID_FIELD } from './resource';

export const getGroup = defineOperation({
	...GROUP,
	value: 'get',
	name: 'Get',
	action: 'Get a group',
	description: 'Get a WhatsApp group with its subject, its invite link, its admins and its members',
	endpoint: '/group-details',
	effect: 'safe',
	schema: schemaOf({ ...CHANNEL, ...GROUP_ID }),
	fields: [CHANNEL_FIELD, GROUP_ID_FIELD],
});
