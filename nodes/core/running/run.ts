import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { CredentialSettingError } from '../api/settings';
import { isSuccess, refusalIssue } from '../api/answers';
import { createClient, type Client } from '../api/client';
import { reasonOf, Refusal } from '../errors';
import { ERROR_CODES } from '../../data/errorCodes';
import type { Interruption } from './interruption';
import { createBreather, createLanes, createPace, type RunInLane } from './lanes';
import type { Operation } from '../operation';
import { optionsReader, type RunOptions } from '../description/options';
import { parameterReader } from '../reading/parameters';
import { redactorOf, type Redact } from '../api/redact';
import { parameterNamesOf, requestBuilder, type ItemRequest } from './requests';

/** What all items of one run share. */
export interface Run {
	/** @throws Refusal with everything that is wrong with the item. */
	readonly prepare: (item: number) => ItemRequest;
	/**
	 * Sends a request, and gives what the item's output holds.
	 *
	 * @throws Refusal where Picky Assist refused, or did not answer.
	 */
	readonly send: (request: ItemRequest) => Promise<IDataObject>;
	readonly inLane: RunInLane;
	readonly redact: Redact;
}

/** Sets up the run of the operation that the node's selectors name. */
export async function startRun(
	context: IExecuteFunctions,
	operations: readonly Operation[],
	interruption: Interruption,
): Promise<Run> {
	const operation = chosenOperation(context, operations);
	const read = parameterReader(context, parameterNamesOf(operation));
	const build = requestBuilder(operation);
	const { maxConcurrentRequests, requestsPerMinute } = await sharedOptions(context, operation);
	const client = await connect(context, interruption, requestsPerMinute);

	return {
		prepare: (item) => build(read(item)),
		send: async (request) => await outputOf(client, operation, request),
		inLane: createLanes(maxConcurrentRequests),
		redact: client.redact,
	};
}

/** A run that cannot start: every item is refused for the same reason, so that no item passes for a success. */
export function impossibleRun(reason: unknown): Run {
	const refuse = () => {
		throw reason;
	};
	return { prepare: refuse, send: refuse, inLane: createLanes(1), redact: redactorOf('') };
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
		const { options, complaints } = readOptions(values.options);
		// Without an expression they are the same for all items.
		if (options === last) break;
		last = options;
		// An item that is refused for its options has no say.
		if (unresolved.length + complaints.length > 0) continue;
		maxConcurrentRequests = Math.min(maxConcurrentRequests, options.maxConcurrentRequests);
		requestsPerMinute = Math.min(requestsPerMinute, options.requestsPerMinute || Infinity);
	}
	return { maxConcurrentRequests, requestsPerMinute };
}

async function connect(
	context: IExecuteFunctions,
	interruption: Interruption,
	requestsPerMinute: number,
): Promise<Client> {
	try {
		return await createClient(context, interruption, createPace(requestsPerMinute));
	} catch (error) {
		const reason = reasonOf(error);
		const known = error instanceof CredentialSettingError;
		throw Refusal.byCheck({
			code: null,
			message: known ? reason : `The Picky Assist credential cannot be used: ${reason}`,
			hint: known ? error.hint : 'Open the node and choose a Picky Assist credential that exists',
		});
	}
}

/** n8n takes an item with a key `error` for a failed one, and would run everything again. */
function withoutErrorKey(answer: IDataObject): IDataObject {
	if (!('error' in answer)) return answer;
	const { error, ...rest } = answer;
	return { ...rest, apiError: error };
}

async function outputOf(
	client: Client,
	operation: Operation,
	{ body, values, options }: ItemRequest,
): Promise<IDataObject> {
	const report = operation.report(body);
	const url = client.baseUrl + operation.endpoint;
	if (options.dryRun) return client.redact({ dryRun: true, url, body, ...report });

	const { timeout } = options;
	const maxRetries = operation.idempotent ? options.maxRetries : 0;
	const { answer, attempts, httpStatus } = await client.post(operation.endpoint, body, {
		timeout,
		maxRetries,
	});
	if (!isSuccess(answer)) {
		const issues = [refusalIssue(answer, operation, values)] as const;
		const retryable = ERROR_CODES[Number(answer.status)]?.passes ?? false;
		throw new Refusal({ source: 'api', retryable, issues, attempts, httpStatus });
	}
	const { application } = body;
	return {
		...withoutErrorKey(answer.body),
		...report,
		...(application !== undefined && { application }),
	};
}
