import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { asRefusal, Refusal, toErrorItem, toNodeError } from '../errors';
import { interruptionOf, type Interruption } from './interruption';
import { createBreather } from './lanes';
import type { Operation } from '../operation';
import { impossibleRun, startRun, type Run } from './run';

/**
 * Runs the chosen operation for every item: read and check, send, pair.
 *
 * With On Error = Stop nothing is sent before all items are checked; in the Continue modes an item goes
 * out as soon as it is checked.
 *
 * @throws NodeOperationError or NodeApiError for the first refused item, with On Error = Stop.
 */
export async function execute(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Promise<INodeExecutionData[][]> {
	const interruption = interruptionOf(context);
	const run = await startRun(context, operations, interruption).catch(impossibleRun);
	const { output, refusals } = await handleAll(context, run, interruption);
	interruption.done();

	const node = context.getNode();
	if (interruption.cancel?.aborted) {
		throw new NodeOperationError(node, 'The execution was canceled');
	}
	const first = Math.min(...refusals.keys());
	if (refusals.size > 0) throw toNodeError(refusals.get(first)!, node, first, run.redact);
	return [output];
}

/** Prepares and sends all items, and gives what came of each. */
async function handleAll(context: IExecuteFunctions, run: Run, interruption: Interruption) {
	const { length } = context.getInputData();
	const stopsOnError = !context.continueOnFail();
	const asErrorItem = toErrorItem(run.redact, leavesByErrorOutput(context));
	const outcome = createOutcome(length, stopsOnError, asErrorItem, interruption);
	const breathe = createBreather();
	const waiting: Array<() => Promise<void>> = [];
	const sending: Array<Promise<void>> = [];
	for (let item = 0; item < length && !interruption.halt.aborted; item++) {
		await breathe();
		try {
			const request = run.prepare(item);
			const deliver = async () => await outcome.of(item, async () => await run.send(request));
			const send = async () => await run.inLane(request.lane, deliver);
			if (stopsOnError) waiting.push(send);
			else sending.push(send());
		} catch (error) {
			outcome.refuse(item, error);
		}
	}
	for (const send of waiting) sending.push(send());
	await Promise.all(sending);
	return outcome;
}

/**
 * Whether n8n routes refused items to the error output. Not where it has no source to pair them with: it then takes
 * the item itself, and would put the bare message in the place of the details.
 */
const leavesByErrorOutput = (context: IExecuteFunctions) =>
	context.getNode().onError === 'continueErrorOutput' && context.getExecuteData().source !== null;

/** Collects what comes of each item. With On Error = Stop the first refusal halts the run. */
function createOutcome(
	length: number,
	stopsOnError: boolean,
	asErrorItem: ReturnType<typeof toErrorItem>,
	{ halt, stop }: Interruption,
) {
	const output = new Array<INodeExecutionData>(length);
	/** With On Error = Stop, by item. */
	const refusals = new Map<number, Refusal>();

	const refuse = (item: number, error: unknown) => {
		const refusal = asRefusal(error);
		output[item] = asErrorItem(refusal, item);
		if (!stopsOnError) return;
		refusals.set(item, refusal);
		stop();
	};

	const of = async (item: number, send: () => Promise<IDataObject>) => {
		if (halt.aborted) return;
		try {
			output[item] = { json: await send(), pairedItem: { item } };
		} catch (error) {
			// What only waited when the run was halted was not refused.
			if (!halt.aborted || error instanceof Refusal) refuse(item, error);
		}
	};

	return { output, refusals, refuse, of };
}
