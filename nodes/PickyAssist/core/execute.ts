import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { asRefusal, Refusal, toErrorItem, toNodeError } from './errors';
import { interruptionOf } from './interruption';
import { createBreather } from './lanes';
import type { Operation } from './operation';
import type { ItemRequest } from './requests';
import { impossibleRun, startRun } from './run';

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
	const { length } = context.getInputData();
	const stopsOnError = !context.continueOnFail();
	const interruption = interruptionOf(context);
	const { halt, cancel } = interruption;
	const run = await startRun(context, operations, interruption).catch(impossibleRun);

	const output = new Array<INodeExecutionData>(length);
	const refusals = new Map<number, Refusal>();
	const refuse = (error: unknown, item: number) => {
		const refusal = asRefusal(error);
		output[item] = toErrorItem(refusal, item, run.redact);
		if (!stopsOnError) return;
		refusals.set(item, refusal);
		interruption.stop();
	};

	const deliver = async (request: ItemRequest, item: number) => {
		if (halt.aborted) return;
		try {
			output[item] = { json: await run.send(request), pairedItem: { item } };
		} catch (error) {
			// What only waited when the run was halted was not refused.
			if (!halt.aborted || error instanceof Refusal) refuse(error, item);
		}
	};

	const breathe = createBreather();
	const waiting: Array<() => Promise<void>> = [];
	const sending: Array<Promise<void>> = [];
	for (let item = 0; item < length && !halt.aborted; item++) {
		await breathe();
		try {
			const request = run.prepare(item);
			const send = async () =>
				await run.inLane(request.lane, async () => await deliver(request, item));
			if (stopsOnError) waiting.push(send);
			else sending.push(send());
		} catch (error) {
			refuse(error, item);
		}
	}
	for (const send of waiting) sending.push(send());
	await Promise.all(sending);
	interruption.done();

	const node = context.getNode();
	if (cancel?.aborted) throw new NodeOperationError(node, 'The execution was cancelled');
	const first = Math.min(...refusals.keys());
	if (refusals.size > 0) throw toNodeError(refusals.get(first)!, node, first, run.redact);
	return [output];
}
