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

export const leaveGroup = defineOperation({
	...GROUP,
	value: 'leave',
	name: 'Leave',
	action: 'Leave a group',
	description: 'Remove the phone of the channel from a WhatsApp group',
	endpoint: '/delete-group-action',
	effect: 'idempotent',
	refusedIfDone: REFUSED_IF_GONE,
	schema: schemaOf({ ...CHANNEL, ...GROUP_ID }),
	fields: [CHANNEL_FIELD, GROUP_ID_FIELD],
	toBody: (values, onWire) => ({ ...onWire(values), action: 3 }),
});
