import type {
	IAdditionalCredentialOptions,
	IBinaryData,
	IBinaryKeyData,
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { omit } from '../../nodes/core/json';
import type { Operation } from '../../nodes/core/operation';
import { execute as executeOperations } from '../../nodes/core/running/execute';
import { OPERATIONS } from '../../nodes/PickyAssist/operations';
import { EXECUTION_ID, type WaitingN8n } from './waiting';

/** Holds what JSON and URLs write in another way, so that no form of it slips through. */
export const TOKEN = 'tok+5ecret/"0123456789abcdef"';

/** What n8n's helper was asked to send. */
export interface Sent {
	readonly body: IDataObject;
	readonly signal: AbortSignal | undefined;
}

export interface Answer {
	readonly statusCode: number;
	readonly headers: IDataObject;
	readonly body: unknown;
}

/** What a test defines of n8n. What it leaves out throws where the node asks for it. */
export interface Sketch {
	/** The `json` of each input item; one empty item unless told. */
	readonly items?: IDataObject[];
	/** The files of each input item. */
	readonly binary?: ReadonlyArray<IBinaryKeyData | undefined>;
	/** Gives a file that n8n keeps outside of the item. */
	readonly readFile?: (item: number, file: IBinaryData) => Promise<Buffer>;
	/** The parameters as saved, expressions as text, over those of a node just added. */
	readonly parameters?: IDataObject;
	/** What n8n's engine makes of an expression, by its text, for an item. */
	readonly expressions?: Readonly<Record<string, (json: IDataObject, item: number) => unknown>>;
	readonly credential?: ICredentialDataDecryptedObject | Error;
	/** How Picky Assist answers; a value or an error to throw. Left out: nothing may be sent. */
	readonly answer?: (sent: Sent, index: number) => Answer | Error | Promise<Answer | Error>;
	readonly continueOnFail?: boolean;
	/** On Error, where a test looks at the error output. */
	readonly onError?: INode['onError'];
	/** Where the items come from, as far as n8n knows. */
	readonly source?: object | null | undefined;
	/** n8n's cancel signal. */
	readonly cancel?: AbortSignal;
	/** The node's own context, which is one object in every try of an execution, and stored with a failed one. */
	readonly nodeContext?: IDataObject;
	/** Which run of the node in this execution it is; known where there is a `nodeContext`. */
	readonly runIndex?: number;
	/** How the execution was started; known where there is a `nodeContext`. */
	readonly mode?: WorkflowExecuteMode;
	readonly retryOnFail?: boolean;
	/** The name of the node. */
	readonly name?: string;
	/** Whether the node runs as an agent's tool. */
	readonly isTool?: boolean;
	/** The nodes before this one; known where they are told. */
	readonly before?: readonly NodeBefore[];
	/** What n8n has for a run that waits. */
	readonly waiting?: WaitingN8n;
}

/** A node that stands before this one. */
export interface NodeBefore {
	readonly name: string;
	readonly type: string;
	readonly parameters?: INodeParameters;
	/** Whether it ran in this execution. */
	readonly ran: boolean;
	/** The first item that it put out; `undefined` where n8n does not give it. */
	readonly item?: IDataObject | undefined;
}

export const NODE: INode = {
	id: 'f3a1',
	name: 'Picky Assist',
	type: 'n8n-nodes-pickyassist.pickyAssist',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	credentials: { pickyAssistApi: { id: 'c1', name: 'My token' } },
};

const FRESH_NODE: IDataObject = {
	resource: 'whatsappProfile',
	operation: 'update',
	application: '',
	updateFields: {},
	options: {},
};

export const json = (body: unknown, statusCode = 200, headers: IDataObject = {}): Answer => ({
	statusCode,
	headers: { 'content-type': 'application/json', ...headers },
	body,
});

export const SUCCESS = json({ status: 100, message: 'Success' });

/** What was asked for and not defined. The node turns what its helpers throw into items, so it is kept here too. */
const violations: string[] = [];

afterEach(() => expect(violations.splice(0)).toEqual([]));

function violation(what: string): Error {
	violations.push(what);
	return new Error(what);
}

/** Throws where the node asks for what `known` does not hold. */
function strict<T extends object>(known: object, whose: string): T {
	return new Proxy(known, {
		get(target, key, receiver) {
			if (Reflect.has(target, key)) return Reflect.get(target, key, receiver) as unknown;
			throw violation(`The test defines no ${whose}.${String(key)}`);
		},
	}) as T;
}

/** n8n's context of one run, of which nothing exists but what the test defines. */
export function strictContext(sketch: Sketch) {
	const { items = [{}], expressions = {}, credential, answer, cancel } = sketch;
	const parameters: IDataObject = { ...FRESH_NODE, ...sketch.parameters };
	const input: INodeExecutionData[] = items.map((item, index) => {
		const binary = sketch.binary?.[index];
		return { json: item, ...(binary && { binary }) };
	});

	const rawOf = (path: string): unknown => {
		const [root, ...keys] = path.split(/[.[\]]+/).filter((key) => key !== '');
		if (!(root! in parameters)) throw violation(`The test defines no parameter ${root}`);
		return keys.reduce<unknown>((value, key) => (value as IDataObject)[key], parameters[root!]);
	};
	const resolve = (raw: unknown, item: number): unknown => {
		if (typeof raw !== 'string' || !raw.startsWith('=')) return raw;
		const engine = expressions[raw];
		if (engine) return engine(items[item]!, item);
		throw violation(`The test defines no expression ${raw}`);
	};

	const getNodeParameter = jest.fn(
		(path: string, item: number, _fallback?: unknown, options?: { rawExpressions?: boolean }) =>
			options?.rawExpressions ? rawOf(path) : resolve(rawOf(path), item),
	);
	const getCredentials = jest.fn(async (type: string) => {
		if (type !== 'pickyAssistApi') throw violation(`The test defines no credential ${type}`);
		if (credential instanceof Error) throw credential;
		return await Promise.resolve(credential ?? { token: TOKEN, platform: 'v3' });
	});
	const post = jest.fn(async function (
		this: IExecuteFunctions,
		...[, { body }]: [string, IHttpRequestOptions, IAdditionalCredentialOptions?]
	) {
		if (!answer) throw violation('The test gives no answer, so nothing may be sent');
		const signal = this.getExecutionCancelSignal();
		const result = await answer({ body: body as IDataObject, signal }, post.mock.calls.length - 1);
		if (result instanceof Error) throw result;
		return result;
	});

	const {
		nodeContext,
		runIndex = 0,
		mode = 'trigger',
		onError,
		retryOnFail,
		isTool = false,
		before,
		waiting,
	} = sketch;
	const sendResponse = jest.fn<Promise<void>, [IDataObject]>(async () => await Promise.resolve());
	const answering = {
		getMode: () => mode,
		sendResponse,
		getParentNodes: (name: string, { includeNodeParameters = false } = {}) => {
			if (name !== node.name) throw violation(`The test defines no node ${name}`);
			return before!.map(({ parameters: own, ...rest }) => ({
				...omit(rest, 'item'),
				...(includeNodeParameters && { parameters: own }),
			}));
		},
	};
	const remembering = {
		getContext: (type: string) => {
			if (type === 'node') return nodeContext;
			throw violation(`The test defines no context of ${type}`);
		},
		getMode: () => mode,
		getExecutionId: () => EXECUTION_ID,
	};
	const proxying = {
		getWorkflowDataProxy: () => ({
			$runIndex: runIndex,
			// n8n's combined binary mode gives the bare JSON to who does not ask for whole items.
			$: (name: string, whole?: boolean) => {
				const node = before!.find((one) => one.name === name && one.ran);
				return {
					isExecuted: node !== undefined,
					first: () => {
						if (!node?.item) throw new Error('n8n does not give it');
						return whole ? { json: node.item } : node.item;
					},
				};
			},
		}),
	};
	const addExecutionHints = jest.fn();
	const node: INode = {
		...NODE,
		...(sketch.name !== undefined && { name: sketch.name }),
		...(onError && { onError }),
		...(retryOnFail !== undefined && { retryOnFail }),
	};

	const executeData = { node, source: {}, ...('source' in sketch && { source: sketch.source }) };

	const context = strict<IExecuteFunctions>(
		{
			...(nodeContext && remembering),
			addExecutionHints,
			...(before && answering),
			...((nodeContext ?? before) && proxying),
			isToolExecution: () => isTool,
			getInputData: () => input,
			// What a test defines of n8n's engine are whole expressions, each by itself.
			evaluateExpression: () => undefined,
			...waiting?.functions,
			getNode: () => node,
			getExecuteData: () => executeData,
			continueOnFail: () => sketch.continueOnFail ?? false,
			getExecutionCancelSignal: () => cancel,
			getNodeParameter,
			getCredentials,
			helpers: strict(
				{
					httpRequestWithAuthentication: post,
					...(waiting && { httpRequest: waiting.httpRequest }),
					...(sketch.binary && {
						assertBinaryData: (item: number, field: string) => {
							const file = sketch.binary?.[item]?.[field];
							if (file) return file;
							throw new Error(`The item has no binary field '${field}' [item ${item}]`);
						},
					}),
					...(sketch.readFile && { getBinaryDataBuffer: sketch.readFile }),
				},
				'helpers',
			),
		},
		'context',
	);
	return {
		context,
		getCredentials,
		getNodeParameter,
		post,
		addExecutionHints,
		bodies: () => post.mock.calls.map(([, { body }]) => body),
		/** What was answered to the call that started the run. */
		replies: () => sendResponse.mock.calls.map(([response]) => response),
	};
}

/** What one run of the node gave: its items, or the error that it stopped with. */
export interface Outcome {
	readonly output: INodeExecutionData[];
	readonly error: (Error & { description?: string | null } & Record<string, unknown>) | undefined;
}

/** Runs the operation that the parameters name. */
export async function execute(
	context: IExecuteFunctions,
	operations: readonly Operation[] = OPERATIONS,
): Promise<Outcome> {
	try {
		const [output = []] = await executeOperations(context, operations);
		return { output, error: undefined };
	} catch (error) {
		return { output: [], error: error as NonNullable<Outcome['error']> };
	}
}

/** A context and what the node does in it. */
export async function run(sketch: Sketch, operations: readonly Operation[] = OPERATIONS) {
	const strictly = strictContext(sketch);
	return { ...strictly, ...(await execute(strictly.context, operations)) };
}

/** All that n8n stores or shows of an outcome, as one text. */
export function shownOf({ output, error }: Outcome): string {
	const own = error && Object.getOwnPropertyNames(error).map((key) => [key, error[key]]);
	return JSON.stringify([output, own]);
}

/** Asserts that no form of the token, nor a half of it, is in a text. */
export function expectNoToken(text: string): void {
	for (const form of [TOKEN.slice(0, 12), '5ecret', encodeURIComponent(TOKEN), '0123456789'])
		expect(text).not.toContain(form);
}
