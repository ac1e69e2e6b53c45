/** Calls to the address at which n8n wakes a run that sleeps. What is behind its `?` is in no message and no log. */
import { sleep, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { CONNECTION_FAILURES } from '../../data/connectionFailures';
import type { HttpAnswer } from '../api/answers';
import { codesIn } from '../errors';
import { isRecord } from '../json';
import type { OpenQuestion } from './openQuestions';
import type { Step } from './question';

const SECONDS = { call: 5, check: 10 };

/** How long a run that is about to sleep is called again, in milliseconds. */
const PATIENCE = { all: 15_000, pause: 250 };

/** Thrown if a run cannot be called; the message is a sentence. */
export class Unreachable extends Error {
	constructor(
		message: string,
		/** Whether the call may have arrived. */
		readonly mayHaveArrived: boolean,
	) {
		super(message);
	}
}

const unreachable = (resumeUrl: string, what: string, mayHaveArrived: boolean) =>
	new Unreachable(`${originOf(resumeUrl)} ${what}`, mayHaveArrived);

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : 'The address of n8n');

/** @throws Unreachable if no answer comes. */
async function post(
	context: IExecuteFunctions,
	resumeUrl: string,
	body: IDataObject,
	seconds: number,
): Promise<HttpAnswer> {
	const timeout = seconds * 1000;
	try {
		return (await context.helpers.httpRequest({
			method: 'POST',
			url: resumeUrl,
			body,
			json: true,
			timeout,
			abortSignal: AbortSignal.timeout(timeout),
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		})) as HttpAnswer;
	} catch (error) {
		const code = codeOf(error);
		const known = code === undefined ? undefined : CONNECTION_FAILURES.get(code);
		const what = code === undefined ? 'does not answer' : `cannot be reached (${code})`;
		throw unreachable(resumeUrl, what, known?.mayHaveArrived ?? true);
	}
}

/** The code of Node.js; what else an error says may hold the address. */
const codeOf = (error: unknown) =>
	codesIn(error).find((code): code is string => typeof code === 'string' && /^[A-Z_]+$/.test(code));

/** What n8n answers for a run: in its own words, since a proxy or another server answers with the same statuses. */
const ANSWERS: ReadonlyArray<readonly [statusCode: number, key: string, words: RegExp, Verdict]> = [
	// It does not sleep yet: it is running, of the editor, or of the editor by a worker.
	[409, 'message', /running already/, 'busy'],
	[500, 'message', /./, 'busy'],
	[401, 'error', /Invalid token/, 'busy'],
	// It sleeps no more, or in another node.
	[409, 'message', /finished/, 'gone'],
	[404, 'message', /does not exist|does not contain a waiting webhook/, 'gone'],
];

type Verdict = 'taken' | 'refused' | 'gone' | 'busy';

/**
 * Makes sure that n8n reaches its own address.
 *
 * @throws Unreachable
 */
export async function checkResumeUrl(context: IExecuteFunctions, resumeUrl: string): Promise<void> {
	const answer = await post(context, resumeUrl, {}, SECONDS.check);
	if (verdictOf(answer) !== 'busy') throw notOfN8n(resumeUrl, answer);
}

/** `undefined` for an answer that is none of n8n's. */
function verdictOf({ statusCode, body }: HttpAnswer): Verdict | undefined {
	if (!isRecord(body)) return undefined;
	if (statusCode === 200 && typeof body.taken === 'boolean')
		return body.taken ? 'taken' : 'refused';
	// n8n's errors have a number beside their words.
	if (statusCode === 500 && typeof body.code !== 'number') return undefined;
	return ANSWERS.find(
		([status, key, words]) => status === statusCode && words.test(String(body[key] ?? '')),
	)?.[3];
}

const notOfN8n = (resumeUrl: string, { statusCode }: HttpAnswer) =>
	unreachable(
		resumeUrl,
		`does not answer like this n8n (HTTP ${statusCode})`,
		statusCode < 300 || statusCode >= 500,
	);

/** Whether a run still waits for the answer to its question, or is about to: a call that it does not take. */
export async function isAsked(context: IExecuteFunctions, row: OpenQuestion): Promise<boolean> {
	try {
		const answer = await post(context, row.resumeUrl, {}, SECONDS.call);
		return verdictOf(answer) !== 'gone';
	} catch {
		return true;
	}
}

/**
 * Calls a run that sleeps, or is about to; `message` is what comes with an offer and a wake.
 *
 * @throws Unreachable
 */
export async function tell(
	context: IExecuteFunctions,
	{ question, resumeUrl }: OpenQuestion,
	step: Step,
	message: IDataObject = {},
	isStillOpen: () => Promise<boolean> = async () => true,
): Promise<Exclude<Verdict, 'busy'>> {
	const body = { question, step, ...message };
	const end = Date.now() + PATIENCE.all;
	for (;;) {
		const answer = await post(context, resumeUrl, body, SECONDS.call);
		const verdict = verdictOf(answer);
		if (!verdict) throw notOfN8n(resumeUrl, answer);
		if (verdict !== 'busy') return verdict;
		if (Date.now() > end) {
			throw unreachable(resumeUrl, 'says that the run that asked does not wait yet', false);
		}
		await sleep(PATIENCE.pause);
		if (!(await isStillOpen())) return 'gone';
	}
}
