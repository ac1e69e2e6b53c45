import { wholeBody, type TriggerEvent } from './event';

export const other: TriggerEvent = {
	value: 'other',
	name: 'Other Event',
	action: 'On other event',
	description: 'Whatever else Picky Assist reports, with its data as it came',
	matches: () => true,
	items: wholeBody,
	passes: () => true,
};
