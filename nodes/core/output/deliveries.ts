import { DELIVERY_STATES } from '../../data/deliveryStates';
import { cleanNumber } from '../reading/numbers';
import { text, textOf, type Vocabulary } from './keys';

const codeOf = (value: unknown): string | undefined => {
	const code = textOf(value)?.trim();
	const byWord = DELIVERY_STATES.findIndex((state) => state.toLowerCase() === code?.toLowerCase());
	return byWord === -1 ? code : String(byWord);
};

/** What became of a message, from the code as a number or as text, or from the word itself. */
function deliveryStateOf(value: unknown): string {
	const code = codeOf(value) ?? '';
	return (/^\d$/.test(code) ? DELIVERY_STATES[Number(code)] : undefined) ?? 'Unknown';
}

/** The digits of a phone number; groups and saved contacts come as `Group @Name / number`, or as a name alone. */
function digitsOf(value: unknown): string | undefined {
	if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0)) return undefined;
	const number = cleanNumber(textOf(value)?.split('/').at(-1) ?? '');
	return /^\d+$/.test(number) ? number : undefined;
}

/** Which message it is, who sent or receives it, and its file. */
export const ABOUT_MESSAGE = {
	messageId: text('unique-id', 'msg_id'),
	number: { from: ['number'], read: digitsOf },
	sender: {
		from: ['number'],
		read: (value) => (textOf(value) === digitsOf(value) ? undefined : textOf(value)),
	},
	messengerId: text('messenger_id'),
	name: text('name'),
	channelId: text('application', 'channel_id'),
	projectId: text('project-id', 'project_id'),
	mediaUrl: text('media-url', 'media'),
} satisfies Vocabulary;

/** A delivery state, in the event webhook and in the delivery report. Each of the two has a `type` of its own. */
export const DELIVERY = {
	...ABOUT_MESSAGE,
	message: text('message'),
	pushId: text('push_id'),
	status: { from: ['status'], read: deliveryStateOf },
	statusCode: { from: ['status'], read: codeOf },
	referenceNumber: text('reference_number'),
	templateId: text('template_id'),
	errorCode: text('error_code'),
	errorMessage: text('error_message'),
} satisfies Vocabulary;
