/** What the two operations that send messages share: how items share requests, and how the answer is spread. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { judgeByStatus, statusOf, SUCCESS, type ApiRefusal } from '../../../core/api/answers';
import { isRecord, omit } from '../../../core/json';
import type { Ask, Loader, Operation, Reading, Request, RunFacts } from '../../../core/operation';
import { cleanNumber } from '../../../core/reading/numbers';
import { anyText, extraFields, numberFrom, offWire, yesOrNo } from '../../../core/reading/fields';
import { fold } from '../../../core/running/fold';
import { textOf } from '../../../core/vocabulary';
import { MESSAGE } from './resource';

/** The keys that only the node itself sets. */
const OWN_KEYS = ['token', 'application', 'data', 'number'];

/** A refused request shows by these that some of it was taken. */
const TAKEN_KEYS = ['push_id', 'msg_id'];

/** Vendor: "Numbers in a single API call: 10000". */
const MOST_RECIPIENTS = 10_000;
const RECIPIENTS_PER_REQUEST = 100;

/** The options of both. */
export const PUSH_FIELDS = {
	recipientsPerRequest: offWire(numberFrom(1, MOST_RECIPIENTS, { whole: true })),
	findRefused: offWire(yesOrNo()),
	referenceNumber: offWire(anyText()),
	highPriority: offWire(yesOrNo()),
	extraBody: extraFields(OWN_KEYS),
	extraRecipient: extraFields(OWN_KEYS),
};

export const NO_CHANNEL =
	'Set Channel ID, or the Default Channel ID of the credential, to the number of the channel that sends (Picky Assist: Settings → Channels)';

export const CHANNEL_FIELD: INodeProperties = {
	displayName: 'Channel ID',
	name: 'application',
	type: 'string',
	default: '',
	placeholder: 'e.g. 121',
	description:
		'The number of the channel that sends (a whole number above 0), from Settings → Channels in Picky Assist. Blank means the Default Channel ID of the credential and is refused where that is blank too.',
};

export const NUMBER_FIELD: INodeProperties = {
	displayName: 'Phone Number',
	name: 'number',
	type: 'string',
	default: '',
	placeholder: 'e.g. +1 555 000 0001',
	hint: 'With the country code',
	description:
		'Who gets the message. Spaces, +, dots, brackets, dashes and a 00 in front are taken away; blank is refused.',
};

export const PUSH_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Extra Body Fields',
		name: 'extraBody',
		type: 'json',
		default: '',
		description:
			'Further keys of the request as a JSON object, for what this node has no field for. They go in last; blank adds nothing.',
	},
	{
		displayName: 'Extra Recipient Fields',
		name: 'extraRecipient',
		type: 'json',
		default: '',
		description:
			'Further keys of this recipient as a JSON object, for what this node has no field for. They go in last; blank adds nothing. A group has no recipient, so it takes Extra Body Fields only.',
	},
	{
		displayName: 'Find Refused Recipients',
		name: 'findRefused',
		type: 'boolean',
		default: true,
		description:
			'Whether to send a refused request again in halves until the refused recipient stands alone, so that it does not take the others along. It is assumed that Picky Assist sends nothing of a request that it refuses, which is not documented. Blank means on.',
	},
	{
		displayName: 'High Priority',
		name: 'highPriority',
		type: 'boolean',
		default: false,
		description: 'Whether Picky Assist sends it before others; blank means off',
	},
	{
		displayName: 'Recipients per Request',
		name: 'recipientsPerRequest',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_RECIPIENTS, numberPrecision: 0 },
		default: RECIPIENTS_PER_REQUEST,
		description:
			'How many items with the same content around the recipient go out in one request (1 to 10000). The smallest of all items counts; blank means 100.',
	},
	{
		displayName: 'Reference Number',
		name: 'referenceNumber',
		type: 'string',
		default: '',
		description:
			'Your own mark of the message, which delivery states bring back. Blank makes one from the execution, the node and the item. A message to a group has none.',
	},
];

/** The values that both operations read. */
export interface PushValues {
	readonly number?: string;
	readonly groupId?: string;
	readonly messengerId?: string;
	readonly referenceNumber?: string;
	readonly recipientsPerRequest?: number;
	readonly findRefused?: boolean;
	readonly highPriority?: boolean;
	readonly extraBody?: IDataObject;
	readonly extraRecipient?: IDataObject;
}

