import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { asRefusal, Refusal, toErrorItem, toNodeError } from '../errors';
import {
	answersCall,
	makesRequests,
	type AnyOperation,
	type Ask,
	type Operation,
	type Request,
} from '../operation';
import { hold, withAttachments } from '../attachment';
import { createBreather } from '../timing';
import { answerCall } from './answer';
import { interruptionOf, type Interruption } from './interruption';
import type { Outcome, Outcomes } from './post';
import { findOperation, impossibleRun, startRun, type Run } from './run';
import { isTool, leavesByErrorOutput } from './situation';

/**
 * Runs the chosen operation.
 *
 * @throws NodeOperationError or NodeApiError for the first refused item, with On Error = Stop.
 */
export async function execute(
	context: IExecuteFunctions,
	operations: readonly AnyOperation[],
): Promise<INodeExecutionData[][]> {
	const answer = findOperation(context, operations.filter(answersCall));
	if (answer) return await answerCall(context, answer);
	return await sendAll(context, operations.filter(makesRequests));
}

/**
 * Runs an operation that makes requests, for every item: read and check, plan, send, pair.
 *
 * With On Error = Stop nothing is sent before all items are checked; in the Continue modes a request that needs one
 * item only goes out as soon as the item is checked.
 */
async function sendAll(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Promise<INodeExecutionData[][]> {
	const interruption = interruptionOf(context);
	const run = await startRun(context, operations, interruption).catch(impossibleRun);
	const { outputs, refusals, counts } = await handleAll(context, run, interruption);
	interruption.done();

	const node = context.getNode();
	const cancelled = interruption.cancel?.aborted ?? false;
	if (!cancelled && refusals.size === 0) {
		if (counts.requests > 0) showHint(context, run.operation.hint?.(counts));
		return [outputs.flat()];
	}

	run.memory.keep();
	if (cancelled) throw new NodeOperationError(node, 'The execution was canceled');
	const first = Math.min(...refusals.keys());
	const note = noteOn(run.memory.accepted(), doubtfulIn(refusals, first));
	throw toNodeError(refusals.get(first)!, node, run.redact, first, note);
}

/** Older n8n has no hints. */
function showHint(context: Partial<IExecuteFunctions>, message: string | undefined) {
	if (message !== undefined) context.addExecutionHints?.({ message, location: 'outputPane' });
}

/** The items that may have been sent, beside the one that is told of. */
const doubtfulIn = (refusals: ReadonlyMap<number, Refusal>, told: number) =>
	[...refusals]
		.filter(([item, { details }]) => item !== told && details.mayHaveBeenSent)
		.map(([item]) => item)
		.sort((a, b) => a - b);

/** Prepares and sends all items, and gives what came of each. */
async function handleAll(context: IExecuteFunctions, run: Run, interruption: Interruption) {
	const { length } = context.getInputData();
	const stopsOnError = stopsOnFirstRefusal(context, run);
	const asErrorItem = toErrorItem(run.redact, leavesByErrorOutput(context));
	const outcome = createOutcome(length, run, { stopsOnError, asErrorItem, interruption });
	const breathe = createBreather();
	const { alone, all } = run.planner;
	const asks: Ask[] = [];
	const sending: Array<Promise<void>> = [];
	const send = (request: Request) => {
		const release = hold(request.body);
		sending.push(run.inLane(request, async () => await outcome.of(request).finally(release)));
	};
	for (let item = 0; item < length && !interruption.halt.aborted; item++) {
		// Waiting for nothing takes its time too.
		const breath = breathe();
		if (breath) await breath;
		if (outcome.recall(item)) continue;
		try {
			const ask = run.ask(item);
			if (alone && !stopsOnError) send(alone(ask));
			else asks.push(ask);
		} catch (error) {
			outcome.refuse(item, error);
		}
	}
	try {
		if (!interruption.halt.aborted) for (const request of all(asks)) send(request);
	} catch (error) {
		for (const { item } of asks) outcome.refuse(item, error);
	}
	await Promise.all(sending);
	return outcome;
}

/**
 * Older agents call a tool again where it throws, and such a try cannot be told from a second call: so as a tool, what
 * must not be done twice does not throw where n8n tries again.
 */
function stopsOnFirstRefusal(context: IExecuteFunctions, { operation }: Run): boolean {
	if (context.continueOnFail()) return false;
	if (operation.effect !== 'once' || context.getNode().retryOnFail !== true) return true;
	return !isTool(context);
}

interface OutcomeOptions {
	readonly stopsOnError: boolean;
	readonly asErrorItem: ReturnType<typeof toErrorItem>;
	readonly interruption: Interruption;
}

/** Collects what comes of each item. With On Error = Stop the first refusal halts the run. */
function createOutcome(
	length: number,
	{ operation, memory, divider, send, preview }: Run,
	{ stopsOnError, asErrorItem, interruption: { halt, stop } }: OutcomeOptions,
) {
	const outputs = new Array<INodeExecutionData[]>(length);
	/** With On Error = Stop, by item. */
	const refusals = new Map<number, Refusal>();
	const counts = { requests: 0, accepted: 0, refused: 0 };

	const accept = (item: number, own: IDataObject[]) => {
		outputs[item] = own.map((json) => ({ json, pairedItem: { item } }));
	};

	const settle = (item: number, own: IDataObject[]) => {
		memory.remember(item, { outputs: own });
		accept(item, own);
	};

	const refuse = (item: number, error: unknown) => {
		const refusal = operation.effect === 'once' ? asRefusal(error).ofOnce() : asRefusal(error);
		if (refusal.details.mayHaveBeenSent) memory.remember(item, { doubt: refusal });
		outputs[item] = [asErrorItem(refusal, item)];
		counts.refused++;
		if (!stopsOnError) return;
		refusals.set(item, refusal);
		stop();
	};

	/** Whether an earlier try settled the item. */
	const recall = (item: number) => {
		const known = memory.recall(item);
		if (!known) return false;
		if ('doubt' in known) refuse(item, known.doubt);
		else settle(item, known.outputs);
		return true;
	};

	const settleAll = (request: Request, each: readonly Outcome[]) => {
		for (const [index, ask] of request.asks.entries()) {
			const outcome = each[index] ?? [];
			if (outcome instanceof Refusal) refuse(ask.item, traced(operation, ask, request, outcome));
			else if (ask.options.dryRun) accept(ask.item, outcome);
			else {
				counts.accepted++;
				settle(ask.item, outcome);
			}
		}
	};

	/** @throws Refusal */
	const outcomesOf = async (request: Request): Promise<Outcomes> => {
		if (request.asks[0]?.options.dryRun) return await preview(request);
		const body = await withAttachments(request.body);
		counts.requests++;
		return await send({ ...request, body });
	};

	/** Sends a request, and what is left of a refused one in halves; `before` is how often it went out already. */
	const of = async (request: Request, before = 0): Promise<void> => {
		if (halt.aborted) return;
		let outcomes: Outcomes;
		try {
			outcomes = await outcomesOf(request);
		} catch (error) {
			// What only waited when the run was halted was not refused.
			if (halt.aborted && !(error instanceof Refusal)) return;
			const refusal = asRefusal(error);
			outcomes = { each: request.asks.map(() => refusal), canSplit: false };
		}
		divider.note(request, outcomes);
		const each = outcomes.each.map((one) => (one instanceof Refusal ? one.after(before) : one));
		const [first] = each;
		const halves = divider.halvesOf(request, outcomes);
		if (!halves || !(first instanceof Refusal)) return settleAll(request, each);
		for (const half of halves) {
			const givenUp = divider.givenUp(first);
			if (!givenUp) await of(half, first.details.attempts);
			else if (!halt.aborted)
				settleAll(
					half,
					half.asks.map(() => givenUp),
				);
		}
	};

	return { outputs, refusals, counts, refuse, recall, of };
}

/** A refusal with what its ask says of the request: how many it was for, and the mark to look for after a doubt. */
function traced(operation: Operation, ask: Ask, request: Request, refusal: Refusal): Refusal {
	const trace = operation.trace?.(ask, request);
	if (!trace || refusal.details.source === 'check') return refusal;
	const { recipients, referenceNumber } = trace;
	return refusal.with({
		recipients,
		...(refusal.details.mayHaveBeenSent && referenceNumber && { referenceNumber }),
	});
}

/** What a user has to know before running the items again: which of them are done, or perhaps. */
function noteOn(accepted: readonly number[], doubtful: readonly number[]): string {
	return [
		...(doubtful.length > 0
			? [
					`No answer came for ${spansOf(doubtful)}, which may have been sent: look before you retry.`,
				]
			: []),
		...(accepted.length > 0
			? [`Accepted before: ${spansOf(accepted)}. Retry sends only the others.`]
			: []),
	].join(' ');
}

/** `items 0 to 3, 5`, for numbers in their order. */
function spansOf(numbers: readonly number[]): string {
	const spans: Array<[number, number]> = [];
	for (const number of numbers) {
		const last = spans.at(-1);
		if (last && last[1] === number - 1) last[1] = number;
		else spans.push([number, number]);
	}
	const words = spans.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
	return `${numbers.length === 1 ? 'item' : 'items'} ${words.join(', ')}`;
}
