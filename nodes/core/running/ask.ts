import { randomBytes } from 'node:crypto';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRefusal, attempt, reasonOf, Refusal } from '../errors';
import {
	addQuestion,
	openQuestions,
	removeQuestion,
	setMessageOf,
	type OpenQuestion,
} from '../questions/openQuestions';
import { unanswered, type AskedQuestion, type Question } from '../questions/question';
import { checkResumeUrl, isAsked, tell } from '../questions/resume';
import { cleanNumber } from '../reading/numbers';
import { deliver } from './deliver';
import type { Ledger } from './ledger';
import { requestFor } from './requests';
import type { Run } from './run';

const ONE_QUESTION = Refusal.byCheck({
	message: 'A run can ask one person, since the first answer wakes the whole run',
	hint: 'Put Loop Over Items before this node to ask one after the other. To ask all at once, put this node into a sub-workflow and call it with Execute Sub-workflow, Mode = Run once for each item and Wait for Sub-Workflow Completion off',
});

const NO_TRIGGER =
	'No Picky Assist Trigger with Deliver Answers has run in this project yet. Without one, no answer reaches this run. Switch the option on in the workflow that Picky Assist calls, and publish it. If you have done that, the first message that comes in removes this note';

/**
 * Asks one question and lets the run sleep until its answer comes. Nothing is sent before it is sure that an answer can
 * wake the run, and nothing throws once the message was accepted.
 */
export async function askAndWait(
	context: IExecuteFunctions,
	run: Run | Refusal,
	ledger: Ledger,
): Promise<void> {
	const items = [...context.getInputData().keys()];
	if (items.length === 0) return;
	if (items.length > 1) return items.forEach((index) => ledger.settle(index, ONE_QUESTION));

	const node = context.getContext('node');
	const sleepNow = async (replaces?: readonly OpenQuestion[]) =>
		await fallAsleep(context, node.question as unknown as AskedQuestion, replaces);
	// A further try of the node: the input item is another by now, so nothing is read again.
	const known = ledger.recall(0);
	if (known) return known instanceof Refusal ? undefined : await sleepNow();

	if (run instanceof Refusal) return ledger.settle(0, run);
	const item = attempt(() => run.prepare(0), asRefusal);
	if (item instanceof Refusal) return ledger.settle(0, item);
	const request = requestFor(run.operation, [item]);
	if (item.options.dryRun) {
		return await deliver(run, request, (_, outcome) => ledger.settle(0, outcome, true));
	}

	let opened: Awaited<ReturnType<typeof open>> | undefined;
	// Not before it is its turn: while it waits for that, its row would hold what this person writes.
	const onTurn = async () => {
		opened = await open(context, run.operation.question!(item.values));
	};
	let isAccepted = false;
	await deliver(run, { ...request, onTurn }, (_, outcome) => {
		isAccepted = !(outcome instanceof Refusal);
		if (outcome instanceof Refusal) return ledger.settle(0, outcome);
		const asked = askedOf(opened!.question, outcome[0]);
		node.question = { ...opened!.question, asked } as unknown as IDataObject;
		ledger.settle(0, [{ ...asked, waiting: true }]);
	});
	if (!opened) return;
	const { question, replaces } = opened;
	if (isAccepted) await sleepNow(replaces);
	else await quietly(context, async () => await removeQuestion(context, question.nonce));
}

/** @throws Refusal if no answer could wake the run, or none may be sent. */
async function open(context: IExecuteFunctions, { earlier, ...asks }: Question) {
	const { number, channelId, accept, answers, wait } = asks;
	if (context.getNode().name in Object.prototype) throw unreadableName(context);
	await checkResumeUrl(context, resumeUrlOf(context)).catch((error: unknown) => {
		throw Refusal.byCheck({
			message: `Nothing was sent, since no answer could wake this run: ${reasonOf(error)}. n8n makes this address of its environment variable WEBHOOK_URL`,
			hint: 'Set WEBHOOK_URL to the address at which n8n can be reached, also from its own machine, and start n8n again',
		});
	});
	const { rows, isMarked } = await openQuestions(context, { number }).catch(noTable);
	const ofChannel = rows.filter((row) => row.channelId === channelId);
	const others = await othersIn(context, ofChannel, earlier === 'refuse').catch(noTable);
	if (others.length > 0 && earlier === 'refuse') throw alreadyAsked(number);
	if (!isMarked) hint(context, NO_TRIGGER);

	const nonce = randomBytes(16).toString('hex');
	const asked = { number, channelId };
	const question: AskedQuestion = { nonce, accept, answers, wait, asked, sentAt: Date.now() };
	await addQuestion(context, rowOf(context, question)).catch(noTable);
	return { question, replaces: earlier === 'replace' ? others : [] };
}

