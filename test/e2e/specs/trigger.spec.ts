import { sendWebhook, textMessage } from '../../../tools/simulator/webhooks';
import { saved } from '../editor';
import { expect, test } from '../fixtures';
import { expectAnswer, newestRunOf, urlOf } from '../incoming';
import { startChatModel } from '../../../tools/n8n/chatModel';
import {
	chain,
	exampleNamed,
	pickyAssistTrigger,
	TRIGGER_NAME,
} from '../../../tools/n8n/workflows';

// Each is one long way through the editor, and a busy machine has taken two minutes for it.
test.describe.configure({ timeout: 300_000 });

const STEPS = [/^Publish this workflow$/, /Webhook URLs.*Production URL/, /Global Webhook/];
const HELLO = { event: 'messageReceived', number: '15550000001', message: 'Hello' };

test('the trigger is set up by its notice, then a message starts the workflow', async ({
	editor,
	n8n,
	server,
}) => {
	const { page } = editor;
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await editor.openNewWorkflow();
	await editor.openFirstList();
	await editor.addNode('On message received');
	const notice = page.getByRole('alert').filter({ hasText: 'Picky Assist learns the address' });
	await expect(notice.getByRole('listitem')).toHaveText(STEPS);
	await expect(notice).toBeInViewport({ ratio: 1 });
	await expect(editor.parameters.getByTestId('input-label').first()).toContainText('Trigger On');
	await expect(editor.parameter('events')).toContainText('Message Received');

	await test.step('publish this workflow', async () => {
		await editor.closePanel();
		await editor.publish();
		expect(await editor.publishedNote()).toContain(
			'when its Production URL is set as Global Webhook',
		);
	});
	const workflow = await n8n.workflow(/\/workflow\/(\w+)/.exec(page.url())![1]!);
	await n8n.published(workflow.id);
	await editor.node(TRIGGER_NAME).dblclick();
	await page.getByText('Webhook URLs', { exact: true }).click();
	await page.getByRole('radio', { name: 'Production URL' }).click();
	await expect(page.locator('.webhook-url')).toContainText('/webhook/');
	await editor.pictureWithoutOutput('trigger');
	await page.locator('.webhook-url').click();
	// n8n copies after the click.
	const copied = async () => String(await page.evaluate('navigator.clipboard.readText()'));
	await expect.poll(copied).toContain(new URL(urlOf(server, workflow)).pathname);
	expect(new URL(await copied()).pathname).toBe(new URL(urlOf(server, workflow)).pathname);

	await expectAnswer(await sendWebhook(urlOf(server, workflow), textMessage()), {});
	await editor.closePanel();
	await page.getByTestId('radio-button-executions').click();
	await expect(page.getByTestId('execution-preview-label')).toHaveText('Succeeded');
	const run = await newestRunOf(n8n, workflow);
	expect(run.itemsOf(TRIGGER_NAME)).toMatchObject([{ json: HELLO }]);

	await editor.openNode(workflow, TRIGGER_NAME);
	await page.getByTestId('trigger-execute-button').click();
	await expect(page.getByText('Listening for test event')).toBeVisible();
	const testUrl = urlOf(server, workflow).replace('/webhook/', '/webhook-test/');
	await expectAnswer(await sendWebhook(testUrl, textMessage()), {});
	await expect(editor.output).toContainText('messageReceived');
	expect(await editor.outputItems()).toMatchObject([HELLO]);
});

test('a customer gets the reply text of the trigger, then the words of Reply to Incoming', async ({
	editor,
	n8n,
	server,
}) => {
	const workflow = await n8n.createWorkflow(chain('Answers', [pickyAssistTrigger()]));
	let messages = 0;
	const expectReply = async (text: string) => {
		const ask = async () => {
			messages += 1;
			const message = textMessage({ 'unique-id': messages });
			return (await sendWebhook(urlOf(server, workflow), message)).text();
		};
		// n8n publishes in the background, and answers as before until then.
		await expect.poll(ask).toContain(JSON.stringify({ 'message-out': text }).slice(1, -1));
	};
	await editor.openNode(workflow, TRIGGER_NAME);
	await editor.fillExpression('replyText', 'Thank you {{ $json.body.name }}');
	await saved(n8n, workflow, '$json.body.name');
	await editor.closePanel();
	await editor.publish();
	await editor.publishedNote();
	await expectReply('Thank you Ava');

	await editor.node(TRIGGER_NAME).dblclick();
	await editor.choose('respond', 'With "Reply to Incoming"');
	await expect(editor.parameter('replyText')).toHaveCount(0);
	await editor.closePanel();
	await editor.openListBehind(TRIGGER_NAME);
	await editor.addNode('Reply to an incoming message');
	const credential = editor.page.getByTestId('node-credentials-slot');
	await expect(editor.parameter('operation').locator('input')).toHaveValue('Reply to Incoming');
	await expect(credential).toHaveCount(0);
	await editor.choose('operation', 'Send');
	await expect(credential).toBeVisible();
	await editor.choose('operation', 'Reply to Incoming');
	await expect(credential).toHaveCount(0);
	await editor.fillExpression('message', 'You wrote: {{ $json.message }}');
	await saved(n8n, workflow, '$json.message');
	await editor.page.getByTestId('tab-params').click();
	await editor.picture('reply');
	await editor.closePanel();
	await editor.publish();
	await expectReply('You wrote: Hello');
});

test('an agent talks with a customer, and the canvas shows the whole conversation', async ({
	editor,
	n8n,
	server,
	credential,
}) => {
	const model = await startChatModel();
	try {
		model.say(() => 'Yes, until noon on Sundays.');
		const example = exampleNamed('ai-agent-answers-whatsapp.json', credential);
		const data = { apiKey: 'no-key-needed', url: model.url };
		const openAiApi = await n8n.createCredential('Scripted model', 'openAiApi', data);
		const steps = example.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		const nodes = steps.map((node) =>
			node.name === 'Chat model' ? { ...node, credentials: { openAiApi } } : node,
		);
		const workflow = await n8n.createWorkflow({ ...example, nodes });
		await editor.open(workflow);
		await editor.executeWorkflow();
		await expect(editor.page.getByText('Waiting for trigger event').first()).toBeVisible();
		const testUrl = urlOf(server, workflow).replace('/webhook/', '/webhook-test/');
		const answer = await sendWebhook(testUrl, textMessage());
		const reply = { 'message-out': 'Yes, until noon on Sundays.', type: '1', delay: '0' };
		await expectAnswer(answer, reply);
		const reached = editor.node('Reply to the customer').getByTestId('canvas-node-status-success');
		await expect(reached).toBeVisible();
		await editor.picture('conversation');
	} finally {
		await model.close();
	}
});
