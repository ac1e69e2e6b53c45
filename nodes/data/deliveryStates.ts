/**
 * https://help.pickyassist.com/api-documentation-v2/event-webhook/event-webhook-variables: what became of a message.
 * The place in the list is the code.
 */
export const DELIVERY_STATES = [
	'Unknown',
	'Delivered',
	'Failed',
	'Read',
	'Submitted',
	'Refunded',
] as const;
