import type { IDataObject } from 'n8n-workflow';
import { isRecord, mapDeep } from '../core/json';
import { DELIVERY } from '../core/output/deliveries';
import {
	hasContent,
	mapKeys,
	orderKeys,
	text,
	textOf,
	withoutEmpty,
	type Item,
	type Vocabulary,
} from '../core/output/keys';
import { MESSAGE, messageTypeOf } from './messages';

type Data = Readonly<Record<string, unknown>>;

type EventName = 'deliveryStatus' | 'messageReceived' | 'messageSent' | 'other';

/** The event of the event webhook that is documented in full; what 2 to 4 tell is not. */
const DELIVERY_EVENT = '1';

/** Deeper than anything documented, and shallow enough for whatever n8n does with an item. */
const MAX_LEVELS = 40;

/** The secret, and the one name that changes what an object is. */
const WITHHELD = ['secret', '__proto__'];

const cleaned = (data: Data): Data =>
	mapDeep(data, (part) => part, {
		rename: (key) => (WITHHELD.includes(key) ? undefined : key),
		levels: MAX_LEVELS,
	}) as Data;

/** The items of a call, before any is filtered. */
export function itemsOf(body: Data, query: Data, includeRaw: boolean): IDataObject[] {
	const data = cleaned(body);
	const variables = withoutEmpty(cleaned(query));
	return eventsIn(data, variables, includeRaw).map(orderKeys);
}

function eventsIn(data: Data, variables: Data, includeRaw: boolean): Item[] {
	const event = eventOf(withoutEmpty(data));
	const eventId = textOf(data.event_id);
	const whole = () => itemWith({ event, eventId }, variables, data);
	if (event === 'other') return [whole()];
	if (event !== 'deliveryStatus') return [messageItem(event, data, variables, includeRaw)];

	const { data: entries, ...envelope } = data;
	const items = [entries]
		.flat()
		.filter((entry) => isRecord(entry) && hasContent(entry))
		.map((entry) => deliveryItem(eventId, envelope, entry as Data, variables, includeRaw));
	return items.length === 0 ? [whole()] : items;
}

function eventOf(data: Data): EventName {
	if ('event_id' in data) {
		return textOf(data.event_id)?.trim() === DELIVERY_EVENT ? 'deliveryStatus' : 'other';
	}
	const isMessage = ['unique-id', 'number', 'messenger_id'].some((name) => name in data);
	if (!isMessage) return 'other';
	return textOf(data.direction)?.trim() === '1' ? 'messageSent' : 'messageReceived';
}

function messageItem(event: EventName, body: Data, variables: Data, includeRaw: boolean): Item {
	const { keys, others } = mapKeys(body, MESSAGE);
	const message = { ...keys, event, type: messageTypeOf(body) };
	return itemWith(
		{ ...message, ...(event === 'messageReceived' && chatKeys(message)) },
		{ ...others, ...variables },
		includeRaw ? body : undefined,
	);
}

/** What n8n's AI Agent and its memory read unless told otherwise. */
function chatKeys({ message, type, channelId, groupId, number, messengerId, sender }: Item): Item {
	const partner = groupId ?? number ?? messengerId ?? sender;
	return {
		chatInput: message ?? `[${type}]`,
		sessionId:
			partner === undefined || channelId === undefined ? partner : `${channelId}:${partner}`,
	};
}

/** What the event webhook names beside the words of a delivery state. */
const DELIVERY_ENTRY: Vocabulary = {
	...DELIVERY,
	eventId: text('event_id'),
	type: { from: ['message_type'], read: (value) => textOf(value)?.toLowerCase() },
};

function deliveryItem(
	eventId: string | undefined,
	envelope: Data,
	entry: Data,
	variables: Data,
	includeRaw: boolean,
): Item {
	const merged = { ...withoutEmpty(envelope), ...withoutEmpty(entry) };
	const { keys, others } = mapKeys(merged, DELIVERY_ENTRY);
	return itemWith(
		{ ...keys, event: 'deliveryStatus', eventId },
		{ ...others, ...variables },
		includeRaw ? entry : undefined,
	);
}

function itemWith(keys: Item, custom: Data, raw: Data | undefined): Item {
	return {
		...keys,
		custom: hasContent(custom) ? (custom as IDataObject) : undefined,
		raw: raw as IDataObject | undefined,
	};
}
