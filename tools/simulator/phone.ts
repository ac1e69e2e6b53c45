/** A customer's phone: what it writes comes to the Global Webhook of the project. */
import type { SentMessage } from './types';
import {
	listChoice,
	said,
	sendWebhook,
	templateButton,
	textMessage,
	type Webhook,
} from './webhooks';

let written = 0;

export interface Phone {
	readonly number: string;
	/** A text by itself. */
	write(text: string, changes?: Webhook): Promise<Response>;
	/** A text that quotes a message, as a swipe to the right does. */
	quote(message: SentMessage, text: string): Promise<Response>;
	/** A button of a template; its text comes as the message. */
	press(message: SentMessage, text: string, payload?: string): Promise<Response>;
	/** An entry of a list. */
	choose(message: SentMessage, id: string, description: string): Promise<Response>;
}

/** A phone that writes on one channel. Each message has an ID of its own. */
export function phone(webhookUrl: string, number: string, application: number | string): Phone {
	const own = () => {
		written += 1;
		return { number, application, 'unique-id': 900_000_000 + written };
	};
	const about = ({ messageId }: SentMessage) => ({ ...own(), 'context-msg-id': messageId });
	const send = async (webhook: Webhook) => await sendWebhook(webhookUrl, webhook);
	return {
		number,
		write: async (text, changes) =>
			await send(textMessage({ ...own(), ...said(text), ...changes })),
		quote: async (message, text) => await send(textMessage({ ...about(message), ...said(text) })),
		press: async (message, text, payload = text) =>
			await send(templateButton({ ...about(message), ...said(text), payload })),
		choose: async (message, id, description) =>
			await send(
				listChoice({
					...about(message),
					...said(description),
					interactive: { type: 1, id, description },
				}),
			),
	};
}
