/** A person builds a question in n8n's editor, answers it from a phone, and sees the run go on. */
import { CHANNEL, PATIENCE } from '../asking';
import { credentialDataOf, expect, test } from '../fixtures';
import { live, urlOf } from '../incoming';
import { saved, type Editor } from '../editor';
import { chain, manualTrigger, pickyAssistTrigger } from '../../../tools/n8n/workflows';
import { phone } from '../../../tools/simulator/phone';

// One long way through the editor, on a machine that may be busy.
test.describe.configure({ timeout: 600_000 });

const AVA = '15550000001';
const ASK = 'Ask and wait for the answer';
const IF = 'If';

test('a person builds a question, sees it wait, answers it, and sees the run go on', async ({
	editor,
	n8n,
	server,
	simulator,
}) => {
	const { page } = editor;
	const trigger = pickyAssistTrigger({ options: { deliverAnswers: true } });
	const ava = phone(urlOf(server, await live(n8n, trigger)), AVA, CHANNEL);
	// The mark that answers are delivered here, without which the node shows a hint.
	await ava.write('Hello');

	const account = await n8n.createCredential('Our shop', 'pickyAssistApi', {
		...credentialDataOf(simulator),
		channelId: CHANNEL,
	});
	const workflow = await n8n.createWorkflow(chain('Ask a customer', [manualTrigger()]));
	await editor.open(workflow);

	await test.step('the question', async () => {
		await editor.openListBehind('Start');
		await editor.addNode(ASK);
		await editor.chooseCredential(account);
		await editor.fill('number', '+1 555 000 0001');
		await editor.fill('message', 'Is Tuesday at 10:30 fine? Please answer Yes or No.');
		await editor.choose('accept', 'Only These Answers');
		await editor.fill('answers', 'Yes, No');
		// The tip of a focused field can cover others.
		await page.getByTestId('tab-params').click();
		await editor.parameter('waitUnit').scrollIntoViewIfNeeded();
		await editor.pictureWithoutOutput('ask');
		await editor.closePanel();
	});

	await test.step('the way of those who answered', async () => {
		await editor.openListBehind(ASK);
		await addIfAnswered(editor);
		await editor.closePanel();
		await editor.openListBehind(IF);
		await editor.addNode('Send a message');
		await editor.chooseCredential(account);
		await editor.fillExpression('number', '{{ $json.number }}');
		await editor.fillExpression('message', 'You wrote {{ $json.answer }}, so see you on Tuesday!');
		await saved(n8n, workflow, '$json.answer');
		await editor.closePanel();
	});

	await test.step('the run waits', async () => {
		await editor.executeWorkflow();
		await expect.poll(() => simulator.messages.length, PATIENCE).toBe(1);
		await editor.node(ASK).dblclick();
		await expect(editor.output).toContainText('Waiting for the answer on WhatsApp', PATIENCE);
		await editor.pictureWithoutInput('ask-waiting');
		await editor.closePanel();
	});

	await test.step('the answer wakes it', async () => {
		await ava.write('What about parking?');
		await ava.write('yes');
		await expect.poll(() => simulator.messages.length, PATIENCE).toBe(2);
		expect(simulator.messages[1]).toMatchObject({
			to: AVA,
			text: 'You wrote yes, so see you on Tuesday!',
		});
		const replied = editor.node('Send a message').getByTestId('canvas-node-status-success');
		await expect(replied).toBeVisible(PATIENCE);
		await editor.node(ASK).dblclick();
		await expect(editor.output).toContainText('answered');
		expect(await editor.outputItems()).toMatchObject([
			{ answered: true, reason: 'answer', answer: 'yes', number: AVA, reply: { message: 'yes' } },
		]);
		await editor.pictureWithoutInput('ask-answered');
	});
});

/** The way `true` of an If is that of the answered. */
async function addIfAnswered(editor: Editor): Promise<void> {
	const { page } = editor;
	await page.getByTestId('node-creator-search-bar').fill('If');
	const entries = page.getByTestId('node-creator-item-name');
	await entries.filter({ hasText: /^If$/ }).click();
	await expect(page.getByTestId('node-execute-button')).toBeVisible();
	const left = page.getByTestId('filter-condition-left');
	await left.hover();
	await left.getByTestId('radio-button-expression').click();
	await left.locator('.cm-content').fill('{{ $json.answered }}');
	await page.getByTestId('filter-operator-select').click();
	await page.getByText('Boolean', { exact: true }).hover();
	await page.getByText('is true', { exact: true }).filter({ visible: true }).click();
}
