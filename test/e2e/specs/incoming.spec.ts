import {
	deliveryEvent,
	groupMessage,
	listChoice,
	locationMessage,
	mediaMessage,
	messengerMessage,
	sendWebhook,
	sentMessage,
	templateButton,
	textMessage,
	type Webhook,
} from '../../../tools/simulator/webhooks';
import { credentialDataOf, expect, test } from '../fixtures';
import { endedRunsOf, expectAnswer, live, newestRunOf, urlOf } from '../incoming';
import { startService, type Service } from '../../../tools/n8n/service';
import {
	chain,
	httpRequest,
	pickyAssistTrigger,
	TRIGGER_NAME,
	webhookPath,
} from '../../../tools/n8n/workflows';

const WATCHWORD = 'Str33t+market/42';
const SECRET = `?secret=${encodeURIComponent(WATCHWORD)}`;
const EVERYTHING = ['deliveryStatus', 'messageReceived', 'messageSent', 'other'];

let service: Service;
test.beforeAll(async () => {
	service = await startService();
});
test.afterEach(() => service.release());
test.afterAll(async () => await service.close());

test('the Production URL answers at once with {}, while the run goes on', async ({
	n8n,
	server,
}) => {
	const workflow = await live(n8n, pickyAssistTrigger(), httpRequest('Shop', service.url));
	service.hold();
	await expectAnswer(await sendWebhook(urlOf(server, workflow), textMessage()), {});
	await expect.poll(() => service.calls.at(-1)).toMatchObject({ message: 'Hello' });
	const [{ id, status } = { id: '', status: '' }] = await n8n.executions(workflow.id);
	expect(status).toBe('running');
	service.release();
	expect(await n8n.finished(id)).toMatchObject({ status: 'success', mode: 'webhook' });
});

test('the Production URL answers at once with the reply text, resolved for the call', async ({
	n8n,
	server,
}) => {
	const replyText = '=Thank you {{ $json.body.name }}{{ $json.query.mark }}';
	const workflow = await live(n8n, pickyAssistTrigger({ replyText, events: EVERYTHING }));
	const url = `${urlOf(server, workflow)}?mark=!`;
	const reply = { 'message-out': 'Thank you Ava!', type: '1', delay: '0' };
	await expectAnswer(await sendWebhook(url, textMessage()), reply);
	await expectAnswer(await sendWebhook(url, sentMessage()), {});
	await expectAnswer(await sendWebhook(url, deliveryEvent()), {});
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(3);
});

const TALK = { messageId: '751403635', number: '15550000001', name: 'Ava', message: 'Hello' };

const CALLS: ReadonlyArray<readonly [string, Webhook, object[]]> = [
	[
		'a text',
		textMessage(),
		[
			{
				event: 'messageReceived',
				...TALK,
				chatInput: 'Hello',
				sessionId: '121:15550000001',
				type: 'text',
				channelId: '121',
				projectId: '501326',
				direction: '0',
			},
		],
	],
	[
		'an encoded text',
		textMessage({ 'unique-id': 2, message_in_raw: '', 'message-in': 'Caf%C3%A9+at+8%3F' }),
		[expect.objectContaining({ message: 'Café at 8?', chatInput: 'Café at 8?' })],
	],
	[
		'a picture',
		mediaMessage({ 'unique-id': 3, 'message-in': '' }),
		[
			expect.objectContaining({
				type: 'image',
				mediaUrl: 'https://shop.example/media/PT05_ubt.jpeg',
				chatInput: '[image]',
				custom: { 'custom-variable': 'test' },
			}),
		],
	],
	[
		'a location',
		locationMessage({ 'unique-id': 4 }),
		[
			expect.objectContaining({
				type: 'location',
				location: expect.objectContaining({ latitude: 81.5094267351303 }),
			}),
		],
	],
	[
		'a button',
		templateButton(),
		[
			expect.objectContaining({
				type: 'button',
				payload: 'confirmbutton',
				repliesTo: '30486936',
				message: 'Not Sure',
			}),
		],
	],
	[
		'a choice',
		listChoice(),
		[
			expect.objectContaining({
				type: 'choice',
				choice: { id: 'ref1', description: 'choice description1', kind: 'list' },
			}),
		],
	],
	[
		'a message of a group',
		groupMessage(),
		[
			expect.objectContaining({
				number: '15550000001',
				sender: 'Group Name @Sender Name / 15550000001',
				groupId: '120363000000000001',
				sessionId: '10:120363000000000001',
			}),
		],
	],
	[
		'a Messenger message',
		messengerMessage(),
		[
			expect.objectContaining({
				messengerId: '4210000000000001',
				sessionId: '5:4210000000000001',
			}),
		],
	],
	[
		'a message that was sent',
		sentMessage(),
		[
			{
				event: 'messageSent',
				...TALK,
				type: 'text',
				channelId: '10',
				projectId: '501326',
				direction: '1',
			},
		],
	],
	[
		'two delivery states',
		deliveryEvent([{ status: '2' }, { msg_id: 9844218, status: 3 }]),
		[
			{
				event: 'deliveryStatus',
				eventId: '1',
				messageId: '9844217',
				number: '15550000001',
				message: 'Hello',
				type: 'text',
				channelId: '8',
				projectId: '27',
				pushId: '7478630',
				status: 'Failed',
				statusCode: '2',
				referenceNumber: 'order-42',
			},
			expect.objectContaining({ messageId: '9844218', status: 'Read', statusCode: '3' }),
		],
	],
	[
		'an unknown event',
		{ event_id: 7, list: [1, null] },
		[{ event: 'other', eventId: '7', raw: { event_id: 7, list: [1, null] } }],
	],
];

