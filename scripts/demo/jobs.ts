/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs beside n8n, not inside it */
/** The main jobs of the package beside the profile, which is one of the examples. Each says whether it did what it promises. */
import { isDeepStrictEqual } from 'node:util';
import type { INode } from 'n8n-workflow';
import {
	NODE_NAME,
	NODE_TYPE,
	publish,
	runNode,
	TRIGGER_NAME,
	TRIGGER_TYPE,
	type Engine,
	type WorkflowJson,
} from '../../tools/engine';
import type { Simulator } from '../../tools/simulator';
import { said, textMessage } from '../../tools/simulator/webhooks';
import { print, verdict } from './print';

const RECIPIENTS = 1000;

/** How many recipients share one request. */
const SHARING = 100;

const customers = Array.from({ length: RECIPIENTS }, (_, index) => ({
	Phone: `1555${String(index + 1).padStart(7, '0')}`,
	Name: `Customer ${index + 1}`,
}));

const inAll = (items: readonly unknown[]) => `… ${items.length} items in all`;

const greeting = (name: string) => `Hello ${name}, we are open on Sunday.`;

export async function broadcast(engine: Engine, simulator: Simulator): Promise<boolean> {
	simulator.reset();
	console.log('\nA message to everyone in a list of 1,000 customers  (Message: Send)');
	const started = performance.now();
	const { items, error } = await runNode(engine, {
		items: customers,
		parameters: {
			...{ resource: 'message', operation: 'send', application: '121' },
			number: '={{ $json.Phone }}',
			message: `=${greeting('{{ $json.Name }}')}`,
		},
		credential: {
			...{ token: simulator.token, platform: 'custom' },
			baseUrl: simulator.baseUrl,
		},
	});
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	const { messages, counts } = simulator;
	print('in', [customers[0], customers[1], inAll(customers)]);
	print('received', [
		`${counts.requests} requests for ${messages.length} messages, in ${seconds} s:`,
		...messages.slice(0, 2).map(({ to, text }) => ({ to, text })),
		'…',
	]);
	print('out', error ? [error.message] : [items[0]?.json, inAll(items)]);
	const sent = messages.map(({ to, text }) => [to, text]);
	const wanted = customers.map(({ Phone, Name }) => [Phone, greeting(Name)]);
	return verdict(
		isDeepStrictEqual(sent, wanted) &&
			counts.requests === RECIPIENTS / SHARING &&
			items.length === RECIPIENTS &&
			items.every(({ json }) => json.status === 100),
	);
}

const nodeOf = (name: string, type: string, parameters: INode['parameters']): INode => ({
	...{ id: name, name, type, typeVersion: 1, position: [0, 0] },
	parameters,
});

const ANSWERING: WorkflowJson = {
	nodes: [
		nodeOf(TRIGGER_NAME, TRIGGER_TYPE, { respond: 'replyNode' }),
		nodeOf(NODE_NAME, NODE_TYPE, {
			...{ resource: 'message', operation: 'reply' },
			message: '=Hello {{ $json.name }}! You wrote: {{ $json.message }}',
		}),
	],
	connections: { [TRIGGER_NAME]: { main: [[{ node: NODE_NAME, type: 'main', index: 0 }]] } },
};

const REPLY = { 'message-out': 'Hello Ava! You wrote: Are you open?', delay: '0', type: '1' };

export async function answerIncoming(engine: Engine): Promise<boolean> {
	console.log(
		'\nAn incoming message is answered  (Picky Assist Trigger, Message: Reply to Incoming)',
	);
	const message = textMessage(said('Are you open?'));
	const workflow = publish(engine, ANSWERING);
	const answer = await workflow.call(message);
	const repeated = await workflow.call(message);
	const runs = await workflow.runs();
	const items = await workflow.output(TRIGGER_NAME);
	print('called', [message]);
	print('item', items);
	print('answered', [answer.body, `${runs.length} run, though the call came twice`]);
	return verdict(
		isDeepStrictEqual(answer.body, REPLY) &&
			isDeepStrictEqual(repeated.body, {}) &&
			runs.length === 1 &&
			items[0]?.message === 'Are you open?',
	);
}
