import { deliveryEvent, sendWebhook, textMessage } from '../../../tools/simulator/webhooks';
import { expect, test } from '../fixtures';
import { endedRunsOf, expectAnswer, newestRunOf, urlOf } from '../incoming';
import { startChatModel, type ChatModel } from '../../../tools/n8n/chatModel';
import type { N8nClient, SavedWorkflow, StoredCredential } from '../../../tools/n8n/n8nClient';
import { exampleNamed } from '../../../tools/n8n/workflows';

let model: ChatModel;
test.beforeAll(async () => {
	model = await startChatModel();
});
test.afterAll(async () => await model.close());

test.describe('ai-agent-answers-whatsapp.json', () => {
	test('answers two customers at once, each by what this customer wrote before', async ({
		n8n,
		server,
		credential,
	}) => {
		test.setTimeout(300_000);
		const url = urlOf(server, await agentWorkflow(n8n, credential));
		model.say((written) => `You wrote: ${written.join(', ')}`);
		const customers = [
			{ number: '15550000001', name: 'Ava' },
			{ number: '15550000002', name: 'Ben' },
		];
		// Each waits for an answer before the next message, and neither for the other.
		const talks = customers.map(async ({ number, name }, index) => {
			const written: string[] = [];
			for (const words of ['bread', 'cake', 'open on Sunday?']) {
				written.push(`${name} ${words}`);
				const id = `${index}-${written.length}`;
				const message = { number, name, 'unique-id': id, message_in_raw: written.at(-1) };
				const reply = `You wrote: ${written.join(', ')}`;
				const answer = await sendWebhook(url, textMessage(message));
				await expectAnswer(answer, { 'message-out': reply, type: '1', delay: '0' });
			}
		});
		await Promise.all(talks);
		expect(model.requests).toHaveLength(6);
	});

	test('says that somebody will answer where the model does not', async ({
		n8n,
		server,
		credential,
	}) => {
		const workflow = await agentWorkflow(n8n, credential);
		model.fail();
		const answer = await sendWebhook(urlOf(server, workflow), textMessage());
		const reply = expect.stringContaining('A colleague will answer you soon');
		await expectAnswer(answer, { 'message-out': reply, type: '1', delay: '0' });
		expect(await newestRunOf(n8n, workflow)).toMatchObject({ status: 'success' });
	});
});

test.describe('delivery-states-to-table.json', () => {
	test('keeps one row for each message, with the state that is furthest on, in whatever order they come', async ({
		n8n,
		server,
		credential,
	}) => {
		const example = exampleNamed('delivery-states-to-table.json', credential);
		const workflow = await n8n.createWorkflow(example);
		for (const button of ['Set up once', 'Set up once'])
			expect(await n8n.run(workflow, button)).toMatchObject({ status: 'success' });
		await n8n.publish(workflow);
		const url = urlOf(server, workflow);
		const other = { msg_id: 2, number: '15550000002' };
		const calls = [
			deliveryEvent([{ status: 1 }, { ...other, status: 5 }]),
			deliveryEvent([{ status: 3 }]),
			deliveryEvent([{ ...other, status: 2, error_message: 'No such number' }]),
			deliveryEvent([{ status: 4 }, { ...other, status: 0 }]),
		];
		for (const call of calls) {
			await expectAnswer(await sendWebhook(url, call), {});
			expect(await newestRunOf(n8n, workflow)).toMatchObject({ status: 'success' });
		}
		expect(await endedRunsOf(n8n, workflow)).toHaveLength(2 + calls.length);
		const row = (changes: object) => expect.objectContaining({ reference: 'order-42', ...changes });
		expect(await n8n.tableRows('whatsapp delivery states')).toEqual([
			row({ messageId: '9844217', number: '15550000001', status: 'Read' }),
			row({ messageId: '2', number: '15550000002', status: 'Refunded', reason: 'No such number' }),
		]);
	});
});

/** The example with its two credentials chosen, published. */
async function agentWorkflow(n8n: N8nClient, credential: StoredCredential): Promise<SavedWorkflow> {
	const example = exampleNamed('ai-agent-answers-whatsapp.json', credential);
	const data = { apiKey: 'no-key-needed', url: model.url };
	const openAiApi = await n8n.createCredential('Scripted model', 'openAiApi', data);
	const nodes = example.nodes.map((node) =>
		node.name === 'Chat model' ? { ...node, credentials: { openAiApi } } : node,
	);
	const workflow = await n8n.createWorkflow({ ...example, nodes });
	await n8n.publish(workflow);
	return workflow;
}
