import {
	sleep,
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type IDataObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
} from 'n8n-workflow';
import {
	CONNECTION_FAILURES,
	TIMED_OUT,
	UNKNOWN_FAILURE,
	type Failure,
} from '../../data/connectionFailures';
import { codesIn, Refusal, type Doubt } from '../errors';
import { redactorOf, type Redact } from '../redact';
import type { RunSignals, WaitForTurn } from '../timing';
import { jsonIn, unusableIssue, type HttpAnswer } from './answers';
import { baseUrlOf, channelIdOf, CREDENTIAL, tokenOf } from './settings';

/** The HTTP statuses that a later try may turn into an answer; a proxy or a busy server sends them. */
const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];

/**
 * The waits between two tries, in milliseconds. They double from half a second, which a passing hiccup
 * needs, up to half a minute, after which a user would rather be told. What a server asks for with
 * Retry-After is kept up to two minutes; if it asks for more, there is no further try in this run.
 */
const WAITS = { first: 500, longest: 30_000, longestRetryAfter: 120_000 };

/** What is the same in every request. Redirects are not followed, since they would send the token to another address. */
const POSTED = {
	method: 'POST',
	json: true,
	disableFollowRedirect: true,
	ignoreHttpStatusErrors: true,
	returnFullResponse: true,
} as const;

/** How a body is sent, and what counts as its answer. */
export interface Sending<Reading> {
	/** Milliseconds, for one attempt. */
	readonly timeout: number;
	readonly maxRetries: number;
	/** Whether it may go out again where nobody knows if it arrived. */
	readonly repeatable: boolean;
	/** What is said then if it may not; an agent reads the message alone, so it says all that counts. */
	readonly inDoubt?: Doubt | undefined;
	/** Called for each attempt that may have arrived and got no answer. */
	readonly onUnanswered?: () => void;
	readonly waitForTurn: WaitForTurn;
	/** What an answer says; `undefined` if it is none of Picky Assist's. */
	readonly read: (answer: unknown, httpStatus: number) => Reading | undefined;
	/** What to do if the server takes no request of this size. */
	readonly hintIfTooLarge?: string | undefined;
	/** What is hidden beside the token. */
	readonly secrets: readonly string[];
}

/**
 * A client for one run of the node, or for a list that the editor asks for: it looks the credential up once.
 *
 * @throws CredentialSettingError, and n8n's own errors where there is no credential.
 */
export async function createClient(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	{ halt, cancel }: Pick<RunSignals, 'halt' | 'cancel'>,
) {
	const data = await context.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL);
	const token = tokenOf(data);
	const baseUrl = baseUrlOf(data);
	const redact = redactorOf([token]);
	const attempt = sender(context, data, cancel);

	return {
		baseUrl,
		/** The credential's channel. */
		channelId: channelIdOf(data),
		/** Hides the token of this run. */
		redact,
		/** What the vendor counts together: the calls of one path with one token. It holds the token. */
		paceKey: (path: string) => `${baseUrl}${path} ${token}`,
		/**
		 * Posts a body and tries again where that may help and can do no harm; gives what came, and what it took to get it.
		 *
		 * @throws Refusal with source `transport` where no attempt got a usable answer.
		 */
		async post<Reading>(path: string, body: IDataObject, sending: Sending<Reading>) {
			const { secrets, maxRetries, repeatable } = sending;
			const hide = secrets.length > 0 ? redactorOf([token, ...secrets]) : redact;
			for (let attempts = 1; ; attempts++) {
				await sending.waitForTurn(halt);
				// Older n8n cannot be woken from a wait.
				halt.throwIfAborted();
				const response = await attempt(path, body, sending.timeout);
				const result = 'statusCode' in response ? received(response, sending, hide) : response;
				if ('reading' in result) return { ...result, attempts };
				const { retried = result.passes, mayHaveArrived } = result;
				if (mayHaveArrived) sending.onUnanswered?.();
				const again = retried && (repeatable || !mayHaveArrived);
				if (!again || attempts > maxRetries || asksForTooMuch(result)) {
					throw refusalOf(result, attempts, sending);
				}
				await sleep(waitAfter(attempts, result.retryAfter), halt);
			}
		},
	};
}

export type Client = Awaited<ReturnType<typeof createClient>>;

