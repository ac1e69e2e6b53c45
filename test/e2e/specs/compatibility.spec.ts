/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** What a user of any n8n must be able to do. `npm run compatibility` runs what is tagged on each version of its table. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mediaMessage, sendWebhook, textMessage } from '../../../tools/simulator/webhooks';
import { credentialDataOf, expect, test } from '../fixtures';
import { endedRunsOf, expectAnswer, live, urlOf } from '../incoming';
import type { StoredCredential } from '../../../tools/n8n/n8nClient';
import type { N8nServer } from '../../../tools/n8n/n8nServer';
import {
	chain,
	exampleWorkflows,
	items,
	manualTrigger,
	node,
	NODE_NAME,
	PICKY_ASSIST,
	PICKY_ASSIST_TOOL,
	PICKY_ASSIST_TRIGGER,
	pickyAssist,
	pickyAssistTrigger,
	splitRows,
	TRIGGER_NAME,
	type WorkflowNode,
} from '../../../tools/n8n/workflows';

test.describe.configure({ timeout: 300_000 });

const TAG = { tag: '@compatibility' };
const TOO_LONG = 'x'.repeat(140);
const NUMBERS = ['15550000001', '15550000002', '15550000003'];
const [, REFUSED = ''] = NUMBERS;
const GREETINGS = NUMBERS.map((number) => ({ to: number, text: `Hello ${number}` }));
const REPLY = { type: '1', delay: '0' };
const WATCHWORD = 'Kx7Qm2Vd9Rt4Wb6Z';

const nothing = () => node('Nothing', 'n8n-nodes-base.noOp');

const send = (credential: StoredCredential, parameters: object): WorkflowNode =>
	pickyAssist(
		credential,
		{
			...{ resource: 'message', operation: 'send', application: '121' },
			number: '={{ $json.number }}',
			...parameters,
		},
		{ onError: 'continueRegularOutput' },
	);

/** A workflow that begins with an item for each row. */
const forEach = (rows: object[], ...nodes: WorkflowNode[]) =>
	chain('Rows', [manualTrigger(), items(rows), splitRows(), ...nodes]);

const greetEach = (credential: StoredCredential, ...nodes: WorkflowNode[]) =>
	forEach(
		NUMBERS.map((number) => ({ number })),
		send(credential, { message: '=Hello {{ $json.number }}' }),
		...nodes,
	);

/** Runs a workflow to its end by the command of n8n, which every version has. */
async function runToEnd(server: N8nServer, { id }: { id: string }) {
	const text = await server.command('execute', `--id=${id}`, '--rawOutput');
	// n8n writes its log into the same output, before and after.
	const [run = '{}'] = /^\{$[^]*?^\}$/m.exec(text) ?? [];
	const { data } = JSON.parse(run) as {
		data?: { resultData: { runData: Record<string, Array<{ data?: { main: object[][] } }>> } };
	};
	expect(data, text.slice(-1000)).toBeDefined();
	const itemsOf = (name: string, output = 0) =>
		data!.resultData.runData[name]?.[0]?.data?.main[output] ?? [];
	return { text, itemsOf };
}

test('the node, its tool and the trigger are loaded', TAG, async ({ n8n }) => {
	const names = (await n8n.loadedNodes()).map(({ name }) => name);
	const own = [PICKY_ASSIST, PICKY_ASSIST_TOOL, PICKY_ASSIST_TRIGGER];
	expect(names).toEqual(expect.arrayContaining(own));
});

for (const [title, token, result] of [
	['accepts a right token', undefined, { status: 'OK' }],
	[
		'refuses a wrong token with the reason',
		'wrong',
		{ status: 'Error', message: expect.stringContaining('401') },
	],
] as const) {
	test(`the credential test ${title}`, TAG, async ({ n8n, simulator }) => {
		const data = { ...credentialDataOf(simulator), ...(token && { token }) };
		// Saved first, since older n8n tests only credentials that are saved.
		const { id, name } = await n8n.createCredential('Mine', 'pickyAssistApi', data);
		const tested = await n8n.testCredential(name, 'pickyAssistApi', data, id);
		expect(tested).toMatchObject(result);
	});
}

test(
	'a workflow updates profiles, and a refused item keeps its details',
	TAG,
	async ({ server, n8n, simulator, credential }) => {
		const abouts = ['Fresh bread', TOO_LONG, 'Open now'];
		const update = pickyAssist(
			credential,
			{ application: '={{ $json.channel }}', updateFields: { about: '={{ $json.about }}' } },
			{ onError: 'continueRegularOutput' },
		);
		const rows = abouts.map((about, index) => ({ channel: index + 1, about }));
		const { text } = await runToEnd(server, await n8n.createWorkflow(forEach(rows, update)));
		expect(text).toContain('has 140 characters');
		expect(text).not.toContain(simulator.token);
		expect(simulator.profiles()).toEqual({ 1: { about: abouts[0] }, 3: { about: abouts[2] } });
	},
);

