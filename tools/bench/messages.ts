/** Many messages to send: the items, and the ways to do it. */
import type { INodeParameters } from 'n8n-workflow';
import { NODE_TYPE } from '../engine';
import { httpRequestNode, type Job, type NodeSettings, type Way } from './ways';

const MESSAGE_CHANNEL = '8';
const RECIPIENTS_PER_REQUEST = 100;

/** The binary field, the name and the size in bytes of the picture that all messages share. */
export const PICTURE = {
	field: 'data',
	fileName: 'menu.jpg',
	mimeType: 'image/jpeg',
	bytes: 5 * 2 ** 20,
};

const FIRST_NUMBER = 15_550_000_000;

/** About 120 characters when the holes are filled. */
const TEXT =
	'Hello {name}, your order {order} is on its way and will be with you today between four and six. Thank you for it!';

/** The text with the JavaScript of its two values, plain or with the name computed. */
const textWith = (computed: boolean | undefined, hole: (code: string) => string) =>
	TEXT.replace('{name}', hole(`$json.name${computed ? '.toUpperCase()' : ''}`)).replace(
		'{order}',
		hole('$json["order id"]'),
	);

const asExpression = (computed?: boolean) => `=${textWith(computed, (code) => `{{ ${code} }}`)}`;

const thisNode =
	(parameters: INodeParameters, options: INodeParameters = {}): Way =>
	({ computed }) => [
		{
			type: NODE_TYPE,
			parameters: {
				resource: 'message',
				operation: 'send',
				application: MESSAGE_CHANNEL,
				number: '={{ $json.phone }}',
				message: asExpression(computed),
				...parameters,
				// Without a pace: how long the vendor makes everybody wait is not measured here.
				options: { requestsPerMinute: 0, ...options },
			},
		},
	];

const pushNode = (baseUrl: string, jsonBody: string) =>
	httpRequestNode(`${baseUrl}/push`, { specifyBody: 'json', jsonBody });

const codeNode = (jsCode: string): NodeSettings => ({
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode },
});

/** The bodies as text, which n8n hands to the HTTP Request node faster than objects. */
const batching = (before: string, content: string, recipient: string) => `
const items = $input.all();
const bodies = [];
${before}
for (let first = 0; first < items.length; first += ${RECIPIENTS_PER_REQUEST}) {
	const data = items
		.slice(first, first + ${RECIPIENTS_PER_REQUEST})
		.map(({ json: $json }) => (${recipient}));
	const body = { application: '${MESSAGE_CHANNEL}', ${content} data };
	bodies.push({ json: { body: JSON.stringify(body) } });
}
return bodies;`;

const SPREADING = `
return $input.all().flatMap(({ json: { data, ...answer } }) =>
	data.map((entry) => ({ json: { ...answer, ...entry } })));`;

const codeAround =
	(code: (computed?: boolean) => string): Way =>
	({ computed }, baseUrl) => [
		codeNode(code(computed)),
		pushNode(baseUrl, '={{ $json.body }}'),
		codeNode(SPREADING),
	];

const items: Job['items'] = ({ items: count }) =>
	Array.from({ length: count }, (_, number) => ({
		phone: String(FIRST_NUMBER + number),
		name: `Customer ${number}`,
		'order id': `A-${number + 1000}`,
	}));

export const MESSAGES: Job = {
	items,
	ways: {
		'this node': thisNode({}),
		'this node, 1,000 recipients a request': thisNode({}, { recipientsPerRequest: 1000 }),
		'HTTP Request': ({ computed }, baseUrl) => [
			pushNode(
				baseUrl,
				`={ "application": "${MESSAGE_CHANNEL}", "data": [{ "number": "{{ $json.phone }}", "message": "${asExpression(computed).slice(1)}" }] }`,
			),
		],
		'Code, HTTP Request, Code': codeAround((computed) =>
			batching(
				'',
				'',
				`{ number: $json.phone, message: \`${textWith(computed, (code) => `\${${code}}`)}\` }`,
			),
		),
	},
};

export const PICTURES: Job = {
	items,
	ways: {
		'this node': thisNode({
			...{ messageType: 'media', mediaSource: 'binary', message: '' },
			binaryPropertyName: PICTURE.field,
		}),
		'Code, HTTP Request, Code': codeAround(() =>
			batching(
				`const file = (await this.helpers.getBinaryDataBuffer(0, '${PICTURE.field}')).toString('base64');`,
				`globalmedia_code: file, media_name: '${PICTURE.fileName}',`,
				'{ number: $json.phone }',
			),
		),
	},
};
