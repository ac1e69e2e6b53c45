import type { IExecuteFunctions, INodeExecutionData, NodeTypeAndVersion } from 'n8n-workflow';
import { Refusal } from '../../../core/errors';
import { defineOperation } from '../../../core/operation';
import {
	anyText,
	blankIssue,
	extraFields,
	numberFrom,
	onWire,
	webAddress,
} from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { isTool } from '../../../core/running/n8nContext';
import { MESSAGE } from './resource';

/** Seconds. */
const LONGEST_DELAY = 3600;

const NO_CALL = {
	tool: {
		message: 'As the tool of an AI agent, Reply to Incoming has no call that it could answer',
		hint: 'Put a Picky Assist node with Reply to Incoming after the agent, with {{ $json.output }} as its Text',
	},
	subWorkflow: {
		message: 'A sub-workflow has no call that it could answer',
		hint: 'Return the text to the workflow with the Picky Assist Trigger, and let Reply to Incoming answer there',
	},
	none: {
		message: 'There is no Picky Assist Trigger before this node, so no call waits for the reply',
		hint: 'Start the workflow with a Picky Assist Trigger whose Reply is With "Reply to Incoming". A Webhook node of n8n takes an answer only from n8n\'s own Respond to Webhook',
	},
	notRun: {
		message:
			'The Picky Assist Trigger before this node did not start this run, so no call waits for the reply',
		hint: 'Start the run with a message that comes in at the trigger. For a run that something else starts, use Message: Send',
	},
	atOnce: {
		message: 'The Picky Assist Trigger answered at once, so no call waits for the reply',
		hint: 'Set its Reply to With "Reply to Incoming"',
	},
};

/** What may come in and is no message of a customer, by its event; any other event is none either. */
const NO_MESSAGE = new Map<unknown, string>([
	['deliveryStatus', 'a delivery state'],
	['messageSent', 'a message of your own, and an answer to it could start an endless loop'],
]);

/** n8n tells no node whether somebody waits for an answer, and an answer that nobody waits for is lost without a word. */
function noCall(context: IExecuteFunctions): Refusal | undefined {
	const reason = reasonFor(context);
	return reason && Refusal.byCheck({ ...NO_CALL[reason] });
}

function reasonFor(context: IExecuteFunctions): keyof typeof NO_CALL | undefined {
	if (isTool(context)) return 'tool';
	const { nodes, ran } = nodesBefore(context);
	const [trigger] = triggersIn(ran);
	if (trigger) return trigger.parameters?.respond === 'replyNode' ? undefined : 'atOnce';
	if (ran.some(({ type }) => type.endsWith('.executeWorkflowTrigger'))) return 'subWorkflow';
	return triggersIn(nodes).length > 0 ? 'notRun' : 'none';
}

const triggersIn = (nodes: NodeTypeAndVersion[]) =>
	nodes.filter(({ type }) => type.endsWith('.pickyAssistTrigger'));

/** The nodes before this one, and those of them that ran in this execution. */
function nodesBefore(context: IExecuteFunctions) {
	const nodes = context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
	// The Retry button takes over what ran in the failed execution, whose call is long over.
	const isRetry = context.getMode() === 'retry';
	return { nodes, ran: nodes.filter(({ name }) => !isRetry && runOf(context, name).isExecuted) };
}

/** What n8n knows of a node in this execution. In its combined binary mode it gives bare JSON unless asked for items. */
function runOf(context: IExecuteFunctions, name: string) {
	const run: {
		$(name: string, asItems: true): { isExecuted: boolean; first(): INodeExecutionData };
	} = context.getWorkflowDataProxy(0);
	return run.$(name, true);
}

/** Only a message of a customer is answered. The nodes between may have made anything of it, so the trigger is asked. */
function noReply(context: IExecuteFunctions): Refusal | undefined {
	const [trigger] = triggersIn(nodesBefore(context).ran);
	const event = trigger && eventOf(context, trigger.name);
	if (event === undefined || event === 'messageReceived') return undefined;
	return Refusal.byCheck({
		message: `What came in is ${NO_MESSAGE.get(event) ?? 'another event'}`,
		hint: 'Only a message of a customer can be answered. Choose only Message Received under Trigger On of the Picky Assist Trigger, or put a Switch on event after it',
	});
}

/** `undefined` where n8n does not give it, and for data made up in the editor: a customer who waits gets the reply. */
function eventOf(context: IExecuteFunctions, trigger: string): unknown {
	try {
		return runOf(context, trigger).first().json.event;
	} catch {
		return undefined;
	}
}

/** The keys of an instant reply are known from programs of others; Picky Assist's own page could be read in part only. */
export const replyToIncoming = defineOperation({
	resource: MESSAGE,
	value: 'reply',
	name: 'Reply to Incoming',
	action: 'Reply to an incoming message',
	description:
		'Answer the message that started this run. The Picky Assist Trigger before it needs Reply = With "Reply to Incoming", and the call stays open for 180 seconds (100 on n8n Cloud, and often 60 behind a proxy).',
	endpoint: '',
	effect: 'once',
	answers: { noCall, noReply },

	schema: schemaOf(
		{
			message: onWire('message-out', anyText()),
			mediaUrl: onWire('media-url', webAddress('https://example.com/menu.jpg')),
			delay: numberFrom(0, LONGEST_DELAY),
			extraBody: extraFields([]),
		},
		({ message, mediaUrl, extraBody = {} }) =>
			message === undefined && mediaUrl === undefined && Object.keys(extraBody).length === 0
				? [blankIssue('Write a text, or map one that is not blank', { field: 'message' })]
				: [],
	),

	fields: [
		{
			displayName: 'Text',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. {{ $json.output }}',
			description:
				'The text that the customer gets, or the caption of the file. It may be blank only if there is a media URL or there are extra body fields. One reply goes out, that of the first item, and n8n ignores a second reply of the same run. How Picky Assist reads a reply is known from other clients of Picky Assist.',
		},
		{
			displayName: 'Media URL',
			name: 'mediaUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/menu.jpg',
			description:
				'Public link to a file that goes with the text. It must open without signing in; blank sends none.',
		},
		{
			displayName: 'Delay',
			name: 'delay',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: LONGEST_DELAY },
			default: 0,
			description:
				'How many seconds Picky Assist waits before it sends the reply (0 to 3600); blank means 0',
		},
	],
	ownOptions: [
		{
			displayName: 'Extra Body Fields',
			name: 'extraBody',
			type: 'json',
			default: '',
			description:
				'More keys for the reply as a JSON object, such as type, location or contact. They are added last and replace those of the other fields; blank adds nothing.',
		},
	],

	toBody: (values, ownKeys) => ({
		...ownKeys(values),
		delay: String(values.delay ?? 0),
		type: values.mediaUrl === undefined ? '1' : '2',
		...values.extraBody,
	}),
});
