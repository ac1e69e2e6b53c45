import { credentialDataOf, expect, test } from '../fixtures';
import type { Editor } from '../editor';
import type { N8nClient } from '../../../tools/n8n/n8nClient';
import { chain, manualTrigger } from '../../../tools/n8n/workflows';
import type { Simulator } from '../../../tools/simulator';

// Each is one long way through the editor, and a busy machine has taken two minutes for it.
test.describe.configure({ timeout: 300_000 });

test('a first message is written, sent and taken, and a number without its country is refused', async ({
	editor,
	n8n,
	simulator,
}) => {
	await addNode(editor, n8n, simulator, 'Send a message');
	await editor.fill('application', '8');
	await editor.fill('number', '+1 (555) 000-0001');
	await editor.fill('message', 'Your bread is ready. We are open until ten tonight.');
	await editor.executeStep();
	await expect(editor.output).toContainText('Success');
	const [taken] = simulator.messages;
	expect(simulator.messages).toHaveLength(1);
	expect(taken).toMatchObject({
		channel: '8',
		to: '15550000001',
		text: 'Your bread is ready. We are open until ten tonight.',
	});
	expect(await editor.outputItems()).toMatchObject([
		{
			status: 100,
			number: '15550000001',
			pushId: taken!.pushId,
			messageId: taken!.messageId,
			referenceNumber: taken!.referenceNumber,
		},
	]);
	await editor.picture('message');

	await editor.fill('number', '0555 000 0001');
	await editor.executeStep();
	await expect(editor.errorMessage).toContainText('Phone Number');
	await expect(editor.errorDescription).toContainText('country code');
	await editor.picture('message-refused');
	expect(simulator.messages).toHaveLength(1);
});

test('a template is picked from the list by its words, gets its values and is sent', async ({
	editor,
	n8n,
	simulator,
}) => {
	await addNode(editor, n8n, simulator, 'Send a template message');
	await editor.fill('application', '8');
	await editor.fill('number', '+1 555 000 0001');
	const list = editor.page.getByTestId('rlc-item');
	const chosen = editor.page.getByTestId('rlc-input');
	await chosen.click();
	await expect(list.first()).toHaveText(
		/^order_confirmation · en · Approved · Your order \{\{1\}\}/,
	);
	await expect(list.last()).toHaveText(/^lottery · en · Rejected/);
	await editor.page.getByTestId('rlc-search').fill('order');
	await expect(list).toHaveCount(2);
	await editor.picture('template-list');
	await list.first().click();
	await expect(chosen).toHaveValue(/Your order \{\{1\}\} for a total of \{\{2\}\} is confirmed/);

	for (const [index, value] of ['A-1042', '€ 18.50', 'Friday'].entries()) {
		await editor.page.getByTestId('fixed-collection-add').click();
		await editor.fill('value', value, index);
	}
	await editor.executeStep();
	await expect(editor.output).toContainText('Success');
	const template = { id: 'XY6479', language: 'en', values: ['A-1042', '€ 18.50', 'Friday'] };
	expect(simulator.messages).toMatchObject([{ to: '15550000001', template }]);
	await editor.picture('template');

	await chosen.click();
	await list.filter({ hasText: '· es ·' }).click();
	await expect(chosen).toHaveValue(/Su pedido \{\{1\}\}/);
	await editor.executeStep();
	await expect
		.poll(() => simulator.messages.at(-1))
		.toMatchObject({ template: { ...template, language: 'es' } });
	expect(simulator.messages).toHaveLength(2);
});

let accounts = 0;

/** Adds the node by one of its actions behind a manual trigger, and chooses the account. */
async function addNode(
	editor: Editor,
	n8n: N8nClient,
	simulator: Simulator,
	action: string,
): Promise<void> {
	accounts += 1;
	const name = `Our shop ${accounts}`;
	const account = await n8n.createCredential(name, 'pickyAssistApi', credentialDataOf(simulator));
	await editor.open(await n8n.createWorkflow(chain(action, [manualTrigger()])));
	await editor.openListBehind('Start');
	await editor.addNode(action);
	await editor.chooseCredential(account);
}
