import { expect, test } from '../fixtures';
import {
	chain,
	items,
	manualTrigger,
	node,
	NODE_NAME,
	pickyAssist,
	splitRows,
} from '../../../tools/n8n/workflows';

const TOO_LONG = 'Fresh bread and cakes every morning, '.repeat(5).trim();
const HAS_TOO_MANY = `About has ${TOO_LONG.length} characters, and Picky Assist allows 139`;

test('a text too long is refused in words that say how to fix it, and nothing is sent', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const update = pickyAssist(credential, { updateFields: { about: '={{ $json.slogan }}' } });
	const nodes = [manualTrigger(), items([{ slogan: TOO_LONG }]), splitRows(), update];
	await editor.openNode(await n8n.createWorkflow(chain('Too long', nodes)), NODE_NAME);
	await editor.executeStep();
	await expect(editor.errorMessage).toContainText(HAS_TOO_MANY);
	await expect(editor.errorDescription).toContainText(`by ${TOO_LONG.length - 139} characters`);
	await editor.picture('error');
	expect(simulator.requests).toHaveLength(0);
});

test('what Picky Assist refuses shows message, description and code, and an echoed token nowhere', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	simulator.fault({ status: 819, echoToken: 'embedded' });
	const nodes = [manualTrigger(), pickyAssist(credential, { updateFields: { about: 'Hello' } })];
	const workflow = await n8n.createWorkflow(chain('Refused', nodes));
	await editor.openNode(workflow, NODE_NAME);
	await editor.executeStep();
	await expect(editor.errorMessage).toContainText('About is too long');
	await expect(editor.errorDescription).not.toBeEmpty();
	await expect(editor.output).toContainText('819');
	expect(await editor.page.content()).not.toContain(simulator.token);
	const execution = await n8n.firstExecutionOf(workflow.id);
	expect(execution.status).toBe('error');
	expect(execution.raw).not.toContain(simulator.token);
});

test('with On Error → error output the refused item leaves there with its details', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const update = pickyAssist(credential, {
		application: '={{ $json.channel }}',
		updateFields: { about: '={{ $json.slogan }}' },
	});
	const rows = ['Open all day', TOO_LONG].map((slogan, index) => ({ channel: index + 1, slogan }));
	const workflow = chain('Two branches', [manualTrigger(), items(rows), splitRows(), update]);
	for (const [name, y] of [
		['Updated', -100],
		['Refused', 100],
	] as const)
		workflow.nodes.push(node(name, 'n8n-nodes-base.noOp', {}, { position: [880, y] }));
	workflow.connections[NODE_NAME] = {
		main: ['Updated', 'Refused'].map((name) => [{ node: name, type: 'main', index: 0 }]),
	};
	await editor.openNode(await n8n.createWorkflow(workflow), NODE_NAME);
	await editor.page.getByTestId('tab-settings').click();
	await editor.parameter('onError').click();
	await editor.options().filter({ hasText: '(using error output)' }).click();
	await editor.page.getByTestId('tab-params').click();
	await editor.executeStep();
	await expect(editor.output).toContainText('Success Branch');
	expect(await editor.outputItems()).toMatchObject([{ status: 100, updatedFields: ['about'] }]);
	await editor.output.getByText(/Error Branch/).click();
	expect(await editor.outputItems()).toMatchObject([{ channel: 2, error: HAS_TOO_MANY }]);

	await editor.closePanel();
	await editor.executeWorkflow();
	await expect(editor.node('Refused')).toContainText('1 item');
	await editor.picture('canvas');
	expect(simulator.profiles()).toEqual({ 1: { about: 'Open all day' } });
});
