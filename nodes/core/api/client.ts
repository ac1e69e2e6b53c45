import {
	sleep,
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';
import { baseUrlOf, tokenOf } from './settings';
import {
	CONNECTION_FAILURES,
	TIMED_OUT,
	UNKNOWN_FAILURE,
	type ConnectionFailure,
} from '../../data/connectionFailures';
import { apiAnswerOf, unusableIssue, type ApiAnswer, type HttpAnswer } from './answers';
import { Refusal, type Issue } from '../errors';
import type { Interruption } from '../running/interruption';
import type { WaitForTurn } from '../running/lanes';
import { redactorOf, type Redact } from './redact';

const CREDENTIAL = 'pickyAssistApi';

/** The HTTP statuses that a later try may turn into an answer; a proxy or a busy server sends them. */
const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];

/**
 * The waits between two tries, in milliseconds. They double from half a second, which a passing hiccup
 * needs, up to half a minute, after which a user would rather be told. What a server asks for with
 * Retry-After is kept up to two minutes; if it asks for more, there is no further try in this run.
 */
const WAITS = { first: 500, longest: 30_000, longestRetryAfter: 120_000 };

/** What is the same in every request. Redirects are not followed, since they would carry the token along. */
const POSTED = {
	method: 'POST',
	json: true,
	disableFollowRedirect: true,
	ignoreHttpStatusErrors: true,
	returnFullResponse: true,
} as const;

export interface RequestLimits {
	/** Milliseconds, for one attempt. */
	readonly timeout: number;
	readonly maxRetries: number;
}

/** An answer of Picky Assist, and what it took to get it. */
export interface Delivery {
	readonly answer: ApiAnswer;
	readonly attempts: number;
	readonly httpStatus: number;
}

export interface Client {
	readonly baseUrl: string;
	/** Hides the token of this run. What `post` gives back is clean already. */
	readonly redact: Redact;
	/**
	 * Posts a body and tries again where that may help.
	 *
	 * @throws Refusal with source `transport` where no attempt got a usable answer.
	 */
	readonly post: (path: string, body: IDataObject, limits: RequestLimits) => Promise<Delivery>;
}

/** One failed attempt. */
interface Failure {
	readonly issue: Issue;
	readonly retryable: boolean;
	/** Whether this node itself tries again. */
	readonly retried: boolean;
	readonly httpStatus?: number;
	/** Milliseconds that the server asks to wait. */
	readonly retryAfter?: number;
}

/**
 * A client for one run of the node: it looks the credential up once.
 *
 * @throws CredentialSettingError, and n8n's own errors where there is no credential.
 */
export async function createClient(
	context: IExecuteFunctions,
	{ halt, cancel }: Interruption,
	waitForTurn: WaitForTurn,
): Promise<Client> {
	const data = await context.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL);
	// An answer is cleaned before any part of it is cut out for a message.
	const redact = redactorOf(tokenOf(data));
	const attempt = sender(context, data, cancel, redact);

	return {
		baseUrl: baseUrlOf(data),
		redact,
		async post(path, body, { timeout, maxRetries }) {
			for (let attempts = 1; ; attempts++) {
				await waitForTurn(halt);
				// Older n8n cannot be woken from a wait.
				halt.throwIfAborted();
				const result = await attempt(path, body, timeout);
				if ('answer' in result) return { ...result, attempts };
				if (!result.retried || attempts > maxRetries || asksForTooMuch(result)) {
					throw refusalOf(result, attempts);
				}
				await sleep(waitAfter(attempts, result.retryAfter), halt);
			}
		},
	};
}

/** Sends one request with the token, within a time limit, and says what came of it. */
function sender(
	context: IExecuteFunctions,
	data: ICredentialDataDecryptedObject,
	cancel: AbortSignal | undefined,
	redact: Redact,
) {
	const credentialsDecrypted = {
		id: '',
		name: CREDENTIAL,
		...context.getNode().credentials?.[CREDENTIAL],
		type: CREDENTIAL,
		data,
	} as ICredentialsDecrypted;

	return async (
		url: string,
		body: IDataObject,
		timeout: number,
	): Promise<Omit<Delivery, 'attempts'> | Failure> => {
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
			const answer = apiAnswerOf(response);
			if (!answer) return unusable({ ...response, body: redact(response.body) });
			// A status that was read as a number stays one, whatever the token is.
			const status = typeof answer.status === 'number' ? answer.status : redact(answer.status);
			return {
				answer: { status, body: redact(answer.body) },
				httpStatus: response.statusCode,
			};
		} catch (error) {
			return unanswered(error, time.isOver());
		} finally {
			time.stop();
		}
	};
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

function unusable(response: HttpAnswer): Failure {
	const { statusCode, headers } = response;
	const retryAfter = retryAfterOf(headers['retry-after']);
	return {
		issue: unusableIssue(response),
		retryable: statusCode === 408 || statusCode === 429 || statusCode >= 500,
		retried: RETRIED_STATUSES.includes(statusCode),
		httpStatus: statusCode,
		...(retryAfter !== undefined && { retryAfter }),
	};
}

function unanswered(error: unknown, timeIsOver: boolean): Failure {
	const { retryable, message, hint } = timeIsOver ? TIMED_OUT : failureOf(error);
	return { issue: { code: null, message, hint }, retryable, retried: retryable };
}

/** How many errors n8n and its HTTP library may have wrapped around that of Node.js. */
const MAX_CAUSES = 5;

/** What the code of Node.js means, which stands in one of the causes. */
function failureOf(error: unknown, depth = 0): ConnectionFailure {
	const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
	const known = CONNECTION_FAILURES.get(String(code));
	return known ?? (depth < MAX_CAUSES ? failureOf(cause, depth + 1) : UNKNOWN_FAILURE);
}

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

function refusalOf(failure: Failure, attempts: number): Refusal {
	const { issue, retryable, httpStatus, retryAfter = 0 } = failure;
	const hint = asksForTooMuch(failure)
		? `The server asks to wait ${Math.ceil(retryAfter / 1000)} seconds: run this again after that`
		: issue.hint;
	return new Refusal({
		source: 'transport',
		retryable,
		issues: [{ ...issue, hint }],
		attempts,
		...(httpStatus !== undefined && { httpStatus }),
	});
}
