/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** What n8n's server does for runs that sleep: it keeps them, answers at their addresses, and lets them go on. */
import { WebhookContext } from 'n8n-core';
import type {
	ExecuteWorkflowOptions,
	IExecuteWorkflowInfo,
	INodeExecutionData,
	IWebhookData,
	IWebhookFunctions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StoredCredentials } from './credentials';
import { DataTables } from './dataTables';
import type { Engine } from './engine';
import { prepare, runWorkflow, type WorkflowJson, type WorkflowRun } from './runWorkflow';

export interface WaitingRuns {
	/** What the workflows of one project share: its Data Tables, and sub-workflows that reach them. */
	readonly server: Partial<IWorkflowExecuteAdditionalData>;
	/** The rows of one of its Data Tables. */
	readonly rows: DataTables['rows'];
	/** Runs a workflow until it sleeps. */
	readonly start: (json: WorkflowJson, credentials?: StoredCredentials) => Promise<Sleeping>;
	readonly close: () => Promise<void>;
}

export interface Sleeping {
	readonly run: WorkflowRun;
	/** The same run, ended, once a call has woken it. */
	readonly woken: Promise<WorkflowRun>;
}

interface Waiting extends Sleeping {
	readonly json: WorkflowJson;
	readonly credentials: StoredCredentials;
	readonly goOn: (items: INodeExecutionData[][]) => void;
}

export async function startWaitingRuns(engine: Engine): Promise<WaitingRuns> {
	const dataTables = new DataTables();
	let started = 0;
	/** By the ID of the execution; any other is running already. */
	const asleep = new Map<string, Waiting>();

	const http = createServer(async (request, response) => {
		const say = (status: number, body: object) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		};
		const [, id = ''] = /\/webhook-waiting\/(\w+)/.exec(request.url ?? '') ?? [];
		const waiting = asleep.get(id);
		if (waiting) await call(waiting, await bodyOf(request), (body) => say(200, body));
		else say(409, { message: `The execution "${id}" is running already.` });
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const { port } = http.address() as AddressInfo;

	const server = {
		'data-table': dataTables,
		webhookWaitingBaseUrl: `http://127.0.0.1:${port}/webhook-waiting`,
		executeWorkflow: async (
			{ code }: IExecuteWorkflowInfo,
			_: unknown,
			{ inputData = [] }: ExecuteWorkflowOptions,
		) => {
			const [start] = code!.nodes;
			const pinData = { [start!.name]: inputData };
			const run = await runWorkflow(engine, code!, { startNode: start!.name, pinData, dataTables });
			if (run.error) throw run.error;
			const { lastNodeExecuted = '' } = run.run.data.resultData;
			return { executionId: 'sub-workflow', data: [run.output(lastNodeExecuted)] };
		},
	} as unknown as Partial<IWorkflowExecuteAdditionalData>;

	async function start(json: WorkflowJson, credentials: StoredCredentials = {}): Promise<Sleeping> {
		const executionId = String(++started);
		const options = { credentials, dataTables, server: { ...server, executionId } };
		const run = await runWorkflow(engine, json, options);
		let goOn: Waiting['goOn'] = () => {};
		const called = new Promise<INodeExecutionData[][]>((resolve) => (goOn = resolve));
		const woken = called.then(async (items) => {
			asleep.delete(executionId);
			return await runWorkflow(engine, json, { ...options, wakes: { run, items } });
		});
		asleep.set(executionId, { json, credentials, run, woken, goOn });
		return { run, woken };
	}

	/** Calls the node behind which a run sleeps; its `webhook()` decides whether the run goes on. */
	async function call(
		{ json, credentials, run, goOn }: Waiting,
		body: object,
		say: (body: object) => void,
	): Promise<void> {
		const { workflow, additionalData } = prepare(engine, json, credentials);
		const node = workflow.getNode(run.run.data.resultData.lastNodeExecuted!)!;
		const { webhook, description } = engine.nodeTypes.getByNameAndVersion(
			node.type,
			node.typeVersion,
		);
		const http = { httpRequest: { headers: {}, query: {}, body }, httpResponse: { json: say } };
		await workflow.expression.acquireIsolate();
		try {
			const context = new WebhookContext(
				workflow,
				node,
				Object.assign(additionalData, server, http),
				'webhook',
				{ webhookDescription: description.webhooks![0], node: node.name } as IWebhookData,
				[],
				run.run.data,
			);
			const result = await webhook!.call(context as unknown as IWebhookFunctions);
			if (!result.noWebhookResponse) say(result.webhookResponse as object);
			if (result.workflowData) goOn(result.workflowData);
		} finally {
			await workflow.expression.releaseIsolate();
		}
	}

	const close = async () =>
		await new Promise<void>((resolve) => {
			http.close(() => resolve());
			http.closeAllConnections();
		});
	return { server, rows: dataTables.rows.bind(dataTables), start, close };
}

async function bodyOf(request: IncomingMessage): Promise<object> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as object;
}
