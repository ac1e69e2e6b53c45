import { wholeBody, type TriggerEvent } from './event';

export const other: TriggerEvent = {
	value: 'other',
	name: 'Other Event',
	action: 'On other event',
	description: 'All other events of Picky Assist, with their data as it came',
	matches: () => true,
	items: wholeBody,
	passes: () => true,
};
