import { sendWebhook, textMessage } from '../../../tools/simulator/webhooks';
import { expect, test } from '../fixtures';
import { endedRunsOf, expectAnswer, live, urlOf } from '../incoming';
import type { StoredCredential } from '../../../tools/n8n/n8nClient';
import { startService, type Service } from '../../../tools/n8n/service';
import {
	httpRequest,
	node,
	pickyAssist,
	pickyAssistTrigger,
	TRIGGER_NAME,
	type WorkflowNode,
} from '../../../tools/n8n/workflows';

const LATER = { respond: 'replyNode' };
const WORDS = `=You wrote: {{ $('${TRIGGER_NAME}').item.json.message }}`;
const REPLY = { 'message-out': 'You wrote: Hello', type: '1', delay: '0' };

let service: Service;
test.beforeAll(async () => {
	service = await startService();
});
test.afterAll(async () => await service.close());

test('the call is answered after the nodes in between, by the first reply, and the items go on unchanged', async ({
	n8n,
	server,
	credential,
}) => {
	const order = node('Order', 'n8n-nodes-base.set', ORDER, { typeVersion: 3.4 });
	const second = { ...replyWith(credential, 'Not this'), id: 'second', name: 'Second reply' };
	const nodes = [httpRequest('Shop', service.url), order, replyWith(credential, WORDS), second];
	const workflow = await live(n8n, pickyAssistTrigger(LATER), ...nodes);
	await expectAnswer(await sendWebhook(urlOf(server, workflow), textMessage()), REPLY);
	await expectAnswer(await sendWebhook(urlOf(server, workflow), textMessage()), {});
	const runs = await endedRunsOf(n8n, workflow);
	expect(runs.map(({ status }) => status)).toEqual(['success']);
	expect(runs[0]!.itemsOf('Second reply').map(({ json }) => json)).toEqual([{ order: 7 }]);
});

test('the call is answered after a Wait for which n8n puts the run to sleep', async ({
	n8n,
	server,
	credential,
}) => {
	test.setTimeout(300_000);
	// Up to 65 seconds n8n waits within the process.
	const wait = node('Wait', 'n8n-nodes-base.wait', { amount: 66 }, { typeVersion: 1.1 });
	const nodes = [pickyAssistTrigger(LATER), wait, replyWith(credential, WORDS)];
	const workflow = await live(n8n, ...nodes);
	const answer = sendWebhook(urlOf(server, workflow), textMessage());
	await expect
		.poll(async () => (await n8n.executions(workflow.id))[0]?.status, { timeout: 60_000 })
		.toBe('waiting');
	await expectAnswer(await sendWebhook(urlOf(server, workflow), textMessage()), {});
	await expectAnswer(await answer, REPLY);
	expect(await endedRunsOf(n8n, workflow)).toMatchObject([{ status: 'success' }]);
});

test('a run that fails before its reply is answered by n8n with 500, and its repeats with {}', async ({
	n8n,
	server,
	credential,
}) => {
	const fail = node('Fail', 'n8n-nodes-base.stopAndError', { errorMessage: 'The shop is closed' });
	const nodes = [pickyAssistTrigger(LATER), fail, replyWith(credential, WORDS)];
	const workflow = await live(n8n, ...nodes);
	expect((await sendWebhook(urlOf(server, workflow), textMessage())).status).toBe(500);
	await expectAnswer(await sendWebhook(urlOf(server, workflow), textMessage()), {});
	expect(await endedRunsOf(n8n, workflow)).toMatchObject([{ status: 'error' }]);
});

const ORDER = { mode: 'raw', jsonOutput: '{ "order": 7 }', options: {} };

const replyWith = (credential: StoredCredential, message: string): WorkflowNode =>
	pickyAssist(credential, { resource: 'message', operation: 'reply', message });