test('each kind of call becomes the items that are promised', async ({ n8n, server }) => {
	const workflow = await live(n8n, pickyAssistTrigger({ events: EVERYTHING }));
	for (const [name, call, items] of CALLS) {
		await test.step(name, async () => {
			await expectAnswer(await sendWebhook(urlOf(server, workflow), call), {});
			const execution = await newestRunOf(n8n, workflow);
			const json = execution.itemsOf(TRIGGER_NAME).map((item) => item.json);
			expect(json).toEqual(items);
		});
	}
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(CALLS.length);
});

test('without the secret nobody comes in, and with it it stands in nothing that n8n keeps', async ({
	n8n,
	server,
	simulator,
}) => {
	const data = { ...credentialDataOf(simulator), webhookSecret: ` ${WATCHWORD}\n` };
	const closed = await n8n.createCredential('With a secret', 'pickyAssistApi', data);
	const trigger = pickyAssistTrigger({ options: { includeRaw: true } }, closed);
	const workflow = await live(n8n, trigger);
	const url = urlOf(server, workflow);
	for (const end of ['', '?secret=', '?secret=other', `?Secret=${encodeURIComponent(WATCHWORD)}`]) {
		const refused = await sendWebhook(`${url}${end}`, textMessage());
		await expectAnswer(refused, { error: expect.stringContaining('secret') }, 401);
	}
	expect(await n8n.executions(workflow.id)).toEqual([]);

	const quoted = textMessage({ 'unique-id': '1', note: WATCHWORD, link: `${url}${SECRET}` });
	await expectAnswer(await sendWebhook(`${url}${SECRET}&shop=7`, quoted), {});
	const inBodyAlone = textMessage({ 'unique-id': '2', secret: WATCHWORD });
	await expectAnswer(await sendWebhook(url, inBodyAlone), {});
	const runs = await endedRunsOf(n8n, workflow);
	expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
	expect(runs[1]!.itemsOf(TRIGGER_NAME)[0]!.json).toMatchObject({ custom: { shop: '7' } });
	expect(server.database()).toContain('15550000001');
	const kept = [...runs.map(({ raw }) => raw), server.database(), server.logs()].join('\n');
	for (const form of [WATCHWORD, encodeURIComponent(WATCHWORD)]) expect(kept).not.toContain(form);
	expect(server.logs()).toContain('it does not carry the webhook secret');
});

test('where the credential was deleted, every call is answered 503 and starts nothing', async ({
	n8n,
	server,
	simulator,
}) => {
	const data = { ...credentialDataOf(simulator), webhookSecret: WATCHWORD };
	const credential = await n8n.createCredential('Soon gone', 'pickyAssistApi', data);
	const workflow = await live(n8n, pickyAssistTrigger({}, credential));
	await n8n.deleteCredential(credential);
	const answer = await sendWebhook(`${urlOf(server, workflow)}${SECRET}`, textMessage());
	await expectAnswer(answer, { error: expect.any(String) }, 503);
	expect(await n8n.executions(workflow.id)).toEqual([]);
});

test('what is filtered, malformed or broken starts no run', async ({ n8n, server }) => {
	const options = { channelIds: '8, 121', messageTypes: ['text'] };
	const workflow = await live(n8n, pickyAssistTrigger({ options }));
	const url = urlOf(server, workflow);
	const filtered = [
		textMessage({ application: 9 }),
		textMessage({ type: '2' }),
		sentMessage(),
		deliveryEvent(),
	];
	for (const call of filtered) await expectAnswer(await sendWebhook(url, call), {});
	for (const body of ['[1]', 'null', '"text"', '7', ''])
		await expectAnswer(await post(url, body), { error: expect.any(String) }, 400);
	for (const body of ['{', '{"number": 1,}']) expect((await post(url, body)).status).toBe(422);
	expect(await n8n.executions(workflow.id)).toEqual([]);

	await expectAnswer(await sendWebhook(url, textMessage()), {});
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(1);
});

