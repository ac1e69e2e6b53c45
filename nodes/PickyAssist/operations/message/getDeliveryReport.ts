import type { IDataObject } from 'n8n-workflow';
import { judgeByStatus } from '../../../core/api/answers';
import { isRecord, omit, type Data } from '../../../core/json';
import { defineOperation } from '../../../core/operation';
import { DELIVERY } from '../../../core/output/deliveries';
import {
	mapKeys,
	orderKeys,
	textOf,
	withoutEmpty,
	type Vocabulary,
} from '../../../core/output/keys';
import { anyText, offWire, onWire, required } from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { REPORT_TYPES } from '../../../data/reportTypes';
import { MESSAGE } from './resource';

/** A delivery state of the trigger; only what kind of message it is comes in numbers of its own. */
const REPORT: Vocabulary = {
	...DELIVERY,
	type: {
		from: ['message_type'],
		read: (value) => REPORT_TYPES.get(textOf(value) ?? '') ?? textOf(value)?.toLowerCase(),
	},
};

const entriesIn = ({ data }: Data) => [data].flat().filter(isRecord) as IDataObject[];

/** A report has no status; it is known by what it holds. A gateway may have written an empty one. */
function judge(answer: unknown, httpStatus: number): ReturnType<typeof judgeByStatus> {
	if (!isRecord(answer)) return undefined;
	if (entriesIn(answer).length > 0) return 'accepted';
	const isReport = 'push_id' in answer || ('data' in answer && httpStatus < 400);
	const verdict = judgeByStatus(answer);
	const refused = typeof verdict === 'object' ? verdict.refused : undefined;
	if (typeof refused === 'number' || (refused !== undefined && !isReport)) return verdict;
	return isReport ? 'accepted' : undefined;
}

/** An entry with what the report says of all of them; what the report's own status says is no state of a message. */
function itemOf(entry: IDataObject, report: IDataObject): IDataObject {
	const shared = omit(report, 'data', 'status', 'message');
	const isEntry = Object.keys(entry).length > 0;
	const { keys, others } = mapKeys({ ...shared, ...withoutEmpty(entry) }, REPORT);
	return { ...orderKeys(isEntry ? keys : omit(keys, 'status')), ...(others as IDataObject) };
}

/** https://help.pickyassist.com/api-documentation-v2/push-api/delivery-reports */
export const getDeliveryReport = defineOperation({
	resource: MESSAGE,
	value: 'getDeliveryReport',
	name: 'Get Delivery Report',
	action: 'Get a delivery report',
	description:
		'Get the state of messages that Picky Assist accepted: delivered, read or failed. Wait a minute or more after sending.',
	endpoint: '/delivery-report',
	effect: 'safe',

	schema: schemaOf({
		pushId: onWire(
			'push_id',
			required(anyText(), 'Map pushId from the output of Send, like {{ $json.pushId }}'),
		),
		messageId: offWire(anyText()),
	}),

	fields: [
		{
			displayName: 'Push ID',
			name: 'pushId',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.pushId }}',
			description: 'The ID of the request that sent the messages; blank is refused',
		},
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.messageId }}',
			description:
				'The ID of one message: each item in gives one item out, with the state of this message alone. Blank gives one item for each message of the request.',
		},
	],

	outcomes: (answer, { items }, httpStatus) => {
		const verdict = judge(answer, httpStatus);
		if (verdict !== 'accepted') return verdict;
		const report = answer as IDataObject;
		const entries = entriesIn(report);
		const whole = entries.length > 0 ? entries : [{}];
		const firstWithout = items.find(({ values }) => values.messageId === undefined);
		return items.map((item) => {
			const { pushId, messageId } = item.values;
			if (messageId === undefined)
				return item === firstWithout
					? whole.map((entry) => ({ pushId, ...itemOf(entry, report) }))
					: [];
			const entry = entries.find(({ msg_id }) => textOf(msg_id) === messageId);
			return entry
				? [{ pushId, ...itemOf(entry, report) }]
				: [{ pushId, messageId, found: false, status: 'Unknown' }];
		});
	},
});
