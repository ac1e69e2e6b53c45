/** What n8n's server does around its engine for AI tools, and stand-ins for its AI nodes, which need a model. */
import {
	NodeConnectionTypes,
	type EngineRequest,
	type EngineResponse,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeInputConfiguration,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** The properties with which n8n lets a user describe a tool to the model. */
const descriptionProperties = (text: string): INodeProperties[] => [
	{
		displayName: 'Tool Description',
		name: 'descriptionType',
		type: 'options',
		options: [
			{ name: 'Set Automatically', value: 'auto' },
			{ name: 'Set Manually', value: 'manual' },
		],
		default: 'auto',
	},
	{
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: text,
		displayOptions: { show: { descriptionType: ['manual'] } },
	},
];

/** The node type that n8n derives from one that is usable as a tool, under its name with `Tool` behind it. */
export function asTool(nodeType: INodeType): INodeType {
	const { usableAsTool, ...description } = nodeType.description;
	if (!usableAsTool) throw new Error(`${description.name} is not usable as a tool`);
	return Object.create(nodeType, {
		description: {
			value: {
				...description,
				name: `${description.name}Tool`,
				displayName: `${description.displayName} Tool`,
				inputs: [],
				outputs: [NodeConnectionTypes.AiTool],
				properties: [...descriptionProperties(description.description), ...description.properties],
			} satisfies INodeTypeDescription,
		},
	}) as INodeType;
}

const standIn = (description: Partial<INodeTypeDescription>, rest: Partial<INodeType> = {}) => ({
	description: {
		displayName: 'Stand-in',
		name: 'standIn',
		group: [],
		version: [1, 1.1, 1.2, 3],
		description: 'Stands in for a node that cannot run here',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
		...description,
	},
	...rest,
});

interface Tool {
	readonly metadata: { readonly sourceNodeName: string };
	readonly invoke: (input: IDataObject) => Promise<string>;
}

/** The `ai_tool` input with the others of an agent. */
const AGENT_INPUTS: INodeInputConfiguration[] = [
	{ type: NodeConnectionTypes.Main },
	{ type: NodeConnectionTypes.AiLanguageModel },
	{ type: NodeConnectionTypes.AiTool },
];

/** How an agent calls its tool: it lets the engine run it, or it calls it itself, one call after another or as a batch. */
export type ToolCalling = 'byEngine' | 'itself' | 'inBatch';

/**
 * n8n's AI nodes by their names. The agent runs its first tool once with each of these arguments, as a model would, and
 * puts out what it was answered: as version 3 of n8n's agent does, or as the versions before, which take the tools of a
 * batch before they call any.
 */
export function aiNodes(
	calls: readonly IDataObject[],
	calling: ToolCalling = 'byEngine',
): Record<string, INodeType> {
	async function callItself(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const take = async () =>
			((await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as [Tool])[0];
		const tools: Tool[] = [];
		const answers: unknown[] = [];
		while (calling === 'inBatch' && tools.length < calls.length) tools.push(await take());
		for (const [index, input] of calls.entries()) {
			const tool = tools[index] ?? (await take());
			const answer = tool.invoke(input).then(
				(text) => JSON.parse(text) as unknown,
				({ message }: Error) => [{ error: message }],
			);
			answers.push(await answer);
		}
		return [[{ json: { answers: answers as IDataObject[][] }, pairedItem: { item: 0 } }]];
	}

	async function execute(
		this: IExecuteFunctions,
		response?: EngineResponse,
	): Promise<INodeExecutionData[][] | EngineRequest> {
		const done = response?.actionResponses ?? [];
		if (done.length === 0) {
			const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
			const { sourceNodeName: nodeName } = tool!.metadata;
			const actions = calls.map((input, index) => ({
				actionType: 'ExecutionNodeAction' as const,
				nodeName,
				input,
				type: NodeConnectionTypes.AiTool,
				id: `call-${index}`,
				metadata: { itemIndex: 0 },
			}));
			return { actions, metadata: {} };
		}
		const answers = done.map(({ data }) => data.data?.ai_tool?.[0]?.map(({ json }) => json));
		return [[{ json: { answers: answers as IDataObject[][] }, pairedItem: { item: 0 } }]];
	}
	const prefix = '@n8n/n8n-nodes-langchain';
	return {
		[`${prefix}.chatTrigger`]: standIn({ group: ['trigger'] }),
		[`${prefix}.lmChatOpenAi`]: standIn({ outputs: [NodeConnectionTypes.AiLanguageModel] }),
		[`${prefix}.agent`]: standIn(
			{ inputs: AGENT_INPUTS },
			{ execute: calling === 'byEngine' ? execute : callItself },
		),
	};
}
