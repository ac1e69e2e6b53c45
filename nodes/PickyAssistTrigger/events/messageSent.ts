import type { TriggerEvent } from './event';
import { ANY_MESSAGE, isMessage, messageItem, wasSent } from './message';

export const messageSent: TriggerEvent = {
	...ANY_MESSAGE,
	value: 'messageSent',
	name: 'Message Sent',
	action: 'On message sent',
	description:
		'You wrote to a customer (WhatsApp Web automation reports it). If a node after it sends a message, this is an endless loop.',
	matches: (body) => isMessage(body) && wasSent(body),
	items: (call) => [messageItem(call)],
};
