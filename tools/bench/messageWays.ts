/** The ways to send many messages that are measured side by side. */
import type { INodeParameters } from 'n8n-workflow';
import { NODE_TYPE } from '../../test/engine/harness';
import {
	MESSAGE_CHANNEL,
	PICTURE,
	RECIPIENTS_PER_REQUEST,
	textInCode,
	textWithHoles,
} from './messages';
import { httpRequestNode, type NodeSettings, type Way } from './settings';

const thisNode = (details: string, parameters: INodeParameters, options: INodeParameters): Way => ({
	title: `this node${details}`,
	perItem: 0.1,
	nodes: ({ mixed }) => [
		{
			type: NODE_TYPE,
			parameters: {
				resource: 'message',
				operation: 'send',
				application: MESSAGE_CHANNEL,
				number: '={{ $json.phone }}',
				message: textWithHoles(mixed),
				...parameters,
				// Without a pace: how long the vendor makes everybody wait is not measured here.
				options: { requestsPerMinute: 0, ...options },
			},
		},
	],
});

const body = (jsonBody: string): INodeParameters => ({ specifyBody: 'json', jsonBody });

const codeNode = (jsCode: string): NodeSettings => ({
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode },
});

/** The bodies as text, which n8n hands to the HTTP Request node faster than objects. */
const foldingCode = (before: string, content: string, recipient: string) => `
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

const SPREADING_CODE = `
return $input.all().flatMap(({ json: { data, ...answer } }) =>
	data.map((entry) => ({ json: { ...answer, ...entry } })));`;

const fold = (fold: (mixed: boolean) => string): Way => ({
	title: 'Code, HTTP Request, Code',
	perItem: 0.2,
	nodes: ({ mixed, baseUrl }) => [
		codeNode(fold(mixed)),
		httpRequestNode(`${baseUrl}/push`, body('={{ $json.body }}')),
		codeNode(SPREADING_CODE),
	],
});

export const MESSAGE_WAYS: Readonly<Record<string, Way>> = {
	'node-send': thisNode('', {}, {}),
	'node-send-1000': thisNode(', 1,000 recipients a request', {}, { recipientsPerRequest: 1000 }),
	'http-send': {
		title: 'HTTP Request',
		perItem: 2.5,
		nodes: ({ mixed, baseUrl }) => [
			httpRequestNode(
				`${baseUrl}/push`,
				body(
					`={ "application": "${MESSAGE_CHANNEL}", "data": [{ "number": "{{ $json.phone }}", "message": "${textWithHoles(mixed).slice(1)}" }] }`,
				),
			),
		],
	},
	'fold-send': fold((mixed) =>
		foldingCode('', '', `{ number: $json.phone, message: ${textInCode(mixed)} }`),
	),
	'sequential-send': {
		title: 'sequential node',
		perItem: 3,
		nodes: ({ mixed }) => [
			{
				type: 'bench.sequentialSend',
				parameters: { number: '={{ $json.phone }}', message: textWithHoles(mixed) },
			},
		],
	},
	'floor-send': {
		title: 'floor',
		perItem: 0.1,
		nodes: () => [{ type: 'bench.floorSend', parameters: {} }],
	},
	'node-picture': thisNode(
		'',
		{ messageType: 'media', mediaSource: 'binary', binaryPropertyName: PICTURE.field, message: '' },
		{},
	),
	'fold-picture': fold(() =>
		foldingCode(
			`const file = (await this.helpers.getBinaryDataBuffer(0, '${PICTURE.field}')).toString('base64');`,
			`globalmedia_code: file, media_name: '${PICTURE.fileName}',`,
			'{ number: $json.phone }',
		),
	),
};