const counted = (count: number, thing: string): string =>
	`${count} ${thing}${count === 1 ? '' : 's'}`;

const valuesOf = ({ values }: Ask): PushValues => values;

/** The body of one message: what is shared, and its recipient where it has one of its own. */
export function bodyOf(
	{ highPriority, referenceNumber, extraBody, extraRecipient }: PushValues,
	shared: IDataObject,
	recipient: IDataObject | undefined,
): IDataObject {
	const body: IDataObject = { ...shared };
	if (highPriority) body.priority = 1;
	if (recipient) {
		body.data = [{ ...recipient, reference_number: referenceNumber, ...extraRecipient }];
	}
	return Object.assign(body, extraBody);
}

/** A mark for each item that has none, by which a delivery state finds it, also where no answer came. */
export function referenceFor({ context, index }: RunFacts): (item: number) => string {
	// n8n takes nodes without an ID too, in workflows that are written by hand.
	const node: string | undefined = context.getNode().id;
	const prefix = [context.getExecutionId(), node?.slice(0, 8), index].filter(
		(part) => part !== undefined,
	);
	return (item) => [...prefix, item].join('-');
}

/** Gives each item of a run its mark. */
export const withReferences = (facts: RunFacts): Loader => {
	const reference = referenceFor(facts);
	return { complete: (item, values) => ({ referenceNumber: reference(item), ...values }) };
};

/** The mark that goes out: the extra fields may have set another. A group has none. */
const referenceOf = ({ body }: Ask) => {
	const [own] = Array.isArray(body.data) ? (body.data as IDataObject[]) : [];
	return textOf(own?.reference_number);
};

/** Who gets it: no name stands twice in a request, so that each has its own ID. A group has a request of its own. */
const recipientOf = (ask: Ask) => ('data' in ask.body ? nameOf(ask) : '');

/** A file in base64 is many megabytes: for the same one a short word stands in the key. */
function shareKeys() {
	const files = new Map<unknown, number>();
	return (ask: Ask): string => {
		const { globalmedia_code: file } = ask.body;
		const key = JSON.stringify({ ...ask.body, data: undefined, globalmedia_code: undefined });
		const known = files.get(file) ?? files.size;
		files.set(file, known);
		return `${known} ${key}`;
	};
}

function plan(asks: readonly Ask[]): Request[] {
	const size = asks.reduce(
		(least, ask) => Math.min(least, valuesOf(ask).recipientsPerRequest ?? RECIPIENTS_PER_REQUEST),
		MOST_RECIPIENTS,
	);
	return fold(asks, { keyOf: shareKeys(), recipientOf, size });
}

const entriesIn = (answer: unknown): IDataObject[] =>
	isRecord(answer) && Array.isArray(answer.data)
		? (answer.data.filter(isRecord) as IDataObject[])
		: [];

/** Whom an entry or an ask is about, in the same reading. */
const nameIn = (entry: IDataObject): string =>
	cleanNumber(textOf(entry.number) ?? textOf(entry.messenger_id) ?? textOf(entry.group_id) ?? '');
const nameOf = (ask: Ask): string => {
	const { number, groupId, messengerId } = valuesOf(ask);
	return cleanNumber(number ?? messengerId ?? groupId ?? '');
};

/**
 * The entry of each ask: by its name and, where as many came as were sent, what matches none by its place. An entry that
 * is missing, or that could be that of another, is never invented.
 */
function entriesFor(answer: unknown, { asks }: Request): Array<IDataObject | undefined> {
	const entries = entriesIn(answer);
	const names = asks.map(nameOf);
	const known = new Set(names);
	const byName = new Map<string, IDataObject | undefined>();
	for (const entry of entries) {
		const name = nameIn(entry);
		byName.set(name, byName.has(name) ? undefined : entry);
	}
	const placed = (index: number) => {
		const entry = entries.length === asks.length ? entries[index] : undefined;
		return entry && !known.has(nameIn(entry)) ? entry : undefined;
	};
	return names.map((name, index) => byName.get(name) ?? placed(index));
}

/** The keys of an answer and of an entry that an output says in words of its own. */
const READ_KEYS = ['push_id', 'data', 'msg_id', 'number', 'messenger_id', 'group_id'];

