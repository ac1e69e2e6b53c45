import { isRecord, type Data } from '../../core/json';
import { DELIVERY } from '../../core/output/deliveries';
import {
	hasContent,
	mapKeys,
	text,
	textOf,
	withoutEmpty,
	type Vocabulary,
} from '../../core/output/keys';
import { asItCame, codeOf, isAmong, wholeBody, type TriggerEvent } from './event';

/** What the event webhook has in each entry. */
const ENTRY: Vocabulary = {
	...DELIVERY,
	eventId: text('event_id'),
	type: { from: ['message_type'], read: (value) => textOf(value)?.toLowerCase() },
};

const entriesIn = (data: unknown) =>
	[data].flat().filter((entry): entry is Data => isRecord(entry) && hasContent(entry));

export const deliveryStatus: TriggerEvent = {
	value: 'deliveryStatus',
	name: 'Delivery Status',
	action: 'On delivery status',
	description: 'The state of a message that you sent: submitted, delivered, read or not delivered',

	/** The one event of the event webhook that is documented in full; what 2 to 4 mean is not. */
	matches: (body) => codeOf(body.event_id) === '1',

	items: (call) => {
		const { data, ...envelope } = call.body;
		const eventId = textOf(envelope.event_id);
		const entries = entriesIn(data);
		if (entries.length === 0) return wholeBody(call);
		return entries.map((entry) => {
			const merged = { ...withoutEmpty(envelope), ...withoutEmpty(entry) };
			const { keys, others } = mapKeys(merged, ENTRY);
			const custom = { ...others, ...call.variables };
			return { ...keys, eventId, ...asItCame(custom, call.includeRaw ? entry : undefined) };
		});
	},

	passes: ({ status = 'Unknown' }, { deliveryStatuses }) => isAmong(deliveryStatuses, status),
	repeatKey: ({ messageId, status, statusCode }) => [true, messageId, status, statusCode],
};
