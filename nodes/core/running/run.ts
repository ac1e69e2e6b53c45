import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { judgeByStatus } from '../api/answers';
import { createClient, type Client } from '../api/client';
import { CredentialSettingError } from '../api/settings';
import { optionsReader, type RunOptions } from '../description/options';
import { asRefusal, reasonOf, Refusal } from '../errors';
import type { Ask, Operation, Request } from '../operation';
import { askReader, parameterNamesOf } from '../reading/asks';
import { parameterReader } from '../reading/parameters';
import type { Fields } from '../reading/schema';
import type { Redact } from '../redact';
import { createBreather, type Signals, type WaitForTurn } from '../timing';
import { createLanes } from './lanes';
import { memoryOf, NOTHING_REMEMBERED, type Memory } from './memory';
import { createPace } from './pace';
import { laneOf, plannerOf, type Planner } from './plan';
import { adviceFor, refusalIssue } from './refusals';

/** What all items of one run share. */
export interface Run {
	readonly effect: Operation['effect'];
	/** @throws Refusal with everything that is wrong with the item. */
	readonly ask: (item: number) => Ask;
	readonly planner: Planner;
	/**
	 * Sends a request in its lane, or shows it where it is a dry run, and gives the outputs of each of its asks.
	 *
	 * @throws Refusal where Picky Assist refused, or did not answer.
	 */
	readonly send: (request: Request) => Promise<IDataObject[][]>;
	readonly inLane: (request: Request, task: () => Promise<void>) => Promise<void>;
	readonly memory: Memory;
	readonly redact: Redact;
}

/**
 * Sets up the run of the operation that the node's selectors name.
 *
 * @throws Refusal where there is no such operation.
 */
export async function startRun(
	context: IExecuteFunctions,
	operations: readonly Operation[],
	signals: Signals,
): Promise<Run> {
	const operation = chosenOperation(context, operations);
	const memory = memoryOf(context, operation);
	return await runOf(context, operation, signals, memory).catch((reason: unknown) => ({
		...impossibleRun(reason),
		effect: operation.effect,
		memory,
	}));
}

async function runOf(
	context: IExecuteFunctions,
	operation: Operation,
	signals: Signals,
	memory: Memory,
): Promise<Run> {
	const client = await connect(context, signals);
	const { maxConcurrentRequests, requestsPerMinute } = await sharedOptions(context, operation);
	const waitForTurn = createPace(requestsPerMinute, client.paceKey(operation.endpoint));
	const read = parameterReader(context, parameterNamesOf(operation));
	const askOf = askReader(operation, client.channelId);
	const inLane = createLanes(maxConcurrentRequests);

	return {
		effect: operation.effect,
		ask: (item) => ({ item, ...askOf(read(item)) }),
		planner: plannerOf(operation),
		send: sender(client, operation, waitForTurn),
		inLane: async (request, task) => await inLane(laneOf(operation, request), task),
		memory,
		redact: client.redact,
	};
}

/** A run that cannot start: every item is refused for the same reason, so that no item passes for a success. */
export function impossibleRun(reason: unknown): Run {
	const refuse = () => {
		throw reason;
	};
	return {
		effect: 'safe',
		ask: refuse,
		planner: { all: () => [] },
		send: refuse,
		inLane: async () => {},
		memory: NOTHING_REMEMBERED,
		redact: (value) => value,
	};
}

function chosenOperation(context: IExecuteFunctions, operations: readonly Operation[]): Operation {
	const resource = context.getNodeParameter('resource', 0, '');
	const value = context.getNodeParameter('operation', 0, '');
	const operation = operations.find(
		(candidate) => candidate.resource.value === resource && candidate.value === value,
	);
	if (operation) return operation;
	throw Refusal.byCheck({
		code: null,
		message:
			'__CUSTOM_API_CALL__' === resource || '__CUSTOM_API_CALL__' === value
				? 'A custom API call cannot be made with this node'
				: `This node has no operation "${String(value)}" for "${String(resource)}"`,
		hint: 'Choose an operation from the list. For another call of the API, use the HTTP Request node with the Picky Assist API credential',
	});
}

