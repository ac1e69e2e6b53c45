/** What a question takes for its answer, and what comes out of it. */
import type { IDataObject } from 'n8n-workflow';
import { isRecord, type Data } from '../json';
import { textOf } from '../output/keys';
import { withoutHidden } from '../reading/characters';
import { cleanNumber, spellingsOf } from '../reading/numbers';
import { isSame } from '../sameText';

/** Of whom something is asked, and how. */
export interface Question {
	readonly number: string;
	readonly channelId: string;
	/** Any message, only what refers to the question, or only what says one of `answers`. */
	readonly accept: 'any' | 'replies' | 'list';
	readonly answers: readonly string[];
	/** How long to wait for the answer, in milliseconds. */
	readonly wait: number;
	/** What becomes of the open questions of the same person. */
	readonly earlier: 'replace' | 'keep' | 'refuse';
}

/** A question that was asked, as it is stored with the execution that sleeps. */
export interface AskedQuestion extends Pick<Question, 'accept' | 'answers' | 'wait'> {
	/** 16 random bytes as hexadecimal digits: who knows them may answer. */
	readonly nonce: string;
	/** When its message went out, in milliseconds since 1970. */
	readonly sentAt: number;
	/** The keys of every output: `number`, `channelId`, `messageId`, `pushId`, `referenceNumber`, `askedAt`. */
	readonly asked: IDataObject;
}

/**
 * What a call asks of a run that sleeps: whether it takes a message, to go on with it, or to go on since another question
 * takes its place.
 */
export type Step = 'offer' | 'wake' | 'replaced';

/** The output of a question without an answer. */
export const unanswered = ({ asked }: AskedQuestion, reason: 'timeout' | 'replaced') => ({
	answered: false,
	reason,
	...asked,
});

/** The output that a call brings; `undefined` for a call that the question does not take. */
export function outputOf(question: AskedQuestion, call: unknown): IDataObject | undefined {
	const { question: nonce, step, message, cameAt } = isRecord(call) ? call : {};
	if (!isSame(textOf(nonce) ?? '', question.nonce)) return undefined;
	if (step === 'replaced') return unanswered(question, 'replaced');
	const isMessage = (step === 'offer' || step === 'wake') && isRecord(message);
	if (!isMessage || !isAnswer(question, message, Number(cameAt))) return undefined;
	return {
		answered: true,
		reason: 'answer',
		answer: answerIn(message),
		...question.asked,
		answeredAt: new Date().toISOString(),
		reply: message as IDataObject,
	};
}

const choiceOf = ({ choice }: Data) => (isRecord(choice) ? choice : {});

/**
 * Whether a message comes from whom the question went to and after it, does not refer to another message, and is
 * accepted. Picky Assist may accept a message without giving it an ID: then any reference may be meant.
 */
function isAnswer(
	{ asked, accept, answers, sentAt }: AskedQuestion,
	message: Data,
	cameAt: number,
): boolean {
	const { channelId, number, repliesTo, type, payload } = message;
	const refersToIt = repliesTo !== undefined && repliesTo === asked.messageId;
	const mayRefer = refersToIt || (repliesTo !== undefined && asked.messageId === undefined);
	if (channelId !== asked.channelId) return false;
	if (repliesTo !== undefined && !mayRefer) return false;
	if (!refersToIt && cameAt < sentAt) return false;
	const isSender = spellingsOf(String(asked.number)).includes(cleanNumber(String(number)));
	if (number === undefined ? !refersToIt : !isSender) return false;
	if (accept === 'any') return true;
	if (accept === 'replies') return mayRefer || type === 'button' || type === 'choice';
	const { id, description } = choiceOf(message);
	const said = [message.message, payload, id, description].filter((text) => text !== undefined);
	const wanted = new Set(answers.map(compared));
	return said.some((text) => wanted.has(compared(String(text))));
}

/** Without what a reader does not see or does not mind. */
const compared = (text: string) =>
	withoutHidden(text)
		.normalize('NFC')
		.replace(/[\u2018\u2019]/g, "'")
		.replace(/\s+/g, ' ')
		.trim()
		.toLowerCase();

/** What was answered, as one text. */
function answerIn(message: Data): string {
	const { id, description } = choiceOf(message);
	const { message: said, payload, type } = message;
	return (
		textOf(id) ?? textOf(said) ?? textOf(description) ?? textOf(payload) ?? `[${String(type)}]`
	);
}
