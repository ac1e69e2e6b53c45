import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { asRefusal, Refusal, toErrorItem, toNodeError } from '../errors';
import type { Ask, Operation, Request } from '../operation';
import { createBreather } from '../timing';
import { interruptionOf, type Interruption } from './interruption';
import { impossibleRun, startRun, type Run } from './run';

/**
 * Runs the chosen operation for every item: read and check, plan, send, pair.
 *
 * With On Error = Stop nothing is sent before all items are checked; in the Continue modes a request that needs one
 * item only goes out as soon as the item is checked.
 *
 * @throws NodeOperationError or NodeApiError for the first refused item, with On Error = Stop.
 */
export async function execute(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Promise<INodeExecutionData[][]> {
	const interruption = interruptionOf(context);
	const run = await startRun(context, operations, interruption).catch(impossibleRun);
	const { outputs, refusals } = await handleAll(context, run, interruption);
	interruption.done();

	const node = context.getNode();
	const cancelled = interruption.cancel?.aborted ?? false;
	if (!cancelled && refusals.size === 0) return [outputs.flat()];

	run.memory.keep();
	if (cancelled) throw new NodeOperationError(node, 'The execution was canceled');
	const first = Math.min(...refusals.keys());
	const note = acceptedNote(run.memory.accepted());
	throw toNodeError(refusals.get(first)!, node, first, run.redact, note);
}

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
		sending.push(run.inLane(request, async () => await outcome.of(request)));
	};
	for (let item = 0; item < length && !interruption.halt.aborted; item++) {
		await breathe();
		if (outcome.recall(item)) continue;
		try {
			const ask = run.ask(item);
			if (alone && !stopsOnError) send(alone(ask));
			else asks.push(ask);
		} catch (error) {
			outcome.refuse(item, error);
		}
	}
	if (!interruption.halt.aborted) for (const request of all(asks)) send(request);
	await Promise.all(sending);
	return outcome;
}

/**
 * As an agent's tool n8n tries again only where the node throws, and a try cannot be told from a second call: so what
 * must not be done twice does not throw there.
 */
const stopsOnFirstRefusal = (context: IExecuteFunctions, { effect }: Run) =>
	!context.continueOnFail() &&
	!(effect === 'once' && context.getNode().retryOnFail === true && context.isToolExecution?.());

/**
 * Whether n8n routes refused items to the error output. Not where it has no source to pair them with: it then takes
 * the item itself, and would put the bare message in the place of the details.
 */
const leavesByErrorOutput = (context: IExecuteFunctions) =>
	context.getNode().onError === 'continueErrorOutput' && context.getExecuteData().source !== null;

interface OutcomeOptions {
	readonly stopsOnError: boolean;
	readonly asErrorItem: ReturnType<typeof toErrorItem>;
	readonly interruption: Interruption;
}

/** Collects what comes of each item. With On Error = Stop the first refusal halts the run. */
function createOutcome(
	length: number,
	{ effect, memory, send }: Run,
	{ stopsOnError, asErrorItem, interruption: { halt, stop } }: OutcomeOptions,
) {
	const outputs = new Array<INodeExecutionData[]>(length);
	/** With On Error = Stop, by item. */
	const refusals = new Map<number, Refusal>();

	const accept = (item: number, own: IDataObject[]) => {
		outputs[item] = own.map((json) => ({ json, pairedItem: { item } }));
	};

	const refuse = (item: number, error: unknown) => {
		const refusal = effect === 'once' ? asRefusal(error).ofOnce() : asRefusal(error);
		if (refusal.details.mayHaveBeenSent) memory.remember(item, { doubt: refusal });
		outputs[item] = [asErrorItem(refusal, item)];
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

	const settle = (item: number, own: IDataObject[]) => {
		memory.remember(item, { outputs: own });
		accept(item, own);
	};

	const of = async (request: Request) => {
		if (halt.aborted) return;
		try {
			const answers = await send(request);
			request.asks.forEach(({ item, options }, index) => {
				const own = answers[index] ?? [];
				if (options.dryRun) accept(item, own);
				else settle(item, own);
			});
		} catch (error) {
			// What only waited when the run was halted was not refused.
			if (halt.aborted && !(error instanceof Refusal)) return;
			for (const { item } of request.asks) refuse(item, error);
		}
	};

	return { outputs, refusals, refuse, recall, of };
}

/** What a user has to know before running the items again: which of them are done. */
function acceptedNote(items: readonly number[]): string {
	if (items.length === 0) return '';
	return `Accepted before: ${spansOf(items)}. Retry sends only the others.`;
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
