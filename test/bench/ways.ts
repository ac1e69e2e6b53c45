/** The ways to update many profiles that are measured side by side. */
import type { INode, INodeParameters, OnError } from 'n8n-workflow';
import { NODE_TYPE } from '../engine/harness';
import { expressionsFor, type Expressions } from './values';

interface NodeSettings {
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: INodeParameters;
	readonly onError?: OnError;
	readonly credentials?: INode['credentials'];
}

interface Way {
	readonly title: string;
	/** The most requests that it may have under way, where it promises one. */
	readonly bound?: number;
	/**
	 * About how many milliseconds it takes for an item beside waiting for the answer, on a quiet machine with two
	 * processors. It only says how long the bench will take, and which runs would take too long.
	 */
	readonly perItem: number;
	readonly node: (values: Expressions, baseUrl: string) => NodeSettings;
}

const thisNode = (bound: number, onError?: OnError): Way => ({
	title: `this node, bound ${bound}${onError ? ', On Error = Continue' : ''}`,
	bound,
	perItem: 1.1,
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
	details: string,
	perItem: number,
	bodyOf: (values: Expressions) => INodeParameters,
	options: INodeParameters = {},
): Way => ({
	title: `HTTP Request${details}`,
	perItem,
	node: (values, baseUrl) => ({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
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

const floor = (bound: number): Way => ({
	title: `floor, bound ${bound}`,
	bound,
	perItem: 1,
	node: () => ({ type: 'bench.floor', parameters: { bound } }),
});

const WAYS: Readonly<Record<string, Way>> = {
	'node-1': thisNode(1),
	'node-10': thisNode(10),
	'node-50': thisNode(50),
	'node-50-continue': thisNode(50, 'continueRegularOutput'),
	http: httpRequest('', 5.5, bodyParameters),
	'http-batched': httpRequest(', batches of 50 a second', 25, bodyParameters, {
		batching: { batch: { batchSize: 50, batchInterval: 1000 } },
	}),
	'http-json': httpRequest(', body as one expression', 2.2, oneExpression),
	declarative: {
		title: 'declarative node',
		perItem: 23,
		node: ({ channel, picture, ...values }) => ({
			type: 'bench.declarative',
			parameters: { operation: 'update', application: channel, ...values, profilePic: picture },
		}),
	},
	sequential: {
		title: 'sequential node',
		bound: 1,
		perItem: 6.6,
		node: ({ channel, picture, ...values }) => ({
			type: 'bench.sequential',
			parameters: { application: channel, updateFields: { ...values, profilePic: picture } },
		}),
	},
	'floor-10': floor(10),
	'floor-50': floor(50),
};

export const WAY_NAMES: readonly string[] = Object.keys(WAYS);

export const wayNamed = (name: string) => WAYS[name]!;

export const settingsOf = (name: string, mixed: boolean, baseUrl: string): NodeSettings =>
	wayNamed(name).node(expressionsFor(mixed), baseUrl);
