/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs beside n8n, not inside it */
/** The main job that no example shows without a server. It says whether it did what it promises. */
import { isDeepStrictEqual } from 'node:util';
import type { INode } from 'n8n-workflow';
import {
	NODE_NAME,
	NODE_TYPE,
	publish,
	TRIGGER_NAME,
	TRIGGER_TYPE,
	type Engine,
	type WorkflowJson,
} from '../../tools/engine';
import { said, textMessage } from '../../tools/simulator/webhooks';
import { print, verdict } from './print';

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
