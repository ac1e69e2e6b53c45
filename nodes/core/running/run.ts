import type { IExecuteFunctions } from 'n8n-workflow';
import { Refusal } from '../errors';
import type { Operation, PreparedItem, Request } from '../operation';
import { parametersOf } from '../reading/parameters';
import { createBreather, type RunSignals } from '../timing';
import { guarded } from './guarded';
import { bodyWriter, itemReader, optionsReader } from './itemReader';
import { triesOf } from './journal';
import { createLanes } from './lanes';
import { runIndexOf, selectedIn } from './n8nContext';
import { createPace } from './pace';
import { connect, poster } from './post';
import { laneOf } from './requests';
import { createSplitter } from './split';

/**
 * Sets up the run of an operation: what all its items share.
 *
 * @throws Refusal if the credential cannot be used.
 */
export async function startRun(
	context: IExecuteFunctions,
	unguarded: Operation,
	signals: RunSignals,
) {
	const operation = guarded(unguarded);
	const client = await connect(context, signals);
	const { maxConcurrentRequests, requestsPerMinute } = await sharedOptions(context, operation);
	const waitForTurn = createPace(requestsPerMinute, client.paceKey(operation.endpoint));
	const read = itemReader(context, operation, client.channelId);
	const bodyOf = bodyWriter(operation);
	// Which run of the node it is counts only where it must not be done twice.
	const runIndex = operation.effect === 'once' ? runIndexOf(context) : 0;
	const completer = operation.completer?.(context, runIndex);
	const inLane = createLanes(maxConcurrentRequests);
	const counts = { requests: 0 };
	const { unanswered } = triesOf(context, operation) ?? {};

	return {
		operation,
		signals,
		counts,
		/** @throws Refusal with everything that is wrong with the item. */
		prepare: (index: number): PreparedItem => {
			const { options, values: given } = read(index);
			const values = completer?.complete(index, given) ?? given;
			return { index, options, values, body: bodyOf(values) };
		},
		post: poster(client, operation, waitForTurn, signals.halt, counts, unanswered),
		inLane: async (request: Request, task: () => Promise<void>) =>
			await inLane(laneOf(operation, request), task),
		splitter: createSplitter(operation),
		redact: client.redact,
	};
}

export type Run = Awaited<ReturnType<typeof startRun>>;

/**
 * The operation that the node's selectors name.
 *
 * @throws Refusal if there is none.
 */
export function chosenOperation(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Operation {
	const selected = selectedIn(context);
	const operation = operations.find(
		({ resource, value }) => resource.value === selected.resource && value === selected.value,
	);
	if (operation) return operation;
	throw Refusal.byCheck({
		message: Object.values(selected).includes('__CUSTOM_API_CALL__')
			? 'A custom API call cannot be made with this node'
			: `This node has no operation "${String(selected.value)}" for "${String(selected.resource)}"`,
		hint: 'Choose an operation from the list. For another call of the API, use the HTTP Request node with the Picky Assist API credential',
	});
}

/** The bound and the pace hold for the whole run, so the strictest that an item asks for counts. */
async function sharedOptions(context: IExecuteFunctions, operation: Operation) {
	const { read, ...shared } = parametersOf(context, []);
	const readOptions = optionsReader(operation, { ...shared, labelOf: String });
	const areFixed = !['maxConcurrentRequests', 'requestsPerMinute'].some(shared.isComputed);
	const breathe = createBreather();
	let maxConcurrentRequests = Infinity;
	let requestsPerMinute = Infinity;
	for (const item of context.getInputData().keys()) {
		await breathe();
		const { raw, unresolved } = read(item);
		const { options, issues } = readOptions(raw);
		// An item that is refused for its options has no say.
		if (unresolved.length + issues.length === 0) {
			maxConcurrentRequests = Math.min(maxConcurrentRequests, options.maxConcurrentRequests);
			requestsPerMinute = Math.min(requestsPerMinute, options.requestsPerMinute || Infinity);
		}
		if (areFixed && maxConcurrentRequests < Infinity) break;
	}
	return { maxConcurrentRequests, requestsPerMinute };
}
