import type { IBinaryData } from 'n8n-workflow';
import { sendMessage } from '../../../nodes/PickyAssist/operations/message/send';
import type { Outcome, Parameters, Rows } from '../rows';
import { accepts, ONE, reference, refusedBatches, sharedRefusals, TWO } from './samples';

const LINK = 'https://shop.example/a.jpg';
const CONTENT = Buffer.from('a picture').toString('base64');
const FILE: IBinaryData = { data: CONTENT, mimeType: 'image/png', fileName: 'menu.png' };

const MEDIA = { messageType: 'media', mediaUrl: LINK, message: '' };
const PLACE = { messageType: 'location', latitude: '1', longitude: '2', message: '' };
const GROUP = { recipient: 'group', groupId: 'G1' };
const MESSENGER = { recipient: 'messenger', messengerId: 4210 };
const fromFile = (binaryPropertyName: unknown) => ({
	...MEDIA,
	mediaSource: 'binary',
	binaryPropertyName,
});
const option = (options: object) => ({ options });

/** The body with what the request and its recipient have. */
const body = (shared: object, own: object = { number: ONE }) => ({
	application: '121',
	...shared,
	data: [{ ...reference(), ...own }],
});
const HELLO = { number: ONE, message: 'Hello' };

const toNumber = (number: unknown, digits: string) =>
	[{ number }, body({}, { number: digits, message: 'Hello' })] as const;
const noNumber = (number: unknown, says: RegExp | string) =>
	[{ number }, { field: 'number', code: 406, says }] as const;
const blank = (changes: Parameters, field: string, label: string, code?: number) =>
	[changes, { field, says: `${label} is blank`, ...(code !== undefined && { code }) }] as const;
const wrong = (changes: Parameters, field: string, says: RegExp | string) =>
	[changes, { field, says }] as const;

/** An answer of Picky Assist that accepts one message with this ID. */
const output = (more: object): Outcome => [expect.objectContaining(more) as object];
const refused = (code: number, field: string, hint: RegExp) =>
	[
		[{}],
		{ status: code },
		[{ source: 'api', code, field, hint, details: { mayHaveBeenSent: false, recipients: 1 } }],
	] as const;