/** In expressions n8n refuses what every object has. */
const unreadableName = (context: IExecuteFunctions) =>
	Refusal.byCheck({
		message: `Nothing was sent, since n8n cannot read what a node named "${context.getNode().name}" stores`,
		hint: 'Give the node another name',
	});

function noTable(error: unknown): never {
	const reason = reasonOf(error);
	throw Refusal.byCheck({
		message: `Nothing was sent, since n8n cannot keep the question in a Data Table: ${reason}`,
		hint: /column/i.test(reason)
			? 'The Data Table picky_assist_questions was changed. Delete it under Data Tables: the node makes it again'
			: 'Ask and Wait needs n8n 2 with its Data Tables. Update n8n, or switch them on again: see N8N_DISABLED_MODULES and NODES_EXCLUDE in its environment',
	});
}

const alreadyAsked = (number: string) =>
	Refusal.byCheck({
		message: `A question to ${number} is still open, so this one was not sent`,
		hint: 'Wait for its answer, or set If Already Asked to Replace the Earlier Question or to Keep Both',
	});

/** The questions of other runs; if `isSure`, only those that still wait. The rest is removed. */
async function othersIn(
	context: IExecuteFunctions,
	rows: readonly OpenQuestion[],
	isSure: boolean,
): Promise<OpenQuestion[]> {
	const others: OpenQuestion[] = [];
	for (const row of rows) {
		const isOwn = row.executionId === context.getExecutionId();
		if (!isOwn && (!isSure || (await isAsked(context, row)))) others.push(row);
		else await removeQuestion(context, row.question);
	}
	return others;
}

const resumeUrlOf = (context: IExecuteFunctions) =>
	String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));

function rowOf(context: IExecuteFunctions, { nonce, asked, wait }: AskedQuestion): OpenQuestion {
	const orBlank = (value: unknown) => String(value ?? '');
	return {
		question: nonce,
		number: cleanNumber(orBlank(asked.number)),
		channelId: orBlank(asked.channelId),
		messageId: orBlank(asked.messageId),
		executionId: context.getExecutionId(),
		resumeUrl: resumeUrlOf(context),
		waitTill: new Date(Date.now() + wait).toISOString(),
	};
}

/** The keys of each output, only those that are there. */
function askedOf({ asked }: AskedQuestion, output: IDataObject = {}): IDataObject {
	const { messageId, pushId, referenceNumber } = output;
	const askedAt = new Date().toISOString();
	const all = { ...asked, messageId, pushId, referenceNumber, askedAt };
	return Object.fromEntries(Object.entries(all).filter(([, value]) => (value ?? null) !== null));
}

/** Without what it replaces in a further try of the node, whose row may be that of another execution. */
async function fallAsleep(
	context: IExecuteFunctions,
	question: AskedQuestion,
	replaces?: readonly OpenQuestion[],
): Promise<void> {
	const row = rowOf(context, question);
	await quietly(context, async () => {
		if (!replaces) await removeQuestion(context, row.question);
		if (!(await setMessageOf(context, row))) await addQuestion(context, row);
	});
	for (const earlier of replaces ?? []) {
		await quietly(context, async () => await replace(context, earlier));
	}
	// If the time is over n8n puts out the input. The node before has the same `json`, so it is exchanged as a whole.
	const [item] = context.getInputData() as [INodeExecutionData];
	item.json = unanswered(question, 'timeout');
	delete item.binary;
	switchOffAlone(context);
	await context.putExecutionToWait(new Date(row.waitTill));
}

/** Lets an earlier run go on without an answer, unless its answer comes at this moment. */
async function replace(context: IExecuteFunctions, earlier: OpenQuestion): Promise<void> {
	if (!(await removeQuestion(context, earlier.question))) return;
	await tell(context, earlier, 'replaced').catch(async (error: unknown) => {
		await addQuestion(context, earlier);
		throw error;
	});
}

/**
 * n8n switches the node of a run that sleeps off. If the node has more to do in this run, each of it holds the same
 * object, and would be left out without a word.
 */
function switchOffAlone(context: IExecuteFunctions): void {
	const data = context.getExecuteData();
	data.node = { ...data.node };
}

/** What fails behind a message that was accepted must not look as if it was not. */
async function quietly(context: IExecuteFunctions, task: () => Promise<unknown>): Promise<void> {
	try {
		await task();
	} catch (error) {
		context.logger?.warn(
			`An open question of "${context.getNode().name}" could not be updated: ${reasonOf(error)}`,
		);
	}
}

function hint(context: Partial<IExecuteFunctions>, message: string): void {
	context.addExecutionHints?.({ message, location: 'outputPane' });
}