function outputsFrom(answer: IDataObject, { asks }: Request) {
	const shared: IDataObject = { ...omit(answer, ...READ_KEYS) };
	const pushId = textOf(answer.push_id);
	if (pushId !== undefined) shared.pushId = pushId;
	return (entry: IDataObject | undefined, ask: Ask): IDataObject => {
		const { number, groupId, messengerId } = valuesOf(ask);
		const referenceNumber = referenceOf(ask);
		// Status and message stand first, and of equal names the answer's counts.
		const output: IDataObject = { ...shared, ...(entry && omit(entry, ...READ_KEYS)), ...shared };
		output.messageId = textOf(entry?.msg_id) ?? null;
		if (number !== undefined) output.number = number;
		if (messengerId !== undefined) output.messengerId = messengerId;
		if (groupId !== undefined) output.groupId = groupId;
		output.recipients = asks.length;
		if (referenceNumber !== undefined) output.referenceNumber = referenceNumber;
		return output;
	};
}

/** What a refusal says of those that it refuses. */
const REFUSAL_KEYS = ['status', 'message', 'error_message', 'error'];

/** The codes that speak of one recipient, and yet refuse the whole request. */
const CODES_OF_ONE: unknown[] = [406, 407, 802];

const hasId = (entry: IDataObject | undefined) => textOf(entry?.msg_id) !== undefined;

/** Whether the answer shows that nothing of the request was taken. */
const isUntaken = (answer: IDataObject) =>
	![answer, ...entriesIn(answer)].some((part) =>
		TAKEN_KEYS.some((key) => textOf(part[key]) !== undefined),
	);

/** An entry may say that its own recipient was refused. */
function refusalIn(entry: IDataObject | undefined): ApiRefusal | undefined {
	const status = statusOf(entry?.status);
	const isRefused = status !== undefined && status !== SUCCESS && !hasId(entry);
	return isRefused ? { refused: status, part: entry } : undefined;
}

/**
 * Of an accepted request each recipient was, unless its entry says otherwise; of a refused one those that have an ID.
 * That nothing of it was sent if no ID came is an assumption, which the option's help names.
 */
function outcomes(answer: unknown, request: Request): Reading | undefined {
	const verdict = judgeByStatus(answer);
	if (verdict === undefined) return undefined;
	const { asks } = request;
	const whole = answer as IDataObject;
	const entries = entriesFor(answer, request);
	const accepted = verdict === 'accepted';
	if (!accepted && !entries.some(hasId)) {
		const isWanted = asks.every((ask) => valuesOf(ask).findRefused ?? true);
		const canSplit = isWanted && CODES_OF_ONE.includes(verdict.refused) && isUntaken(whole);
		return { ...verdict, canSplit };
	}
	const outputOf = outputsFrom(accepted ? whole : omit(whole, ...REFUSAL_KEYS), request);
	return asks.map((ask, index) => {
		const entry = entries[index];
		const refusal = refusalIn(entry) ?? (accepted || hasId(entry) ? undefined : verdict);
		if (refusal) return refusal;
		const output = outputOf(entry, ask);
		return [accepted ? output : { ...output, status: SUCCESS }];
	});
}

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

/** All that sending has beside its fields. */
export const PUSH = {
	resource: MESSAGE,
	endpoint: '/push',
	effect: 'once',
	optionDefaults: { timeout: 120_000, requestsPerMinute: 90 },
	kept: [
		...['status', 'message', 'pushId', 'messageId', 'number', 'messengerId', 'groupId'],
		...['credit', 'recipients', 'referenceNumber'],
	],

	plan,
	outcomes,
	hintIfTooLarge,
	preview: ({ body }, { asks }) => ({ body, recipients: asks.length }),
	trace: (ask, { asks }) => {
		const referenceNumber = referenceOf(ask);
		return {
			recipients: asks.length,
			...(referenceNumber !== undefined && { referenceNumber }),
		};
	},
	hint: ({ requests, accepted, refused }) =>
		`${counted(accepted + refused, 'message')} in ${counted(requests, 'request')}: ${accepted} accepted, ${refused} refused. Accepted is not delivered: Get Delivery Report tells what became of each`,
} satisfies Partial<Operation>;
