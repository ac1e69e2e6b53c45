/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { PROJECT } from './folders';

/** A credential as a node names it. */
export type StoredCredential = { id: string; name: string };

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
export const PICKY_ASSIST_TRIGGER = `${PICKY_ASSIST}Trigger`;
export const NODE_NAME = 'Picky Assist';
export const TRIGGER_NAME = 'Picky Assist Trigger';

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

/** Starts a run for each call. */
export const webhook = (
	path: string,
	responseMode: 'onReceived' | 'lastNode' = 'onReceived',
): WorkflowNode =>
	node(
		'Start',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode, options: {} },
		{ typeVersion: 2, webhookId: path },
	);

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

/** A trigger with an address of its own. */
export const pickyAssistTrigger = (
	parameters: Record<string, unknown> = {},
	credential?: StoredCredential,
): WorkflowNode =>
	node(TRIGGER_NAME, PICKY_ASSIST_TRIGGER, parameters, {
		webhookId: randomUUID(),
		...(credential && { credentials: { pickyAssistApi: credential } }),
	});

/** Where a trigger answers: the end of its Production URL, or of its Test URL. */
export const webhookPath = (
	{ nodes }: Workflow,
	kind: 'webhook' | 'webhook-test' = 'webhook',
): string =>
	`/${kind}/${nodes.find(({ type }) => type === PICKY_ASSIST_TRIGGER)!.webhookId!}/webhook`;

/** Calls a service with each item, or with what an expression says. */
export const httpRequest = (name: string, url: string, jsonBody = '={{ $json }}'): WorkflowNode =>
	node(
		name,
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody,
			options: {},
		},
		{ typeVersion: 4.2 },
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
export const exampleWorkflows = (credential?: StoredCredential): Workflow[] =>
	EXAMPLE_FILES.map((file) => exampleNamed(basename(file), credential));

/** The triggers at an address, which n8n's editor makes up. */
const HAS_ADDRESS = new Set([PICKY_ASSIST_TRIGGER, 'n8n-nodes-base.formTrigger']);

export function exampleNamed(name: string, credential?: StoredCredential): Workflow {
	const example = JSON.parse(readFileSync(join(PROJECT, 'examples', name), 'utf8')) as Workflow;
	const { name: title, nodes, connections, settings = {} } = example;
	return {
		name: title,
		nodes: nodes.map((node) => ({
			...node,
			// As the editor does: the examples leave the address out, so that each copy has its own.
			...(HAS_ADDRESS.has(node.type) && { webhookId: node.webhookId ?? randomUUID() }),
			...(credential &&
				node.type.startsWith('n8n-nodes-pickyassist.') && {
					credentials: { pickyAssistApi: credential },
				}),
		})),
		connections,
		settings,
	};
}
