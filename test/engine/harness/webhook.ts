/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** What n8n's server does around a webhook (its webhooks/webhook-helpers), over HTTP and without its database. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse as parseForm } from 'node:querystring';
import { parse, stringify } from 'flatted';
import { WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type IRun,
	type IRunExecutionData,
	type IWebhookData,
	type IWebhookFunctions,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CredentialsHelper, type StoredCredentials } from './credentials';
import type { Engine } from './engine';
import { additionalDataFor, withCredentials, type WorkflowJson } from './runWorkflow';

export const TRIGGER_TYPE = 'n8n-nodes-pickyassist.pickyAssistTrigger';
export const TRIGGER_NAME = 'Picky Assist Trigger';

export interface PublishOptions {
	readonly credentials?: StoredCredentials;
	/** What n8n has stored with the workflow from before. */
	readonly staticData?: IDataObject;
	/** `manual` is the Test URL. */
	readonly mode?: 'webhook' | 'manual';
	/** Whether n8n cannot store the next run, and answers 500. */
	readonly cannotStore?: () => boolean;
}

export interface TriggerCall {
	readonly body?: string | object;
	readonly headers?: Readonly<Record<string, string>>;
	/** The end of the URL, such as `?secret=…`. */
	readonly query?: string;
}

/** A workflow whose webhook answers. */
export interface Published {
	readonly call: (call?: TriggerCall) => Promise<{ status: number; type: string; text: string }>;
	/** The runs that calls have started, ended. */
	readonly runs: () => Promise<IRun[]>;
	/** What a node put out, over all runs. */
	readonly output: (node: string) => Promise<IDataObject[]>;
	/** What n8n has stored with the workflow. */
	readonly staticData: () => IDataObject;
	readonly close: () => Promise<void>;
}

type Request = IncomingMessage & { body?: unknown; rawBody?: Buffer; query?: unknown };
type Answer = (status: number, body: unknown) => void;

