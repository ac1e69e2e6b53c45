import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	credentialHiddenFor,
	listSearchOf,
	propertiesOf,
	subtitleOf,
} from '../core/description/properties';
import { OPERATIONS } from './operations';

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
		properties: propertiesOf(OPERATIONS),
	};

	methods = { listSearch: listSearchOf(OPERATIONS) };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { execute } = await import('../core/running/execute');
		return await execute(this, OPERATIONS);
	}
}
