/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { SavedWorkflow, StoredCredential } from '../../test/e2e/server/n8nClient';
import {
	chain,
	node,
	NODE_NAME,
	PICKY_ASSIST,
	pickyAssist,
	pickyAssistTrigger,
	TRIGGER_NAME,
	webhookPath,
	type WorkflowNode,
} from '../../test/e2e/server/workflows';
import {
	deliveryEvent,
	mediaMessage,
	sendWebhook,
	textMessage,
	type Webhook,
} from '../../test/simulator/webhooks';
import { assert, assertSame, credentialFor, type Steps, type Surroundings } from './step';

const nothing = () => node('Nothing', 'n8n-nodes-base.noOp');

/** A message to whoever wrote, or whose message was delivered. */
const send = (credential: StoredCredential, parameters: object): WorkflowNode =>
	pickyAssist(credential, {
		...{ resource: 'message', operation: 'send', application: '121' },
		number: '={{ $json.number }}',
		...parameters,
	});

/** Publishes a workflow of the trigger and one node, and calls its Production URL as Picky Assist does. */
async function publish({ n8n, server }: Surroundings, trigger: WorkflowNode, next: WorkflowNode) {
	const workflow = chain('Incoming', [trigger, next]);
	const saved = await n8n.createWorkflow(workflow);
	await n8n.publish(saved);
	const url = `${server.url}${webhookPath(workflow)}`;
	const call = async (webhook: Webhook, query = '') => {
		const answer = await sendWebhook(`${url}${query}`, webhook);
		return { status: answer.status, body: await answer.json() };
	};
	return { saved, call, first: async () => await n8n.firstExecutionOf(saved.id) };
}

/** While n8n starts, it answers 404 to calls of workflows that it has not published again yet. */
async function onceThere<Answer extends { status: number }>(call: () => Promise<Answer>) {
	for (let patience = 300; patience > 0; patience--) {
		const answer = await call();
		if (answer.status !== 404) return answer;
		await setTimeout(100);
	}
	throw new Error('After the restart the workflow is not there');
}

/** The runs of a workflow once they have all ended. */
async function endedRuns({ n8n }: Surroundings, { id }: SavedWorkflow) {
	const runs = await n8n.executions(id);
	return await Promise.all(runs.map(async (run) => await n8n.finished(run.id)));
}

/** A web server with one picture. */
async function withPicture(step: (url: string) => Promise<void>): Promise<void> {
	const server = createServer((_, response) => {
		response.writeHead(200, { 'content-type': 'image/png' }).end('a picture');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		const { port } = server.address() as AddressInfo;
		await step(`http://127.0.0.1:${port}/card.png`);
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

const reply = (text: string) => ({
	status: 200,
	body: { 'message-out': text, type: '1', delay: '0' },
});
const NO_REPLY = { status: 200, body: {} };

export const TRIGGER_STEPS: Steps = {
	'a call to the production URL starts a run with an item, and is answered': async (
		surroundings,
	) => {
		const trigger = pickyAssistTrigger({ replyText: '=Hello {{ $json.body.name }}' });
		const { call, first } = await publish(surroundings, trigger, nothing());
		assertSame(await call(textMessage()), reply('Hello Ava'), 'the answer');
		const run = await first();
		const { number, message, channelId } = run.itemsOf(TRIGGER_NAME)[0]?.json ?? {};
		const came = { status: run.status, number, message, channelId };
		const wanted = { number: '15550000001', message: 'Hello', channelId: '121' };
		assertSame(came, { status: 'success', ...wanted }, 'the run');
	},
	'the repeat of a call starts no run, also after a restart of n8n': async (surroundings) => {
		const { saved, call, first } = await publish(surroundings, pickyAssistTrigger(), nothing());
		assertSame(await call(textMessage()), NO_REPLY, 'the answer');
		await first();
		assertSame(await call(textMessage()), NO_REPLY, 'the answer to the repeat');
		await surroundings.server.restart();
		const answer = await onceThere(async () => await call(textMessage()));
		assertSame(answer, NO_REPLY, 'the answer after the restart');
		await call(textMessage({ 'unique-id': 'another' }));
		const runs = await endedRuns(surroundings, saved);
		const ids = runs.map((run) => run.itemsOf(TRIGGER_NAME)[0]?.json['messageId']);
		assertSame(ids.sort(), ['751403635', 'another'], 'the messages of the runs');
	},
	'Reply to Incoming answers the call, without a credential': async (surroundings) => {
		const next = node(NODE_NAME, PICKY_ASSIST, {
			...{ resource: 'message', operation: 'reply' },
			message: '=You wrote {{ $json.message }}',
		});
		const trigger = pickyAssistTrigger({ respond: 'replyNode' });
		const { call, first } = await publish(surroundings, trigger, next);
		assertSame(await call(textMessage()), reply('You wrote Hello'), 'the answer');
		assertSame((await first()).status, 'success', 'the state of the run');
	},
	'a call without the webhook secret is refused, and starts no run': async (surroundings) => {
		const watchword = 'Kx7Qm2Vd9Rt4Wb6Z';
		const credential = await credentialFor(surroundings, { webhookSecret: watchword });
		const trigger = pickyAssistTrigger({}, credential);
		const { saved, call, first } = await publish(surroundings, trigger, nothing());
		assertSame((await call(textMessage())).status, 401, 'the status without the secret');
		assertSame((await call(textMessage(), '?secret=other')).status, 401, 'that of another one');
		assertSame(await call(textMessage(), `?secret=${watchword}`), NO_REPLY, 'the answer with it');
		assert(!(await first()).raw.includes(watchword), 'the secret is in the run');
		assertSame((await endedRuns(surroundings, saved)).length, 1, 'runs');
		assert(!surroundings.server.logs().includes(watchword), 'the secret is in the log');
	},
	'the file of a message comes with its item, and is sent on': async (surroundings) => {
		const trigger = pickyAssistTrigger({ options: { downloadMedia: true } });
		const file = { messageType: 'media', mediaSource: 'binary', message: '' };
		const next = send(await credentialFor(surroundings), file);
		const { call, first } = await publish(surroundings, trigger, next);
		await withPicture(async (url) => {
			await call(mediaMessage({ 'media-url': url }));
			assertSame((await first()).status, 'success', 'the state of the run');
		});
		const sent = surroundings.simulator.messages.map(({ mediaName, mediaCode = '' }) => [
			mediaName,
			Buffer.from(mediaCode, 'base64').toString(),
		]);
		assertSame(sent, [['card.png', 'a picture']], 'the file that was sent on');
	},
	'Retry sends only what was not accepted before': async (surroundings) => {
		const { n8n, simulator } = surroundings;
		const [one, two] = ['15550000001', '15550000002'];
		simulator.set({ refuse: { [two!]: 802 } });
		const trigger = pickyAssistTrigger({ events: ['deliveryStatus'] });
		const next = send(await credentialFor(surroundings), { message: 'Thank you' });
		const { call, first } = await publish(surroundings, trigger, next);
		await call(deliveryEvent([one, two].map((number, index) => ({ number, msg_id: index }))));
		const failed = await first();
		assertSame(failed.status, 'error', 'the state of the first run');
		simulator.set({ refuse: {} });
		const retried = await n8n.retry(failed.id, 'original');
		assertSame(retried.status, 'success', 'the state of the retry');
		assertSame(retried.itemsOf(NODE_NAME).length, 2, 'items of the retry');
		const sent = simulator.messages.map(({ to }) => to);
		assertSame(sent, [one, two], 'the messages');
	},
};
