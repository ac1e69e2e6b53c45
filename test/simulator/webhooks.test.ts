import { useSimulator } from './support';
import * as webhooks from './webhooks';

const { said, saidByPhone, sendWebhook, textMessage } = webhooks;

describe('a webhook', () => {
	const simulator = useSimulator();

	it('is posted as JSON, with the variables of its URL', async () => {
		const url = `${simulator().origin}/webhook/1?secret=s3cret`;
		await sendWebhook(url, textMessage());
		expect(simulator().requests).toMatchObject([
			{
				method: 'POST',
				path: '/webhook/1?secret=s3cret',
				headers: { 'content-type': 'application/json' },
				body: { ...textMessage(), secret: 's3cret' },
			},
		]);
	});

	it('has text with + for spaces, and raw', () => {
		expect(said('a b & c+d, é')).toEqual({
			'message-in': 'a+b+%26+c%2Bd%2C+%C3%A9',
			message_in_raw: 'a b & c+d, é',
		});
	});

	it('has no more than 2,500 characters of a text by phone, and all of it raw', () => {
		const { 'message-in': encoded, message_in_raw: raw } = saidByPhone('x'.repeat(3000));
		expect([String(encoded).length, String(raw).length]).toEqual([2500, 3000]);
	});

	it('takes changes, and is a new object each time', () => {
		const changed = webhooks.contactMessage({ number: '15550000009' });
		expect(changed).toMatchObject({ number: '15550000009', type: '7' });
		(changed.contact as object[]).push({});
		expect(webhooks.contactMessage().contact).toHaveLength(1);
	});

	it('has mixed types on the newer platform', () => {
		expect(textMessage()).toMatchObject({ type: 1, application: 121, 'unique-id': '751403635' });
	});

	it.each([
		['locationMessage', 'Location'],
		['templateButton', 'payload'],
		['listChoice', 'interactive'],
		['quickReply', 'interactive'],
		['mediaMessage', 'media-url'],
		['groupMessage', 'group-id'],
		['messengerMessage', 'messenger_id'],
	] as const)('as %s has the key %s', (name, key) => {
		expect(webhooks[name]()).toHaveProperty([key]);
	});

	it('comes from Messenger without a number, and by phone with a name in its place', () => {
		expect(webhooks.messengerMessage()).not.toHaveProperty('number');
		expect(webhooks.savedContactMessage()).toMatchObject({ number: 'Ava from the shop' });
		expect(webhooks.sentMessage()).toMatchObject({ direction: 1 });
	});

	it('tells several delivery states, as numbers or as text', () => {
		expect(webhooks.deliveryEvent([{ status: 3 }, {}], { project_id: '9' })).toMatchObject({
			project_id: '9',
			event_id: 1,
			data: [{ status: 3, msg_id: 9844217 }, { status: 1 }],
		});
		expect(webhooks.deliveryEventAsText()).toMatchObject({
			event_id: '1',
			data: [{ status: '2', push_id: '7478630', error_code: '131037' }],
		});
		expect(webhooks.filterEvent()).toMatchObject({ event_id: 2, data: [{ push_id: '589093' }] });
		expect(webhooks.otherEvent(4)).toMatchObject({ event_id: 4 });
	});

	it('tells the delivery of a message that was taken', () => {
		const message = {
			pushId: '1',
			messageId: '2',
			channel: '8',
			kind: 'number',
			to: '15550000001',
			takenAt: 0,
			referenceNumber: 'a',
		} as const;
		expect(webhooks.deliveryOf(message, 4)).toEqual({
			push_id: '1',
			number: '15550000001',
			msg_id: '2',
			status: 4,
			reference_number: 'a',
			channel_id: '8',
		});
	});

	it('is repeated four times', () => {
		expect(webhooks.WEBHOOK_RETRIES.pausesInSeconds).toEqual([60, 900, 7200, 21_600]);
	});
});