/** The bound and the pace hold for the whole run, so the strictest that an item asks for counts. */
async function sharedOptions(context: IExecuteFunctions, operation: Operation) {
	const read = parameterReader(context, ['options']);
	const readOptions = optionsReader(operation);
	const breathe = createBreather();
	let maxConcurrentRequests = Infinity;
	let requestsPerMinute = Infinity;
	let last: RunOptions | undefined;
	for (const item of context.getInputData().keys()) {
		await breathe();
		const { values, unresolved } = read(item);
		const { options, issues } = readOptions(values.options);
		// Without an expression they are the same for all items.
		if (options === last) break;
		last = options;
		// An item that is refused for its options has no say.
		if (unresolved.length + issues.length > 0) continue;
		maxConcurrentRequests = Math.min(maxConcurrentRequests, options.maxConcurrentRequests);
		requestsPerMinute = Math.min(requestsPerMinute, options.requestsPerMinute || Infinity);
	}
	return { maxConcurrentRequests, requestsPerMinute };
}

async function connect(context: IExecuteFunctions, signals: Signals): Promise<Client> {
	try {
		return await createClient(context, signals);
	} catch (error) {
		throw unusableCredential(error);
	}
}

/** What is wrong where there is no client. */
export function unusableCredential(error: unknown): Refusal {
	const reason = reasonOf(error);
	const known = error instanceof CredentialSettingError;
	return Refusal.byCheck({
		code: null,
		message: known ? reason : `The Picky Assist credential cannot be used: ${reason}`,
		hint: known ? error.hint : 'Open the node and choose a Picky Assist credential that exists',
	});
}

function sender(client: Client, operation: Operation, waitForTurn: WaitForTurn): Run['send'] {
	const { endpoint, effect, schema } = operation;
	const judge = (answer: unknown) =>
		operation.judge ? operation.judge(answer) : judgeByStatus(answer);
	const hidden = secretsOf(schema.fields);

	const post = async (request: Request) => {
		const [{ options, values }] = request.asks as [Ask];
		const { verdict, answer, attempts, httpStatus } = await client.post(endpoint, request.body, {
			timeout: options.timeout,
			maxRetries: options.maxRetries,
			repeatable: effect !== 'once',
			waitForTurn,
			judge,
			secrets: hidden.map(({ name }) => String(values[name] ?? '')),
		});
		if ('accepted' in verdict) return answer;
		throw new Refusal({
			source: 'api',
			retryable: adviceFor(verdict.refused, operation)?.passes ?? false,
			issues: [refusalIssue(verdict.refused, answer, operation, values)],
			attempts,
			httpStatus,
		});
	};

	const withoutSecrets = (body: IDataObject): IDataObject =>
		Object.fromEntries(
			Object.entries(body).filter(([key]) => !hidden.some(({ wire }) => wire === key)),
		);

	const preview = (ask: Ask, request: Request): IDataObject => ({
		dryRun: true,
		url: client.baseUrl + endpoint,
		...(operation.preview?.(ask, request) ?? { body: withoutSecrets(ask.body) }),
	});

	return async (request) => {
		if (request.asks[0]?.options.dryRun)
			return request.asks.map((ask) => [client.redact(preview(ask, request))]);
		const answer = await post(request);
		return outputsOf(operation, answer, request).map((own) => own.map(withoutErrorKey));
	};
}

/**
 * The outputs of each ask. What must not be done twice and was accepted never looks as if it was refused: where its
 * answer has an odd shape, it goes out as it is.
 */
function outputsOf(operation: Operation, answer: IDataObject, request: Request): IDataObject[][] {
	const plain = request.asks.map(() => [answer]);
	try {
		return operation.spread?.(answer, request) ?? plain;
	} catch (error) {
		if (operation.effect === 'once') return plain;
		throw asRefusal(error);
	}
}

/** The fields that are shown nowhere, by their own names and by those on the wire. */
const secretsOf = (fields: Fields) =>
	Object.entries(fields)
		.filter(([, { facts }]) => facts.secret)
		.map(([name, { facts }]) => ({ name, wire: facts.wire ?? name }));

/** n8n takes an item with a key `error` for a failed one, and would run everything again. */
function withoutErrorKey(output: IDataObject): IDataObject {
	if (!('error' in output)) return output;
	const { error, ...rest } = output;
	return { ...rest, apiError: error };
}
