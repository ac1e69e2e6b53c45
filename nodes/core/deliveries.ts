import { DELIVERY_STATES, type DeliveryState } from '../data/deliveryStates';
import { WIRE_NAMES } from '../data/itemKeys';
import { cleanNumber } from './reading/numbers';
import { text, textOf, type Vocabulary, type Word } from './vocabulary';

const codeOf = (value: unknown): string | undefined => {
	const code = textOf(value)?.trim();
	const byWord = DELIVERY_STATES.findIndex((state) => state.toLowerCase() === code?.toLowerCase());
	return byWord === -1 ? code : String(byWord);
};

/** What became of a message, from the code as a number or as text, or from the word itself. */
export function deliveryStateOf(value: unknown): DeliveryState {
	const code = codeOf(value) ?? '';
	return (/^\d$/.test(code) ? DELIVERY_STATES[Number(code)] : undefined) ?? 'Unknown';
}

/** The digits of a phone number; groups and saved contacts come as `Group @Name / number`, or as a name alone. */
function digitsOf(value: unknown): string | undefined {
	if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0)) return undefined;
	const number = cleanNumber(textOf(value)?.split('/').at(-1) ?? '');
	return /^\d+$/.test(number) ? number : undefined;
}

/** Who sent or receives a message, and whose message it is. */
export const PARTIES = {
	number: { from: WIRE_NAMES.number, read: digitsOf },
	sender: {
		from: WIRE_NAMES.number,
		read: (value) => (textOf(value) === digitsOf(value) ? undefined : textOf(value)),
	},
	messengerId: text(WIRE_NAMES.messengerId),
	name: text(WIRE_NAMES.name),
	channelId: text(WIRE_NAMES.channelId),
	projectId: text(WIRE_NAMES.projectId),
} satisfies Vocabulary;

/** A delivery state, as the event webhook and the delivery report tell it. `type` is told in other ways by each. */
export const DELIVERY = {
	...PARTIES,
	messageId: text(WIRE_NAMES.messageId),
	message: text(['message']),
	mediaUrl: text(WIRE_NAMES.mediaUrl),
	pushId: text(WIRE_NAMES.pushId),
	status: { from: WIRE_NAMES.status, read: deliveryStateOf },
	statusCode: { from: WIRE_NAMES.status, read: codeOf },
	referenceNumber: text(WIRE_NAMES.referenceNumber),
	templateId: text(WIRE_NAMES.templateId),
	errorCode: text(WIRE_NAMES.errorCode),
	errorMessage: text(WIRE_NAMES.errorMessage),
} satisfies Record<string, Word>;
