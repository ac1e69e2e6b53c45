import type { IDataObject } from 'n8n-workflow';
import type { Issue } from '../../../core/errors';
import { omit } from '../../../core/json';
import { defineOperation } from '../../../core/operation';
import {
	anyText,
	blankIssue,
	channelId,
	decimal,
	offWire,
	required,
	text,
	webAddress,
	wordOf,
} from '../../../core/reading/fields';
import { phoneNumber } from '../../../core/reading/phoneNumber';
import { schemaOf, type Values } from '../../../core/reading/schema';
import { SEND_CODES } from './codes';
import { binaryField, FILE_NAME_LIMIT, filesOf, SentFile, withoutFile } from './push/files';
import { PUSH } from './push/call';
import { CHANNEL_FIELD, NO_CHANNEL, NUMBER_FIELD, PUSH_FIELDS, PUSH_OPTIONS } from './push/fields';
import { messageBody, withReferences } from './push/recipient';

const RECIPIENTS = [
	{ name: 'Messenger User', value: 'messenger' },
	{ name: 'Phone Number', value: 'number' },
	{ name: 'WhatsApp Group', value: 'group' },
] as const;

const MESSAGE_TYPES = [
	{ name: 'Location', value: 'location' },
	{ name: 'Media', value: 'media' },
	{ name: 'Text', value: 'text' },
] as const;

const MEDIA_SOURCES = [
	{ name: 'Binary Field', value: 'binary' },
	{ name: 'URL', value: 'url' },
] as const;

const FIELDS = {
	application: required(channelId(), NO_CHANNEL),
	recipient: wordOf(RECIPIENTS, 'number'),
	number: phoneNumber(406),
	groupId: offWire(anyText()),
	messengerId: offWire(anyText()),
	messageType: wordOf(MESSAGE_TYPES, 'text'),
	message: anyText(),
	mediaSource: wordOf(MEDIA_SOURCES, 'url'),
	mediaUrl: offWire(webAddress('https://example.com/menu.pdf')),
	binaryPropertyName: binaryField(),
	latitude: offWire(decimal(-90, 90)),
	longitude: offWire(decimal(-180, 180)),
	locationName: offWire(anyText()),
	locationAddress: offWire(anyText()),
	fileName: offWire(text(FILE_NAME_LIMIT)),
	...PUSH_FIELDS,
};

type SendValues = Values<typeof FIELDS>;

/** What has to be there for each kind of recipient, message and source of a file. */
const NEEDED: Readonly<
	Record<
		'number' | 'group' | 'messenger' | 'text' | 'location' | 'url' | 'binary',
		readonly Issue[]
	>
> = {
	number: [
		blankIssue(
			'Write the phone number of the recipient with its country code, or map one that is not blank',
			{ field: 'number', code: 402 },
		),
	],
	group: [blankIssue('Give the ID of the WhatsApp group', { field: 'groupId', code: 402 })],
	messenger: [
		blankIssue('Give the user ID that came with the message', { field: 'messengerId', code: 402 }),
	],
	text: [blankIssue('Write a text, or map one that is not blank', { field: 'message', code: 407 })],
	location: [
		blankIssue('Give the latitude in decimals, like 9.9312', { field: 'latitude' }),
		blankIssue('Give the longitude in decimals, like 76.2673', { field: 'longitude' }),
	],
	url: [blankIssue('Give the public link to the file', { field: 'mediaUrl' })],
	binary: [],
};

/** All that is said of a group stands at the top of the body. */
const NO_RECIPIENT: Issue = {
	field: 'extraRecipient',
	message: 'is filled in, but a message to a group has no recipient of its own',
	hint: 'Put the keys into Extra Body Fields (extraBody) instead',
};

/** The addresses that a kind of recipient does not have; an expression may leave them filled in. */
const NOT_ITS_OWN = {
	number: ['groupId', 'messengerId'],
	group: ['number', 'messengerId'],
	messenger: ['number', 'groupId'],
};

/** What a message is beside its text, and the same for all recipients. */
function contentOf(values: SendValues): IDataObject {
	const { messageType = 'text', binaryPropertyName: file, mediaUrl } = values;
	if (messageType === 'text') return {};
	if (messageType === 'location') return { location: locationOf(values) };
	const isSent = file instanceof SentFile;
	const name = isSent ? file.name : values.fileName;
	const content: object = isSent ? { globalmedia_code: file.content } : { globalmedia: mediaUrl };
	return { ...content, ...(name !== undefined && { media_name: name }) };
}

const locationOf = ({ latitude, longitude, locationName, locationAddress }: SendValues) => ({
	lat: latitude,
	long: longitude,
	...(locationName !== undefined && { name: locationName }),
	...(locationAddress !== undefined && { address: locationAddress }),
});

