/** A plain programmatic node for the same call: one item after the other. */
import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

export class Sequential implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sequential',
		name: 'sequential',
		group: ['output'],
		version: 1,
		description: 'Updates a profile',
		defaults: { name: 'Sequential' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pickyAssistApi', required: true }],
		properties: [
			{ displayName: 'Channel ID', name: 'application', type: 'string', default: '' },
			{
				displayName: 'Update Fields',
				name: 'updateFields',
				type: 'collection',
				default: {},
				options: [
					'about',
					'address',
					'description',
					'email',
					'industry',
					'profilePic',
					'website',
				].map((name) => ({ displayName: name, name, type: 'string' as const, default: '' })),
			},
		],
		usableAsTool: true,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (const item of this.getInputData().keys()) {
			const application = this.getNodeParameter('application', item);
			const { profilePic, website, ...fields } = this.getNodeParameter(
				'updateFields',
				item,
			) as IDataObject;
			const json = (await this.helpers.httpRequestWithAuthentication.call(this, 'pickyAssistApi', {
				method: 'POST',
				url: '/update-profile',
				body: { application, ...fields, profile_pic: profilePic, websites: [website] },
				json: true,
			})) as IDataObject;
			output.push({ json, pairedItem: { item } });
		}
		return [output];
	}
}
