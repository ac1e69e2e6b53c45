/** The examples of Ask and Wait on a real n8n, with answers from the customer's phone. */
import { CHANNEL, PATIENCE } from '../asking';
import { credentialDataOf, expect, test } from '../fixtures';
import { live, urlOf } from '../incoming';
import { startChatModel, type ChatModel } from '../../../tools/n8n/chatModel';
import type { N8nClient, SavedWorkflow } from '../../../tools/n8n/n8nClient';
import { exampleNamed, pickyAssistTrigger } from '../../../tools/n8n/workflows';
import type { Simulator } from '../../../tools/simulator';
import { phone, type Phone } from '../../../tools/simulator/phone';

const AVA = '15550000001';
const BEN = '15550000002';
const CLEO = '15550000003';
const COLLEAGUE = '15550000009';

const APPOINTMENT = 'appointment-confirmation.json';
const ORDER = 'order-in-three-questions.json';
const AGENT = 'ai-agent-asks-customer.json';

let model: ChatModel;
test.beforeAll(async () => {
	model = await startChatModel();
});
test.afterAll(async () => await model.close());

type Needs = { n8n: N8nClient; server: { url: string }; simulator: Simulator };

/** Imports an example, with its credentials chosen, and publishes it. */
async function publishExample(
	{ n8n, simulator }: Needs,
	file: string,
	question: object = {},
): Promise<SavedWorkflow> {
	const data = { ...credentialDataOf(simulator), channelId: CHANNEL };
	const credential = await n8n.createCredential('Channel 121', 'pickyAssistApi', data);
	const openAiApi = await n8n.createCredential('Scripted model', 'openAiApi', {
		apiKey: 'no-key-needed',
		url: model.url,
	});
	const example = exampleNamed(file, credential);
	const nodes = example.nodes.map((node) => ({
		...node,
		...(node.name === 'Chat model' && { credentials: { openAiApi } }),
		...(node.parameters['operation'] === 'ask' && {
			parameters: { ...node.parameters, ...question },
		}),
	}));
	const workflow = await n8n.createWorkflow({ ...example, nodes });
	await n8n.publish(workflow);
	return workflow;
}

/** The workflow of the project that Picky Assist calls; gives its address. */
async function deliverAnswers({ n8n, server }: Needs): Promise<string> {
	const trigger = pickyAssistTrigger({ options: { deliverAnswers: true } });
	return urlOf(server, await live(n8n, trigger));
}

async function fillIn(
	{ server }: Needs,
	{ nodes }: SavedWorkflow,
	...answers: string[]
): Promise<void> {
	const { webhookId } = nodes.find(({ type }) => type.endsWith('.formTrigger'))!;
	const form = new FormData();
	answers.forEach((answer, index) => form.set(`field-${index}`, answer));
	const answer = await fetch(`${server.url}/form/${webhookId}`, { method: 'POST', body: form });
	expect(answer.status).toBe(200);
}

const sentTo = (simulator: Simulator, number: string) =>
	simulator.messages.filter(({ to }) => to === number);

/** The message that a person gets as their nth. */
async function messageTo(
	simulator: Simulator,
	number: string,
	nth: number,
	patience: { timeout: number } = PATIENCE,
) {
	await expect.poll(() => sentTo(simulator, number).length, patience).toBe(nth);
	return sentTo(simulator, number)[nth - 1]!;
}

/** What became of the runs of a workflow, in their order. */
const expectRuns = async (n8n: N8nClient, { id }: SavedWorkflow, statuses: string[]) =>
	await expect
		.poll(async () => (await n8n.executions(id)).map(({ status }) => status).reverse(), PATIENCE)
		.toEqual(statuses);

test.describe(APPOINTMENT, () => {
	const WHEN = 'Tuesday at 10:30';

	test('a tapped button confirms, and typed words call off', async ({ n8n, server, simulator }) => {
		test.setTimeout(300_000);
		const needs = { n8n, server, simulator };
		const url = await deliverAnswers(needs);
		const workflow = await publishExample(needs, APPOINTMENT);

		await fillIn(needs, workflow, '+1 555 000 0001', 'Ava', WHEN);
		const question = await messageTo(simulator, AVA, 1);
		expect(question.template).toMatchObject({ id: 'AP3071', values: ['Ava', WHEN] });
		await phone(url, AVA, CHANNEL).press(question, 'I will come', 'yes');
		const thanks = await messageTo(simulator, AVA, 2);
		expect(thanks.text).toBe(`Thank you, Ava! See you on ${WHEN}.`);

		await fillIn(needs, workflow, '+1 555 000 0002', 'Ben', WHEN);
		await messageTo(simulator, BEN, 1);
		const ben = phone(url, BEN, CHANNEL);
		await ben.write('Do you have parking?');
		await ben.write('i cannot come');
		const offer = await messageTo(simulator, BEN, 2);
		expect(offer.text).toMatch(/^Thank you for telling us, Ben\. Which day/);
		await expectRuns(n8n, workflow, ['success', 'success']);
		expect(simulator.messages).toHaveLength(4);
	});

	test('who is asked again answers once, and the first run ends', async ({
		n8n,
		server,
		simulator,
	}) => {
		test.setTimeout(300_000);
		const needs = { n8n, server, simulator };
		const url = await deliverAnswers(needs);
		const workflow = await publishExample(needs, APPOINTMENT);
		await fillIn(needs, workflow, AVA, 'Ava', WHEN);
		await expectRuns(n8n, workflow, ['waiting']);
		await fillIn(needs, workflow, AVA, 'Ava', 'Friday at 9');
		await expectRuns(n8n, workflow, ['success', 'waiting']);
		await phone(url, AVA, CHANNEL).press(sentTo(simulator, AVA)[1]!, 'I will come');
		expect((await messageTo(simulator, AVA, 3)).text).toContain('Friday at 9');
		await expectRuns(n8n, workflow, ['success', 'success']);
	});
});

