/**
 * What Picky Assist sends to the webhooks of a project: the documented samples, with made-up numbers.
 *
 * Each builder gives a new object, with the changes merged over the sample. Types are as mixed as in the samples: ids,
 * numbers and types come as text or as JSON numbers.
 *
 * What is not documented and made up here: a text of the older kind (its variables are listed, not shown), and that a
 * project's own variables come in the body as well as in the query string.
 */
export type Webhook = Record<string, unknown>;

/** The two keys of a text: URL-encoded with `+` for spaces, and raw. */
export const said = (text: string): Webhook => ({
	'message-in': encodeURIComponent(text).replace(/%20/g, '+'),
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

/** What was sent from WhatsApp Web, which comes to the same webhook. */
export const sentMessage = builder({
	...textMessage(),
	application: 10,
	direction: 1,
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
export const deliveryEvent = (changes: Webhook[] = [{}], envelope: Webhook = {}): Webhook => ({
	project_id: '27',
	event_id: 1,
	data: changes.map((change) => ({ ...DELIVERY, ...change })),
	...envelope,
});

/** Calls a webhook once, as Picky Assist does: POST, JSON, and the URL's own variables in the body too. */
export const sendWebhook = async (url: string, webhook: Webhook, init: RequestInit = {}) =>
	await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ ...Object.fromEntries(new URL(url).searchParams), ...webhook }),
		...init,
	});
