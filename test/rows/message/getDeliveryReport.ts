import { getDeliveryReport } from '../../../nodes/PickyAssist/operations/message/getDeliveryReport';
import type { Rows } from '../rows';

const entry = (id: string, more: object = {}) => ({
	msg_id: id,
	number: 15550000001,
	message_type: 3,
	status: 1,
	...more,
});

/** The same as an item that is put out. */
const inWords = (messageId: string, more: object = {}) => ({
	pushId: '7',
	messageId,
	number: '15550000001',
	type: 'text',
	status: 'Delivered',
	statusCode: '1',
	...more,
});

const reads = (answer: unknown, ...outputs: object[]) => [[{}], answer, [outputs]] as const;
const noAnswer = (answer: unknown, httpStatus = 200) =>
	[[{}], answer, [{ source: 'transport' }], { httpStatus }] as const;
const refused = (answer: object, code: number | undefined, says: RegExp) =>
	[[{}], answer, [{ source: 'api', says, ...(code !== undefined && { code }) }]] as const;

const kind = (message_type: unknown, type: string) =>
	reads({ data: [entry('a', { message_type })] }, inWords('a', { type }));

const NOT_FOUND = { pushId: '7', messageId: 'c', found: false, status: 'Unknown' };

export const GET_DELIVERY_REPORT: Rows = {
	operation: getDeliveryReport,
	ordinary: { pushId: 7 },
	sends: {
		'the push ID alone, as text': [{ messageId: '4' }, { push_id: '7' }],
	},
	refuses: {
		'a blank push ID': [{ pushId: ' ' }, { field: 'pushId', says: 'Push ID is blank' }],
		'a list of push IDs': [{ pushId: ['7'] }, { field: 'pushId', says: /whole list/ }],
		'a list of message IDs': [{ messageId: ['4'] }, { field: 'messageId', says: /whole list/ }],
	},
	answers: {
		'an item for each entry, in the words of the trigger': reads(
			{
				push_id: 7,
				channel_id: 8,
				project_id: 9,
				status: 100,
				message: 'Success',
				data: [
					entry('a'),
					entry('b', { status: '2', error_code: 131, error_message: 'No', time: 't' }),
				],
			},
			inWords('a', { channelId: '8', projectId: '9' }),
			inWords('b', {
				channelId: '8',
				projectId: '9',
				status: 'Failed',
				statusCode: '2',
				errorCode: '131',
				errorMessage: 'No',
				time: 't',
			}),
		),
		'a single entry': reads({ data: entry('a') }, inWords('a')),
		'an empty report as one item without a state': reads(
			{ push_id: 7, data: [], status: 100 },
			{ pushId: '7' },
		),
		'a report without entries as one item': reads({ push_id: 7, status: 'OK' }, { pushId: '7' }),
		'the entries, whatever the status beside them': reads(
			{ status: 404, data: [entry('a')] },
			inWords('a'),
		),
		'an entry without a state as Unknown, not in the state of the report': reads(
			{ status: 100, message: 'Success', data: [{ msg_id: 'a' }] },
			{ pushId: '7', messageId: 'a', status: 'Unknown' },
		),
		'the push ID that the answer has': reads(
			{ push_id: 8, data: [entry('a')] },
			inWords('a', { pushId: '8' }),
		),
		'further keys under their own names': reads(
			{ error: 'none', campaign: 'Spring', empty: '', data: [entry('a')] },
			inWords('a', { apiError: 'none', campaign: 'Spring' }),
		),

		'type 1': kind('1', 'image'),
		'type 2': kind(2, 'video'),
		'type 3': kind('3', 'text'),
		'type 4': kind(4, 'audio'),
		'type 5': kind('5', 'document'),
		'a type in words': kind('Sticker', 'sticker'),
		'no type': reads(
			{ data: [{ msg_id: 'a', message_type: '', status: 1 }] },
			{ pushId: '7', messageId: 'a', status: 'Delivered', statusCode: '1' },
		),

		'one report for items that ask for the same, each with the message that it names': [
			['b', '', 'c', 4, ' b ', ''].map((messageId) => ({ messageId })),
			{ data: [entry('a'), entry('b'), entry('4', { msg_id: 4 })] },
			[
				[inWords('b')],
				[inWords('a'), inWords('b'), inWords('4')],
				[NOT_FOUND],
				[inWords('4')],
				[inWords('b')],
				[],
			],
		],
		'a report for each push ID': [
			[{}, { pushId: '8' }],
			{ data: [entry('a')] },
			[[inWords('a')], [inWords('a', { pushId: '8' })]],
			{ requests: 2 },
		],
		'no message in a report without entries': [[{ messageId: 'c' }], { push_id: 7 }, [[NOT_FOUND]]],

		'a code as a refusal': refused({ status: 401 }, 401, /did not accept the token/),
		'a code beside the push ID as a refusal': refused(
			{ status: '499', push_id: 1, error_message: 'No such push' },
			499,
			/No such push/,
		),
		'a code beside an empty list as a refusal': refused(
			{ status: 499, data: [], message: 'Gone' },
			499,
			/Gone/,
		),
		'a word as a refusal, if it is no report': refused(
			{ status: 'FAILED', message: 'Not today' },
			undefined,
			/FAILED: Not today/,
		),
		'a list as no answer': noAnswer([entry('a')]),
		'an object without push ID, entries and status as no answer': noAnswer({ total: 0 }),
		'the empty list of a gateway as no answer': noAnswer({ data: [] }, 503),
		'an empty list in HTTP 400 as no answer': noAnswer({ data: [] }, 400),
	},
};