export const SEND: Rows = {
	operation: sendMessage,
	ordinary: { application: '121', number: ONE, message: 'Hello' },
	sends: {
		'a text': [{}, body({}, HELLO)],
		'a text to a phone number if both choices are blank': [
			{ recipient: ' ', messageType: null },
			body({}, HELLO),
		],
		'a text, also if a file was chosen before': [{ mediaSource: 'binary' }, body({}, HELLO)],
		'half of an emoji as the sign for it': [
			{ message: 'Hi \ud83d' },
			body({}, { ...HELLO, message: 'Hi \ufffd' }),
		],
		'a file by its link': [MEDIA, body({ globalmedia: LINK })],
		'a file with a caption and a name': [
			{ ...MEDIA, message: 'Hello', ...option({ fileName: 'Menu.jpg' }) },
			body({ globalmedia: LINK, media_name: 'Menu.jpg' }, HELLO),
		],
		'a file that an expression gives': [
			fromFile(FILE),
			body({ globalmedia_code: CONTENT, media_name: 'menu.png' }),
		],
		'a file under the name that the user gives, with the ending of its type': [
			{ ...fromFile(FILE), ...option({ fileName: 'Mine v1.2' }) },
			body({ globalmedia_code: CONTENT, media_name: 'Mine v1.2.png' }),
		],
		'a file under a shorter name with the ending of its type': [
			fromFile({ ...FILE, fileName: 'my v.1 longer name of a menu.png' }),
			body({ globalmedia_code: CONTENT, media_name: 'my v.1 longer na.png' }),
		],
		'a file without a name, if nothing is known of it': [
			fromFile({ data: CONTENT, mimeType: 'application/octet-stream' }),
			body({ globalmedia_code: CONTENT }),
		],
		'a location, its numbers written in any way': [
			{ ...PLACE, latitude: '9.9312', longitude: '76,2673' },
			body({ location: { lat: 9.9312, long: 76.2673 } }),
		],
		'a location with its name and its address': [
			{ ...PLACE, locationName: 'Shop', locationAddress: 'Long Street 1' },
			body({ location: { lat: 1, long: 2, name: 'Shop', address: 'Long Street 1' } }),
		],
		'a text to a group': [GROUP, { application: '121', group_id: 'G1', globalmessage: 'Hello' }],
		'a text to a group, whose further fields hold nothing': [
			{ ...GROUP, ...option({ extraRecipient: {} }) },
			{ application: '121', group_id: 'G1', globalmessage: 'Hello' },
		],
		'a file to a group': [
			{ ...MEDIA, ...GROUP },
			{ application: '121', group_id: 'G1', globalmedia: LINK },
		],
		'a location to a group': [
			{ ...PLACE, ...GROUP },
			{ application: '121', group_id: 'G1', location: { lat: 1, long: 2 } },
		],
		'a text to a Messenger user': [MESSENGER, body({}, { messenger_id: '4210', message: 'Hello' })],
		'a high priority and a reference number of the user': [
			option({ highPriority: true, referenceNumber: 7 }),
			body({ priority: 1 }, { ...HELLO, reference_number: '7' }),
		],
		'no priority if it is switched off': [option({ highPriority: 'false' }), body({}, HELLO)],
		'extra fields last': [
			option({
				highPriority: true,
				extraBody: '{ "priority": 2 }',
				extraRecipient: { message: 'Mine', reference_number: 'mine' },
			}),
			body({ priority: 2 }, { ...HELLO, message: 'Mine', reference_number: 'mine' }),
		],
		'the number as its digits': toNumber('+1 (555) 000-0001', ONE),
		'a number that comes as one': toNumber(15550000001, ONE),
		'a number with hidden signs': toNumber('\u200e1555\u00a0000\u200b0001\ufeff', ONE),
		'a number that is none, with the checks off': [
			{ number: 15550000001.5, ...option({ checkBeforeSending: false }) },
			body({}, { ...HELLO, number: '15550000001.5' }),
		],
	},
	refuses: {
		...sharedRefusals,
		...refusedBatches,
		'no number': blank({ number: null }, 'number', 'Phone Number', 402),
		'a number of hidden signs alone': blank(
			{ number: '\u202a\u200b \u202c' },
			'number',
			'Phone Number',
			402,
		),
		'no group': blank({ ...GROUP, groupId: ' ' }, 'groupId', 'Group ID', 402),
		'no Messenger user': blank(
			{ ...MESSENGER, messengerId: '' },
			'messengerId',
			'Messenger User ID',
			402,
		),
		'no text': blank({ message: ' ' }, 'message', 'Text', 407),
		'no file': blank({ ...MEDIA, mediaUrl: ' ' }, 'mediaUrl', 'Media URL'),
		'all that is missing at once': [
			{ ...PLACE, application: '', number: '', latitude: ' ', longitude: '' },
			{ field: 'application', says: 'Channel ID is blank' },
			{ field: 'number', code: 402, says: 'Phone Number is blank' },
			{ field: 'latitude', says: 'Latitude is blank' },
			{ field: 'longitude', says: 'Longitude is blank' },
		],
		'a latitude that is no number': wrong(
			{ ...PLACE, latitude: 'north' },
			'latitude',
			'Latitude is north, but it must be a number from -90 to 90',
		),
		'a kind of recipient that is none': wrong(
			{ recipient: 'someone' },
			'recipient',
			'Recipient is someone, but it must be one of Messenger User, Phone Number, WhatsApp Group',
		),
		'a message type that is none': wrong(
			{ messageType: 'song' },
			'messageType',
			'Message Type is song, but it must be one of Location, Media, Text',
		),
		'a media source that is none': wrong(
			{ ...MEDIA, mediaSource: 'disk' },
			'mediaSource',
			'Media Source is disk, but it must be one of Binary Field, URL',
		),
		'a file without its content': wrong(
			fromFile({ mimeType: 'image/png' }),
			'binaryPropertyName',
			'Input Data Field Name gives a file without its content',
		),
		'an object with a file in it': wrong(
			fromFile({ data: {} }),
			'binaryPropertyName',
			'Input Data Field Name is an object without a file',
		),
		'a list of files': wrong(fromFile([FILE]), 'binaryPropertyName', /is a whole list/),
		'an empty file': wrong(
			fromFile({ ...FILE, data: '' }),
			'binaryPropertyName',
			'The file "menu.png" is empty',
		),
		'a stored file without a byte': wrong(
			fromFile({ ...FILE, id: 'filesystem-v2:1', bytes: 0 }),
			'binaryPropertyName',
			'The file "menu.png" is empty',
		),
		'a stored file without a byte, as older n8n writes it': wrong(
			fromFile({ ...FILE, id: 'filesystem-v2:1', fileSize: '0 B' }),
			'binaryPropertyName',
			'The file "menu.png" is empty',
		),
		'extra body fields that are no object': wrong(
			option({ extraBody: '[1]' }),
			'extraBody',
			'Extra Body Fields is not a JSON object',
		),
		'extra recipient fields that are no object': wrong(
			option({ extraRecipient: 'priority: 1' }),
			'extraRecipient',
			'Extra Recipient Fields is not a JSON object',
		),
		'extra recipient fields of a group, and says where they go': [
			{ ...GROUP, ...option({ extraRecipient: '{ "quoted": "1" }' }) },
			{ field: 'extraRecipient', says: /^Extra Recipient Fields .* group/, hint: /extraBody/ },
		],
	},
	checks: {
		'a number with a fraction': noNumber(15550000001.5, /fraction/),
		'a number that begins with 0': noNumber('05550000001', /begins with 0/),
		'a channel that is none': wrong(
			{ application: -8 },
			'application',
			'Channel ID is not the number of a channel (-8)',
		),
		'a file that is no web address': wrong(
			{ ...MEDIA, mediaUrl: 'ftp://a.example/a' },
			'mediaUrl',
			'Media URL is not a web address',
		),
		'a location that is nowhere': [
			{ ...PLACE, latitude: '90.1', longitude: -180.1 },
			{ field: 'latitude', says: 'Latitude is 90.1, but it must be a number from -90 to 90' },
			{ field: 'longitude', says: 'Longitude is -180.1, but it must be a number from -180 to 180' },
		],
		'a file name that is too long': wrong(
			{ ...MEDIA, ...option({ fileName: 'x'.repeat(21) }) },
			'fileName',
			'File Name has 21 characters, and Picky Assist allows 20',
		),
	},
	shows: {
		'a file by its size': [
			fromFile({ ...FILE, data: 'A'.repeat(4096) }),
			{
				recipients: 1,
				body: body({ globalmedia_code: '[a file of 3 kB in base64]', media_name: 'menu.png' }),
			},
		],
	},
	answers: {
		'each recipient by its number, in any order and form': [
			[{}, { number: TWO }],
			{
				...{ status: 100, credit: 1, push_id: 7, number: 'x' },
				data: [
					{ number: `+${TWO}`, msg_id: 'b', credit: 2, note: 'own' },
					{ number: Number(ONE), msg_id: 1 },
				],
			},
			[
				[
					{
						...{ status: 100, credit: 1, pushId: '7', messageId: '1', number: ONE },
						...{ recipients: 2, referenceNumber: reference(0).reference_number },
					},
				],
				[
					{
						...{ status: 100, credit: 1, note: 'own', pushId: '7', messageId: 'b', number: TWO },
						...{ recipients: 2, referenceNumber: reference(1).reference_number },
					},
				],
			],
		],
		'a group, which has no reference number': [
			[GROUP],
			{ status: 'success', data: [{ group_id: 'G1', msg_id: 'a' }] },
			[[{ status: 'success', messageId: 'a', groupId: 'G1', recipients: 1 }]],
		],
		'a Messenger user': [
			[MESSENGER],
			{ status: 'success', data: [{ messenger_id: 4210, msg_id: 'a' }] },
			[output({ messageId: 'a', messengerId: '4210', referenceNumber: expect.anything() })],
		],
		'the reference number that went out': [
			[option({ extraRecipient: { reference_number: 'order-8' } })],
			accepts(ONE),
			[output({ referenceNumber: 'order-8' })],
		],
		'a refused entry as a refusal of its recipient alone': [
			[{}, { number: TWO }],
			{
				status: 100,
				data: [
					{ number: ONE, status: 406 },
					{ number: TWO, msg_id: 'b' },
				],
			},
			[
				{ source: 'api', code: 406, field: 'number', details: { recipients: 2 } },
				output({ messageId: 'b' }),
			],
		],
		'those with an ID in a refusal as accepted, without its words': [
			[{}, { number: TWO }],
			{
				...{ status: 406, message: 'No', error_message: 'No', error: 'No' },
				data: [{ number: TWO, msg_id: 'b' }],
			},
			[
				{ source: 'api', code: 406 },
				[
					{
						...{ status: 100, messageId: 'b', number: TWO, recipients: 2 },
						referenceNumber: reference(1).reference_number,
					},
				],
			],
		],
		'a refusal of one recipient in halves, until each is alone': [
			[{}, { number: TWO }],
			{ status: 802 },
			[
				{ source: 'api', code: 802, details: { recipients: 1, attempts: 2 } },
				{ source: 'api', code: 802, details: { recipients: 1, attempts: 2 } },
			],
			{ requests: 3 },
		],
		'code 402 with advice for messages': refused(402, 'number', /country code/),
		'code 406 with advice for messages': refused(406, 'number', /country code/),
		'code 407 with advice for messages': refused(407, 'message', /not blank/),
		'code 801 with advice for messages': refused(801, 'application', /Settings → Channels/),
		'code 802 with advice for messages': refused(802, 'number', /Send Template/),
		'a lost answer with the reference number to look for': [
			[{}],
			'',
			[
				{
					source: 'transport',
					details: {
						mayHaveBeenSent: true,
						retryable: false,
						referenceNumber: reference(0).reference_number,
					},
				},
			],
			{ httpStatus: 500 },
		],
	},
};