test('a refused item leaves by the error output', TAG, async ({ server, n8n, credential }) => {
	const parameters = { updateFields: { about: TOO_LONG } };
	const update = pickyAssist(credential, parameters, { onError: 'continueErrorOutput' });
	const workflow = await n8n.createWorkflow(chain('Outputs', [manualTrigger(), update]));
	const { itemsOf } = await runToEnd(server, workflow);
	expect([0, 1].map((output) => itemsOf(NODE_NAME, output).length)).toEqual([0, 1]);
});

test(
	'three items are three messages in one request, and their delivery states are asked for',
	TAG,
	async ({ server, n8n, simulator, credential }) => {
		const ids = { pushId: '={{ $json.pushId }}', messageId: '={{ $json.messageId }}' };
		const parameters = { resource: 'message', operation: 'getDeliveryReport', ...ids };
		const report = { ...pickyAssist(credential, parameters), id: 'report', name: 'Report' };
		const workflow = await n8n.createWorkflow(greetEach(credential, report));
		const { itemsOf } = await runToEnd(server, workflow);
		expect(simulator.messages).toMatchObject(GREETINGS);
		// One request for all messages, and one for the states of all of them.
		expect(simulator.requests).toHaveLength(2);
		const delivered = NUMBERS.map((number) => ({ json: { number, status: 'Delivered' } }));
		expect(itemsOf('Report')).toMatchObject(delivered);
	},
);

test(
	'a group is created, and a node after it reads the group',
	TAG,
	async ({ server, n8n, credential }) => {
		const group = (operation: string, parameters: object) =>
			pickyAssist(credential, { resource: 'group', operation, application: '10', ...parameters });
		const get = { ...group('get', { groupId: '={{ $json.groupId }}' }), id: 'get', name: 'Get' };
		const nodes = [manualTrigger(), group('create', { subject: 'Order 1042' }), get];
		const { itemsOf } = await runToEnd(server, await n8n.createWorkflow(chain('Group', nodes)));
		const [created] = itemsOf(NODE_NAME) as Array<{ json: Record<string, unknown> }>;
		const { groupId, inviteLink } = created!.json;
		expect(inviteLink).toMatch(/^https:/);
		expect(itemsOf('Get')).toMatchObject([
			{ json: { subject: 'Order 1042', groupId, inviteLink } },
		]);
	},
);

test(
	'a refused number keeps its details, and the others get their message',
	TAG,
	async ({ server, n8n, simulator, credential }) => {
		simulator.set({ refuse: { [REFUSED]: 802 } });
		const { itemsOf } = await runToEnd(server, await n8n.createWorkflow(greetEach(credential)));
		expect(simulator.messages).toMatchObject(GREETINGS.filter(({ to }) => to !== REFUSED));
		const sent = { json: { status: 100 } };
		expect(itemsOf(NODE_NAME)).toMatchObject([sent, { json: { details: { code: 802 } } }, sent]);
	},
);

test(
	'a template is found in the list, and sent with its values',
	TAG,
	async ({ server, n8n, simulator, credential }) => {
		const parameters = { resource: 'message', operation: 'sendTemplate' };
		const found = await n8n.searchList(pickyAssist(credential, parameters), {
			...{ parameter: 'template', method: 'searchTemplates' },
			filter: 'order_confirmation · es',
		});
		expect(found).toHaveLength(1);
		const values = ['42', '9 USD', 'lunes'];
		const sendTemplate = pickyAssist(credential, {
			...parameters,
			...{ application: '121', number: REFUSED },
			template: { __rl: true, mode: 'list', value: found[0]!.value },
			values: { value: values.map((value) => ({ value })) },
		});
		const workflow = chain('Template', [manualTrigger(), sendTemplate]);
		await runToEnd(server, await n8n.createWorkflow(workflow));
		expect(simulator.messages).toMatchObject([
			{ to: REFUSED, template: { language: 'es', values } },
		]);
	},
);

test(
	'a call to the production URL starts a run with an item, and is answered',
	TAG,
	async ({ server, n8n }) => {
		const trigger = pickyAssistTrigger({ replyText: '=Hello {{ $json.body.name }}' });
		const workflow = await live(n8n, trigger, nothing());
		const answer = await sendWebhook(urlOf(server, workflow), textMessage());
		await expectAnswer(answer, { 'message-out': 'Hello Ava', ...REPLY });
		const run = await n8n.firstExecutionOf(workflow.id);
		expect(run.status).toBe('success');
		const item = { number: '15550000001', message: 'Hello', channelId: '121' };
		expect(run.itemsOf(TRIGGER_NAME)).toMatchObject([{ json: item }]);
	},
);