/** Publishes a workflow that begins with the trigger. */
export async function publish(
	engine: Engine,
	json: WorkflowJson,
	options: PublishOptions = {},
): Promise<Published> {
	const host = new Host(engine, json, options);
	const server = createServer((request, response) => void host.handle(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const runs = async () => await Promise.all(host.runs);
	return {
		call: async ({
			body = {},
			headers = { 'content-type': 'application/json' },
			query = '',
		} = {}) => {
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			const url = `http://127.0.0.1:${port}/webhook/${query}`;
			const bytes = new TextEncoder().encode(text);
			const answer = await fetch(url, { method: 'POST', headers, body: bytes });
			const type = answer.headers.get('content-type') ?? '';
			return { status: answer.status, type, text: await answer.text() };
		},
		runs,
		output: async (node) =>
			(await runs()).flatMap(({ data }) =>
				(data.resultData.runData[node] ?? []).flatMap(
					(run) => run.data?.main?.[0]?.map((item) => item.json) ?? [],
				),
			),
		staticData: () => JSON.parse(host.stored) as IDataObject,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

class Host {
	readonly runs: Array<Promise<IRun>> = [];

	/** n8n's column for static data. */
	stored: string;

	private readonly nodes: INode[];

	private readonly mode: 'webhook' | 'manual';

	constructor(
		private readonly engine: Engine,
		private readonly json: WorkflowJson,
		private readonly options: PublishOptions,
	) {
		this.stored = JSON.stringify(options.staticData ?? {});
		this.mode = options.mode ?? 'webhook';
		this.nodes = json.nodes.map((node) => withCredentials(engine, node, options.credentials ?? {}));
	}

	async handle(request: Request, response: ServerResponse) {
		const answer: Answer = (status, body) => {
			response.statusCode = status;
			if (body === undefined) return response.end();
			const isText = typeof body === 'string';
			response.setHeader('content-type', isText ? 'text/html' : 'application/json; charset=utf-8');
			return response.end(isText ? body : JSON.stringify(body));
		};
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		request.rawBody = Buffer.concat(chunks);
		const { searchParams } = new URL(request.url ?? '', 'http://localhost');
		request.query = Object.fromEntries(searchParams);
		try {
			parseBody(request);
		} catch {
			return answer(422, { message: 'Failed to parse request body' });
		}
		return await this.execute(request, expressLike(response, answer), answer);
	}

	private workflow() {
		const { name = 'Trigger test', connections, settings = {} } = this.json;
		return new Workflow({
			id: 'trigger-test',
			name,
			nodes: structuredClone(this.nodes),
			connections,
			active: true,
			nodeTypes: this.engine.nodeTypes,
			staticData: JSON.parse(this.stored) as IDataObject,
			settings: { executionOrder: 'v1', ...settings },
		});
	}

	private additionalData(workflow: Workflow) {
		const { engine, options, nodes, mode } = this;
		const helper = new CredentialsHelper(engine.credentialType, options.credentials ?? {});
		const base = { id: workflow.id, name: 'Trigger test', active: true, isArchived: false };
		const dates = { createdAt: new Date(), updatedAt: new Date(), activeVersionId: null };
		const whole = { ...base, ...dates, nodes, connections: this.json.connections };
		return additionalDataFor(helper, whole, mode);
	}

	private async execute(request: Request, response: unknown, answer: Answer) {
		const workflow = this.workflow();
		const node = workflow.getNode(TRIGGER_NAME)!;
		const nodeType = this.engine.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const [webhookDescription] = nodeType.description.webhooks!;
		const { expression } = workflow;
		await expression.acquireIsolate();
		try {
			const evaluate = (value: unknown, byDefault?: string) =>
				expression.getSimpleParameterValue(
					node,
					value as string,
					this.mode,
					{},
					undefined,
					byDefault,
				);
			// n8n asks this of each node of version 1 before it parses a body.
			evaluate('={{$parameter["options"]["binaryData"]}}');
			const responseMode = evaluate(webhookDescription!.responseMode, 'onReceived');
			const responseData = evaluate(webhookDescription!.responseData, 'firstEntryJson');

			const additionalData = {
				...this.additionalData(workflow),
				httpRequest: request,
				httpResponse: response,
			} as unknown as IWorkflowExecuteAdditionalData;
			const webhookData = { webhookDescription, node: node.name } as IWebhookData;
			const context = new WebhookContext(
				workflow,
				node,
				additionalData,
				this.mode,
				webhookData,
				[],
				null,
			);
			const result = await nodeType.webhook!.call(context as unknown as IWebhookFunctions);
			if (this.options.cannotStore?.()) return answer(500, { message: 'No room' });
			this.respond(result, String(responseMode), responseData, answer);
			// n8n's live webhooks do so when they answer.
			if (workflow.staticData.__dataChanged) this.stored = JSON.stringify(workflow.staticData);
		} catch (error) {
			answer(500, { message: String(error) });
		} finally {
			await expression.releaseIsolate();
		}
	}

	private respond(
		{ workflowData, webhookResponse, noWebhookResponse }: IWebhookResponseData,
		responseMode: string,
		responseData: unknown,
		answer: Answer,
	) {
		const body = webhookResponse as unknown;
		if (workflowData === undefined) {
			if (!noWebhookResponse) answer(200, body ?? { message: 'Webhook call received' });
			return;
		}
		let isAnswered = responseMode !== 'responseNode';
		const answerOnce: Answer = (status, content) => {
			if (!isAnswered) answer(status, content);
			isAnswered = true;
		};
		const run = this.run(workflowData, (content) => answerOnce(200, content));
		this.runs.push(run);
		if (isAnswered) answer(200, responseData || (body ?? { message: 'Workflow was started' }));
		void run.then(({ data }) =>
			data.resultData.error
				? answerOnce(500, { message: 'Error in workflow' })
				: answerOnce(200, undefined),
		);
	}

	private async run(
		workflowData: NonNullable<IWebhookResponseData['workflowData']>,
		sendResponse: (body: unknown) => void,
	): Promise<IRun> {
		const workflow = this.workflow();
		const additionalData = this.additionalData(workflow);
		additionalData.hooks!.addHandler('sendResponse', async (response) => {
			sendResponse((response as { body?: unknown }).body);
		});
		const stack = {
			node: workflow.getNode(TRIGGER_NAME)!,
			data: { main: workflowData },
			source: null,
		};
		const data = createRunExecutionData({ executionData: { nodeExecutionStack: [stack] } });
		const process = async (state: IRunExecutionData): Promise<IRun> => {
			const run = await new WorkflowExecute(
				additionalData,
				this.mode,
				state,
			).processRunExecutionData(workflow);
			// A run that waits is stored and goes on later; here that is at once.
			return run.waitTill ? await process(parse(stringify(run.data)) as IRunExecutionData) : run;
		};
		const run = await process(data);
		if (this.mode !== 'manual' && workflow.staticData.__dataChanged) {
			this.stored = JSON.stringify(workflow.staticData);
		}
		return run;
	}
}

/** n8n's parsing of a body (its middlewares/body-parser): what it does not know, it leaves in the raw body. */
function parseBody(request: Request) {
	const type = request.headers['content-type']?.split(';')[0]?.trim();
	const text = request.rawBody!.toString();
	if (text === '') return;
	if (type === 'application/json') request.body = JSON.parse(text);
	if (type === 'application/x-www-form-urlencoded') request.body = parseForm(text);
	if (type === 'text/plain') request.body = text;
}

/** The two methods that Express adds to a response. */
function expressLike(response: ServerResponse, answer: Answer) {
	return Object.assign(response, {
		status: (code: number) => ({ json: (body: unknown) => answer(code, body) }),
	});
}
