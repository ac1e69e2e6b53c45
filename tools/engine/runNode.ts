import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	OnError,
} from 'n8n-workflow';
import type { Engine } from './engine';
import {
	runWorkflow,
	type WorkflowJson,
	type WorkflowRun,
	type WorkflowRunOptions,
} from './runWorkflow';

export const NODE_TYPE = 'n8n-nodes-pickyassist.pickyAssist';
export const CREDENTIAL_TYPE = 'pickyAssistApi';
export const NODE_NAME = 'Picky Assist';

export interface NodeRunOptions extends Pick<WorkflowRunOptions, 'server' | 'signal' | 'retryOf'> {
	/** The JSON of each input item; by default one empty item. */
	readonly items?: readonly IDataObject[];
	/** The node's parameters without resource and operation, which are those of the update unless given. */
	readonly parameters?: object;
	/** On Error; by default n8n's own, Stop Workflow. */
	readonly onError?: OnError;
	/** The stored credential; none where this is missing. */
	readonly credential?: ICredentialDataDecryptedObject;
	/** Further settings of the node, such as `retryOnFail`. */
	readonly settings?: Partial<INode>;
}

export interface NodeRun extends WorkflowRun {
	readonly items: INodeExecutionData[];
	/** What left by the error output, of which there is one with On Error = Continue (using error output). */
	readonly errorItems: INodeExecutionData[];
}

/** A workflow of a trigger, this node, and a node behind each of its outputs. */
export function workflowAround({
	parameters = {},
	onError,
	settings,
}: NodeRunOptions): WorkflowJson {
	const nodes: INode[] = [
		nodeOf('Start', 'n8n-nodes-base.manualTrigger', 0),
		{
			...nodeOf(NODE_NAME, NODE_TYPE, 1),
			parameters: {
				resource: 'whatsappProfile',
				operation: 'update',
				...(parameters as INodeParameters),
			},
			...(onError && { onError }),
			...settings,
		},
		nodeOf('Success', 'n8n-nodes-base.noOp', 2),
		nodeOf('Error', 'n8n-nodes-base.noOp', 3),
	];
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return {
		nodes,
		connections: {
			Start: { main: [to(NODE_NAME)] },
			[NODE_NAME]: { main: [to('Success'), to('Error')] },
		},
	};
}

const nodeOf = (name: string, type: string, place: number): INode => ({
	id: `node-${place}`,
	name,
	type,
	typeVersion: 1,
	position: [place * 200, 0],
	parameters: {},
});

/** Runs this node for these items, in a workflow, by n8n's own engine. */
export async function runNode(engine: Engine, options: NodeRunOptions): Promise<NodeRun> {
	const { items = [{}], credential } = options;
	const result = await runWorkflow(engine, workflowAround(options), {
		...options,
		startNode: 'Start',
		pinData: { Start: items.map((json) => ({ json })) },
		...(credential && { credentials: { [CREDENTIAL_TYPE]: credential } }),
	});
	return {
		...result,
		items: result.output(NODE_NAME, 0),
		errorItems: result.output(NODE_NAME, 1),
	};
}
