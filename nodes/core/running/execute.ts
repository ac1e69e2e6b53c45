import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hold } from '../attachment';
import { asRefusal, attempt, Refusal } from '../errors';
import { makesRequests, type Operation, type PreparedItem, type Request } from '../operation';
import { createBreather, runSignals, type RunSignals } from '../timing';
import { answerCall } from './answer';
import { askAndWait } from './ask';
import { deliver } from './deliver';
import { openLedger, type Ledger } from './ledger';
import { goesAlone, requestFor, requestsFor } from './requests';
import { chosenOperation, startRun, type Run } from './run';

/**
 * Runs the chosen operation for every item: read and check, batch, send, pair.
 *
 * With On Error = Stop nothing is sent before all items are checked; in the Continue modes a request that no other item
 * can join goes out as soon as its item is checked.
 *
 * @throws NodeOperationError or NodeApiError for the first refused item, with On Error = Stop.
 */
export async function execute(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Promise<INodeExecutionData[][]> {
	const operation = attempt(() => chosenOperation(context, operations), asRefusal);
	if (!(operation instanceof Refusal) && !makesRequests(operation)) {
		return await answerCall(context, operation);
	}
	const signals = runSignals(context);
	const run =
		operation instanceof Refusal
			? operation
			: await startRun(context, operation, signals).catch(asRefusal);
	const ledger = openLedger(context, operation, run, signals);
	if (!(operation instanceof Refusal) && operation.question) await askAndWait(context, run, ledger);
	else if (run instanceof Refusal) refuseAll(context, run, ledger, signals);
	else await settleAll(context, run, ledger);
	signals.done();

	const outputs = ledger.close();
	if (!(run instanceof Refusal)) showNote(context, run, ledger);
	return [outputs];
}

/** A run that cannot start: every item is refused for the same reason, so that none passes for a success. */
function refuseAll(
	context: IExecuteFunctions,
	refusal: Refusal,
	ledger: Ledger,
	{ halt }: RunSignals,
): void {
	for (const index of context.getInputData().keys()) {
		if (!halt.aborted && !ledger.recall(index)) ledger.settle(index, refusal);
	}
}

/** Prepares and sends all items, and settles what comes of each. */
async function settleAll(context: IExecuteFunctions, run: Run, ledger: Ledger): Promise<void> {
	const { operation, signals, inLane, prepare } = run;
	const sending: Array<Promise<void>> = [];
	const send = (request: Request) => {
		const release = hold(request.body);
		const delivered = inLane(request, async () => {
			await deliver(run, request, ({ index, options }, outcome) =>
				ledger.settle(index, outcome, options.dryRun),
			);
			release();
		});
		sending.push(delivered);
	};

	const breathe = createBreather();
	const waiting: PreparedItem[] = [];
	for (const index of context.getInputData().keys()) {
		if (signals.halt.aborted) break;
		await breathe();
		if (ledger.recall(index)) continue;
		const item = attempt(() => prepare(index), asRefusal);
		if (item instanceof Refusal) ledger.settle(index, item);
		else if (goesAlone(operation) && !ledger.stopsOnRefusal) send(requestFor(operation, [item]));
		else waiting.push(item);
	}
	if (!signals.halt.aborted) {
		const requests = attempt(() => requestsFor(operation, waiting), asRefusal);
		if (requests instanceof Refusal)
			for (const { index } of waiting) ledger.settle(index, requests);
		else requests.forEach(send);
	}
	await Promise.all(sending);
}

/** Says what a run that sent something did; older n8n has no place for it. */
function showNote(
	context: Partial<IExecuteFunctions>,
	{ operation, counts }: Run,
	ledger: Ledger,
): void {
	const message = counts.requests > 0 && operation.note?.({ ...counts, ...ledger.counts });
	if (message) context.addExecutionHints?.({ message, location: 'outputPane' });
}
