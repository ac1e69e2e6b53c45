import { expect, test } from '../fixtures';
import { chain, manualTrigger } from '../server/workflows';

for (const theme of ['light', 'dark']) {
	test(`the node creator finds the node and its action, with its ${theme} icon`, async ({
		editor,
		n8n,
		simulator,
	}) => {
		await editor.page.addInitScript((name) => localStorage.setItem('N8N_THEME', name), theme);
		await editor.open(await n8n.createWorkflow(chain('Find the node', [manualTrigger()])));

		for (const words of ['picky', 'whatsapp profile', 'whatsapp business']) {
			await expect(await editor.searchNodes(words), words).toBeVisible();
		}
		const found = await editor.searchNodes('picky');
		const icon = found.locator('img').first();
		await expect(icon).toHaveAttribute('src', theme === 'dark' ? /\.dark\.svg$/ : /Assist\.svg$/);
		await expect
			.poll(
				async () =>
					await icon.evaluate(
						(image) => (image as unknown as { naturalWidth: number }).naturalWidth,
					),
			)
			.toBeGreaterThan(0);
		await editor.picture(theme === 'dark' ? 'node-creator-dark' : 'node-creator');

		await found.click();
		const action = editor.page.getByText('Update WhatsApp profile', { exact: true });
		await expect(action).toBeVisible();
		await action.click();
		await expect(editor.page.getByTestId('node-execute-button')).toBeVisible();
		await expect(editor.parameter('resource').locator('input')).toHaveValue('WhatsApp Profile');
		await expect(editor.parameter('operation').locator('input')).toHaveValue('Update');
		expect(simulator.requests).toHaveLength(0);
	});
}
