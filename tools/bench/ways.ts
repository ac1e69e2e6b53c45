/** The ways to update many profiles that are measured side by side, and all ways by their names. */
import type { INodeParameters, OnError } from 'n8n-workflow';
import { NODE_TYPE } from '../../test/engine/harness';
import { MESSAGE_WAYS } from './messageWays';
import { httpRequestNode, type NodeSettings, type Way, type WaySetting } from './settings';
import { expressionsFor, type Expressions } from './values';

const profileWay = (
	way: Omit<Way, 'nodes'>,
	node: (values: Expressions, baseUrl: string) => NodeSettings,
): Way => ({
	...way,
	nodes: ({ mixed, baseUrl }) => [node(expressionsFor(mixed), baseUrl)],
});

const thisNode = (bound: number, onError?: OnError): Way =>
	profileWay(
		{
			title: `this node, bound ${bound}${onError ? ', On Error = Continue' : ''}`,
			bound,
			perItem: 1.1,
		},
		(values) => ({
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
	);

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
): Way =>
	profileWay({ title: `HTTP Request${details}`, perItem }, (values, baseUrl) =>
		httpRequestNode(`${baseUrl}/update-profile`, { ...bodyOf(values), options }),
	);

const floor = (bound: number): Way =>
	profileWay({ title: `floor, bound ${bound}`, bound, perItem: 1 }, () => ({
		type: 'bench.floor',
		parameters: { bound },
	}));

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
	declarative: profileWay(
		{ title: 'declarative node', perItem: 23 },
		({ channel, picture, ...values }) => ({
			type: 'bench.declarative',
			parameters: { operation: 'update', application: channel, ...values, profilePic: picture },
		}),
	),
	sequential: profileWay(
		{ title: 'sequential node', bound: 1, perItem: 6.6 },
		({ channel, picture, ...values }) => ({
			type: 'bench.sequential',
			parameters: { application: channel, updateFields: { ...values, profilePic: picture } },
		}),
	),
	'floor-10': floor(10),
	'floor-50': floor(50),
	...MESSAGE_WAYS,
};

export const WAY_NAMES: readonly string[] = Object.keys(WAYS);

export const wayNamed = (name: string) => WAYS[name]!;

export const nodesOf = (name: string, setting: WaySetting): NodeSettings[] =>
	wayNamed(name).nodes(setting);
