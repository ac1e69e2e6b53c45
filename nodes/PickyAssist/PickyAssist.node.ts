import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { propertiesOf, subtitleOf } from '../core/description/description';
import { execute } from '../core/running/execute';
import { OPERATIONS } from './operations';

export class PickyAssist implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Picky Assist',
		name: 'pickyAssist',
		icon: { light: 'file:pickyAssist.svg', dark: 'file:pickyAssist.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(OPERATIONS),
		description: 'Update the WhatsApp Business profile at Picky Assist',
		defaults: { name: 'Picky Assist' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pickyAssistApi', required: true }],
		properties: propertiesOf(OPERATIONS),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, OPERATIONS);
	}
}
