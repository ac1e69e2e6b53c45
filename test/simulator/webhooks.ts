/**
 * What Picky Assist sends to the webhooks of a project: the documented samples, with made-up numbers.
 *
 * Each builder gives a new object, with the changes merged over the sample. Types are as mixed as in the samples: ids,
 * numbers and types come as text or as JSON numbers.
 *
 * What is not documented and made up here: a text of the older kind and a Messenger message as a whole (their variables are
 * listed, not shown), the entries of the events 3 and 4, and that a project's own variables come in the body as well as
 * in the query string.
 */
import type { SentMessage } from './types';

export type Webhook = Record<string, unknown>;

/** A call that is not answered with HTTP 200 in time is repeated after these pauses, and then never again. */
export const WEBHOOK_RETRIES = {
	success: 200,
	secondsToAnswer: 180,
	pausesInSeconds: [60, 15 * 60, 2 * 3600, 6 * 3600],
} as const;

const PHONE_LIMIT = 2500;

/** The two keys of a text: URL-encoded with `+` for spaces, and raw. */
export const said = (text: string): Webhook => ({
	'message-in': encodeURIComponent(text).replace(/%20/g, '+'),
	message_in_raw: text,
});

/** By phone only the beginning is encoded. */
export const saidByPhone = (text: string): Webhook => ({
	...said(text.slice(0, PHONE_LIMIT)),
	message_in_raw: text,
});

const builder =
	(sample: Webhook) =>
	(changes: Webhook = {}): Webhook => ({ ...structuredClone(sample), ...changes });

/** A text on the newer platform. */
export const textMessage = builder({
	number: '15550000001',
	...said('Hello'),
	type: 1,
	application: 121,
	'unique-id': '751403635',
	'project-id': 501326,
	direction: 0,
	name: 'Ava',
});

/** A text of the older kind: all is text, nothing is raw. */
export const olderTextMessage = builder({
	number: '15550000001',
	'message-in': 'test',
	type: '1',
	application: '1',
	'unique-id': '5642',
	'project-id': '27',
	'custom-variable': 'test',
});

/** A picture with a caption; video is type 3, audio 4, a document 6. */
export const mediaMessage = builder({
	...olderTextMessage(),
	type: '2',
	'media-url': 'https://shop.example/media/PT05_ubt.jpeg',
});

export const contactMessage = builder({
	number: '15550000001',
	type: '7',
	application: '8',
	'unique-id': '5642',
	'project-id': '27',
	contact: [
		{
			city: null,
			country: 'USA',
			country_code: 'in',
			state: 'Kerala',
			street: null,
			address_type: 'Home',
			zip: null,
			email: 'user@example.com',
			first_name: 'Test',
			last_name: 'User',
			phone: '15550000002',
			phone_type: 'Mobile',
			contact_image: '',
		},
	],
});

/** With the sample's capital L, and its type of a contact. */
export const locationMessage = builder({
	number: '15550000001',
	type: '7',
	application: '8',
	'unique-id': '5642',
	'project-id': '27',
	Location: {
		lat: 81.5094267351303,
		long: 6.969892978668,
		name: 'Tourism Maldives',
		address: 'Tourism Maldives Magazine, USA',
		url: 'http://pickyassist.com/',
	},
});

/** The button of a template was pressed. */
export const templateButton = builder({
	number: '15550000001',
	...said('Not Sure'),
	type: 9,
	application: '8',
	'unique-id': '52363299',
	'project-id': '10129',
	direction: 0,
	name: 'Picky',
	'context-msg-id': '30486936',
	payload: 'confirmbutton',
});

/** An entry of a list was chosen. */
export const listChoice = builder({
	number: '15550000001',
	...said('choice1'),
	type: 1,
	application: 8,
	'unique-id': '70946012',
	'project-id': '14192',
	direction: 0,
	'context-msg-id': '41668446',
	interactive: { type: 1, id: 'ref1', description: 'choice description1' },
});

/** A quick-reply button was pressed. */
export const quickReply = builder({
	...listChoice(),
	...said('Yes'),
	interactive: { type: 2, id: 'yes', description: null },
});

/** In a group of WhatsApp Web. */
export const groupMessage = builder({
	...textMessage(),
	number: 'Group Name @Sender Name / 15550000001',
	application: 10,
	'group-id': '120363000000000001',
	'group-mentions': [],
});

/** By phone, from a saved contact: its name stands in the place of the number. */
export const savedContactMessage = builder({
	...olderTextMessage(),
	number: 'Ava from the shop',
	...saidByPhone('test'),
});

/** What was sent from WhatsApp Web, told to the same webhook. */
export const sentMessage = builder({
	...textMessage(),
	application: 10,
	direction: 1,
});

export const messengerMessage = builder({
	messenger_id: 4210000000000001,
	name: 'Ava',
	...said('Hello'),
	type: '1',
	application: '5',
	'unique-id': '5643',
	'project-id': '27',
	direction: 0,
});

const event = (eventId: number | string, entries: Webhook[], envelope: Webhook): Webhook => ({
	project_id: '27',
	event_id: eventId,
	data: entries,
	...envelope,
});

const DELIVERY = {
	push_id: 7478630,
	number: '15550000001',
	msg_id: 9844217,
	status: 1,
	reference_number: 'order-42',
	error_message: '',
	message: 'Hello',
	message_type: 'Text',
	media: '',
	channel_id: 8,
};

/** Delivery states with JSON numbers; one entry for each change. */
export const deliveryEvent = (changes: Webhook[] = [{}], envelope: Webhook = {}): Webhook =>
	event(
		1,
		changes.map((change) => ({ ...DELIVERY, ...change })),
		envelope,
	);

const DELIVERY_AS_TEXT = {
	push_id: '7478630',
	number: '15550000001',
	msg_id: '9844217',
	status: '2',
	reference_number: 'inc:1:rung:0',
	template_id: 'AX211481604',
	channel_id: '5',
	error_code: '131037',
	error_message: 'display name not approved',
};

/** Delivery states of the newer platform, all as text, after a third party. */
export const deliveryEventAsText = (changes: Webhook[] = [{}], envelope: Webhook = {}): Webhook =>
	event(
		'1',
		changes.map((change) => ({ ...DELIVERY_AS_TEXT, ...change })),
		{ project_id: '1', ...envelope },
	);

/** The entry of a delivery event that belongs to a message that the simulator took. */
export const deliveryOf = (message: SentMessage, status: number | string): Webhook => ({
	push_id: message.pushId,
	number: message.to,
	msg_id: message.messageId,
	status,
	reference_number: message.referenceNumber ?? '',
	channel_id: message.channel,
});

/** The result of the number filter. */
export const filterEvent = (changes: Webhook[] = [{}], envelope: Webhook = {}): Webhook => {
	const entry = { push_id: '589093', number: '15550000001', msg_id: '1733150', status: '1' };
	return event(
		2,
		changes.map((change) => ({ ...entry, ...change })),
		envelope,
	);
};

/** Somebody joined or left a group (3), or a new subscriber (4); what the entries hold is not documented. */
export const otherEvent = (eventId: 3 | 4, entries: Webhook[] = [{}], envelope: Webhook = {}) =>
	event(
		eventId,
		entries.map((entry) => ({ number: '15550000001', ...entry })),
		envelope,
	);

/** Calls a webhook once, as Picky Assist does: POST, JSON, and the URL's own variables in the body too. */
export const sendWebhook = async (url: string, webhook: Webhook, init: RequestInit = {}) =>
	await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ ...Object.fromEntries(new URL(url).searchParams), ...webhook }),
		...init,
	});
