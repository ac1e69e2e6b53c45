import type { IDataObject } from 'n8n-workflow';
import { getDeliveryReport } from '../../../../../nodes/PickyAssist/operations/message/getDeliveryReport';
import { json } from '../../../strictContext';
import { call, detailsIn, issuesOf } from '../calling';

const ask = async (items: IDataObject[], body: unknown, httpStatus?: number) =>
	await call(getDeliveryReport, items, { answer: () => json(body, httpStatus) });

const entry = (id: string, more: IDataObject = {}) => ({
	msg_id: id,
	number: 15550000001,
	message_type: 3,
	status: 1,
	...more,
});
const told = (messageId: string, more: IDataObject = {}) => ({
	messageId,
	number: '15550000001',
	type: 'text',
	status: 'Delivered',
	statusCode: '1',
	...more,
});

it.each<[what: string, answer: unknown, outputs: IDataObject[]]>([
	[
		'an item for each entry, in the words of the trigger',
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
		[
			{ pushId: '7', channelId: '8', projectId: '9', ...told('a') },
			{
				pushId: '7',
				channelId: '8',
				projectId: '9',
				...told('b', {
					status: 'Failed',
					statusCode: '2',
					errorCode: '131',
					errorMessage: 'No',
					time: 't',
				}),
			},
		],
	],
	['an item for a single entry', { data: entry('a') }, [{ pushId: '7', ...told('a') }]],
	['one item for no entries', { push_id: 7, data: [], status: 100 }, [{ pushId: '7' }]],
	['one item for an odd status', { push_id: 7, status: 'OK' }, [{ pushId: '7' }]],
	[
		'the entries, whatever the status beside them',
		{ status: 404, data: [entry('a')] },
		[{ pushId: '7', ...told('a') }],
	],
	[
		'an entry without a state as Unknown',
		{ data: [{ msg_id: 'a' }] },
		[{ pushId: '7', messageId: 'a', status: 'Unknown' }],
	],
	[
		'the ID that was asked for where the answer has another form of it',
		{ push_id: 8, data: [entry('a')] },
		[{ pushId: '8', ...told('a') }],
	],
])('gives %s', async (_, answer, expected) => {
	const { outputs, bodies } = await ask([{ pushId: 7 }], answer);
	expect(bodies()).toEqual([{ push_id: '7' }]);
	expect(outputs).toEqual([expected]);
});

it.each([
	['1', 'image'],
	[2, 'video'],
	['3', 'text'],
	[4, 'audio'],
	['5', 'document'],
	['Sticker', 'sticker'],
	['', undefined],
])('tells the type %j as %s', async (message_type, type) => {
	const { outputs } = await ask([{ pushId: 7 }], { data: [entry('a', { message_type })] });
	expect(outputs[0]![0]!.type).toBe(type);
});

it('asks once for equal push IDs, and gives each item the message that it names', async () => {
	const items = ['b', '', 'c', 'a', ''].map((messageId) => ({ pushId: '7', messageId }));
	const { outputs, bodies } = await ask([...items, { pushId: '8' }], {
		data: [entry('a'), entry('b')],
	});
	expect(bodies()).toEqual([{ push_id: '7' }, { push_id: '8' }]);
	const ids = outputs.map((own) => own.map(({ pushId, messageId }) => [pushId, messageId].join()));
	expect(ids).toEqual([['7,b'], ['7,a', '7,b'], ['7,c'], ['7,a'], [], ['8,a', '8,b']]);
	expect(outputs[2]).toEqual([{ pushId: '7', messageId: 'c', found: false, status: 'Unknown' }]);
});

it.each<[answer: IDataObject, message: RegExp]>([
	[{ status: 401 }, /did not accept the token/],
	[{ status: '499', error_message: 'No such push' }, /No such push/],
	[{ status: 499, data: [], message: 'Gone' }, /Gone/],
	[{ status: 'FAILED', message: 'Not today' }, /Not today/],
])('is refused by %j', async (answer, message) => {
	const { outputs } = await ask([{ pushId: 7 }], answer);
	const { source, issues } = detailsIn(outputs[0]![0]);
	expect([source, issues[0].message]).toEqual(['api', expect.stringMatching(message)]);
});

it.each<[what: string, answer: unknown, httpStatus?: number]>([
	['a list', [entry('a')]],
	['an object without push ID, data and status', { total: 0 }],
	['an empty list of a gateway', { data: [] }, 503],
])('takes %s for no answer', async (_, answer, httpStatus = 200) => {
	const { outputs } = await ask([{ pushId: 7 }], answer, httpStatus);
	expect(detailsIn(outputs[0]![0]).source).toBe('transport');
});

it('is refused for a blank push ID', async () => {
	expect(await issuesOf(getDeliveryReport, { pushId: ' ' })).toMatchObject([
		{ field: 'pushId', message: 'Push ID is blank' },
	]);
});
