/** All that the two operations that send messages share beside their fields. */
import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../../../core/operation';
import { MESSAGE } from '../resource';
import { batch, join } from './batch';
import { outcomes } from './outcomes';
import { referenceOf } from './recipient';

const MEGABYTE = 1_000_000;

/** What to make smaller. */
function hintIfTooLarge({ globalmedia_code: file, data }: IDataObject): string {
	if (typeof file === 'string') {
		const size = (file.length / MEGABYTE).toFixed(1);
		return `The file has ${size} MB as it is sent. Send a smaller one, or put it on the web and send its link with Media Source = URL`;
	}
	return Array.isArray(data) && data.length > 1
		? 'Set Recipients per Request under Options to a smaller number, or send less text'
		: 'Send less text';
}

const counted = (count: number, thing: string): string =>
	`${count} ${thing}${count === 1 ? '' : 's'}`;

/** What every message has. */
export const MESSAGE_CALL = {
	resource: MESSAGE,
	endpoint: '/push',
	effect: 'once',
	optionDefaults: { timeout: 120_000, requestsPerMinute: 90 },
	outcomes,
	hintIfTooLarge,
	failureDetails: (item, { items }) => {
		const referenceNumber = referenceOf(item);
		return {
			recipients: items.length,
			...(referenceNumber !== undefined && { referenceNumber }),
		};
	},
} satisfies Partial<Operation>;

/** What messages have that share requests. */
export const PUSH = {
	...MESSAGE_CALL,
	storedKeys: [
		...['status', 'message', 'pushId', 'messageId', 'number', 'messengerId', 'groupId'],
		...['credit', 'recipients', 'referenceNumber'],
	],
	batch,
	join,
	preview: ({ body }, { items }) => ({ body, recipients: items.length }),
	note: ({ requests, accepted, refused }) =>
		`${counted(accepted + refused, 'message')} in ${counted(requests, 'request')}: ${accepted} accepted, ${refused} refused. Accepted is not delivered: Get Delivery Report shows the state of each`,
} satisfies Partial<Operation>;
