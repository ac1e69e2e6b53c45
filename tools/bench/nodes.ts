/** Nodes to compare with, as one would write them first. They are in no package, and share this one's credential. */
import { DirectoryLoader } from 'n8n-core';
import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import pLimit from 'p-limit';
import { CREDENTIAL_TYPE } from '../../test/engine/harness';
import { MESSAGE_CHANNEL, RECIPIENTS_PER_REQUEST, textOf } from './messages';

const describe = (name: string, properties: INodeProperties[]): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['output'],
	version: 1,
	description: 'Calls Picky Assist',
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [{ name: CREDENTIAL_TYPE, required: true }],
	properties,
});

const text = (name: string) => ({ displayName: name, name, type: 'string' as const, default: '' });

const VALUES = ['about', 'address', 'description', 'email', 'industry', 'profilePic', 'website'];

const call = { method: 'POST', url: '/update-profile' } as const;

/** n8n's routing does all. */
function declarative(): INodeType {
	const sent = (name: string, property = name, value = '={{ $value }}'): INodeProperties => ({
		...text(name),
		routing: { send: { type: 'body', property, value } },
	});
	const update = { name: 'Update', value: 'update', routing: { request: call } };
	const node: INodeType = {
		description: {
			...describe('declarative', [
				{ ...text('operation'), type: 'options', options: [update], default: 'update' },
				sent('application'),
				sent('about'),
				sent('address'),
				sent('description'),
				sent('email'),
				sent('industry'),
				sent('profilePic', 'profile_pic'),
				sent('website', 'websites', '={{ [$value] }}'),
			]),
			requestDefaults: { json: true },
		},
	};
	// As n8n's loader does.
	DirectoryLoader.applyDeclarativeNodeOptionParameters(node);
	return node;
}

/** One item after the other. */
const sequential: INodeType = {
	description: describe('sequential', [
		text('application'),
		{ ...text('updateFields'), type: 'collection', default: {}, options: VALUES.map(text) },
	]),
	async execute(this: IExecuteFunctions) {
		const output: INodeExecutionData[] = [];
		for (const item of this.getInputData().keys()) {
			const application = this.getNodeParameter('application', item);
			const values = this.getNodeParameter('updateFields', item) as IDataObject;
			const { profilePic, website, ...fields } = values;
			const json = (await this.helpers.httpRequestWithAuthentication.call(this, CREDENTIAL_TYPE, {
				...call,
				body: { application, ...fields, profile_pic: profilePic, websites: [website] },
				json: true,
			})) as IDataObject;
			output.push({ json, pairedItem: { item } });
		}
		return [output];
	},
};

/** n8n's own request helper in a pool, and nothing else: no expressions, no checks, no order. */
const floor: INodeType = {
	description: describe('floor', [{ ...text('bound'), type: 'number', default: 10 }]),
	async execute(this: IExecuteFunctions) {
		const { token, baseUrl } = await this.getCredentials(CREDENTIAL_TYPE);
		const limit = pLimit(this.getNodeParameter('bound', 0) as number);
		const url = `${String(baseUrl)}${call.url}`;
		const send = async ({ channel, picture, website, ...fields }: IDataObject, item: number) => {
			const json = (await this.helpers.httpRequest({
				...call,
				url,
				body: { application: channel, ...fields, profile_pic: picture, websites: [website], token },
				json: true,
			})) as IDataObject;
			return { json, pairedItem: { item } };
		};
		const sent = this.getInputData().map(
			async ({ json }, item) => await limit(async () => await send(json, item)),
		);
		return [await Promise.all(sent)];
	},
};

const push = { method: 'POST', url: '/push' } as const;

/** One message after the other. */
const sequentialSend: INodeType = {
	description: describe('sequentialSend', [text('number'), text('message')]),
	async execute(this: IExecuteFunctions) {
		const output: INodeExecutionData[] = [];
		for (const item of this.getInputData().keys()) {
			const number = this.getNodeParameter('number', item);
			const message = this.getNodeParameter('message', item);
			const json = (await this.helpers.httpRequestWithAuthentication.call(this, CREDENTIAL_TYPE, {
				...push,
				body: { application: MESSAGE_CHANNEL, data: [{ number, message }] },
				json: true,
			})) as IDataObject;
			output.push({ json, pairedItem: { item } });
		}
		return [output];
	},
};

/** A fold over n8n's own request helper, and nothing else: no expressions, no checks, no pairing by number. */
const floorSend: INodeType = {
	description: describe('floorSend', []),
	async execute(this: IExecuteFunctions) {
		const { token, baseUrl } = await this.getCredentials(CREDENTIAL_TYPE);
		const url = `${String(baseUrl)}${push.url}`;
		const send = async (items: readonly INodeExecutionData[]) => {
			const data = items.map(({ json }) => ({ number: json.phone, message: textOf(json) }));
			const body = { application: MESSAGE_CHANNEL, data, token };
			const options = { ...push, url, body, json: true };
			return (await this.helpers.httpRequest(options)) as { data: IDataObject[] };
		};
		const items = this.getInputData();
		const output: INodeExecutionData[] = [];
		for (let first = 0; first < items.length; first += RECIPIENTS_PER_REQUEST) {
			const { data } = await send(items.slice(first, first + RECIPIENTS_PER_REQUEST));
			data.forEach((json, index) => output.push({ json, pairedItem: { item: first + index } }));
		}
		return [output];
	},
};

/** By their full names. */
export const ownNodes = (): Record<string, INodeType> => ({
	'bench.declarative': declarative(),
	'bench.sequential': sequential,
	'bench.floor': floor,
	'bench.sequentialSend': sequentialSend,
	'bench.floorSend': floorSend,
});
