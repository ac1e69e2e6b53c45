import type { IDataObject } from 'n8n-workflow';
import { orderKeys, withoutEmpty } from '../../core/output/keys';
import { deliveryStatus } from './deliveryStatus';
import { isAmong, type Call, type Filters, type TriggerEvent } from './event';
import { messageReceived } from './messageReceived';
import { messageSent } from './messageSent';
import { other } from './other';

/** A new event is one file and one line here. A call is of the first that matches, so Other Event is the last. */
export const EVENTS: readonly TriggerEvent[] = [
	deliveryStatus,
	messageReceived,
	messageSent,
	other,
];

/** The items of a call, before any is filtered. */
export function itemsOf(call: Call): IDataObject[] {
	const body = withoutEmpty(call.body);
	const { value, items } = EVENTS.find(({ matches }) => matches(body))!;
	return items(call).map((item) => orderKeys({ ...item, event: value }));
}

/** The event of an item that the trigger put out. */
export const eventOf = ({ event }: IDataObject): TriggerEvent =>
	EVENTS.find(({ value }) => value === event) ?? other;

/** Whether an item starts a run. An item without a channel is of every channel. */
export function startsRun(item: IDataObject, filters: Filters): boolean {
	const { event, channelId } = item;
	if (!filters.events.includes(String(event))) return false;
	if (channelId !== undefined && !isAmong(filters.channelIds, channelId)) return false;
	return eventOf(item).passes(item, filters);
}
