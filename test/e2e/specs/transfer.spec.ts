/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { credentialDataOf, expect, test } from '../fixtures';
import { TARBALL } from '../server/folders';
import { N8nClient, type SavedWorkflow } from '../server/n8nClient';
import { N8nServer } from '../server/n8nServer';
import { chain, manualTrigger, NODE_NAME, pickyAssist, type Workflow } from '../server/workflows';

test('a workflow exported from one n8n runs in another one', async ({
	installed,
	n8n,
	server,
	simulator,
	credential,
}) => {
	test.setTimeout(240_000);
	const nodes = [
		manualTrigger(),
		pickyAssist(credential, { application: '41', updateFields: { about: 'Moved house' } }),
	];
	const saved = await n8n.createWorkflow(chain('To be moved', nodes));
	const file = join(server.userFolder, 'exported.json');
	await server.command('export:workflow', `--id=${saved.id}`, `--output=${file}`);
	const exported = readFileSync(file, 'utf8');
	expect(exported).not.toContain(simulator.token);

	const empty = await N8nServer.start({ installed, tarball: TARBALL });
	try {
		const other = new N8nClient(empty.url);
		await other.setUpOwner();
		expect(await other.workflows()).toHaveLength(0);
		await empty.command('import:workflow', `--input=${file}`);
		const data = credentialDataOf(simulator);
		const there = await other.createCredential('There', 'pickyAssistApi', data);
		const imported = await other.workflow((await other.workflows())[0]!.id);
		const node = imported.nodes.find(({ name }) => name === NODE_NAME)!;
		expect(node.parameters).toEqual(nodes[1]!.parameters);

		// The credential stays behind by design, so the importing user chooses one of their own.
		node.credentials = { pickyAssistApi: there };
		const execution = await other.run(await other.createWorkflow(ofImport(imported)), 'Start');
		expect(execution.itemsOf(NODE_NAME)[0]!.json).toMatchObject({ status: 100 });
		expect(simulator.profile(41)).toEqual({ about: 'Moved house' });
	} finally {
		await empty.stop();
	}
});

test('a workflow written against version 1 still loads and runs', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	const written = JSON.parse(
		readFileSync(join(__dirname, 'version-1.workflow.json'), 'utf8'),
	) as Workflow;
	for (const node of written.nodes) {
		if (node.credentials) node.credentials = { pickyAssistApi: credential };
	}
	const saved = await n8n.createWorkflow(written);
	await editor.openNode(saved, NODE_NAME);
	await expect(editor.parameter('industry').locator('input')).toHaveValue('Restaurant');
	await expect(editor.parameter('url')).toHaveCount(2);
	await editor.executeStep();
	await expect(editor.output).toContainText('Success');
	expect(simulator.profile(8)).toEqual({
		about: 'Fresh bread every morning',
		industry: 16,
		profile_pic: 'https://bakery.example/logo.jpg',
		websites: ['https://bakery.example', 'https://bakery.example/menu'],
	});
});

const ofImport = ({ name, nodes, connections, settings }: SavedWorkflow): Workflow => ({
	name,
	nodes,
	connections,
	settings,
});
