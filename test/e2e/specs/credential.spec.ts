import type { Locator } from '@playwright/test';
import type { Editor } from '../editor';
import { expect, test } from '../fixtures';
import type { N8nClient } from '../../../tools/n8n/n8nClient';
import { chain, manualTrigger, node, NODE_NAME, PICKY_ASSIST } from '../../../tools/n8n/workflows';

test('the right token is tested green and is masked from then on', async ({
	editor,
	n8n,
	simulator,
}) => {
	const dialog = await newCredential(editor, n8n);
	await expect(dialog.getByText('Picky Assist API')).toBeVisible();
	await save(editor, dialog, simulator.token, simulator.baseUrl);
	// n8n closes the dialog of a credential that works; opened again it shows the test's result.
	await expect(dialog).toBeHidden();
	await editor.page.getByTestId('credential-edit-button').click();
	await expect(dialog.getByTestId('credentials-config-container-test-success')).toBeVisible();
	await editor.picture('credential');
	expect(simulator.requests.at(-1)).toMatchObject({ code: 100 });
	const token = editor.parameter('token').locator('input');
	await expect(token).toHaveAttribute('type', 'password');
	expect(await token.inputValue()).not.toContain(simulator.token);
});

test("a wrong token is tested red, with Picky Assist's reason", async ({
	editor,
	n8n,
	simulator,
}) => {
	const dialog = await newCredential(editor, n8n);
	await save(editor, dialog, 'not-the-token', simulator.baseUrl);
	await expect(dialog.getByText('Couldn’t connect with these settings')).toBeVisible();
	await dialog.getByText('More details').click();
	await expect(dialog).toContainText('code 401');
});

/** The credential's dialog, opened from a node that has none yet. */
async function newCredential(editor: Editor, n8n: N8nClient): Promise<Locator> {
	const update = node(NODE_NAME, PICKY_ASSIST, {
		...{ resource: 'whatsappProfile', operation: 'update' },
	});
	const workflow = chain('New credential', [manualTrigger(), update]);
	await editor.openNode(await n8n.createWorkflow(workflow), NODE_NAME);
	const slot = editor.page.getByTestId('node-credentials-slot');
	await slot.getByTestId('node-credentials-select').or(slot.getByRole('button')).first().click();
	const dialog = editor.page.getByTestId('editCredential-modal');
	const create = editor.page.getByTestId('node-credentials-select-item-new');
	await expect(dialog.or(create).first()).toBeVisible();
	if (await create.isVisible()) await create.click();
	await expect(dialog).toBeVisible();
	return dialog;
}

/** Only a custom platform has a base URL. */
async function save(editor: Editor, dialog: Locator, token: string, baseUrl: string) {
	await editor.fill('token', token);
	await expect(editor.parameter('baseUrl')).toHaveCount(0);
	await editor.choose('platform', 'Custom');
	await editor.fill('baseUrl', baseUrl);
	await dialog.getByTestId('credential-save-button').click();
}
