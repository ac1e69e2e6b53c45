import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';
import {
	CHANNEL,
	CHANNEL_FIELD,
	GROUP,
	GROUP_ID,
	GROUP_ID_FIELD,
	SUBJECT,
	SUBJECT_FIELD,
} from './resource';

export const updateGroup = defineOperation({
	...GROUP,
	value: 'update',
	name: 'Update',
	action: 'Update a group',
	description: 'Change the subject of a WhatsApp group',
	endpoint: '/update-group-info',
	effect: 'idempotent',
	schema: schemaOf({ ...CHANNEL, ...GROUP_ID, ...SUBJECT }),
	fields: [CHANNEL_FIELD, GROUP_ID_FIELD, SUBJECT_FIELD],
});
