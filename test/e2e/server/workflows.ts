/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from './folders';
import type { StoredCredential } from './n8nClient';

export type WorkflowNode = {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, StoredCredential>;
	webhookId?: string;
	onError?: string;
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
};

type Link = { node: string; type: string; index: number };

export type Workflow = {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, Record<string, Link[][]>>;
	settings: Record<string, unknown>;
	active?: boolean;
};

export const PICKY_ASSIST = 'n8n-nodes-pickyassist.pickyAssist';
export const PICKY_ASSIST_TOOL = `${PICKY_ASSIST}Tool`;
export const NODE_NAME = 'Picky Assist';

type NodeOptions = Partial<Omit<WorkflowNode, 'name' | 'type' | 'parameters'>>;

export const node = (
	name: string,
	type: string,
	parameters: Record<string, unknown> = {},
	{ typeVersion = 1, position = [0, 0], ...more }: NodeOptions = {},
): WorkflowNode => ({
	id: `id-of-${name.toLowerCase().replace(/\W+/g, '-')}`,
	name,
	type,
	typeVersion,
	position,
	parameters,
	...more,
});

export const manualTrigger = (): WorkflowNode =>
	node('Start', 'n8n-nodes-base.manualTrigger', {}, { position: [0, 0] });

/** Items given as JSON, as a spreadsheet or a customer database would give them. */
export const items = (rows: object[]): WorkflowNode =>
	node(
		'Rows',
		'n8n-nodes-base.set',
		{ mode: 'raw', jsonOutput: `={{ ${JSON.stringify({ rows })} }}`, options: {} },
		{ typeVersion: 3.4, position: [220, 0] },
	);

export const splitRows = (): WorkflowNode =>
	node(
		'Split',
		'n8n-nodes-base.splitOut',
		{ fieldToSplitOut: 'rows', options: {} },
		{ typeVersion: 1, position: [440, 0] },
	);

export const pickyAssist = (
	credential: StoredCredential,
	parameters: Record<string, unknown>,
	options: NodeOptions = {},
): WorkflowNode =>
	node(
		NODE_NAME,
		PICKY_ASSIST,
		{ resource: 'whatsappProfile', operation: 'update', ...parameters },
		{ position: [440, 0], credentials: { pickyAssistApi: credential }, ...options },
	);

/** The nodes one after another on their main connection. */
export const chain = (
	name: string,
	nodes: WorkflowNode[],
	settings: Record<string, unknown> = {},
): Workflow => ({
	name,
	nodes: nodes.map((one, index) => ({ ...one, position: [index * 220, 0] })),
	connections: Object.fromEntries(
		nodes
			.slice(0, -1)
			.map((one, index) => [
				one.name,
				{ main: [[{ node: nodes[index + 1]!.name, type: 'main', index: 0 }]] },
			]),
	),
	settings: { executionOrder: 'v1', ...settings },
});

/** The files of examples/. */
export const EXAMPLE_FILES = readdirSync(join(PROJECT, 'examples')).map((name) =>
	join(PROJECT, 'examples', name),
);

/** The workflows of examples/ as n8n takes them, with a credential in the nodes that want one. */
export function exampleWorkflows(credential?: StoredCredential): Workflow[] {
	return EXAMPLE_FILES.map((file) => {
		const example = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
		const { name, nodes, connections, settings = {} } = example;
		return {
			name,
			nodes: nodes.map((node) =>
				credential && node.type.startsWith('n8n-nodes-pickyassist.')
					? { ...node, credentials: { pickyAssistApi: credential } }
					: node,
			),
			connections,
			settings,
		};
	});
}