/** Sends one request with the token, within a time limit. */
function sender(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	data: ICredentialDataDecryptedObject,
	cancel: AbortSignal | undefined,
) {
	const credentialsDecrypted = {
		id: '',
		name: CREDENTIAL,
		...context.getNode().credentials?.[CREDENTIAL],
		type: CREDENTIAL,
		data,
	} as ICredentialsDecrypted;

	return async (url: string, body: IDataObject, timeout: number): Promise<HttpAnswer | Failure> => {
		const time = limitTime(timeout, cancel);
		// n8n's helper takes the signal from the context that it is called on, and from nowhere else.
		const limited = Object.create(context, {
			getExecutionCancelSignal: { value: () => time.signal },
		}) as IExecuteFunctions;
		try {
			const response = (await context.helpers.httpRequestWithAuthentication.call(
				limited,
				CREDENTIAL,
				{ ...POSTED, url, body, timeout },
				{ credentialsDecrypted },
			)) as HttpAnswer;
			const { statusCode, headers } = response;
			return { statusCode, headers, body: response.body };
		} catch (error) {
			return time.isOver() ? TIMED_OUT : (failureOf(error) ?? UNKNOWN_FAILURE);
		} finally {
			time.stop();
		}
	};
}

/**
 * An answer as it was read, secrets that it echoes included, and with it what hides them. What is no answer is cleaned
 * before any part of it is cut out for a message.
 */
function received<Reading>(
	response: HttpAnswer,
	{ read, hintIfTooLarge }: Sending<Reading>,
	redact: Redact,
) {
	const answer = jsonIn(response);
	const reading = read(answer, response.statusCode);
	if (reading !== undefined) {
		return { reading, answer, redact, httpStatus: response.statusCode };
	}
	return unusable({ ...response, body: redact(response.body) }, hintIfTooLarge);
}

/**
 * A signal that aborts when the time is over or the execution is cancelled.
 *
 * Its timer is one of Node.js that ends with its signal: `sleep` of older n8n could not be ended.
 */
function limitTime(timeout: number, cancel: AbortSignal | undefined) {
	const request = new AbortController();
	const time = AbortSignal.timeout(timeout);
	const sources = cancel ? [time, cancel] : [time];
	const abort = () => request.abort();
	if (cancel?.aborted) abort();
	for (const source of sources) source.addEventListener('abort', abort);
	return {
		signal: request.signal,
		isOver: () => time.aborted,
		stop: () => {
			for (const source of sources) source.removeEventListener('abort', abort);
		},
	};
}

function unusable(response: HttpAnswer, hintIfTooLarge: string | undefined): Failure {
	const { statusCode, headers } = response;
	const busy = statusCode === 408 || statusCode === 429 || statusCode >= 500;
	return {
		...unusableIssue(response, hintIfTooLarge),
		passes: busy,
		retried: RETRIED_STATUSES.includes(statusCode),
		mayHaveArrived: (busy && statusCode !== 429) || statusCode < 300,
		httpStatus: statusCode,
		retryAfter: retryAfterOf(headers?.['retry-after']),
	};
}

/** What the code of Node.js means. */
const failureOf = (error: unknown): Failure | undefined =>
	codesIn(error)
		.map((code) => CONNECTION_FAILURES.get(String(code)))
		.find((failure) => failure !== undefined);

/** Retry-After in milliseconds: it comes in seconds or as a date (RFC 9110, section 10.2.3). */
function retryAfterOf(header: unknown): number | undefined {
	if (typeof header !== 'string') return undefined;
	const wait = /^\s*\d+(\.\d+)?\s*$/.test(header)
		? Number(header) * 1000
		: Date.parse(header) - Date.now();
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

const asksForTooMuch = ({ retryAfter = 0 }: Failure) => retryAfter > WAITS.longestRetryAfter;

/** Exponential back-off with full jitter, so that many items do not come back all at once. */
function waitAfter(attempts: number, retryAfter = 0): number {
	const ceiling = Math.min(WAITS.longest, WAITS.first * 2 ** (attempts - 1));
	return retryAfter + Math.random() * ceiling;
}

const DOUBT: Doubt = {
	message:
		'No answer came, so this may have been sent: look in Picky Assist before you send it again',
	hint: 'If it did not arrive, run only this item again',
};

function refusalOf(
	failure: Failure,
	attempts: number,
	{ repeatable, inDoubt: doubt = DOUBT }: Sending<unknown>,
): Refusal {
	const { message, passes, mayHaveArrived, httpStatus } = failure;
	const inDoubt = !repeatable && mayHaveArrived;
	return new Refusal({
		source: 'transport',
		retryable: passes && !inDoubt,
		issues: [
			inDoubt
				? { message: `${message}. ${doubt.message}`, hint: doubt.hint }
				: { message, hint: laterHint(failure) },
		],
		attempts,
		...(httpStatus !== undefined && { httpStatus }),
		...(!repeatable && { mayHaveBeenSent: inDoubt }),
	});
}

const laterHint = (failure: Failure) =>
	asksForTooMuch(failure)
		? `The server asks to wait ${Math.ceil((failure.retryAfter ?? 0) / 1000)} seconds: run this again after that`
		: failure.hint;
