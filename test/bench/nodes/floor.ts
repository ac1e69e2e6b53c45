/** n8n's own request helper in a pool, and nothing else: no expressions, no checks, no order. */
import pLimit from 'p-limit';
import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

export class Floor implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Floor',
		name: 'floor',
		group: ['output'],
		version: 1,
		description: 'Updates a profile',
		defaults: { name: 'Floor' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pickyAssistApi', required: true }],
		properties: [{ displayName: 'Bound', name: 'bound', type: 'number', default: 10 }],
		usableAsTool: true,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { token, baseUrl } = await this.getCredentials('pickyAssistApi');
		const limit = pLimit(this.getNodeParameter('bound', 0) as number);
		const send = async (
			{ json }: INodeExecutionData,
			item: number,
		): Promise<INodeExecutionData> => {
			const { channel, picture, website, ...fields } = json;
			const answer = (await this.helpers.httpRequest({
				method: 'POST',
				url: `${String(baseUrl)}/update-profile`,
				body: { application: channel, ...fields, profile_pic: picture, websites: [website], token },
				json: true,
			})) as IDataObject;
			return { json: answer, pairedItem: { item } };
		};
		const sent = this.getInputData().map(
			async (data, item) => await limit(async () => await send(data, item)),
		);
		return [await Promise.all(sent)];
	}
}
