/** A declarative node for the same call, as one would write it first. */
import { DirectoryLoader } from 'n8n-core';
import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

const field = (name: string, property: string, value = '={{ $value }}'): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	routing: { send: { type: 'body', property, value } },
});

class Declarative implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Declarative',
		name: 'declarative',
		group: ['output'],
		version: 1,
		description: 'Updates a profile',
		defaults: { name: 'Declarative' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pickyAssistApi', required: true }],
		requestDefaults: { json: true },
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				options: [
					{
						name: 'Update',
						value: 'update',
						routing: { request: { method: 'POST', url: '/update-profile' } },
					},
				],
				default: 'update',
			},
			field('application', 'application'),
			field('about', 'about'),
			field('address', 'address'),
			field('description', 'description'),
			field('email', 'email'),
			field('industry', 'industry'),
			field('profilePic', 'profile_pic'),
			field('website', 'websites', '={{ [$value] }}'),
		],
		usableAsTool: true,
	};
}

/** With what n8n's loader adds to a declarative node. */
export function declarativeNode(): INodeType {
	const node = new Declarative();
	DirectoryLoader.applyDeclarativeNodeOptionParameters(node);
	return node;
}
