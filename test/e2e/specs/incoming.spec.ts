import {
	deliveryEvent,
	sendWebhook,
	sentMessage,
	textMessage,
} from '../../../tools/simulator/webhooks';
import { credentialDataOf, expect, test } from '../fixtures';
import { endedRunsOf, expectAnswer, live, newestRunOf, urlOf } from '../incoming';
import { startService, type Service } from '../../../tools/n8n/service';
import { httpRequest, pickyAssistTrigger, TRIGGER_NAME } from '../../../tools/n8n/workflows';

const WATCHWORD = 'Str33t+market/42';
const SECRET = `?secret=${encodeURIComponent(WATCHWORD)}`;

let service: Service;
test.beforeAll(async () => {
	service = await startService();
});
test.afterEach(() => service.release());
test.afterAll(async () => await service.close());

test('the Production URL answers at once with the reply text, while the run goes on', async ({
	n8n,
	server,
}) => {
	const replyText = '=Thank you {{ $json.body.name }}{{ $json.query.mark }}';
	const trigger = pickyAssistTrigger({ replyText, events: ['messageReceived', 'messageSent'] });
	const workflow = await live(n8n, trigger, httpRequest('Shop', service.url));
	const url = `${urlOf(server, workflow)}?mark=!`;
	service.hold();
	const reply = { 'message-out': 'Thank you Ava!', type: '1', delay: '0' };
	await expectAnswer(await sendWebhook(url, textMessage()), reply);
	await expect.poll(() => service.calls.at(-1)).toMatchObject({ message: 'Hello' });
	const [{ id, status } = { id: '', status: '' }] = await n8n.executions(workflow.id);
	expect(status).toBe('running');
	service.release();
	expect(await n8n.finished(id)).toMatchObject({ status: 'success', mode: 'webhook' });
	await expectAnswer(await sendWebhook(url, sentMessage()), {});
	expect(await endedRunsOf(n8n, workflow)).toHaveLength(2);
});

test('a message is read whatever content type it comes with, and what is none is refused', async ({
	n8n,
	server,
}) => {
	const workflow = await live(n8n, pickyAssistTrigger({ options: { ignoreRepeats: false } }));
	const post = async (contentType: string, body: string | FormData) =>
		await fetch(urlOf(server, workflow), {
			...{ method: 'POST', body: typeof body === 'string' ? new Blob([body]) : body },
			...(contentType !== '' && { headers: { 'content-type': contentType } }),
		});
	const json = JSON.stringify(textMessage());
	const form = new URLSearchParams({ number: '15550000001', message_in_raw: 'Hello' }).toString();
	const parts = new FormData();
	for (const [name, value] of new URLSearchParams(form)) parts.set(name, value);
	const messages: ReadonlyArray<readonly [string, string | FormData]> = [
		['application/json', json],
		['text/plain', json],
		['application/x-www-form-urlencoded', form],
		['application/x-www-form-urlencoded', json],
		['application/vnd.picky+json', json],
		['application/octet-stream', json],
		['', json],
		['', parts],
	];
	for (const [type, body] of messages) {
		await test.step(`${type} ${typeof body}`, async () => {
			await expectAnswer(await post(type, body), {});
			const run = await newestRunOf(n8n, workflow);
			const item = { number: '15550000001', message: 'Hello' };
			expect(run.itemsOf(TRIGGER_NAME)).toMatchObject([{ json: item }]);
		});
	}
	for (const body of ['[1]', 'null', ''])
		await expectAnswer(await post('application/json', body), { error: expect.any(String) }, 400);
	expect((await post('application/json', '{')).status).toBe(422);
	expect(await n8n.executions(workflow.id)).toHaveLength(messages.length);
});

test('without the secret nobody comes in, and with it, it is in nothing that n8n keeps', async ({
	n8n,
	server,
	simulator,
}) => {
	const data = { ...credentialDataOf(simulator), webhookSecret: ` ${WATCHWORD}\n` };
	const closed = await n8n.createCredential('With a secret', 'pickyAssistApi', data);
	const trigger = pickyAssistTrigger({ options: { includeRaw: true } }, closed);
	const workflow = await live(n8n, trigger);
	const url = urlOf(server, workflow);
	for (const end of ['', '?secret=other'])
		await expectAnswer(
			await sendWebhook(`${url}${end}`, textMessage()),
			{ error: expect.stringContaining('secret') },
			401,
		);
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

test('a repeat starts nothing after the workflow was changed and published again, and n8n restarted', async ({
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

	await n8n.unpublish(workflow);
	// n8n takes a webhook away a moment after it says so; a filtered call starts no run until then.
	await expect.poll(async () => (await sendWebhook(url, sentMessage())).status).toBe(404);
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
