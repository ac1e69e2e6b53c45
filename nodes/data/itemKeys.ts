/** The one vocabulary of items: ids and states have the same names whichever node or operation puts them out. */

/** All keys of a trigger's item, in their order. */
export const ITEM_KEYS = [
	'event',
	'eventId',
	'messageId',
	'number',
	'messengerId',
	'sender',
	'name',
	'message',
	'chatInput',
	'sessionId',
	'type',
	'channelId',
	'projectId',
	'direction',
	'repliesTo',
	'payload',
	'choice',
	'mediaUrl',
	'location',
	'contacts',
	'groupId',
	'mentions',
	'referral',
	'pushId',
	'status',
	'statusCode',
	'referenceNumber',
	'templateId',
	'errorCode',
	'errorMessage',
	'custom',
	'mediaError',
	'raw',
] as const;

export type ItemKey = (typeof ITEM_KEYS)[number];

/**
 * What Picky Assist calls what an item calls by its key. Its webhooks write dashes where its API writes underscores.
 * Of several names the first that is there counts.
 */
export const WIRE_NAMES = {
	eventId: ['event_id'],
	messageId: ['unique-id', 'msg_id'],
	number: ['number'],
	messengerId: ['messenger_id'],
	name: ['name'],
	channelId: ['application', 'channel_id'],
	projectId: ['project-id', 'project_id'],
	direction: ['direction'],
	repliesTo: ['context-msg-id'],
	payload: ['payload'],
	choice: ['interactive'],
	mediaUrl: ['media-url', 'media'],
	location: ['location', 'Location'],
	contacts: ['contact'],
	groupId: ['group-id', 'group_id'],
	mentions: ['group-mentions'],
	referral: ['referral'],
	pushId: ['push_id'],
	status: ['status'],
	referenceNumber: ['reference_number'],
	templateId: ['template_id'],
	errorCode: ['error_code'],
	errorMessage: ['error_message'],
} as const satisfies { readonly [Key in ItemKey]?: readonly string[] };