test('a workflow that is not published is answered with 404 by n8n itself', async ({
	n8n,
	server,
}) => {
	const workflow = await n8n.createWorkflow(chain('Not published', [pickyAssistTrigger()]));
	expect((await sendWebhook(urlOf(server, workflow), textMessage())).status).toBe(404);
	await n8n.publish(workflow);
	await expectAnswer(await sendWebhook(urlOf(server, workflow), textMessage()), {});
	await n8n.unpublish(workflow);
	await expectNotPublished(urlOf(server, workflow));
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(1);
});

test('a repeat during the first run, after it, and after publishing again starts nothing', async ({
	n8n,
	server,
}) => {
	const workflow = await live(n8n, pickyAssistTrigger(), httpRequest('Shop', service.url));
	const url = urlOf(server, workflow);
	const repeat = async () => await expectAnswer(await sendWebhook(url, textMessage()), {});
	const seen = service.calls.length;
	service.hold();
	await Promise.all([repeat(), repeat(), repeat()]);
	await expect.poll(() => service.calls.length).toBe(seen + 1);
	await repeat();
	service.release();
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(1);

	await repeat();
	await n8n.unpublish(workflow);
	await expectNotPublished(url);
	await n8n.publish(await n8n.workflow(workflow.id));
	await repeat();
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(1);
	// Another message of the same customer is none.
	await expectAnswer(await sendWebhook(url, textMessage({ 'unique-id': 2 })), {});
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(2);
	expect(service.calls).toHaveLength(seen + 2);
});

test('a repeat after the workflow was changed and published again, and n8n restarted, starts nothing', async ({
	n8n,
	server,
}) => {
	test.setTimeout(480_000);
	const events = ['messageReceived', 'deliveryStatus'];
	const workflow = await live(n8n, pickyAssistTrigger({ events }));
	const url = urlOf(server, workflow);
	const calls = [textMessage(), textMessage({ 'unique-id': 2 }), deliveryEvent()];
	for (const call of calls) {
		await expectAnswer(await sendWebhook(url, call), {});
		await newestRunOf(n8n, workflow);
	}

	const saved = await n8n.workflow(workflow.id);
	const [trigger] = saved.nodes;
	const replyText = 'We are closed';
	await n8n.changeNodes(saved, [{ ...trigger!, parameters: { events, replyText } }]);
	await n8n.publish(await n8n.workflow(workflow.id));
	await server.restart();
	for (const call of calls) await expectAnswer(await sendWebhook(url, call), {});
	expect(await n8n.executions(workflow.id)).toHaveLength(calls.length);

	await expectAnswer(await sendWebhook(url, deliveryEvent([{ status: 3 }])), {});
	const reply = expect.objectContaining({ 'message-out': replyText });
	await expectAnswer(await sendWebhook(url, textMessage({ 'unique-id': 3 })), reply);
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(calls.length + 2);
});

test('a call to the Test URL is never a repeat', async ({ n8n, server }) => {
	const workflow = await n8n.createWorkflow(chain('Test URL', [pickyAssistTrigger()]));
	const testUrl = `${server.url}${webhookPath(workflow, 'webhook-test')}`;
	expect((await sendWebhook(testUrl, textMessage())).status).toBe(404);
	for (const count of [1, 2, 3]) {
		await n8n.listen(workflow, TRIGGER_NAME);
		await expectAnswer(await sendWebhook(testUrl, textMessage()), {});
		const runs = await endedRunsOf(n8n, workflow);
		expect(runs.map(({ mode }) => mode)).toEqual(Array(count).fill('manual'));
	}

	await n8n.publish(workflow);
	const url = urlOf(server, workflow);
	for (const firstOrRepeat of [url, url])
		await expectAnswer(await sendWebhook(firstOrRepeat, textMessage()), {});
	await n8n.listen(workflow, TRIGGER_NAME);
	await expectAnswer(await sendWebhook(testUrl, textMessage()), {});
	const modes = (await endedRunsOf(n8n, workflow)).map(({ mode }) => mode);
	expect(modes).toEqual(['manual', 'webhook', 'manual', 'manual', 'manual']);
});

const post = async (url: string, body: string): Promise<Response> =>
	await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

/** n8n takes a webhook away a moment after it says so; a filtered call starts no run until then. */
const expectNotPublished = async (url: string): Promise<void> =>
	await expect.poll(async () => (await sendWebhook(url, deliveryEvent())).status).toBe(404);
