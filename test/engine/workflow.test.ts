import type { INode } from 'n8n-workflow';
import {
	NODE_NAME,
	runNode,
	runWorkflow,
	workflowAround,
	type WorkflowJson,
} from '../../tools/engine';
import { refusalIn, useEngine } from './support';

const stockNode = (name: string, type: string, typeVersion: number, parameters: object): INode => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters: parameters as INode['parameters'],
});

const link = (node: string) => [[{ node, type: 'main' as const, index: 0 }]];

describe('In a workflow with other nodes', () => {
	const setting = useEngine();

	it('the node after it reaches the items before it, by item linking', async () => {
		const around = workflowAround({
			onError: 'continueErrorOutput',
			parameters: { updateFields: { about: '={{ $json.about }}' } },
		});
		const assignments = [
			{ id: '1', name: 'who', type: 'string', value: "={{ $('Start').item.json.name }}" },
		];
		const workflow: WorkflowJson = {
			...around,
			nodes: [
				...around.nodes,
				stockNode('Name it', 'set', 3.4, { assignments: { assignments }, options: {} }),
				stockNode('Name the refused', 'set', 3.4, { assignments: { assignments }, options: {} }),
			],
			connections: {
				...around.connections,
				Success: { main: link('Name it') },
				Error: { main: link('Name the refused') },
			},
		};
		const { output, error } = await runWorkflow(setting.engine, workflow, {
			startNode: 'Start',
			pinData: {
				Start: ['One', 'x'.repeat(140), 'Three'].map((about, index) => ({
					json: { about, name: `Shop ${index}` },
				})),
			},
			credentials: { pickyAssistApi: setting.credential() },
		});
		expect(error).toBeUndefined();
		expect(output('Name it').map(({ json }) => json.who)).toEqual(['Shop 0', 'Shop 2']);
		expect(output('Name the refused').map(({ json }) => json.who)).toEqual(['Shop 1']);
	});

	it('a refused item keeps its details if n8n knows no input to pair it with', async () => {
		const workflow = workflowAround({
			onError: 'continueErrorOutput',
			parameters: { updateFields: { about: 'x'.repeat(140) } },
		});
		const { output } = await runWorkflow(setting.engine, workflow, {
			startNode: NODE_NAME,
			credentials: { pickyAssistApi: setting.credential() },
		});
		expect(output('Success')).toEqual([]);
		expect(output('Error')[0]!.json).toMatchObject({ details: { code: 819, source: 'check' } });
	});

	it('a node without a credential says so, and sends nothing', async () => {
		const { error } = await runNode(setting.engine, {
			parameters: { updateFields: { about: 'Hi' } },
		});
		expect(error).toMatchObject({ name: 'NodeOperationError' });
		expect(error!.message).toMatch(/credential/i);
		expect(setting.simulator.counts.requests).toBe(0);
	});

	it('a credential that was deleted refuses each item with a clear sentence', async () => {
		const { items } = await setting.run({
			items: [{}, {}],
			onError: 'continueRegularOutput',
			parameters: { updateFields: { about: 'Hi' } },
			settings: { credentials: { pickyAssistApi: { id: 'deleted', name: 'Deleted' } } },
		});
		expect(items).toHaveLength(2);
		expect(refusalIn(items[1]).error).toMatch(/credential/i);
		expect(refusalIn(items[1]).details.source).toBe('check');
	});
});
