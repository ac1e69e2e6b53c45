/** What all operations about WhatsApp groups share. Their paths are known from programs of others. */
import type { INodeProperties } from 'n8n-workflow';
import { anyText, channelId, onWire, required, text } from '../../../core/reading/fields';
import { phoneNumbers } from '../../../core/reading/phoneNumber';
import { GROUP_CODES } from './codes';
import { outcomes } from './output';

export const GROUP = {
	resource: { name: 'Group', value: 'group' },
	codes: GROUP_CODES,
	outcomes,
};

/** The codes by which a removal may be refused because an attempt before did it. */
export const REFUSED_IF_GONE = [836, 838, 841];

export const CHANNEL = { application: channelId() };

export const CHANNEL_FIELD: INodeProperties = {
	displayName: 'Channel ID',
	name: 'application',
	type: 'string',
	default: '',
	placeholder: 'e.g. 10',
	hint: 'A Web Automation channel',
	description:
		'The number of the channel whose phone is in the group, from Settings → Channels in Picky Assist. It must be a Web Automation channel, so set it here if the Default Channel ID of the credential is another one. Blank means that default. If that is also blank, no channel is sent.',
};

export const GROUP_ID = {
	groupId: onWire(
		'group_id',
		required(anyText(), 'Map groupId from the output of Create, like {{ $json.groupId }}', 836),
	),
};

export const GROUP_ID_FIELD: INodeProperties = {
	displayName: 'Group ID',
	name: 'groupId',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.groupId }}',
	description: 'The ID of the group, such as groupId in the output of Create; blank is refused',
};

export const SUBJECT = {
	subject: onWire(
		'group_subject',
		required(text(25, 834), 'Write a subject, or map one that is not blank', 833),
	),
};

export const SUBJECT_FIELD: INodeProperties = {
	displayName: 'Subject',
	name: 'subject',
	type: 'string',
	default: '',
	placeholder: 'e.g. Order 1042',
	description: 'The name of the group, at most 25 characters; blank is refused',
};

export const NUMBERS = {
	numbers: onWire(
		'number',
		required(phoneNumbers(840), 'Give at least one phone number, with the country code', 840),
	),
};

export const NUMBERS_FIELD: INodeProperties = {
	displayName: 'Phone Numbers',
	name: 'numbers',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. +1 555 000 0001, +1 555 000 0002',
	hint: 'With the country code, separated by commas or line breaks',
	description:
		'The phone numbers of the people. An expression may also give a list, such as the members in the output of Get, and text may be a JSON array. Blank entries are left out, and repeats count once; a list without a number, or blank, is refused.',
};
