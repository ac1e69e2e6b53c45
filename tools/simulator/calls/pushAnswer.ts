/** The answer to a `/push` whose messages are taken, with the departures that a test asks for. */
import { answer, SUCCESS } from '../codes';
import type { PushAnswer } from '../settings';
import type { SentMessage } from '../types';

const CREDIT = '0.005';

export const acceptance = (
	pushId: string,
	messages: readonly SentMessage[],
	{ leaveOut = [] }: PushAnswer,
) => ({
	...answer(SUCCESS),
	push_id: pushId,
	data: messages
		.filter(({ to }) => !leaveOut.includes(to))
		.map(({ messageId, to }) => ({ msg_id: messageId, number: to, credit: CREDIT })),
});
