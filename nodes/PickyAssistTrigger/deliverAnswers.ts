import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { reasonOf } from '../core/errors';
import { orderKeys } from '../core/output/keys';
import {
	addQuestion,
	MARK,
	openQuestions,
	removeQuestion,
	type OpenQuestion,
} from '../core/questions/openQuestions';
import { tell, Unreachable } from '../core/questions/resume';
import { eventOf } from './events';

/** The items that no run takes as its answer. Those that were delivered are left out. */
export async function deliverAnswers(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const kept: INodeExecutionData[] = [];
	for (const item of items) {
		const outcome = mayAnswer(item.json) ? await deliver(context, item.json) : undefined;
		if (outcome === DELIVERED) continue;
		kept.push(
			outcome === undefined
				? item
				: { ...item, json: orderKeys({ ...item.json, answerError: outcome }) },
		);
	}
	const waitsForReply = context.getNodeParameter('respond', 0, '') === 'replyNode';
	if (waitsForReply && items.length > 0 && kept.length === 0) {
		await context.sendResponse({ headers: {}, statusCode: 200, body: {} });
	}
	return kept;
}

const DELIVERED = Symbol('delivered');

/** A message of one customer, who is known or quotes a message. */
const mayAnswer = (item: IDataObject): boolean =>
	eventOf(item).hasReply === true &&
	item.groupId === undefined &&
	(item.number !== undefined || item.repliesTo !== undefined);

/** `DELIVERED`, or why it could not be. A customer's message is worth a run whatever goes wrong here. */
async function deliver(
	context: IExecuteFunctions,
	message: IDataObject,
): Promise<typeof DELIVERED | string | undefined> {
	const cameAt = Date.now();
	let failure: unknown;
	const fail = (error: unknown): undefined => {
		failure = error;
	};
	for (const row of (await candidatesFor(context, message).catch(fail)) ?? []) {
		if (await isTakenBy(context, row, { message, cameAt }).catch(fail)) return DELIVERED;
		if (failure instanceof PerhapsTaken) break;
	}
	if (failure === undefined) return undefined;
	const answerError = `This message could not be delivered as an answer: ${reasonOf(failure)}`;
	context.logger?.error(`${answerError} ("${context.getNode().name}")`);
	return answerError;
}

/** The questions that a message may answer: the one that it quotes, or those of its sender on this channel. */
async function candidatesFor(
	context: IExecuteFunctions,
	{ number, repliesTo, channelId }: IDataObject,
): Promise<readonly OpenQuestion[]> {
	const { rows, isMarked } = await openQuestions(context, { number, messageId: repliesTo });
	// It shows those who ask that answers are delivered here.
	if (!isMarked) await addQuestion(context, MARK);
	const ofChannel = rows.filter((row) => row.channelId === channelId);
	if (repliesTo === undefined) return ofChannel;
	const quoted = ofChannel.filter(({ messageId }) => messageId === repliesTo);
	return quoted.length > 0 ? quoted : ofChannel.filter(({ messageId }) => messageId === '');
}

/**
 * Offers a message to a run that asked and, if that takes it, wakes the run. Of those who deliver to one run at the same
 * moment, the one that removes the question goes on.
 */
async function isTakenBy(
	context: IExecuteFunctions,
	row: OpenQuestion,
	call: IDataObject,
): Promise<boolean> {
	const remove = async () => await removeQuestion(context, row.question);
	const isStillOpen = async () => {
		const { rows } = await openQuestions(context, { number: row.number });
		return rows.some(({ question }) => question === row.question);
	};
	const offered = await tell(context, row, 'offer', call, isStillOpen);
	if (offered === 'gone') await remove();
	if (offered !== 'taken' || !(await remove())) return false;
	const woken = await tell(context, row, 'wake', call).catch(async (error: unknown) => {
		if (!(error instanceof Unreachable) || error.mayHaveArrived) {
			throw new PerhapsTaken(`${reasonOf(error)}. It may have been delivered`);
		}
		await addQuestion(context, row);
		throw error;
	});
	return woken === 'taken';
}

/** Thrown if nobody knows whether a run was woken: then no other may get the message. */
class PerhapsTaken extends Error {}
