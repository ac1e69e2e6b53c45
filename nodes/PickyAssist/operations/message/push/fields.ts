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
		'The number of the channel that sends (a whole number above 0), from Settings → Channels in Picky Assist. Blank means the Default Channel ID of the credential. If that is also blank, the message is refused.',
};

export const NUMBER_FIELD: INodeProperties = {
	displayName: 'Phone Number',
	name: 'number',
	type: 'string',
	default: '',
	placeholder: 'e.g. +1 555 000 0001',
	hint: 'With the country code',
	description:
		'Who gets the message. Spaces, +, dots, brackets, dashes and a 00 in front are removed. Without its country code, a number may be that of a stranger in another country. Blank is refused.',
};

export const MESSAGE_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Extra Body Fields',
		name: 'extraBody',
		type: 'json',
		default: '',
		description:
			'More keys for the request as a JSON object, if this node has no field for them. They are added last; blank adds nothing.',
	},
	{
		displayName: 'Extra Recipient Fields',
		name: 'extraRecipient',
		type: 'json',
		default: '',
		description:
			'More keys for this recipient as a JSON object, if this node has no field for them. They are added last; blank adds nothing. A group has no recipient, so use Extra Body Fields for it.',
	},
	{
		displayName: 'High Priority',
		name: 'highPriority',
		type: 'boolean',
		default: false,
		description: 'Whether Picky Assist sends this message before others; blank means off',
	},
	{
		displayName: 'Reference Number',
		name: 'referenceNumber',
		type: 'string',
		default: '',
		description:
			'Your own reference for the message. Delivery states bring it back. Blank makes one from the execution, the node and the item. A message to a group has none.',
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
			'Whether to split a refused request into halves and send them again, until only the refused recipient is left and all others are accepted. This assumes that Picky Assist sends nothing of a request that it refuses, which is not documented. Blank means on.',
	},
	{
		displayName: 'Recipients per Request',
		name: 'recipientsPerRequest',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_RECIPIENTS, numberPrecision: 0 },
		default: RECIPIENTS_PER_REQUEST,
		description:
			'How many items at most share one request (1 to 10000). Items can share one if they differ only in what belongs to the recipient. The smallest value of all items counts; blank means 100.',
	},
];
