import type { Item } from '../../core/output/keys';
import type { TriggerEvent } from './event';
import { ANY_MESSAGE, isMessage, messageItem, wasSent } from './message';

/** What n8n's AI Agent and its memory read unless told otherwise. */
function chatKeys({ message, type, channelId, groupId, number, messengerId, sender }: Item): Item {
	const partner = groupId ?? number ?? messengerId ?? sender;
	return {
		chatInput: message ?? `[${type}]`,
		sessionId:
			partner === undefined || channelId === undefined ? partner : `${channelId}:${partner}`,
	};
}

export const messageReceived: TriggerEvent = {
	...ANY_MESSAGE,
	value: 'messageReceived',
	name: 'Message Received',
	action: 'On message received',
	description: 'A customer wrote to you',
	matches: (body) => isMessage(body) && !wasSent(body),
	items: (call) => {
		const message = messageItem(call);
		return [{ ...message, ...chatKeys(message) }];
	},
	hasReply: true,
};