test(
	'the repeat of a call starts no run, also after a restart of n8n',
	TAG,
	async ({ server, n8n }) => {
		const workflow = await live(n8n, pickyAssistTrigger(), nothing());
		const call = async (changes?: object) =>
			await sendWebhook(urlOf(server, workflow), textMessage({ ...changes }));
		await expectAnswer(await call(), {});
		await n8n.firstExecutionOf(workflow.id);
		await expectAnswer(await call(), {});
		await server.restart();
		// While n8n starts, it answers 404 to calls of workflows that it has not published again yet.
		await expect.poll(async () => (await call()).status, { timeout: 60_000 }).toBe(200);
		await expectAnswer(await call({ 'unique-id': 'another' }), {});
		// Right after its start, n8n may list a run later than it answers the call.
		const ids = async () =>
			(await endedRunsOf(n8n, workflow)).map(
				(run) => run.itemsOf(TRIGGER_NAME)[0]?.json['messageId'],
			);
		await expect.poll(ids, { timeout: 60_000 }).toEqual(['another', '751403635']);
	},
);

test('Reply to Incoming answers the call, without a credential', TAG, async ({ server, n8n }) => {
	const reply = node(NODE_NAME, PICKY_ASSIST, {
		...{ resource: 'message', operation: 'reply' },
		message: '=You wrote {{ $json.message }}',
	});
	const workflow = await live(n8n, pickyAssistTrigger({ respond: 'replyNode' }), reply);
	const answer = await sendWebhook(urlOf(server, workflow), textMessage());
	await expectAnswer(answer, { 'message-out': 'You wrote Hello', ...REPLY });
	expect((await n8n.firstExecutionOf(workflow.id)).status).toBe('success');
});

test(
	'a call without the webhook secret is refused, and starts no run',
	TAG,
	async ({ server, n8n, simulator }) => {
		const data = { ...credentialDataOf(simulator), webhookSecret: WATCHWORD };
		const closed = await n8n.createCredential('Closed', 'pickyAssistApi', data);
		const workflow = await live(n8n, pickyAssistTrigger({}, closed), nothing());
		const call = async (query: string) =>
			await sendWebhook(`${urlOf(server, workflow)}${query}`, textMessage());
		for (const query of ['', '?secret=other']) expect((await call(query)).status).toBe(401);
		await expectAnswer(await call(`?secret=${WATCHWORD}`), {});
		const run = await n8n.firstExecutionOf(workflow.id);
		expect(await n8n.executions(workflow.id)).toHaveLength(1);
		expect(run.raw).not.toContain(WATCHWORD);
		expect(server.logs()).not.toContain(WATCHWORD);
	},
);

test(
	'the file of a message comes with its item, and is sent on',
	TAG,
	async ({ server, n8n, simulator, credential }) => {
		const pictures = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'image/png' }).end('a picture');
		});
		await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
		try {
			const { port } = pictures.address() as AddressInfo;
			const trigger = pickyAssistTrigger({ options: { downloadMedia: true } });
			const file = { messageType: 'media', mediaSource: 'binary', message: '' };
			const workflow = await live(n8n, trigger, send(credential, file));
			const url = `http://127.0.0.1:${port}/card.png`;
			await sendWebhook(urlOf(server, workflow), mediaMessage({ 'media-url': url }));
			expect((await n8n.firstExecutionOf(workflow.id)).status).toBe('success');
		} finally {
			pictures.closeAllConnections();
			pictures.close();
		}
		const mediaCode = Buffer.from('a picture').toString('base64');
		expect(simulator.messages).toMatchObject([{ mediaName: 'card.png', mediaCode }]);
	},
);

test('the examples are imported, and each of their nodes is known', TAG, async ({ n8n }) => {
	const known = (await n8n.loadedNodes()).flatMap(({ name, version }) =>
		[version].flat().map((one) => `${name} ${String(one)}`),
	);
	for (const example of exampleWorkflows()) {
		const { id } = await n8n.createWorkflow(example);
		const { nodes } = await n8n.workflow(id);
		expect(nodes, example.name).toHaveLength(example.nodes.length);
		const kinds = nodes.map(({ type, typeVersion }) => `${type} ${typeVersion}`);
		expect(known, example.name).toEqual(expect.arrayContaining(kinds));
	}
});

test('the token is not in the log', TAG, async ({ server, simulator }) => {
	expect(server.logs()).not.toContain(simulator.token);
});
