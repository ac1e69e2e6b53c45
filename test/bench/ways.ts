/** The ways to update many profiles that are measured side by side. */
import type { INode, INodeParameters, INodeType, OnError } from 'n8n-workflow';
import { NODE_TYPE } from '../engine/harness';
import { declarativeNode } from './nodes/declarative';
import { Floor } from './nodes/floor';
import { Sequential } from './nodes/sequential';
import { expressionsFor, type Expressions } from './values';

/** The nodes that are in no package, by their full names. */
export const ownNodes = (): Record<string, INodeType> => ({
	'bench.declarative': declarativeNode(),
	'bench.sequential': new Sequential(),
	'bench.floor': new Floor(),
});

export interface Server {
	readonly baseUrl: string;
	readonly token: string;
}

interface NodeSettings {
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: INodeParameters;
	readonly onError?: OnError;
	readonly credentials?: INode['credentials'];
}

export interface Way {
	readonly title: string;
	/** The most requests that it may have under way, where it promises one. */
	readonly bound?: number;
	readonly node: (values: Expressions, server: Server) => NodeSettings;
}

const thisNode = (bound: number, onError?: OnError): Way => ({
	title: `this node, bound ${bound}${onError ? ', On Error = Continue' : ''}`,
	bound,
	node: (values) => ({
		type: NODE_TYPE,
		parameters: {
			resource: 'whatsappProfile',
			operation: 'update',
			application: values.channel,
			updateFields: {
				about: values.about,
				address: values.address,
				description: values.description,
				email: values.email,
				industry: values.industry,
				profilePic: values.picture,
				websites: { website: [{ url: values.website }] },
			},
			options: { maxConcurrentRequests: bound },
		},
		...(onError && { onError }),
	}),
});

const bodyParameters = (values: Expressions): INodeParameters => ({
	specifyBody: 'keypair',
	bodyParameters: {
		parameters: [
			{ name: 'application', value: values.channel },
			{ name: 'about', value: values.about },
			{ name: 'address', value: values.address },
			{ name: 'description', value: values.description },
			{ name: 'email', value: values.email },
			{ name: 'industry', value: values.industry },
			{ name: 'profile_pic', value: values.picture },
			{ name: 'websites', value: values.website.replace(/\$json\.\w+/, '[$&]') },
		],
	},
});

const inside = (expression: string) => expression.replace(/^=\{\{|\}\}$/g, '').trim();

/** The same body as one expression, which n8n evaluates once instead of eight times. */
const oneExpression = (values: Expressions): INodeParameters => {
	const { channel, picture, website, ...fields } = values;
	const entries = {
		application: inside(channel),
		...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, inside(value)])),
		profile_pic: inside(picture),
		websites: `[${inside(website)}]`,
	};
	const text = Object.entries(entries)
		.map(([name, value]) => `${name}: ${value}`)
		.join(', ');
	return { specifyBody: 'json', jsonBody: `={{ ({ ${text} }) }}` };
};

const httpRequest = (
	title: string,
	bodyOf: (values: Expressions) => INodeParameters,
	options: INodeParameters = {},
): Way => ({
	title,
	node: (values, { baseUrl }) => ({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: HTTP_REQUEST_VERSION,
		parameters: {
			method: 'POST',
			url: `${baseUrl}/update-profile`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpCustomAuth',
			sendBody: true,
			contentType: 'json',
			...bodyOf(values),
			options,
		},
		credentials: { httpCustomAuth: { id: 'stored', name: 'Token' } },
	}),
});

export const HTTP_REQUEST_VERSION = 4.5;

const floor = (bound: number): Way => ({
	title: `floor, bound ${bound}`,
	bound,
	node: () => ({ type: 'bench.floor', parameters: { bound } }),
});

const WAYS: Readonly<Record<string, Way>> = {
	'node-1': thisNode(1),
	'node-10': thisNode(10),
	'node-50': thisNode(50),
	'node-50-continue': thisNode(50, 'continueRegularOutput'),
	http: httpRequest('HTTP Request', bodyParameters),
	'http-batched': httpRequest('HTTP Request, batches of 50 a second', bodyParameters, {
		batching: { batch: { batchSize: 50, batchInterval: 1000 } },
	}),
	'http-json': httpRequest('HTTP Request, body as one expression', oneExpression),
	declarative: {
		title: 'declarative node',
		node: ({ channel, picture, ...values }) => ({
			type: 'bench.declarative',
			parameters: { operation: 'update', application: channel, ...values, profilePic: picture },
		}),
	},
	sequential: {
		title: 'sequential node',
		bound: 1,
		node: ({ channel, picture, ...values }) => ({
			type: 'bench.sequential',
			parameters: { application: channel, updateFields: { ...values, profilePic: picture } },
		}),
	},
	'floor-1': floor(1),
	'floor-10': floor(10),
	'floor-50': floor(50),
};

export function wayNamed(name: string): Way {
	const way = WAYS[name];
	if (!way)
		throw new Error(`There is no way "${name}": take one of ${Object.keys(WAYS).join(', ')}`);
	return way;
}

export const settingsOf = (name: string, mixed: boolean, server: Server): NodeSettings =>
	wayNamed(name).node(expressionsFor(mixed), server);
