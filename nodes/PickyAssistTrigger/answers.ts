import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { wellFormed } from '../core/json';
import { eventOf } from './events';
import type { Settings } from './settings';

/** The refusals of a call, by their HTTP status. */
const REFUSALS = {
	400: 'The body of the call is not a JSON object',
	401: 'The call does not carry the secret of this webhook',
	503: 'The credential of this webhook cannot be read at the moment',
} as const;

/** What n8n has of Express, and Express of Node.js. */
interface Response {
	readonly statusCode: number;
	status(code: number): { json(body: object): void };
	once(event: 'finish', listener: () => void): void;
}

export const responseOf = (context: IWebhookFunctions) => context.getResponseObject() as Response;

/** No run, and Picky Assist sends nothing: to it, JSON without `message-out` is no reply. */
export const NO_REPLY: IWebhookResponseData = { webhookResponse: {} };

/** Answers by itself, since n8n would answer everything with 200. */
export function refuse(
	context: IWebhookFunctions,
	code: keyof typeof REFUSALS,
): IWebhookResponseData {
	responseOf(context).status(code).json({ error: REFUSALS[code] });
	return { noWebhookResponse: true };
}

/** The keys are known from programs of others; Picky Assist's own page could be read in part only. */
export function replyTo(item: IDataObject, { replyText }: Settings): IDataObject {
	if (replyText === '' || !eventOf(item).hasReply) return {};
	return wellFormed({ 'message-out': replyText, type: '1', delay: '0' });
}
