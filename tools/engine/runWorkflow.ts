import { parse, stringify } from 'flatted';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type ExecutionError,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type IPinData,
	type IRun,
	type IRunData,
	type IRunExecutionData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { runCode } from './codeRunner';
import { CREDENTIAL_ID, CredentialsHelper, type StoredCredentials } from './credentials';
import type { DataTables } from './dataTables';
import type { Engine } from './engine';

/** A workflow as the editor exports it. */
export interface WorkflowJson {
	readonly name?: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
	readonly pinData?: IPinData;
}

export interface WorkflowRunOptions {
	/** The node to begin with; by default n8n's own choice. */
	readonly startNode?: string;
	/** The output of these nodes, which are then not run. It replaces the workflow's own pinned data. */
	readonly pinData?: Readonly<Record<string, readonly INodeExecutionData[]>>;
	/** The stored credential of each type; each node that takes that type uses it. */
	readonly credentials?: StoredCredentials;
	/** The data tables that its nodes find; without them, n8n has none. */
	readonly dataTables?: DataTables;
	/** Cancels the execution, as its Stop button does. */
	readonly signal?: AbortSignal;
	/** Runs this failed execution again from the node that failed, as its Retry button does. */
	readonly retryOf?: WorkflowRun;
	/** Goes on with this run, which sleeps, with the items of the call that wakes it. */
	readonly wakes?: { readonly run: WorkflowRun; readonly items: INodeExecutionData[][] };
	/** What else n8n's server hands to its engine. */
	readonly server?: Partial<IWorkflowExecuteAdditionalData>;
}

export interface WorkflowRun {
	readonly run: IRun;
	readonly runData: IRunData;
	/** What ended the run, where something did. */
	readonly error: ExecutionError | undefined;
	/** What a node put out by one of its outputs, over all its runs. */
	readonly output: (nodeName: string, outputIndex?: number) => INodeExecutionData[];
	/** What the Respond to Webhook nodes answered. */
	readonly responses: ReadonlyArray<{ readonly statusCode: number; readonly body: unknown }>;
	/** How many times a credential was looked up. */
	readonly lookups: number;
	/** All that n8n would store of this execution. */
	readonly stored: () => string;
}

/** Chooses the stored credential for the nodes that can take one, as a user does in the editor. */
export function withCredentials(
	engine: Engine,
	node: INode,
	credentials: StoredCredentials,
): INode {
	const { description } = engine.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const own = (description.credentials ?? []).map(({ name }) => name);
	const predefined = node.parameters.nodeCredentialType;
	const types = [...own, predefined].filter(
		(type): type is string => typeof type === 'string' && type in credentials,
	);
	if (types.length === 0) return node;
	const chosen = types.map((type) => [type, { id: CREDENTIAL_ID, name: `Stored ${type}` }]);
	return { ...node, credentials: { ...Object.fromEntries(chosen), ...node.credentials } };
}

/** What n8n's server hands to its engine beside the workflow. */
export function additionalDataFor(
	credentialsHelper: CredentialsHelper,
	workflow: IWorkflowBase,
	mode: WorkflowExecuteMode = 'manual',
): IWorkflowExecuteAdditionalData {
	const base = 'http://localhost:5678';
	const unused = async () => {
		throw new Error('This stand-in has none of it');
	};
	return {
		credentialsHelper,
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: base,
		formBaseUrl: `${base}/form`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		formTestBaseUrl: `${base}/form-test`,
		webhookBaseUrl: `${base}/webhook`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
		executeWorkflow: unused,
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		startRunnerTask: runCode,
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		hooks: new ExecutionLifecycleHooks(mode, '1', workflow),
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** A workflow as n8n's engine takes it, with all that it expects around it. */
export function prepare(engine: Engine, json: WorkflowJson, credentials: StoredCredentials) {
	const nodes = json.nodes.map((node) => withCredentials(engine, node, credentials));
	const { name = 'Engine test', connections, settings = {} } = json;
	const workflow = new Workflow({
		id: 'engine-test',
		name,
		nodes: structuredClone(nodes),
		connections,
		active: false,
		nodeTypes: engine.nodeTypes,
		settings: { executionOrder: 'v1', ...settings },
	});
	const helper = new CredentialsHelper(engine.credentialType, credentials);
	const additionalData = additionalDataFor(helper, {
		id: workflow.id,
		name,
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes,
		connections,
		activeVersionId: null,
	});
	return { workflow, additionalData, helper };
}

/** What n8n stored of a failed execution, made ready for its Retry as n8n's server does. */
function readyForRetry({ run }: WorkflowRun): IRunExecutionData {
	const data = parse(stringify(run.data)) as IRunExecutionData;
	const { lastNodeExecuted = '', runData } = data.resultData;
	delete data.resultData.error;
	if (runData[lastNodeExecuted]?.at(-1)?.error) runData[lastNodeExecuted].pop();
	return data;
}

/** What n8n stored of a run that sleeps, made ready to go on as n8n's server does (its webhooks/waiting-webhooks). */
function readyToGoOn({ run }: WorkflowRun, items: INodeExecutionData[][]): IRunExecutionData {
	const data = parse(stringify(run.data)) as IRunExecutionData;
	const { lastNodeExecuted = '', runData } = data.resultData;
	const [asleep] = data.executionData!.nodeExecutionStack;
	delete data.waitTill;
	runData[lastNodeExecuted]!.pop();
	// A node that is switched off hands on what it gets.
	asleep!.node.disabled = true;
	asleep!.data.main = items;
	return data;
}

/** Runs a workflow by n8n's own engine, until it ends or sleeps. */
export async function runWorkflow(
	engine: Engine,
	json: WorkflowJson,
	{
		startNode,
		pinData = {},
		credentials = {},
		dataTables,
		signal,
		retryOf,
		wakes,
		server,
	}: WorkflowRunOptions = {},
): Promise<WorkflowRun> {
	const { workflow, additionalData, helper } = prepare(engine, json, credentials);
	Object.assign(additionalData, dataTables && { 'data-table': dataTables }, server);
	const responses: Array<WorkflowRun['responses'][number]> = [];
	additionalData.hooks!.addHandler('sendResponse', async (response) => {
		responses.push(response as WorkflowRun['responses'][number]);
	});
	const goOn = (mode: WorkflowExecuteMode, data: IRunExecutionData) =>
		new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
	const execution = retryOf
		? goOn('retry', readyForRetry(retryOf))
		: wakes
			? goOn('manual', readyToGoOn(wakes.run, wakes.items))
			: new WorkflowExecute(additionalData, 'manual').run({
					workflow,
					pinData: { ...json.pinData, ...pinData } as IPinData,
					...(startNode !== undefined && { startNode: nodeNamed(workflow, startNode) }),
				});
	const cancel = () => execution.cancel();
	signal?.addEventListener('abort', cancel);
	if (signal?.aborted) cancel();
	const run = await execution.finally(() => signal?.removeEventListener('abort', cancel));

	const { runData, error } = run.data.resultData;
	return {
		run,
		runData,
		error,
		output: (nodeName, outputIndex = 0) =>
			(runData[nodeName] ?? []).flatMap(({ data }) => data?.main?.[outputIndex] ?? []),
		responses,
		lookups: helper.lookups,
		stored: () => JSON.stringify(run),
	};
}

function nodeNamed(workflow: Workflow, name: string): INode {
	const node = workflow.getNode(name);
	if (!node) throw new Error(`The workflow has no node "${name}"`);
	return node;
}