/** https://help.pickyassist.com/api-documentation-v2/push-api */
export const sendMessage = defineOperation({
	...PUSH,
	codes: SEND_CODES,
	value: 'send',
	name: 'Send',
	action: 'Send a message',
	description:
		"Send a message within 24 hours of the customer's last message. Status 100 in the output means accepted, not delivered.",

	schema: schemaOf(FIELDS, (values) => {
		const { recipient = 'number', messageType = 'text', mediaSource = 'url' } = values;
		const content = NEEDED[messageType === 'media' ? mediaSource : messageType];
		const isNot = ({ field = '' }: Issue) => !(field in values);
		const misplaced =
			recipient === 'group' && Object.keys(values.extraRecipient ?? {}).length > 0
				? [NO_RECIPIENT]
				: [];
		return [...NEEDED[recipient].concat(content).filter(isNot), ...misplaced];
	}),

	fields: [
		CHANNEL_FIELD,
		{
			displayName: 'Recipient',
			name: 'recipient',
			type: 'options',
			options: [...RECIPIENTS],
			default: 'number',
			description: 'What kind of recipient it is; blank means a phone number',
		},
		{ ...NUMBER_FIELD, displayOptions: { show: { recipient: ['number'] } } },
		{
			displayName: 'Group ID',
			name: 'groupId',
			type: 'string',
			default: '',
			displayOptions: { show: { recipient: ['group'] } },
			description:
				'The ID of the WhatsApp group (WhatsApp Web only; known from other clients of Picky Assist). Picky Assist sends no delivery states for groups. Blank is refused.',
		},
		{
			displayName: 'Messenger User ID',
			name: 'messengerId',
			type: 'string',
			default: '',
			displayOptions: { show: { recipient: ['messenger'] } },
			description: 'The ID that came with a message of this user; blank is refused',
		},
		{
			displayName: 'Message Type',
			name: 'messageType',
			type: 'options',
			options: [...MESSAGE_TYPES],
			default: 'text',
			description: 'What to send; blank means text',
		},
		{
			displayName: 'Text',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Your order is on its way.',
			displayOptions: { show: { messageType: ['text'] } },
			description: 'The text, sent as it is; blank is refused',
		},
		{
			displayName: 'Caption',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			displayOptions: { show: { messageType: ['media'] } },
			description: 'A text with the file; blank sends none',
		},
		{
			displayName: 'Media Source',
			name: 'mediaSource',
			type: 'options',
			options: [...MEDIA_SOURCES],
			default: 'url',
			displayOptions: { show: { messageType: ['media'] } },
			description: 'Where the file comes from; blank means a URL',
		},
		{
			displayName: 'Media URL',
			name: 'mediaUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/menu.pdf',
			displayOptions: { show: { messageType: ['media'], mediaSource: ['url'] } },
			description: 'Public link to the file. It must open without signing in; blank is refused.',
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			hint: 'The name of the input field that holds the file',
			displayOptions: { show: { messageType: ['media'], mediaSource: ['binary'] } },
			description:
				'The binary field of the item, or an expression that gives the file itself, also that of an earlier node: {{ $("Download").first().binary.data }}. Blank means data.',
		},
		{
			displayName: 'Latitude',
			name: 'latitude',
			type: 'string',
			default: '',
			placeholder: 'e.g. 9.9312',
			displayOptions: { show: { messageType: ['location'] } },
			description: 'In decimals, from -90 to 90; blank is refused',
		},
		{
			displayName: 'Longitude',
			name: 'longitude',
			type: 'string',
			default: '',
			placeholder: 'e.g. 76.2673',
			displayOptions: { show: { messageType: ['location'] } },
			description: 'In decimals, from -180 to 180; blank is refused',
		},
		{
			displayName: 'Location Name',
			name: 'locationName',
			type: 'string',
			default: '',
			displayOptions: { show: { messageType: ['location'] } },
			description: 'Name of the place at the pin; blank leaves it out',
		},
		{
			displayName: 'Location Address',
			name: 'locationAddress',
			type: 'string',
			default: '',
			displayOptions: { show: { messageType: ['location'] } },
			description: 'Address of the place at the pin; blank leaves it out',
		},
	],
	ownOptions: [
		...PUSH_OPTIONS,
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Menu.pdf',
			description:
				'The name that is shown for a document, at most 20 characters. A file of a binary field gets the ending of its type if the name has none. Blank means the name of that file, shortened. For a link, blank means that Picky Assist chooses it.',
		},
	],

	completer: (context, runIndex) => {
		const references = withReferences(context, runIndex);
		const fileOf = filesOf(context);
		return {
			complete: (index, values: SendValues): SendValues => {
				const { recipient, messageType, mediaSource, binaryPropertyName: file = 'data' } = values;
				const isFile = messageType === 'media' && mediaSource === 'binary';
				return references.complete(index, {
					...omit(values, ...NOT_ITS_OWN[recipient ?? 'number']),
					...(isFile && { binaryPropertyName: fileOf(index, file, values.fileName) }),
				});
			},
		};
	},

	toBody: (values: SendValues) => {
		const { application, recipient, number, messengerId, groupId, message } = values;
		const shared: IDataObject = { application: String(application), ...contentOf(values) };
		if (recipient === 'group') {
			shared.group_id = groupId;
			if (message !== undefined) shared.globalmessage = message;
			return messageBody(values, shared, undefined);
		}
		const own: IDataObject = recipient === 'messenger' ? { messenger_id: messengerId } : { number };
		if (message !== undefined) own.message = message;
		return messageBody(values, shared, own);
	},
	preview: ({ body }, { items }) => ({ body: withoutFile(body), recipients: items.length }),
});
