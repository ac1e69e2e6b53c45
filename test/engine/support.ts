/** What the engine tests share: one engine and one simulator for a file, and the ordinary run. */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { SIMULATOR_TOKEN, startSimulator, type Simulator } from '../../tools/simulator';
import {
	CREDENTIAL_TYPE,
	NODE_TYPE,
	runNode,
	runWorkflow,
	startEngine,
	workflowAround,
	type Engine,
	type EngineOptions,
	type NodeRun,
	type NodeRunOptions,
	type ToolCalling,
} from '../../tools/engine';

export interface Setting {
	readonly engine: Engine;
	readonly simulator: Simulator;
	/** A credential that the simulator accepts, with anything changed. */
	readonly credential: (
		changes?: IDataObject,
	) => IDataObject & NonNullable<NodeRunOptions['credential']>;
	/** Runs the node with that credential. */
	readonly run: (options?: NodeRunOptions) => Promise<NodeRun>;
	/** The bodies that the simulator received, without their token. */
	readonly received: () => IDataObject[];
	/** Runs one operation with these parameters; the rest as `run` does. */
	readonly call: (
		operation: string,
		parameters?: object,
		rest?: NodeRunOptions,
	) => Promise<NodeRun>;
}

/** For the tests of a file: started before them, the simulator emptied between them, ended after them. */
export function useEngine(options: EngineOptions = {}): Setting {
	let engine: Engine;
	let simulator: Simulator;
	let latest: Promise<unknown> = Promise.resolve();
	beforeAll(async () => {
		[engine, simulator] = await Promise.all([startEngine(options), startSimulator()]);
	});
	beforeEach(() => simulator.reset());
	// What a failed test left running must not send into the next one.
	afterEach(async () => await latest.catch(() => {}));
	afterAll(async () => {
		await engine.stop();
		await simulator.close();
	});

	const setting: Setting = {
		get engine() {
			return engine;
		},
		get simulator() {
			return simulator;
		},
		credential: (changes) => ({
			token: simulator.token,
			platform: 'custom',
			baseUrl: simulator.baseUrl,
			...changes,
		}),
		run: async (changes) => {
			const run = runNode(engine, { credential: setting.credential(), ...changes });
			latest = run;
			return await run;
		},
		call: async (name, parameters, rest) => {
			const [resource, operation] = name.split('.');
			return await setting.run({ ...rest, parameters: { resource, operation, ...parameters } });
		},
		received: () => simulator.requests.map(({ body }) => withoutToken(body as IDataObject)),
	};
	return setting;
}

const withoutToken = ({ token, ...body }: IDataObject): IDataObject => {
	expect(token).toBe(SIMULATOR_TOKEN);
	return body;
};

export interface ErrorJson {
	readonly error: string;
	readonly details: {
		readonly code: number | null;
		readonly source: 'check' | 'api' | 'transport';
		readonly retryable: boolean;
		readonly attempts?: number;
		readonly httpStatus?: number;
		readonly mayHaveBeenSent?: boolean;
		readonly issues: ReadonlyArray<{
			readonly code: number | null;
			readonly field?: string;
			readonly message: string;
			readonly hint: string;
			readonly limit?: number;
			readonly actual?: number;
		}>;
	};
}

/** The JSON of an item that was refused. */
export const refusalIn = (item: INodeExecutionData | undefined) =>
	item?.json as unknown as ErrorJson;

/** The agents of n8n that call their tool in different ways. */
export const AGENTS: ReadonlyArray<[agent: string, calling: ToolCalling]> = [
	['of version 3, which has n8n run its tool', 'byEngine'],
	['before version 3, which calls its tool itself', 'itself'],
];

/** Runs an agent that has this node as its tool, and gives what the agent reads, call by call. */
export async function askAgent(
	{ engine, credential }: Setting,
	tool: Partial<INode>,
	stored = credential(),
) {
	const [start] = workflowAround({}).nodes as [INode];
	const type = '@n8n/n8n-nodes-langchain.agent';
	const workflow = {
		nodes: [
			start,
			{ ...start, id: 'agent', name: 'Agent', type, typeVersion: 3 },
			{ ...start, id: 'tool', name: 'Tool', type: `${NODE_TYPE}Tool`, ...tool },
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main' as const, index: 0 }]] },
			Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool' as const, index: 0 }]] },
		},
	};
	const { output, run } = await runWorkflow(engine, workflow, {
		startNode: 'Start',
		pinData: { Start: [{ json: {} }] },
		credentials: { [CREDENTIAL_TYPE]: stored },
	});
	return { status: run.status, answers: output('Agent')[0]?.json.answers as IDataObject[][] };
}
