import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';
import {
	CHANNEL,
	CHANNEL_FIELD,
	GROUP,
	GROUP_ID,
	GROUP_ID_FIELD,
	NUMBERS,
	NUMBERS_FIELD,
} from './resource';

export const addGroupAdmins = defineOperation({
	...GROUP,
	value: 'addAdmins',
	name: 'Add Admins',
	action: 'Make members admins of a group',
	description: 'Make people admins of a WhatsApp group. They must be members of it already.',
	endpoint: '/add-group-admin',
	effect: 'idempotent',
	schema: schemaOf({ ...CHANNEL, ...GROUP_ID, ...NUMBERS }),
	fields: [CHANNEL_FIELD, GROUP_ID_FIELD, NUMBERS_FIELD],
});
