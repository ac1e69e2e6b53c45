/** Many profiles to update: the items, and the ways to do it. */
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import { NODE_TYPE } from '../engine';
import { httpRequestNode, type Job, type NodeSettings, type Way } from './ways';

const ONE_CHANNEL = 8;

/** The number in `about` tells the server which item it is answering. */
const profile = (number: number, oneChannel = false) => ({
	channel: oneChannel ? ONE_CHANNEL : number + 1,
	about: `Offer ${number}: fresh bread every morning`,
	address: `${number} Market Street, Kochi 682001`,
	description: 'Family bakery with home delivery in the whole town',
	email: `shop${number}@example.com`,
	industry: (number % 17) + 1,
	picture: `https://example.com/pictures/${number}.jpg`,
	website: `https://example.com/shops/${number}`,
});

type Values = Readonly<Record<keyof ReturnType<typeof profile>, string>>;

const COMPUTED = ['about', 'address', 'description', 'email'];

/** The JavaScript of each value, plain or half of them computed. */
const codes = (computed = false) =>
	Object.fromEntries(
		Object.keys(profile(0)).map((name) => [
			name,
			`$json.${name}${computed && COMPUTED.includes(name) ? '.trim()' : ''}`,
		]),
	) as Values;

const expressions = (values: Values) =>
	Object.fromEntries(
		Object.entries(values).map(([name, code]) => [name, `={{ ${code} }}`]),
	) as Values;

/** The body of a request, of the JavaScript of its values. */
const bodyOf = ({ channel, picture, website, ...values }: Values) =>
	Object.entries({
		application: channel,
		...values,
		profile_pic: picture,
		websites: `[${website}]`,
	});

const ofValues =
	(node: (values: Values) => NodeSettings): Way =>
	({ computed }) => [node(expressions(codes(computed)))];

const thisNode = (maxConcurrentRequests: number, onError?: OnError): Way =>
	ofValues(({ channel, picture, website, ...values }) => ({
		type: NODE_TYPE,
		parameters: {
			resource: 'whatsappProfile',
			operation: 'update',
			application: channel,
			updateFields: { ...values, profilePic: picture, websites: { website: [{ url: website }] } },
			options: { maxConcurrentRequests },
		},
		...(onError && { onError }),
	}));

const httpRequest =
	(body: (values: Values) => INodeParameters, options: INodeParameters = {}): Way =>
	({ computed }, baseUrl) => [
		httpRequestNode(`${baseUrl}/update-profile`, { ...body(codes(computed)), options }),
	];

const asFields = (values: Values): INodeParameters => ({
	specifyBody: 'keypair',
	bodyParameters: {
		parameters: bodyOf(values).map(([name, code]) => ({ name, value: `={{ ${code} }}` })),
	},
});

/** The same body as one expression, which n8n evaluates once instead of eight times. */
const asOneExpression = (values: Values): INodeParameters => ({
	specifyBody: 'json',
	jsonBody: `={{ ({ ${bodyOf(values)
		.map(([name, code]) => `${name}: ${code}`)
		.join(', ')} }) }}`,
});

export const PROFILES: Job = {
	items: ({ items, oneChannel }): IDataObject[] =>
		Array.from({ length: items }, (_, number) => profile(number, oneChannel)),
	ways: {
		'this node, bound 1': thisNode(1),
		'this node, bound 10': thisNode(10),
		'this node, bound 50': thisNode(50),
		'this node, bound 50, On Error = Continue': thisNode(50, 'continueRegularOutput'),
		'HTTP Request': httpRequest(asFields),
		'HTTP Request, batches of 50 a second': httpRequest(asFields, {
			batching: { batch: { batchSize: 50, batchInterval: 1000 } },
		}),
		'HTTP Request, body as one expression': httpRequest(asOneExpression),
	},
};
