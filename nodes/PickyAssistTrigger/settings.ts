import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import { DELIVERY_STATES } from '../data/deliveryStates';
import { EVENTS } from './events';
import { names, text, toggle, valueOf, type Setting } from './setting';

export const PARAMETERS = {
	events: names({
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: EVENTS.map(({ value, name, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: ['messageReceived'],
		description: 'What starts the workflow. If nothing is chosen, nothing starts it.',
	}),
	respond: text({
		displayName: 'Reply',
		name: 'respond',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Immediately',
				value: 'immediately',
				description:
					'Answer at once, with the text below or with nothing, and then run the workflow',
			},
			{
				name: 'With "Reply to Incoming"',
				value: 'replyNode',
				description:
					'Let the operation Reply to Incoming of a Picky Assist node answer, for example with the words of an AI agent',
			},
		],
		default: 'immediately',
		description:
			'Who answers the call. Picky Assist waits 180 seconds for an answer, then it calls again. n8n Cloud ends calls after 100 seconds, and a proxy often after 60.',
	}),
	replyText: text({
		displayName: 'Reply Text',
		name: 'replyText',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Thank you {{ $json.body.name }}, we answer within the hour',
		displayOptions: { show: { respond: ['immediately'] } },
		description:
			'The text that a customer who wrote gets as an instant reply; blank sends none. An expression can use the body of the call. How Picky Assist reads a reply is known from other clients of Picky Assist.',
	}),
};

/** By their labels, as n8n lists choices. */
export const OPTIONS = {
	deliverAnswers: toggle({
		displayName: 'Deliver Answers',
		name: 'deliverAnswers',
		type: 'boolean',
		default: false,
		description:
			'Whether a message that answers a question of Ask and Wait wakes the run that asked, in any workflow of this n8n project. It then does not go on in this workflow. All other messages go on here, as without this option.',
	}),
	downloadMedia: toggle({
		displayName: 'Download Media',
		name: 'downloadMedia',
		type: 'boolean',
		default: false,
		description:
			'Whether to fetch the file of a message (image, video, audio, document) into the binary field data, up to 100 MB and for 60 seconds. If the file cannot be fetched, the workflow runs without it, and the item says why.',
	}),
	ignoreRepeats: toggle({
		displayName: 'Ignore Repeats',
		name: 'ignoreRepeats',
		type: 'boolean',
		default: true,
		description:
			'Whether to ignore a call that repeats the same message or the same delivery state, so that it starts no second run. If n8n runs as several processes, a repeat may still start one: to be sure, put Remove Duplicates on messageId after this node.',
	}),
	includeRaw: toggle({
		displayName: 'Include Raw Data',
		name: 'includeRaw',
		type: 'boolean',
		default: false,
		description: 'Whether to add the data that Picky Assist sent, unchanged, as raw',
	}),
	channelIds: names({
		displayName: 'Only These Channels',
		name: 'channelIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 8, 121',
		description:
			'The IDs of the channels whose messages start the workflow, separated by commas; blank means all. What has no channel also starts the workflow.',
	}),
	deliveryStatuses: names({
		displayName: 'Only These Delivery States',
		name: 'deliveryStatuses',
		type: 'multiOptions',
		options: [...DELIVERY_STATES].sort().map((state) => ({ name: state, value: state })),
		default: [],
		description:
			'The delivery states that start the workflow; none chosen means all. This does not filter messages.',
	}),
	messageTypes: names({
		displayName: 'Only These Message Types',
		name: 'messageTypes',
		type: 'multiOptions',
		options: [
			{ name: 'Audio', value: 'audio' },
			{ name: 'Button', value: 'button' },
			{ name: 'Choice', value: 'choice' },
			{ name: 'Contact', value: 'contact' },
			{ name: 'Document', value: 'document' },
			{ name: 'Image', value: 'image' },
			{ name: 'Location', value: 'location' },
			{ name: 'Text', value: 'text' },
			{ name: 'Unknown', value: 'unknown' },
			{ name: 'Video', value: 'video' },
		],
		default: [],
		description:
			'The types of messages that start the workflow; none chosen means all. This does not filter delivery states.',
	}),
};

type Values<Table> = {
	readonly [Name in keyof Table]: Table[Name] extends Setting<infer Value> ? Value : never;
};

export type Settings = Values<typeof PARAMETERS> & Values<typeof OPTIONS>;

/** Newer n8n does so by itself; older ones, as 2.22, know nothing of the call in an expression. */
function showCall(context: IWebhookFunctions): void {
	// Where n8n looks for `$json` in the expressions of the node.
	const { connectionInputData } = context as { connectionInputData?: INodeExecutionData[] };
	if (connectionInputData?.length !== 0) return;
	const json = {
		body: context.getBodyData(),
		headers: context.getHeaderData(),
		params: context.getParamsData(),
		query: context.getQueryData(),
	};
	connectionInputData.push({ json: json as IDataObject });
}

export function settingsOf(context: IWebhookFunctions): Settings {
	showCall(context);
	const valuesOf = <Table extends Record<string, Setting<unknown>>>(table: Table, folder = '') =>
		Object.fromEntries(
			Object.entries(table).map(([name, setting]) => [
				name,
				valueOf(context, `${folder}${name}`, setting, (path, byDefault) =>
					context.getNodeParameter(path, byDefault),
				),
			]),
		) as Values<Table>;
	return { ...valuesOf(PARAMETERS), ...valuesOf(OPTIONS, 'options.') };
}

/** An option that counts in the run. */
export const isOn = (
	context: IExecuteFunctions,
	name: 'ignoreRepeats' | 'deliverAnswers',
): boolean =>
	valueOf(context, `options.${name}`, OPTIONS[name], (path, byDefault) =>
		context.getNodeParameter(path, 0, byDefault),
	);
