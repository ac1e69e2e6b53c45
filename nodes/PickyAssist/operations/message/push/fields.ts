/** The fields that both operations have that send messages. */
import type { INodeProperties } from 'n8n-workflow';
import {
	anyText,
	extraFields,
	numberFrom,
	offWire,
	yesOrNo,
} from '../../../../core/reading/fields';

/** The keys that only the node itself sets. */
const OWN_KEYS = ['token', 'application', 'data', 'number'];

/** Vendor: "Numbers in a single API call: 10000". */
export const MOST_RECIPIENTS = 10_000;
export const RECIPIENTS_PER_REQUEST = 100;

/** The options of every message. */
export const MESSAGE_FIELDS = {
	referenceNumber: offWire(anyText()),
	highPriority: offWire(yesOrNo()),
	extraBody: extraFields(OWN_KEYS),
	extraRecipient: extraFields(OWN_KEYS),
};

/** With those of messages that share requests. */
export const PUSH_FIELDS = {
	...MESSAGE_FIELDS,
	recipientsPerRequest: offWire(numberFrom(1, MOST_RECIPIENTS, { whole: true })),
	findRefused: offWire(yesOrNo()),
};

export const NO_CHANNEL =
	'Set Channel ID, or the Default Channel ID of the credential, to the number of the channel that sends (Picky Assist: Settings → Channels)';

export const CHANNEL_FIELD: INodeProperties = {
	displayName: 'Channel ID',
	name: 'application',
	type: 'string',
	default: '',
	placeholder: 'e.g. 121',
	description:
		'The number of the channel that sends (a whole number above 0), from Settings → Channels in Picky Assist. Blank means the Default Channel ID of the credential and is refused where that is blank too.',
};

export const NUMBER_FIELD: INodeProperties = {
	displayName: 'Phone Number',
	name: 'number',
	type: 'string',
	default: '',
	placeholder: 'e.g. +1 555 000 0001',
	hint: 'With the country code',
	description:
		'Who gets the message. Spaces, +, dots, brackets, dashes and a 00 in front are taken away; blank is refused.',
};

export const MESSAGE_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Extra Body Fields',
		name: 'extraBody',
		type: 'json',
		default: '',
		description:
			'Further keys of the request as a JSON object, for what this node has no field for. They go in last; blank adds nothing.',
	},
	{
		displayName: 'Extra Recipient Fields',
		name: 'extraRecipient',
		type: 'json',
		default: '',
		description:
			'Further keys of this recipient as a JSON object, for what this node has no field for. They go in last; blank adds nothing. A group has no recipient, so it takes Extra Body Fields only.',
	},
	{
		displayName: 'High Priority',
		name: 'highPriority',
		type: 'boolean',
		default: false,
		description: 'Whether Picky Assist sends it before others; blank means off',
	},
	{
		displayName: 'Reference Number',
		name: 'referenceNumber',
		type: 'string',
		default: '',
		description:
			'Your own mark of the message, which delivery states bring back. Blank makes one from the execution, the node and the item. A message to a group has none.',
	},
];

export const PUSH_OPTIONS: INodeProperties[] = [
	...MESSAGE_OPTIONS,
	{
		displayName: 'Find Refused Recipients',
		name: 'findRefused',
		type: 'boolean',
		default: true,
		description:
			'Whether to send a refused request again in halves until the refused recipient stands alone, so that it does not take the others along. It is assumed that Picky Assist sends nothing of a request that it refuses, which is not documented. Blank means on.',
	},
	{
		displayName: 'Recipients per Request',
		name: 'recipientsPerRequest',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_RECIPIENTS, numberPrecision: 0 },
		default: RECIPIENTS_PER_REQUEST,
		description:
			'How many items with the same content around the recipient go out in one request (1 to 10000). The smallest of all items counts; blank means 100.',
	},
];
