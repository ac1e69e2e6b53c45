/**
 * `/delivery-report`: what became of the messages of a `/push`.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - `push_id` is digits, as number or text; all else answers 410, and so does a push that is not known (with the option
 *   `record: 'none'`, none is).
 * - A report is ready at once, and every message is delivered unless a test sets another state.
 * - `time` is that of the first message, in UTC. Every message counts as text.
 */
import { answer, INVALID_REQUEST } from '../codes';
import type { Settings } from '../settings';
import type { State } from '../state';
import type { SentMessage } from '../types';
import type { Call } from './call';
import { fits, isNumeric } from './checks';

const SHAPE = { push_id: isNumeric };

const TEXT = '3';
const DELIVERED = { status: '1' };

/** `06-08-2019 06:46 AM` */
const timeOf = (milliseconds: number) => {
	const [date = '', time = ''] = new Date(milliseconds).toISOString().split('T');
	const [hours = '', minutes = ''] = time.split(':');
	const hour = String(Number(hours) % 12 || 12).padStart(2, '0');
	return `${date.split('-').reverse().join('-')} ${hour}:${minutes} ${Number(hours) < 12 ? 'AM' : 'PM'}`;
};

const entryOf = (message: SentMessage, { deliveryStates }: Settings) => {
	const { messageId, referenceNumber = '', to } = message;
	const key = [messageId, referenceNumber, to].find((name) => Object.hasOwn(deliveryStates, name));
	const state = key === undefined ? undefined : deliveryStates[key];
	return { number: to, msg_id: messageId, error_code: '', ...(state ?? DELIVERED) };
};

const reportOf = (pushId: string, messages: readonly SentMessage[], settings: Settings) => {
	const [first] = messages;
	return {
		project_id: '3526',
		push_id: Number(pushId),
		application: first?.channel,
		message_type: TEXT,
		time: timeOf(first?.takenAt ?? 0),
		data: messages.map((message) => entryOf(message, settings)),
	};
};

const answerFor = (pushId: string, { outbox, settings }: State) => {
	const messages = outbox.push(pushId);
	return messages ? reportOf(pushId, messages, settings) : answer(INVALID_REQUEST);
};

export const deliveryReport: Call = {
	judge: (fields, state) => ({
		answer:
			'push_id' in fields && fits(SHAPE, fields)
				? answerFor(String(fields.push_id), state)
				: answer(INVALID_REQUEST),
	}),
};
