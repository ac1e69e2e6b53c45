/**
 * `/delivery-report`: what became of the messages of a `/push`.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - `push_id` is digits, as number or text; all else answers 410, and so does a push that is not known (with the option
 *   `record: 'none'`, none is).
 * - A report is ready at once, and every message is delivered unless a test sets another state.
 * - `time` is that of the first message, in UTC. A location counts as text.
 * - A refusal that a test asks for is `status` and `error_message`, after the two rows that one copy of the page has.
 */
import { answer, INVALID_REQUEST, messageOf } from '../codes';
import { isJsonObject } from '../replies';
import type { Settings } from '../settings';
import type { State } from '../state';
import type { SentMessage } from '../types';
import type { Call } from './call';
import { fits, isNumeric } from './checks';

const SHAPE = { push_id: isNumeric };

const TEXT = '3';

/** The endings of file names, by the documented number of the message type. */
const ENDINGS: ReadonlyArray<[type: string, pattern: RegExp]> = [
	['1', /\.(jpe?g|gif|png)$/i],
	['2', /\.(mp4|3gpp?)$/i],
	['4', /\.(mp3|wav|aac|m4a|amr|opus|ogg)$/i],
	['5', /./],
];

const typeOf = ({ mediaUrl, mediaName, mediaCode }: SentMessage) => {
	const file = mediaUrl ? new URL(mediaUrl).pathname : (mediaName ?? mediaCode);
	if (file === undefined) return TEXT;
	return ENDINGS.find(([, pattern]) => pattern.test(file))?.[0] ?? TEXT;
};

/** `06-08-2019 06:46 AM` */
const timeOf = (milliseconds: number) => {
	const [date = '', time = ''] = new Date(milliseconds).toISOString().split('T');
	const [hours = '', minutes = ''] = time.split(':');
	const hour = String(Number(hours) % 12 || 12).padStart(2, '0');
	return `${date.split('-').reverse().join('-')} ${hour}:${minutes} ${Number(hours) < 12 ? 'AM' : 'PM'}`;
};

const entryOf = (message: SentMessage, { deliveryStates, deliveryState }: Settings) => {
	const { messageId, referenceNumber = '', to } = message;
	const key = [messageId, referenceNumber, to].find((name) => Object.hasOwn(deliveryStates, name));
	const state = key === undefined ? undefined : deliveryStates[key];
	return { number: to, msg_id: messageId, error_code: '', ...(state ?? deliveryState) };
};

const reportOf = (pushId: string, messages: readonly SentMessage[], settings: Settings) => {
	const [first] = messages;
	const { data: dataIs, status } = settings.reportAnswer;
	const data = dataIs === 'empty' ? [] : messages.map((message) => entryOf(message, settings));
	return {
		...(status !== undefined && { status }),
		project_id: '3526',
		push_id: Number(pushId),
		application: first?.channel,
		message_type: first && typeOf(first),
		time: timeOf(first?.takenAt ?? 0),
		...(dataIs !== 'missing' && { data }),
		...settings.reportAnswer.extra,
	};
};

const DIGITS = {
	text: (value: unknown) => (typeof value === 'number' ? String(value) : value),
	numbers: (value: unknown) =>
		typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
};

const convert = (value: unknown, digits: (value: unknown) => unknown): unknown => {
	if (Array.isArray(value)) return value.map((entry) => convert(entry, digits));
	if (!isJsonObject(value)) return digits(value);
	return Object.fromEntries(
		Object.entries(value).map(([key, entry]) => [key, convert(entry, digits)]),
	);
};

const answerFor = (pushId: string, { outbox, settings }: State) => {
	const messages = outbox.push(pushId);
	if (!messages) return answer(INVALID_REQUEST);
	const { refusal, digits } = settings.reportAnswer;
	if (refusal !== undefined) return { status: refusal, error_message: messageOf(refusal) };
	const report = reportOf(pushId, messages, settings);
	return digits ? convert(report, DIGITS[digits]) : report;
};

export const deliveryReport: Call = {
	judge: (fields, state) => ({
		answer:
			'push_id' in fields && fits(SHAPE, fields)
				? answerFor(String(fields.push_id), state)
				: answer(INVALID_REQUEST),
	}),
};
