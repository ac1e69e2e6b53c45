import { startSimulator, type Simulator } from '../../../tools/simulator';
import { sendWebhook, textMessage } from '../../../tools/simulator/webhooks';
import { credentialDataOf, expect, test } from '../fixtures';
import { TARBALL } from '../../../tools/n8n/folders';
import { N8nClient, type StoredCredential } from '../../../tools/n8n/n8nClient';
import { startQueueMode, type QueueMode } from '../../../tools/n8n/queueMode';
import { startService, type Service } from '../../../tools/n8n/service';
import {
	chain,
	httpRequest,
	pickyAssist,
	pickyAssistTrigger,
	webhookPath,
	type WorkflowNode,
} from '../../../tools/n8n/workflows';

const MESSAGES = 100;
const AT_A_TIME = 8;
const WATCHWORD = 'Market-street-42';

let service: Service;
let simulator: Simulator;
let queue: QueueMode;
let n8n: N8nClient;
let credential: StoredCredential;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ installed }) => {
	test.setTimeout(600_000);
	service = await startService();
	simulator = await startSimulator();
	queue = await startQueueMode(installed, TARBALL, 2);
	n8n = new N8nClient(queue.main.url);
	await n8n.setUpOwner();
	const data = { ...credentialDataOf(simulator), webhookSecret: WATCHWORD };
	credential = await n8n.createCredential('Simulator', 'pickyAssistApi', data);
});

test.afterAll(async () => {
	await queue?.stop();
	await simulator?.close();
	await service?.close();
});

test('of 200 calls, half of them repeats, each message starts one run on one of two workers', async () => {
	test.setTimeout(600_000);
	const calls = await callTwice([pickyAssistTrigger({}, credential)]);
	expect(calls.statuses).toEqual({ 200: 2 * MESSAGES });
	expect(calls.answers).toEqual(messages().map(() => [{}, {}]));
	expectAllServedOnce();
});

test('of 200 calls, half of them repeats, each message gets the one reply of a worker', async () => {
	test.setTimeout(600_000);
	const trigger = pickyAssistTrigger({ respond: 'replyNode' }, credential);
	const message = '=You wrote: {{ $json.message }}';
	const reply = pickyAssist(credential, { resource: 'message', operation: 'reply', message });
	const calls = await callTwice([trigger, reply]);
	expect(calls.statuses).toEqual({ 200: 2 * MESSAGES });
	expect(calls.answers).toEqual(
		messages().map((id) => [
			{},
			{ 'message-out': `You wrote: Message ${id}`, type: '1', delay: '0' },
		]),
	);
	expectAllServedOnce();
});

/** Publishes the nodes with the service behind them, tells each message twice, and waits for all runs to end. */
async function callTwice(nodes: WorkflowNode[]) {
	const shop = httpRequest('Shop', service.url, "={{ $('Picky Assist Trigger').item.json }}");
	const workflow = await n8n.createWorkflow(chain('Queued', [...nodes, shop]));
	await n8n.publish(workflow);
	service.calls.length = 0;
	const url = `${queue.main.url}${webhookPath(workflow)}?secret=${WATCHWORD}`;
	const statuses: Record<number, number> = {};
	const answers = messages().map((): object[] => []);
	const waiting = orderOfCalls();
	const callInTurn = async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			const text = { 'unique-id': id, message_in_raw: `Message ${id}` };
			const answer = await sendWebhook(url, textMessage(text));
			statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
			answers[id - 1]!.push((await answer.json()) as object);
		}
	};
	await Promise.all(Array.from({ length: AT_A_TIME }, callInTurn));
	// n8n lists the newest 100, which are all that there may be; a run is listed before its call is answered.
	const runs = await n8n.executions(workflow.id);
	expect(runs).toHaveLength(MESSAGES);
	for (const { id } of runs) expect(await n8n.finished(id)).toMatchObject({ status: 'success' });
	const bySize = (a: object, b: object) => Object.keys(a).length - Object.keys(b).length;
	return { statuses, answers: answers.map((both) => both.sort(bySize)) };
}

/** The service behind each run knows of more runs than n8n lists. */
function expectAllServedOnce(): void {
	const served = service.calls.map(({ message }) => message);
	expect(served.sort()).toEqual(
		messages()
			.map((id) => `Message ${id}`)
			.sort(),
	);
	for (const { process } of queue.workers) {
		expect(process.output()).toContain('finished execution');
		expect(process.output()).not.toContain(WATCHWORD);
	}
}

/** Half of the repeats come at the same moment as the first call, the others when it is long over. */
function orderOfCalls(): number[] {
	const early = messages().slice(0, MESSAGES / 2);
	const late = messages().slice(MESSAGES / 2);
	return [...early.flatMap((id) => [id, id]), ...late, ...late];
}

function messages(): number[] {
	return Array.from({ length: MESSAGES }, (_, index) => index + 1);
}
