/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs beside n8n, not inside it */
/** The main jobs that no example shows without a server. Each says whether it did what it promises. */
import { isDeepStrictEqual } from 'node:util';
import type { INode } from 'n8n-workflow';
import {
	CREDENTIAL_TYPE,
	NODE_NAME,
	NODE_TYPE,
	publish,
	startWaitingRuns,
	TRIGGER_NAME,
	TRIGGER_TYPE,
	type Engine,
	type WorkflowJson,
} from '../../tools/engine';
import type { Simulator } from '../../tools/simulator';
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
	print('answered', [answer.body, `${runs.length} run, although the call came twice`]);
	return verdict(
		isDeepStrictEqual(answer.body, REPLY) &&
			isDeepStrictEqual(repeated.body, {}) &&
			runs.length === 1 &&
			items[0]?.message === 'Are you open?',
	);
}

const ASK_NAME = 'Ask';
const QUESTION = 'Is Tuesday at 10:30 fine? Please answer Yes or No.';

const ASKING: WorkflowJson = {
	nodes: [
		nodeOf('Start', 'n8n-nodes-base.manualTrigger', {}),
		nodeOf(ASK_NAME, NODE_TYPE, {
			...{ resource: 'message', operation: 'ask', application: '121', number: '15550000001' },
			message: QUESTION,
			...{ accept: 'list', answers: 'Yes, No' },
		}),
		nodeOf(NODE_NAME, NODE_TYPE, {
			...{ resource: 'message', operation: 'send', application: '121' },
			number: '={{ $json.number }}',
			message: '=You wrote {{ $json.answer }}, so see you on Tuesday!',
		}),
	],
	connections: {
		Start: { main: [[{ node: ASK_NAME, type: 'main', index: 0 }]] },
		[ASK_NAME]: { main: [[{ node: NODE_NAME, type: 'main', index: 0 }]] },
	},
};

const DELIVERING: WorkflowJson = {
	nodes: [nodeOf(TRIGGER_NAME, TRIGGER_TYPE, { options: { deliverAnswers: true } })],
	connections: {},
};

/** The run that sleeps is kept in memory here, and in n8n's database there, over days and restarts. */
export async function askAndWait(engine: Engine, simulator: Simulator): Promise<boolean> {
	simulator.reset();
	console.log(
		'\nA question is sent, the run waits, and the answer on WhatsApp wakes it  (Message: Ask and Wait)',
	);
	const waiting = await startWaitingRuns(engine);
	try {
		const { token, baseUrl } = simulator;
		const credential = { [CREDENTIAL_TYPE]: { token, platform: 'custom', baseUrl } };
		const trigger = publish(engine, DELIVERING, {}, {}, waiting.server);
		const write = async (text: string, id: number) => {
			await trigger.call(textMessage({ ...said(text), 'unique-id': id }));
			const items = await trigger.output(TRIGGER_NAME);
			return items.map(({ message }) => message);
		};
		const { run, woken } = await waiting.start(ASKING, credential);
		const sent = () => simulator.messages.map(({ to, text }) => ({ to, text }));
		print('received', sent());
		print(
			'waiting',
			run.error ? [run.error.message] : run.output(ASK_NAME).map(({ json }) => json),
		);
		print('called', ['a message: Where do I park?']);
		const first = await write('Where do I park?', 1);
		print('item', [
			{ message: first[0] },
			'It is not an answer, so it starts the workflow of the trigger',
		]);
		print('called', ['a message: yes']);
		const passedOn = await write('yes', 2);
		if (passedOn.length !== 1) return verdict(false);
		const { output } = await woken;
		const [item] = output(ASK_NAME);
		print('woken', [item?.json]);
		print('received', sent().slice(1));
		const texts = sent().map(({ text }) => text);
		return verdict(
			isDeepStrictEqual(passedOn, ['Where do I park?']) &&
				item?.json.answer === 'yes' &&
				isDeepStrictEqual(texts, [QUESTION, 'You wrote yes, so see you on Tuesday!']),
		);
	} finally {
		await waiting.close();
	}
}
