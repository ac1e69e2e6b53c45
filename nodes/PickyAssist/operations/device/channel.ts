import type { INodeProperties } from 'n8n-workflow';

export const DEVICE = { name: 'Device', value: 'device' };

/** Whose device or server is meant. */
export const DEVICE_CHANNEL: INodeProperties = {
	displayName: 'Channel ID',
	name: 'application',
	type: 'string',
	default: '',
	placeholder: 'e.g. 10',
	description:
		'The number of the channel (10 is WhatsApp Web). Blank means the Default Channel ID of the credential and, if that is also blank, the phone of the project.',
};
