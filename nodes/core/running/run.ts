import type { IExecuteFunctions } from 'n8n-workflow';
import { withAttachments } from '../attachment';
import type { Client } from '../api/client';
import { optionsReader } from '../description/options';
import { Refusal } from '../errors';
import { omit } from '../json';
import type { AnyOperation, Ask, Operation, Request, RunFacts, RunOptions } from '../operation';
import { askReader, parameterNamesOf } from '../reading/asks';
import { parameterReader } from '../reading/parameters';
import { schemaOf } from '../reading/schema';
import type { Redact } from '../redact';
import { createBreather, type Signals } from '../timing';
import { createDivider, type Divider } from './divide';
import { guarded } from './guarded';
import { createLanes } from './lanes';
import { memoryOf, NOTHING_REMEMBERED, type Memory } from './memory';
import { createPace } from './pace';
import { laneOf, plannerOf, type Planner } from './plan';
import { connect, poster, secretsOf, type Outcomes } from './post';

/** What all items of one run share. */
export interface Run {
	readonly operation: Operation;
	/** @throws Refusal with everything that is wrong with the item. */
	readonly ask: (item: number) => Ask;
	readonly planner: Planner;
	/**
	 * Sends a request, its attachments read, and gives what came of each of its asks.
	 *
	 * @throws Refusal where no answer came.
	 */
	readonly send: (request: Request) => Promise<Outcomes>;
	/** What a dry run shows of each ask. */
	readonly preview: (request: Request) => Promise<Outcomes>;
	readonly inLane: (request: Request, task: () => Promise<void>) => Promise<void>;
	readonly memory: Memory;
	readonly divider: Divider;
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
	const operation = guarded(chosenOperation(context, operations));
	const facts = factsOf(context, operation);
	const memory = memoryOf(facts, operation);
	return await runOf(facts, operation, signals, memory).catch((reason: unknown) => ({
		...impossibleRun(reason),
		operation,
		memory,
	}));
}

/** Which run of the node it is counts only where it must not be done twice. */
const factsOf = (context: IExecuteFunctions, { effect }: Operation): RunFacts => ({
	context,
	index: effect === 'once' ? Number(context.getWorkflowDataProxy(0).$runIndex) : 0,
});

async function runOf(
	facts: RunFacts,
	operation: Operation,
	signals: Signals,
	memory: Memory,
): Promise<Run> {
	const { context } = facts;
	const client = await connect(context, signals);
	const { maxConcurrentRequests, requestsPerMinute } = await sharedOptions(context, operation);
	const waitForTurn = createPace(requestsPerMinute, client.paceKey(operation.endpoint));
	const readParameters = parameterReader(context, parameterNamesOf(operation));
	const { read: readAsk, bodyOf } = askReader(operation, client.channelId);
	const loader = operation.loader?.(facts);
	const inLane = createLanes(maxConcurrentRequests);

	return {
		operation,
		ask: (item) => {
			const { options, values: read } = readAsk(readParameters(item));
			const values = loader?.complete(item, read) ?? read;
			return { item, options, values, body: bodyOf(values) };
		},
		planner: plannerOf(operation),
		send: poster(client, operation, waitForTurn),
		preview: previewer(client, operation),
		inLane: async (request, task) => await inLane(laneOf(operation, request), task),
		memory,
		divider: createDivider(),
		redact: client.redact,
	};
}

const NO_OPERATION: Operation = {
	resource: { name: '', value: '' },
	value: '',
	name: 'None',
	action: 'None',
	description: 'Stands for an operation that the node does not have',
	endpoint: '/',
	effect: 'safe',
	fields: [],
	schema: schemaOf({}),
};

/** A run that cannot start: every item is refused for the same reason, so that no item passes for a success. */
export function impossibleRun(reason: unknown): Run {
	const refuse = () => {
		throw reason;
	};
	return {
		operation: NO_OPERATION,
		ask: refuse,
		planner: { all: () => [] },
		send: refuse,
		preview: refuse,
		inLane: async () => {},
		memory: NOTHING_REMEMBERED,
		divider: createDivider(),
		redact: (value) => value,
	};
}

/** What the node's two selectors say. */
const selectedIn = (context: IExecuteFunctions) => ({
	resource: context.getNodeParameter('resource', 0, ''),
	value: context.getNodeParameter('operation', 0, ''),
});

/** The one of these operations that the node's selectors name. */
export function findOperation<Kind extends AnyOperation>(
	context: IExecuteFunctions,
	operations: readonly Kind[],
): Kind | undefined {
	const selected = selectedIn(context);
	return operations.find(
		({ resource, value }) => resource.value === selected.resource && value === selected.value,
	);
}

function chosenOperation(context: IExecuteFunctions, operations: readonly Operation[]): Operation {
	const operation = findOperation(context, operations);
	if (operation) return operation;
	const { resource, value } = selectedIn(context);
	throw Refusal.byCheck({
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

function previewer(client: Client, operation: Operation): Run['preview'] {
	const hidden = secretsOf(operation).map(({ wire }) => wire);

	return async (request) => ({
		canSplit: false,
		each: await Promise.all(
			request.asks.map(async (ask) => {
				const whole = { ...ask, body: await withAttachments(ask.body) };
				const shown = operation.preview?.(whole, request) ?? { body: omit(whole.body, ...hidden) };
				const url = client.baseUrl + operation.endpoint;
				return [client.redact({ dryRun: true, url, ...shown })];
			}),
		),
	});
}
