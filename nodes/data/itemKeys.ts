/**
 * All keys of a trigger's item, in their order. IDs and states have the same names whichever node or operation puts
 * them out.
 */
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