/** Answers the questions of an order. A question comes once the answer before was kept. */
async function answerAll(simulator: Simulator, customer: Phone, answers: string[], known: number) {
	for (const [index, answer] of answers.entries()) {
		await messageTo(simulator, customer.number, known + index + 1);
		await customer.write(answer);
	}
}

test.describe(ORDER, () => {
	test('two customers order at once, and each gets a summary', async ({
		n8n,
		server,
		simulator,
	}) => {
		test.setTimeout(300_000);
		const workflow = await publishExample({ n8n, server, simulator }, ORDER);
		const orders: Array<[string, string[]]> = [
			[AVA, ['Bread', 'Two', 'today']],
			[BEN, ['rolls', 'a half', 'Tomorrow']],
		];
		const talks = orders.map(async ([number, answers]) => {
			const customer = phone(urlOf(server, workflow), number, CHANNEL);
			await customer.write('Order');
			await answerAll(simulator, customer, answers, 0);
			const { text } = await messageTo(simulator, number, 4);
			const [what, many, when] = answers;
			expect(text).toBe(`Thank you! Your order: What: ${what}, How many: ${many}, When: ${when}.`);
			expect(sentTo(simulator, number).slice(0, 3)).toMatchObject([
				{ text: 'What would you like: bread, cake or rolls?' },
				{ text: 'How many would you like: a half, one or two?' },
				{ text: 'Will you fetch it today or tomorrow?' },
			]);
		});
		await Promise.all(talks);
	});

	test('a wrong answer gets a hint, and who begins again is asked anew', async ({
		n8n,
		server,
		simulator,
	}) => {
		test.setTimeout(300_000);
		const workflow = await publishExample({ n8n, server, simulator }, ORDER);
		const ava = phone(urlOf(server, workflow), AVA, CHANNEL);
		await ava.write('I want to order');
		await messageTo(simulator, AVA, 1);
		await ava.write('pizza');
		expect((await messageTo(simulator, AVA, 2)).text).toContain('one of the words in the question');
		await ava.write('order');
		await messageTo(simulator, AVA, 3);
		await answerAll(simulator, ava, ['cake', 'one', 'today'], 2);
		const { text } = await messageTo(simulator, AVA, 6);
		expect(text).toBe('Thank you! Your order: What: cake, How many: one, When: today.');
		const runs = await n8n.executions(workflow.id);
		expect(runs.map(({ status }) => status)).not.toContain('error');
	});
});

test.describe(AGENT, () => {
	test('the agent asks, and goes on with the answer in the same run', async ({
		n8n,
		server,
		simulator,
	}) => {
		test.setTimeout(300_000);
		model.callTool({ question: 'Which bread would you like?' });
		const workflow = await publishExample({ n8n, server, simulator }, AGENT);
		const ava = phone(urlOf(server, workflow), AVA, CHANNEL);
		await ava.write('Two breads for Friday, please');
		const question = await messageTo(simulator, AVA, 1);
		expect(question).toMatchObject({ channel: CHANNEL, text: 'Which bread would you like?' });
		await ava.write('Rye, please');
		const { text } = await messageTo(simulator, AVA, 2);
		expect(text).toContain('Rye, please');
		expect(model.requests).toHaveLength(2);
		await expect
			.poll(async () => (await n8n.executions(workflow.id)).map(({ status }) => status), PATIENCE)
			.toEqual(['success', 'success']);
	});
});

test('each example goes its other way if nobody answers in time', async ({
	n8n,
	server,
	simulator,
}) => {
	test.setTimeout(600_000);
	const needs = { n8n, server, simulator };
	const aMinute = { waitAmount: 1, waitUnit: 'minutes' };
	const patience = { timeout: 240_000 };
	model.callTool({ question: 'Which bread would you like?' });
	const appointment = await publishExample(needs, APPOINTMENT, aMinute);
	const order = await publishExample(needs, ORDER, aMinute);
	const agent = await publishExample(needs, AGENT, aMinute);
	await fillIn(needs, appointment, AVA, 'Ava', 'Tuesday at 10:30');
	await phone(urlOf(server, order), BEN, CHANNEL).write('Order');
	await phone(urlOf(server, agent), CLEO, CHANNEL).write('Bread, please');

	const { template } = await messageTo(simulator, COLLEAGUE, 1, patience);
	expect(template).toMatchObject({ id: 'NA5520', values: ['Ava', 'Tuesday at 10:30', AVA] });
	expect((await messageTo(simulator, BEN, 2, patience)).text).toContain('nothing was ordered');
	const { text } = await messageTo(simulator, CLEO, 2, patience);
	expect(JSON.parse(text!.replace('The tool said: ', ''))).toContain('"answered":false');
});
