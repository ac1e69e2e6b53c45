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
	type ConnectionFailure,
} from '../../data/connectionFailures';
import { Refusal, type Issue } from '../errors';
import { redactorOf, type Redact } from '../redact';
import type { Signals, WaitForTurn } from '../timing';
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

/** What is the same in every request. Redirects are not followed, since they would carry the token along. */
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
	readonly waitForTurn: WaitForTurn;
	/** What an answer says; `undefined` if it is none of Picky Assist's. */
	readonly read: (answer: unknown, httpStatus: number) => Reading | undefined;
	/** What to do if the server takes no request of this size. */
	readonly hintIfTooLarge?: string | undefined;
	/** What is hidden beside the token. */
	readonly secrets: readonly string[];
}

/** An answer of Picky Assist, and what it took to get it. */
export interface Delivery<Reading> {
	/** As it was read, secrets that it echoes included. */
	readonly reading: Reading;
	readonly answer: unknown;
	/** Hides the token of this run, and the other secrets of this request. */
	readonly redact: Redact;
	readonly attempts: number;
	readonly httpStatus: number;
}

export interface Client {
	readonly baseUrl: string;
	/** The credential's channel. */
	readonly channelId: string | undefined;
	/** Hides the token of this run. */
	readonly redact: Redact;
	/** What the vendor counts together: the calls of one path with one token. It holds the token. */
	readonly paceKey: (path: string) => string;
	/**
	 * Posts a body and tries again where that may help and can do no harm.
	 *
	 * @throws Refusal with source `transport` where no attempt got a usable answer.
	 */
	readonly post: <Reading>(
		path: string,
		body: IDataObject,
		sending: Sending<Reading>,
	) => Promise<Delivery<Reading>>;
}

/** One failed attempt. */
interface Failure {
	readonly issue: Issue;
	/** Whether the same request may get through later. */
	readonly passes: boolean;
	/** Whether a later try in this run is worth while. */
	readonly retried: boolean;
	/** Whether the request may have arrived all the same. */
	readonly mayHaveArrived: boolean;
	readonly httpStatus?: number;
	/** Milliseconds that the server asks to wait. */
	readonly retryAfter?: number;
}

/** A node that runs, or one whose lists the editor asks for. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions;

/**
 * A client for one run of the node: it looks the credential up once.
 *
 * @throws CredentialSettingError, and n8n's own errors where there is no credential.
 */
export async function createClient(
	context: RequestContext,
	{ halt, cancel }: Signals,
): Promise<Client> {
	const data = await context.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL);
	const token = tokenOf(data);
	const baseUrl = baseUrlOf(data);
	const redact = redactorOf([token]);
	const attempt = sender(context, data, cancel);

	return {
		baseUrl,
		channelId: channelIdOf(data),
		redact,
		paceKey: (path) => `${baseUrl}${path} ${token}`,
		async post(path, body, sending) {
			const { secrets, maxRetries, repeatable } = sending;
			const hide = secrets.length > 0 ? redactorOf([token, ...secrets]) : redact;
			for (let attempts = 1; ; attempts++) {
				await sending.waitForTurn(halt);
				// Older n8n cannot be woken from a wait.
				halt.throwIfAborted();
				const response = await attempt(path, body, sending.timeout);
				const result = 'issue' in response ? response : received(response, sending, hide);
				if ('reading' in result) return { ...result, attempts };
				const again = result.retried && (repeatable || !result.mayHaveArrived);
				if (!again || attempts > maxRetries || asksForTooMuch(result)) {
					throw refusalOf(result, attempts, repeatable);
				}
				await sleep(waitAfter(attempts, result.retryAfter), halt);
			}
		},
	};
}

/** Sends one request with the token, within a time limit. */
function sender(
	context: RequestContext,
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
			const { headers = {}, ...rest } = (await context.helpers.httpRequestWithAuthentication.call(
				limited,
				CREDENTIAL,
				{ ...POSTED, url, body, timeout },
				{ credentialsDecrypted },
			)) as Omit<HttpAnswer, 'headers'> & Partial<HttpAnswer>;
			return { ...rest, headers };
		} catch (error) {
			return unanswered(error, time.isOver());
		} finally {
			time.stop();
		}
	};
}

/** What is no answer is cleaned before any part of it is cut out for a message. */
function received<Reading>(
	response: HttpAnswer,
	{ read, hintIfTooLarge }: Sending<Reading>,
	redact: Redact,
): Omit<Delivery<Reading>, 'attempts'> | Failure {
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
	const retryAfter = retryAfterOf(headers['retry-after']);
	const busy = statusCode === 408 || statusCode === 429 || statusCode >= 500;
	return {
		issue: unusableIssue(response, hintIfTooLarge),
		passes: busy,
		retried: RETRIED_STATUSES.includes(statusCode),
		mayHaveArrived: (busy && statusCode !== 429) || statusCode < 300,
		httpStatus: statusCode,
		...(retryAfter !== undefined && { retryAfter }),
	};
}

function unanswered(error: unknown, timeIsOver: boolean): Failure {
	const failure = timeIsOver ? TIMED_OUT : (failureOf(error) ?? UNKNOWN_FAILURE);
	const { passes, mayHaveArrived, message, hint } = failure;
	return { issue: { message, hint }, passes, retried: passes, mayHaveArrived };
}

/** How many errors n8n and its HTTP library may have wrapped around that of Node.js. */
const MAX_CAUSES = 5;

/** What the code of Node.js means. It stands in the innermost cause, and those around it know less. */
function failureOf(error: unknown, depth = 0): ConnectionFailure | undefined {
	const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
	const inner = depth < MAX_CAUSES && cause ? failureOf(cause, depth + 1) : undefined;
	return inner ?? CONNECTION_FAILURES.get(String(code));
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

/** An agent reads the message alone, so it says all that counts. */
const DOUBT = {
	message:
		'No answer came, so this may have been sent: look in Picky Assist before you send it again',
	hint: 'Where it did not arrive, run this item again by itself',
};

function refusalOf(failure: Failure, attempts: number, repeatable: boolean): Refusal {
	const { issue, passes, mayHaveArrived, httpStatus } = failure;
	const inDoubt = !repeatable && mayHaveArrived;
	return new Refusal({
		source: 'transport',
		retryable: passes && !inDoubt,
		issues: [inDoubt ? doubtful(issue) : { ...issue, hint: laterHint(failure) }],
		attempts,
		...(httpStatus !== undefined && { httpStatus }),
		...(!repeatable && { mayHaveBeenSent: inDoubt }),
	});
}

const doubtful = (issue: Issue): Issue => ({
	...issue,
	message: `${issue.message}. ${DOUBT.message}`,
	hint: DOUBT.hint,
});

const laterHint = (failure: Failure) =>
	asksForTooMuch(failure)
		? `The server asks to wait ${Math.ceil((failure.retryAfter ?? 0) / 1000)} seconds: run this again after that`
		: failure.issue.hint;
