import type { INodeProperties } from 'n8n-workflow';
import { DELIVERY_STATES } from '../data/deliveryStates';

const GUIDE =
	'https://github.com/n8n-nodes-pickyassist/n8n-nodes-pickyassist/blob/main/docs/trigger.md';

const STEPS = [
	'Publish this workflow',
	'Open Webhook URLs above, choose Production URL and click it to copy it',
	'In Picky Assist, open the settings of your project and paste it as Global Webhook (for messages) and as Event Webhook (for delivery states)',
];

/**
 * n8n folds the URLs away for a node like this one, and nothing registers them, so this has to say it. The editor shows
 * a notice without any tag but links and lists.
 */
const NOTICE = [
	'Picky Assist learns the address of this node from you, in three steps:',
	`<ul>${STEPS.map((step) => `<li>${step}</li>`).join('')}</ul>`,
	'Each of the two holds one address, so use one workflow with this trigger for each project. To build on a real message, open Executions, choose one and click Copy to editor: the Test URL, pasted over the live one, stops your live messages. A copied node has another address. ',
	`<a href="${GUIDE}" target="_blank">More about this trigger</a>`,
].join('');

const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: [
		{
			name: 'Delivery Status',
			value: 'deliveryStatus',
			action: 'On delivery status',
			description:
				'What became of a message that you sent: submitted, delivered, read, not delivered',
		},
		{
			name: 'Message Received',
			value: 'messageReceived',
			action: 'On message received',
			description: 'A customer wrote to you',
		},
		{
			name: 'Message Sent',
			value: 'messageSent',
			action: 'On message sent',
			description:
				'You wrote to a customer (WhatsApp Web automation tells it). With a node behind it that sends a message, this is an endless loop.',
		},
		{
			name: 'Other Event',
			value: 'other',
			action: 'On other event',
			description: 'Whatever else Picky Assist tells, with its data as it came',
		},
	],
	default: ['messageReceived'],
	description: 'What starts the workflow. With nothing chosen, nothing starts it.',
};

const respond: INodeProperties = {
	displayName: 'Reply',
	name: 'respond',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Immediately',
			value: 'immediately',
			description: 'Answer at once, with the text below or with nothing, and run the workflow then',
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
};

const replyText: INodeProperties = {
	displayName: 'Reply Text',
	name: 'replyText',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Thank you {{ $json.body.name }}, we answer within the hour',
	displayOptions: { show: { respond: ['immediately'] } },
	description:
		'What a customer who wrote gets as an instant reply; blank sends none. An expression can use the body of the call. How Picky Assist reads a reply is known from programs of others.',
};

/** By their labels, as n8n lists choices. */
const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Download Media',
			name: 'downloadMedia',
			type: 'boolean',
			default: false,
			description:
				'Whether to fetch the file of a message (image, video, audio, document) into the binary field data, up to 100 MB and for 60 seconds. Where the file cannot be had, the workflow runs without it, and the item says why.',
		},
		{
			displayName: 'Ignore Repeats',
			name: 'ignoreRepeats',
			type: 'boolean',
			default: true,
			description:
				'Whether to start no second run where Picky Assist calls again with the same message or the same delivery state. With several n8n processes this is a best effort: for certainty put Remove Duplicates behind this node, on messageId.',
		},
		{
			displayName: 'Include Raw Data',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description: 'Whether to add what Picky Assist sent, as it came, as raw',
		},
		{
			displayName: 'Only These Channels',
			name: 'channelIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 8, 121',
			description:
				'The IDs of the channels whose messages start the workflow, parted by commas; blank means all. What names no channel starts it, too.',
		},
		{
			displayName: 'Only These Delivery States',
			name: 'deliveryStatuses',
			type: 'multiOptions',
			options: [...DELIVERY_STATES].sort().map((state) => ({ name: state, value: state })),
			default: [],
			description:
				'The delivery states that start the workflow; none chosen means all. Messages are not touched by this.',
		},
		{
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
				'The types of messages that start the workflow; none chosen means all. Delivery states are not touched by this.',
		},
	],
};

export const PROPERTIES: INodeProperties[] = [
	{ displayName: NOTICE, name: 'notice', type: 'notice', default: '' },
	events,
	respond,
	replyText,
	options,
];

/** What the editor shows while nothing has come in yet. */
export const TRIGGER_PANEL = {
	header: 'Wait for Picky Assist to call',
	executionsHelp: {
		inactive:
			'<b>While you build</b>, this node listens at its Test URL for one call. <b>To go live</b>, publish the workflow and paste the Production URL at Picky Assist. To build on a real message, open Executions, choose one and click Copy to editor.',
		active:
			'<b>Each call to the Production URL</b> starts a run, which you find under Executions. To build on one of them, choose it there and click Copy to editor. Do not paste the Test URL over the live one.',
	},
	activationHint:
		'Publish the workflow, then paste its Production URL at Picky Assist as Global Webhook and Event Webhook',
};

const EVENT_LABELS = Object.fromEntries(
	(events.options as Array<{ name: string; value: string }>).map(({ name, value }) => [
		value,
		name,
	]),
);

/** The line under the node's name on the canvas: what starts it. */
export const SUBTITLE = `={{ [$parameter["events"]].flat().map((event) => (${JSON.stringify(EVENT_LABELS)})[event] ?? event).join(", ") }}`;
