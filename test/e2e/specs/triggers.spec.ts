import { expect, test } from '../fixtures';
import { chain, NODE_NAME, pickyAssist, webhook } from '../../../tools/n8n/workflows';

test('saved, reloaded and published, the workflow answers its production webhook', async ({
	editor,
	n8n,
	server,
	simulator,
	credential,
}) => {
	const update = pickyAssist(credential, {
		application: '={{ $json.body.channel }}',
		updateFields: { about: 'to be changed' },
	});
	const saved = await n8n.createWorkflow(
		chain('From a webhook', [webhook('profile', 'lastNode'), update]),
	);

	await editor.openNode(saved, NODE_NAME);
	await editor.fillExpression('about', '{{ $json.body.slogan }}');
	await expect
		.poll(async () => JSON.stringify((await n8n.workflow(saved.id)).nodes), { timeout: 30_000 })
		.toContain('{{ $json.body.slogan }}');
	await editor.page.reload();
	await expect(editor.parameter('about')).toContainText('{{ $json.body.slogan }}');

	await n8n.publish(await n8n.workflow(saved.id));
	const response = await fetch(`${server.url}/webhook/profile`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ channel: 21, slogan: 'Said by the shop system' }),
	});
	expect(response.status).toBe(200);
	expect(await response.json()).toMatchObject({ status: 100, updatedFields: ['about'] });
	expect(simulator.profile(21)).toEqual({ about: 'Said by the shop system' });
	const execution = await n8n.firstExecutionOf(saved.id);
	expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
	expect(execution.raw).not.toContain(simulator.token);
});
