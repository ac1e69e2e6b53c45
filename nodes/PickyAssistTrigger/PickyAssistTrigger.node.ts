import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { PROPERTIES, SUBTITLE, TRIGGER_PANEL } from './description';

export class PickyAssistTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Picky Assist Trigger',
		name: 'pickyAssistTrigger',
		icon: {
			light: 'file:../PickyAssist/pickyAssist.svg',
			dark: 'file:../PickyAssist/pickyAssist.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: SUBTITLE,
		description:
			'Start the workflow when a customer writes on WhatsApp, or when a message that you sent is delivered or read',
		eventTriggerDescription: 'Waiting for a call to the Test URL',
		activationMessage:
			'Messages start this workflow when its Production URL is set as Global Webhook at Picky Assist, and delivery states when it is set there as Event Webhook',
		triggerPanel: TRIGGER_PANEL,
		defaults: { name: 'Picky Assist Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pickyAssistApi', required: false }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode:
					'={{ $parameter["respond"] === "replyNode" ? "responseNode" : "onReceived" }}',
				// Without it n8n would answer with the name of its default and not with what this node says.
				responseData: '',
				path: 'webhook',
			},
		],
		properties: PROPERTIES,
	};

	/** Picky Assist has no call that registers a webhook: the user pastes its address, so there is nothing to ask or undo. */
	webhookMethods = {
		default: {
			async checkExists() {
				return true;
			},
			async create() {
				return true;
			},
			async delete() {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { webhook } = await import('./webhook');
		return await webhook(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { passOn } = await import('./webhook');
		return [await passOn(this)];
	}
}
