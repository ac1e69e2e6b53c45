import { expect, test } from '../fixtures';
import { chain, node, NODE_NAME, pickyAssist } from '../../../tools/n8n/workflows';

test('saved, reloaded and published, the workflow answers its production webhook', async ({
	editor,
	n8n,
	server,
	simulator,
	credential,
}) => {
	const hook = node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path: 'profile', responseMode: 'lastNode', options: {} },
		{ typeVersion: 2, webhookId: '6f6f1b86-6f5e-4a4c-9d4e-6d8d3a2f0001' },
	);
	const update = pickyAssist(credential, {
		application: '={{ $json.body.channel }}',
		updateFields: { about: 'to be changed' },
	});
	const saved = await n8n.createWorkflow(chain('From a webhook', [hook, update]));

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
