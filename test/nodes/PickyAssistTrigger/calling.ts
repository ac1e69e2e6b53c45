/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** Calls of the trigger without n8n: the body is parsed as n8n 2.41 does, the rest is what a test says. */
import { EventEmitter } from 'node:events';
import { parse } from 'node:querystring';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { PickyAssistTrigger } from '../../../nodes/PickyAssistTrigger/PickyAssistTrigger.node';
import type { WaitingN8n } from '../waiting';

export const WATCHWORD = 'Str33t+market/42';

export interface Sketch {
	/** What is posted: text as it is, anything else as JSON. */
	readonly body?: unknown;
	readonly contentType?: string | undefined;
	readonly query?: IDataObject;
	readonly parameters?: IDataObject;
	/** What n8n's engine makes of an expression, by its text, where it knows the call as `$json`. */
	readonly expressions?: Readonly<Record<string, (json: IDataObject) => unknown>>;
	/** What n8n takes as `$json`: older ones have nothing there. */
	readonly connectionInputData?: INodeExecutionData[];
	/** The parameters whose expression cannot be resolved. */
	readonly unresolvable?: readonly string[];
	/** The chosen credential, or what n8n throws for it; none chosen where it is missing. */
	readonly credential?: ICredentialDataDecryptedObject | Error;
	readonly mode?: 'webhook' | 'manual';
	/** The node in its workflow; a new one for each test unless told. */
	readonly node?: string;
	/** What n8n says of the node and of its workflow beside the rest, such as that there is no id. */
	readonly itself?: { readonly id?: string | undefined; readonly name?: string };
	readonly workflow?: { readonly id?: string | undefined; readonly name?: string };
	/** What n8n does not have in this context. */
	readonly missing?: ReadonlyArray<'logger' | 'headers'>;
	readonly staticData?: IDataObject;
	readonly httpRequest?: (options: IDataObject) => Promise<unknown>;
	/** What n8n has for runs that wait. */
	readonly waiting?: WaitingN8n;
	/** Answers the call that started the run. */
	readonly sendResponse?: (response: IDataObject) => void;
}

export interface Outcome {
	readonly result: IWebhookResponseData;
	/** The items of the run, where one starts. */
	readonly items: INodeExecutionData[] | undefined;
	readonly json: IDataObject[] | undefined;
	/** The answer that the node gives by itself. */
	readonly refused: { status: number; body: IDataObject } | undefined;
	readonly log: string[];
	/** Tells the node that n8n has answered. */
	readonly answered: (status: number) => void;
}

class Answer extends EventEmitter {
	statusCode = 200;

	body: IDataObject | undefined;

	status(code: number) {
		this.statusCode = code;
		return this;
	}

	json(body: IDataObject) {
		this.body = body;
		this.emit('finish');
		return this;
	}
}

/** n8n's own parsing (its middlewares/body-parser). */
function parsed(text: string, contentType: string | undefined): unknown {
	if (text === '') return undefined;
	const type = contentType?.split(';')[0]?.trim();
	if (type === 'application/json') return JSON.parse(text);
	if (type === 'application/x-www-form-urlencoded') return parse(text);
	if (type === 'text/plain') return text;
	if (type === 'application/xml') return { number: 'of a parsed document' };
	if (type === 'multipart/form-data') return { data: JSON.parse(text) as unknown, files: {} };
	return undefined;
}

const valueAt = (parameters: unknown, path: string): unknown =>
	path.split('.').reduce<unknown>((value, key) => (Object(value) as IDataObject)[key], parameters);

let nodes = 0;
export const newNode = () => `node-${++nodes}`;

function common(sketch: Sketch, node: string, log: string[]) {
	const { parameters = {}, unresolvable = [], staticData = {}, mode = 'webhook' } = sketch;
	const { expressions = {}, connectionInputData } = sketch;
	const credentials = sketch.credential && { pickyAssistApi: { id: 'c1', name: 'My token' } };
	const parameter = (name: string, fallback: unknown) => {
		if (unresolvable.includes(name)) throw new Error(`No path back to ${WATCHWORD}`);
		const found = valueAt(parameters, name);
		const value = found === undefined ? fallback : found;
		if (value === undefined) throw new Error(`Could not get parameter "${name}"`);
		const expression = expressions[String(value)];
		if (!expression) return value;
		if (!connectionInputData?.[0]) throw new Error('No execution data available');
		return expression(connectionInputData[0].json);
	};
	const write = (message: string) => log.push(message);
	return {
		parameter,
		context: {
			connectionInputData,
			getNode: () => ({
				...{ id: node, name: 'Picky Assist Trigger', credentials },
				...sketch.itself,
			}),
			getWorkflow: () => sketch.workflow ?? { id: 'workflow' },
			getWorkflowStaticData: () => staticData,
			getMode: () => mode,
			logger: sketch.missing?.includes('logger') ? undefined : { warn: write, error: write },
		},
	};
}

/** Calls the webhook of the node. */
export async function call(sketch: Sketch): Promise<Outcome> {
	const { body = {}, query = {}, node = newNode(), credential } = sketch;
	const contentType = 'contentType' in sketch ? sketch.contentType : 'application/json';
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const response = new Answer();
	const log: string[] = [];
	const { parameter, context } = common(sketch, node, log);

	const result = await new PickyAssistTrigger().webhook.call({
		...context,
		getNodeParameter: parameter,
		getCredentials: async () => {
			if (credential instanceof Error) throw credential;
			return await Promise.resolve(credential);
		},
		getBodyData: () => parsed(text, contentType),
		getHeaderData: () =>
			sketch.missing?.includes('headers') ? undefined : { 'content-type': contentType },
		getQueryData: () => query,
		getParamsData: () => ({}),
		getRequestObject: () => ({
			rawBody: Buffer.from(text, contentType?.includes('utf-16le') ? 'utf16le' : 'utf8'),
		}),
		getResponseObject: () => response,
		helpers: {
			httpRequest: sketch.httpRequest,
			prepareBinaryData: async (data: Buffer, fileName?: string, mimeType?: string) =>
				await Promise.resolve({ data: data.toString('base64'), fileName, mimeType }),
		},
	} as unknown as IWebhookFunctions);

	const items = result.workflowData?.[0];
	return {
		result,
		items,
		json: items?.map(({ json }) => json),
		refused: response.body && { status: response.statusCode, body: response.body },
		log,
		answered: (status) => response.status(status).emit('finish'),
	};
}

/** Runs the node in the run that a call started. */
export async function runWith(items: INodeExecutionData[], sketch: Sketch) {
	const { parameter, context } = common(sketch, sketch.node ?? newNode(), []);
	const [output] = await new PickyAssistTrigger().execute.call({
		...context,
		...sketch.waiting?.functions,
		helpers: { httpRequest: sketch.waiting?.httpRequest },
		sendResponse: async (response: IDataObject) => sketch.sendResponse?.(response),
		getNodeParameter: (name: string, _item: number, fallback: unknown) => parameter(name, fallback),
		getInputData: () => items,
	} as unknown as IExecuteFunctions);
	return output;
}

/** Every event, so that a test sees what comes of what came. */
export const ALL_EVENTS = ['deliveryStatus', 'messageReceived', 'messageSent', 'other'];

/** The items that come of a body, whatever it tells. */
export async function itemsOf(body: unknown, sketch: Sketch = {}) {
	const parameters = { events: ALL_EVENTS, ...sketch.parameters };
	return (await call({ ...sketch, body, parameters })).json;
}
