import { OPERATIONS } from '../../../nodes/PickyAssist/operations';
import { expect, test } from '../fixtures';
import { chain, manualTrigger } from '../../../tools/n8n/workflows';

/** n8n lists the operations by their resources. */
const ACTIONS = OPERATIONS.toSorted((a, b) =>
	a.resource.name.localeCompare(b.resource.name, 'en'),
).map(({ action }) => action);
const ICONS = [
	['dark', /\.dark\.svg$/],
	['light', /Assist\.svg$/],
] as const;
const TRIGGERS = ['On delivery status', 'On message received', 'On message sent', 'On other event'];

test('the node creator finds the node with its icon for the theme, its actions and its triggers', async ({
	editor,
	n8n,
	simulator,
}) => {
	await editor.open(await n8n.createWorkflow(chain('Find the node', [manualTrigger()])));

	for (const words of [
		'picky',
		'whatsapp profile',
		'whatsapp group',
		'whatsapp business',
		'send whatsapp',
	]) {
		await expect(await editor.searchNodes(words), words).toBeVisible();
	}
	const found = await editor.searchNodes('picky');
	const icon = found.locator('img').first();
	for (const [colorScheme, file] of ICONS) {
		await editor.page.emulateMedia({ colorScheme });
		await expect(icon).toHaveAttribute('src', file);
		await expect
			.poll(
				async () =>
					await icon.evaluate(
						(image) => (image as unknown as { naturalWidth: number }).naturalWidth,
					),
			)
			.toBeGreaterThan(0);
	}
	await editor.picture('node-creator');

	await found.click();
	const entries = editor.page.getByTestId('node-creator-item-name');
	await expect(entries).toContainText(ACTIONS);
	await expect(entries).toHaveCount(ACTIONS.length);
	await editor.picture('actions');
	await editor.page.getByTestId('node-creator-category-item').getByText('Triggers').click();
	await expect(entries).toContainText([...ACTIONS, ...TRIGGERS]);

	await entries.getByText('Update WhatsApp profile').click();
	await expect(editor.page.getByTestId('node-execute-button')).toBeVisible();
	await expect(editor.parameter('resource').locator('input')).toHaveValue('WhatsApp Profile');
	await expect(editor.parameter('operation').locator('input')).toHaveValue('Update');
	expect(simulator.requests).toHaveLength(0);
});
