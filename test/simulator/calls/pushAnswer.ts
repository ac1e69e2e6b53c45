/** The answer to a `/push` whose messages are taken, with the departures that a test asks for. */
import { answer } from '../codes';
import type { Settings } from '../settings';
import type { SentMessage } from '../types';

type Departures = Settings['pushAnswer'];

const CREDIT = '0.005';

const NUMBERS: Readonly<Record<string, (to: string) => object>> = {
	plus: (to) => ({ number: `+${to}` }),
	zeros: (to) => ({ number: `00${to}` }),
	other: (to) => ({ number: [...to].reverse().join('') }),
	missing: () => ({}),
	asSent: (to) => ({ number: to }),
};

const entryFor = (
	{ messageId, to }: SentMessage,
	{ numbers, ids, extraInEntries }: Departures,
) => ({
	msg_id: ids ? Number(messageId) : messageId,
	...NUMBERS[numbers ?? 'asSent']?.(to),
	credit: CREDIT,
	...extraInEntries,
});

const entriesFor = (messages: readonly SentMessage[], departures: Departures) => {
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
	departures: Departures,
) => ({
	...answer(code),
	push_id: departures.ids ? Number(pushId) : pushId,
	...(departures.data !== 'missing' && { data: entriesFor(messages, departures) }),
	...departures.extra,
});
