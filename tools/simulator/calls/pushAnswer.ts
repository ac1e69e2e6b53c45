/** The answer to a `/push` whose messages are taken, with the departures that a test asks for. */
import { answer } from '../codes';
import type { PushAnswer } from '../settings';
import type { SentMessage } from '../types';

const CREDIT = '0.005';

const NUMBERS: Readonly<Record<string, (to: string) => object>> = {
	zeros: (to) => ({ number: `00${to}` }),
	other: (to) => ({ number: [...to].reverse().join('') }),
	missing: () => ({}),
	asSent: (to) => ({ number: to }),
};

const entryFor = ({ messageId, to }: SentMessage, { numbers, extraInEntries }: PushAnswer) => ({
	msg_id: messageId,
	...NUMBERS[numbers ?? 'asSent']?.(to),
	credit: CREDIT,
	...extraInEntries,
});

const entriesFor = (messages: readonly SentMessage[], departures: PushAnswer) => {
	const { data, leaveOut = [], order } = departures;
	if (data === 'empty') return [];
	const told = leaveOut.length > 0 ? messages.filter(({ to }) => !leaveOut.includes(to)) : messages;
	const entries = told.map((message) => entryFor(message, departures));
	return order ? entries.reverse() : entries;
};

export const acceptance = (
	code: number,
	pushId: string,
	messages: readonly SentMessage[],
	departures: PushAnswer,
) => ({
	...answer(code),
	push_id: pushId,
	...(departures.data !== 'missing' && { data: entriesFor(messages, departures) }),
	...departures.extra,
});
