import type { INodeProperties } from 'n8n-workflow';
import { EVENTS } from './events';
import { OPTIONS, PARAMETERS } from './settings';

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

export const PROPERTIES: INodeProperties[] = [
	{ displayName: NOTICE, name: 'notice', type: 'notice', default: '' },
	...Object.values(PARAMETERS).map(({ shown }) => shown),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: Object.values(OPTIONS).map(({ shown }) => shown),
	},
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

const EVENT_NAMES = Object.fromEntries(EVENTS.map(({ value, name }) => [value, name]));

/** The line under the node's name on the canvas: what starts it. */
export const SUBTITLE = `={{ [$parameter["events"]].flat().map((event) => (${JSON.stringify(EVENT_NAMES)})[event] ?? event).join(", ") }}`;
