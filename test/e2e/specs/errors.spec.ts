import { expect, test } from '../fixtures';
import {
	chain,
	items,
	manualTrigger,
	node,
	NODE_NAME,
	pickyAssist,
	splitRows,
	type Workflow,
} from '../server/workflows';

const TOO_LONG = 'Fresh bread and cakes every morning, '.repeat(5).trim();

test('a text too long is refused in words that say how to fix it, and nothing is sent', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const workflow = await n8n.createWorkflow(
		chain('Too long', [
			manualTrigger(),
			items([{ slogan: TOO_LONG }]),
			splitRows(),
			pickyAssist(credential, { updateFields: { about: '={{ $json.slogan }}' } }),
		]),
	);
	await editor.openNode(workflow, NODE_NAME);
	await editor.executeStep();
	await expect(editor.errorMessage).toContainText(
		`About has ${TOO_LONG.length} characters, and Picky Assist allows 139`,
	);
	await expect(editor.errorDescription).toContainText(
		`Shorten it by ${TOO_LONG.length - 139} characters`,
	);
	await editor.picture('error');
	expect(simulator.requests).toHaveLength(0);
	expect(simulator.profiles()).toEqual({});
});

test('what Picky Assist refuses shows message, description and code, and no token', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const parameters = { updateFields: { about: TOO_LONG }, options: { checkBeforeSending: false } };
	const nodes = [manualTrigger(), pickyAssist(credential, parameters)];
	const workflow = await n8n.createWorkflow(chain('Refused', nodes));
	await editor.openNode(workflow, NODE_NAME);
	await editor.executeStep();
	await expect(editor.errorMessage).toContainText('About is too long');
	await expect(editor.errorDescription).not.toBeEmpty();
	await expect(editor.output).toContainText('819');
	await expect(editor.output).not.toContainText(simulator.token);
	expect(simulator.requests).toHaveLength(1);
	expect(simulator.profiles()).toEqual({});
});

test('an answer that echoes the token shows it nowhere', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	simulator.fault({ status: 410, echoToken: 'raw' });
	const nodes = [manualTrigger(), pickyAssist(credential, { updateFields: { about: 'Hello' } })];
	const workflow = await n8n.createWorkflow(chain('Echo', nodes));
	await editor.openNode(workflow, NODE_NAME);
	await editor.executeStep();
	await expect(editor.errorMessage).not.toBeEmpty();
	await expect(editor.output).toContainText('410');
	expect(await editor.page.content()).not.toContain(simulator.token);
	const execution = await n8n.firstExecutionOf(workflow.id);
	expect(execution.status).toBe('error');
	expect(execution.raw).not.toContain(simulator.token);
});

test('with On Error → error output the item leaves there with its details', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const workflow = await n8n.createWorkflow(twoBranches(credential));
	await editor.openNode(workflow, NODE_NAME);
	await editor.page.getByTestId('tab-settings').click();
	await editor.parameter('onError').click();
	await editor.options().filter({ hasText: '(using error output)' }).click();
	await editor.page.getByTestId('tab-params').click();
	await editor.executeStep();
	await expect(editor.output).toContainText('Success Branch');
	expect(await editor.outputItems()).toMatchObject([{ status: 100, updatedFields: ['about'] }]);
	await editor.output.getByText(/Error Branch/).click();
	const [refused] = await editor.outputItems();
	expect(refused).toMatchObject({
		channel: 2,
		error: `About has ${TOO_LONG.length} characters, and Picky Assist allows 139`,
		details: { code: 819, source: 'check', retryable: false },
	});
	expect(simulator.profiles()).toEqual({ 1: { about: 'Open all day' } });

	await editor.closePanel();
	await editor.executeWorkflow();
	await expect(editor.node('Refused')).toContainText('1 item');
	await editor.picture('canvas');
});

/** Two channels, of which one is refused, with a node on each output. */
function twoBranches(credential: Parameters<typeof pickyAssist>[0]): Workflow {
	const workflow = chain('Two branches', [
		manualTrigger(),
		items([
			{ channel: 1, slogan: 'Open all day' },
			{ channel: 2, slogan: TOO_LONG },
		]),
		splitRows(),
		pickyAssist(credential, {
			application: '={{ $json.channel }}',
			updateFields: { about: '={{ $json.slogan }}' },
		}),
	]);
	const outcome = (name: string, y: number) =>
		node(name, 'n8n-nodes-base.noOp', {}, { position: [880, y] });
	workflow.nodes.push(outcome('Updated', -100), outcome('Refused', 100));
	workflow.connections[NODE_NAME] = {
		main: ['Updated', 'Refused'].map((name) => [{ node: name, type: 'main', index: 0 }]),
	};
	return workflow;
}
