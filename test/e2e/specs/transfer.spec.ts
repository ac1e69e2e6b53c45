/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import type { Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { NodeHelpers, type INodeParameters, type INodeTypeDescription } from 'n8n-workflow';

import { credentialDataOf, expect, test } from '../fixtures';
import { TARBALL } from '../../../tools/n8n/folders';
import { N8nClient, type SavedWorkflow } from '../../../tools/n8n/n8nClient';
import { N8nServer } from '../../../tools/n8n/n8nServer';
import {
	chain,
	EXAMPLE_FILES,
	manualTrigger,
	NODE_NAME,
	PICKY_ASSIST,
	pickyAssist,
	type Workflow,
	type WorkflowNode,
} from '../../../tools/n8n/workflows';

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

for (const file of EXAMPLE_FILES) {
	test(`${basename(file)} arrives whole when it is pasted into the editor`, async ({
		editor,
		n8n,
		simulator,
	}) => {
		// n8n gives the newest credential to the pasted nodes, so that nothing is left to complain of.
		await n8n.createCredential('For what is pasted', 'pickyAssistApi', credentialDataOf(simulator));
		const text = readFileSync(file, 'utf8');
		const example = JSON.parse(text) as Workflow;
		const id = await editor.pasteIntoNewWorkflow(text);

		const steps = example.nodes.filter((node) => !isNote(node));
		await expectEach(
			editor.page.getByTestId('canvas-node'),
			steps.map(({ name }) => name),
		);
		await expectEach(
			editor.page.getByTestId('sticky'),
			example.nodes.filter(isNote).map(headingOf),
		);
		const links = Object.values(example.connections).flatMap((ends) => Object.values(ends).flat(2));
		await expect(editor.page.getByTestId('edge')).toHaveCount(links.length);
		await expect(editor.page.getByTestId('node-not-installed')).toHaveCount(0);

		const types = (await n8n.loadedNodes()) as INodeTypeDescription[];
		const expected = withDefaults(example, types);
		expect(withDefaults(await n8n.workflow(id), types)).toEqual(expected);
		// What a node does not know is lost on both sides, so the file must hold none of it.
		expect(expected.nodes).toMatchObject(example.nodes.map(({ parameters }) => ({ parameters })));

		for (const { name, parameters } of steps.filter(({ type }) => type.startsWith(PICKY_ASSIST))) {
			await expect(editor.node(name).getByTestId('node-issues')).toHaveCount(0);
			await editor.node(name).dblclick();
			for (const expression of expressionsOf(parameters)) {
				await expect(editor.parameters).toContainText(expression);
			}
			await editor.closePanel();
		}
		await expect(editor.page.locator('.el-notification--error')).toHaveCount(0);
	});
}

const isNote = ({ type }: WorkflowNode): boolean => type === 'n8n-nodes-base.stickyNote';

/** The editor shows what a note says, and not its name. */
const headingOf = ({ parameters }: WorkflowNode): string =>
	/^#+ (.+)$/m.exec(String(parameters['content']))![1]!;

/** One element for each text, in this order. */
async function expectEach(elements: Locator, texts: string[]): Promise<void> {
	await expect(elements).toContainText(texts);
	await expect(elements).toHaveCount(texts.length);
}

function expressionsOf(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value.slice(1)] : [];
	return Object.values(value ?? {}).flatMap(expressionsOf);
}

/** What the nodes do and how they are connected; n8n leaves the defaults out when it saves. */
const withDefaults = ({ nodes, connections }: Workflow, types: INodeTypeDescription[]) => ({
	nodes: nodes.map(({ name, type, typeVersion, parameters: own, onError }) => {
		const isIts = (known: INodeTypeDescription) =>
			known.name === type && [known.version].flat().includes(typeVersion);
		const its = types.find(isIts)!;
		const given = own as INodeParameters;
		const parameters = NodeHelpers.getNodeParameters(
			its.properties,
			given,
			true,
			false,
			{ typeVersion },
			its,
		);
		return { name, type, typeVersion, onError, parameters };
	}),
	connections,
});

const ofImport = ({ name, nodes, connections, settings }: SavedWorkflow): Workflow => ({
	name,
	nodes,
	connections,
	settings,
});
