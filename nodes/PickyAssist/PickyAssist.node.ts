import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import {
	credentialHiddenFor,
	listSearchOf,
	propertiesOf,
	subtitleOf,
} from '../core/description/properties';
import { OPERATIONS } from './operations';

/** Where n8n wakes a run that sleeps; it is registered for no workflow. */
const WEBHOOKS: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		responseData: '',
		path: '',
		restartWebhook: true,
		isFullPath: true,
	},
];

export class PickyAssist implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Picky Assist',
		name: 'pickyAssist',
		icon: { light: 'file:pickyAssist.svg', dark: 'file:pickyAssist.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(OPERATIONS),
		description:
			'Send WhatsApp messages and templates, answer customers, read delivery reports, manage groups and update the profile',
		defaults: { name: 'Picky Assist' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'pickyAssistApi',
				required: true,
				displayOptions: credentialHiddenFor(OPERATIONS),
			},
		],
		webhooks: WEBHOOKS,
		waitingNodeTooltip: 'Waiting for the answer on WhatsApp',
		properties: propertiesOf(OPERATIONS),
	};

	methods = { listSearch: listSearchOf(OPERATIONS) };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { execute } = await import('../core/running/execute');
		return await execute(this, OPERATIONS);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { wake } = await import('../core/questions/wake');
		return wake(this);
	}
}
