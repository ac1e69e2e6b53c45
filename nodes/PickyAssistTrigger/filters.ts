import type { IDataObject } from 'n8n-workflow';
import type { Settings } from './settings';

const isAmong = (names: readonly string[], name: string) =>
	names.length === 0 || names.includes(name);

/** Whether an item starts a run. An item without a channel is of every channel. */
export function passes(
	{ event, channelId, status, type }: IDataObject,
	{ events, channelIds, deliveryStatuses, messageTypes }: Settings,
): boolean {
	if (!events.includes(String(event))) return false;
	if (channelId !== undefined && !isAmong(channelIds, String(channelId))) return false;
	if (event === 'other') return true;
	return event === 'deliveryStatus'
		? isAmong(deliveryStatuses, String(status ?? 'Unknown'))
		: isAmong(messageTypes, String(type));
}
