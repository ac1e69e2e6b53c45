import type { IDataObject } from 'n8n-workflow';
import { isRecord, type Data } from '../../core/json';
import { ABOUT_MESSAGE } from '../../core/output/deliveries';
import {
	hasContent,
	list,
	mapKeys,
	text,
	textOf,
	type Item,
	type Vocabulary,
} from '../../core/output/keys';
import { asItCame, codeOf, isAmong, type Call, type TriggerEvent } from './event';

/** By the numbers of `type`; 8 is not documented. */
const TYPES = new Map([
	['1', 'text'],
	['2', 'image'],
	['3', 'video'],
	['4', 'audio'],
	['5', 'location'],
	['6', 'document'],
	['7', 'contact'],
	['9', 'button'],
]);

/** What tells a type better than its number does: Picky Assist's own location sample says 7, and a choice says 1. */
const TYPES_BY_CONTENT = [
	['interactive', 'choice'],
	['location', 'location'],
	['Location', 'location'],
	['contact', 'contact'],
	['payload', 'button'],
] as const;

function typeOf(message: Data): string {
	const [, type] = TYPES_BY_CONTENT.find(([name]) => hasContent(message[name])) ?? [];
	return type ?? TYPES.get(codeOf(message.type)) ?? 'unknown';
}

/** `message-in` comes encoded, and on phones cut after 2,500 characters, perhaps within a `%xx`. */
function decoded(value: string): string {
	try {
		return decodeURIComponent(value.replaceAll('+', ' '));
	} catch {
		return value;
	}
}

const numberOf = (value: unknown): number | undefined => {
	const number = Number(textOf(value));
	return Number.isFinite(number) ? number : undefined;
};

/** What is there of these values, or `undefined` where nothing is. */
function present(values: IDataObject): IDataObject | undefined {
	const there = Object.entries(values).filter(([, value]) => value !== undefined);
	return there.length === 0 ? undefined : Object.fromEntries(there);
}

const locationOf = (value: unknown) =>
	isRecord(value)
		? present({
				latitude: numberOf(value.lat),
				longitude: numberOf(value.long),
				name: textOf(value.name),
				address: textOf(value.address),
				url: textOf(value.url),
			})
		: undefined;

const KINDS_OF_CHOICE = new Map([
	['1', 'list'],
	['2', 'button'],
]);

const choiceOf = (value: unknown) =>
	isRecord(value)
		? present({
				id: textOf(value.id),
				description: textOf(value.description),
				kind: KINDS_OF_CHOICE.get(codeOf(value.type)),
			})
		: undefined;

/** What the global webhook has of a message. */
const MESSAGE = {
	...ABOUT_MESSAGE,
	message: {
		from: ['message_in_raw', 'message-in-raw', 'message-in'],
		read: (value, name) => {
			const message = textOf(value);
			return message === undefined || name !== 'message-in' ? message : decoded(message);
		},
	},
	type: text('type'),
	direction: text('direction'),
	repliesTo: text('context-msg-id'),
	payload: text('payload'),
	choice: { from: ['interactive'], read: choiceOf },
	location: { from: ['location', 'Location'], read: locationOf },
	contacts: list('contact'),
	groupId: text('group-id', 'group_id'),
	mentions: list('group-mentions'),
	referral: list('referral'),
} satisfies Vocabulary;

export const isMessage = (body: Data): boolean =>
	!('event_id' in body) && ['unique-id', 'number', 'messenger_id'].some((name) => name in body);

export const wasSent = ({ direction }: Data): boolean => codeOf(direction) === '1';

export function messageItem({ body, variables, includeRaw }: Call): Item {
	const { keys, others } = mapKeys(body, MESSAGE);
	const custom = { ...others, ...variables };
	return { ...keys, type: typeOf(body), ...asItCame(custom, includeRaw ? body : undefined) };
}

/** What is the same for messages of both directions. */
export const ANY_MESSAGE = {
	passes: ({ type }, { messageTypes }) => isAmong(messageTypes, type),
	repeatKey: ({ projectId, channelId, direction, number, sender, messengerId, messageId }) => [
		false,
		projectId,
		channelId,
		direction,
		number,
		sender,
		messengerId,
		messageId,
	],
	hasFile: true,
} satisfies Partial<TriggerEvent>;
