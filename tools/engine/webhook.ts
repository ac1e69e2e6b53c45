/** What n8n's server does around a webhook (its webhooks/webhook-helpers), without HTTP and without its database. */
import { WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INodeExecutionData,
	type IRun,
	type IWebhookData,
	type IWebhookFunctions,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CredentialsHelper, type StoredCredentials } from './credentials';
import type { Engine } from './engine';
import { additionalDataFor, withCredentials, type WorkflowJson } from './runWorkflow';

export const TRIGGER_TYPE = 'n8n-nodes-pickyassist.pickyAssistTrigger';
export const TRIGGER_NAME = 'Picky Assist Trigger';

export interface Answer {
	readonly status: number;
	readonly body: unknown;
}

/** A workflow whose webhook answers. */
export interface Published {
	readonly call: (body: object, query?: IDataObject) => Promise<Answer>;
	/** The runs that calls have started, ended. */
	readonly runs: () => Promise<IRun[]>;
	/** What a node put out, over all runs. */
	readonly output: (node: string) => Promise<IDataObject[]>;
	/** What n8n has stored with the workflow. */
	readonly staticData: () => IDataObject;
}

/** Publishes a workflow that begins with the trigger. */
export function publish(
	engine: Engine,
	json: WorkflowJson,
	credentials: StoredCredentials = {},
	staticData: IDataObject = {},
	server: Partial<IWorkflowExecuteAdditionalData> = {},
): Published {
	const nodes = json.nodes.map((node) => withCredentials(engine, node, credentials));
	const { connections, settings } = json;
	const name = 'Trigger test';
	let stored = JSON.stringify(staticData);
	const started: Array<Promise<IRun>> = [];

	const workflowAsStored = () =>
		new Workflow({
			id: 'trigger-test',
			...{ name, nodes: structuredClone(nodes), connections, active: true },
			nodeTypes: engine.nodeTypes,
			staticData: JSON.parse(stored) as IDataObject,
			settings: { executionOrder: 'v1', ...settings },
		});
	const additionalData = (more: object = {}): IWorkflowExecuteAdditionalData => {
		const dates = { createdAt: new Date(), updatedAt: new Date(), activeVersionId: null };
		const base = { id: 'trigger-test', name, active: true, isArchived: false, nodes, connections };
		const helper = new CredentialsHelper(engine.credentialType, credentials);
		const additional = additionalDataFor(helper, { ...base, ...dates }, 'webhook');
		return Object.assign(additional, server, more);
	};

	async function run(
		items: INodeExecutionData[][],
		respond: (body: unknown) => void,
	): Promise<IRun> {
		const workflow = workflowAsStored();
		const additional = additionalData();
		additional.hooks!.addHandler('sendResponse', (response) => {
			respond((response as { body?: unknown }).body);
		});
		const stack = { node: workflow.getNode(TRIGGER_NAME)!, data: { main: items }, source: null };
		const data = createRunExecutionData({ executionData: { nodeExecutionStack: [stack] } });
		const ended = await new WorkflowExecute(additional, 'webhook', data).processRunExecutionData(
			workflow,
		);
		if (workflow.staticData.__dataChanged) stored = JSON.stringify(workflow.staticData);
		return ended;
	}

	async function call(body: object, query: IDataObject = {}): Promise<Answer> {
		const workflow = workflowAsStored();
		const node = workflow.getNode(TRIGGER_NAME)!;
		const nodeType = engine.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const [webhookDescription] = nodeType.description.webhooks!;
		const { expression } = workflow;
		let refused: Answer | undefined;
		const response = {
			status: (status: number) => ({ json: (said: unknown) => (refused = { status, body: said }) }),
			once: () => {},
		};
		const request = { headers: { 'content-type': 'application/json' }, query, body };
		await expression.acquireIsolate();
		try {
			const resolve = (value: unknown) =>
				expression.getSimpleParameterValue(node, value as string, 'webhook', {});
			// n8n asks this of each node of version 1 before it parses a body.
			resolve('={{$parameter["options"]["binaryData"]}}');
			const waits = resolve(webhookDescription!.responseMode) === 'responseNode';
			const context = new WebhookContext(
				workflow,
				node,
				additionalData({ httpRequest: request, httpResponse: response }),
				'webhook',
				{ webhookDescription, node: node.name } as IWebhookData,
				[],
				null,
			);
			const result = await nodeType.webhook!.call(context as unknown as IWebhookFunctions);
			const { workflowData, webhookResponse } = result;
			if (refused) return refused;
			const answer = { status: 200, body: webhookResponse as unknown };
			if (workflowData === undefined) return answer;
			return await new Promise((answerWith) => {
				const ended = run(workflowData, (said) => waits && answerWith({ status: 200, body: said }));
				started.push(ended);
				if (!waits) return answerWith(answer);
				return void ended.then(({ data: { resultData } }) =>
					answerWith({ status: resultData.error ? 500 : 200, body: undefined }),
				);
			});
		} finally {
			await expression.releaseIsolate();
		}
	}

	const runs = async () => await Promise.all(started);
	return {
		call,
		runs,
		output: async (of) =>
			(await runs()).flatMap(({ data }) =>
				(data.resultData.runData[of] ?? []).flatMap(
					(once) => once.data?.main?.[0]?.map((item) => item.json) ?? [],
				),
			),
		staticData: () => JSON.parse(stored) as IDataObject,
	};
}
