import type { IDataObject } from 'n8n-workflow';
import { ERROR_CODES } from '../../data/errorCodes';
import { countCharacters } from '../reading/characters';
import type { Issue } from '../errors';
import type { Operation } from '../operation';
import { isRecord, parsedJson } from '../json';
import type { FieldFacts } from '../reading/schema';

const SUCCESS = 100;

/** The part of an HTTP answer that matters here. */
export interface HttpAnswer {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

/** An answer of Picky Assist itself: a JSON object with a status. */
export interface ApiAnswer {
	readonly status: number | string;
	readonly body: IDataObject;
}

/**
 * Picky Assist's own answer, or `undefined` where there is none: no JSON object, no status in it, or that of a gateway.
 * JSON counts whatever its content type is called.
 */
export function apiAnswerOf(response: HttpAnswer): ApiAnswer | undefined {
	const { body } = response;
	const json = typeof body === 'string' ? parsedJson(body.replace(/^\uFEFF/, '')) : body;
	if (!isRecord(json)) return undefined;
	const status = statusOf(json.status);
	if (status === undefined) return undefined;
	const answer = { status, body: json as IDataObject };
	return isFromGateway(response, answer) ? undefined : answer;
}

/** A status as a number where it is written in digits; `success` is another word for 100. */
function statusOf(status: unknown): number | string | undefined {
	if (typeof status === 'number') return status;
	const text = typeof status === 'string' ? status.trim() : '';
	if (text === '') return undefined;
	if (text.toLowerCase() === 'success') return SUCCESS;
	return /^-?\d+$/.test(text) ? Number(text) : text;
}

/** Proxies write the HTTP status into JSON of their own; Picky Assist answers its refusals with HTTP 200. */
function isFromGateway({ statusCode, headers }: HttpAnswer, { status, body }: ApiAnswer): boolean {
	if (statusCode < 400) return false;
	if (/\bproblem\+json\b/i.test(String(headers['content-type']))) return true;
	const known = ERROR_CODES[statusCode]?.text;
	return status === statusCode && (!known || plainWords(body.message) !== plainWords(known));
}

const plainWords = (words: unknown) => excerpt(words).toLowerCase().replace(/\.$/, '');

export const isSuccess = ({ status }: ApiAnswer) => status === SUCCESS;

/** What Picky Assist refused. A code that is not in the table is told in the API's own words. */
export function refusalIssue(
	{ status, body }: ApiAnswer,
	{ schema }: Operation,
	values: Readonly<Record<string, unknown>>,
): Issue {
	const code = typeof status === 'number' && Number.isSafeInteger(status) ? status : null;
	const words = excerpt(body.message);
	const known = code === null ? undefined : ERROR_CODES[code];
	if (!known) {
		return {
			code,
			message: `Picky Assist refused the request with status ${excerpt(status)}${words && `: ${words}`}`,
			hint: 'This status is not documented. Where its words do not help, ask the support of Picky Assist',
		};
	}
	const { field = '', text, message, hint } = known;
	const facts = schema.fields[field]?.facts;
	const counts = facts?.lengthCode === code ? countsOf(values[field], facts) : undefined;
	const news = words === '' || words === text ? '' : `, in its words: ${words}`;
	return {
		code,
		...(field !== '' && { field }),
		message: `${message} (code ${code}${news})${counts ? `: ${counts.say}` : ''}`,
		hint,
		...counts?.numbers,
	};
}

/** Both counts: Picky Assist does not document its unit, so it may count more than a reader sees. */
function countsOf(text: unknown, { limit }: FieldFacts) {
	if (typeof text !== 'string') return undefined;
	const actual = countCharacters(text);
	const say =
		actual === text.length
			? `it has ${actual} characters`
			: `it has ${actual} characters as a reader counts them, and ${text.length} in UTF-16 units, as computers count`;
	return { say, numbers: { ...(limit !== undefined && { limit }), actual } };
}

/** What came instead of an answer of Picky Assist. */
export function unusableIssue({ statusCode, headers, body }: HttpAnswer): Issue {
	if (statusCode >= 300 && statusCode < 400) {
		return {
			code: null,
			message: `The server redirects to another address (HTTP ${statusCode})`,
			hint: 'Redirects are not followed, since they would carry the token along. Correct the platform or the base URL in the credential',
		};
	}
	const begins = typeof body === 'string' ? excerpt(plainText(body)) : '';
	return {
		code: null,
		message: `The server answered with ${kindOfAnswer(headers, body)} (HTTP ${statusCode})${begins && `: ${begins}`}`,
		hint:
			HTTP_HINTS[statusCode] ??
			(statusCode >= 500
				? 'Run this again later'
				: 'Check the platform and the base URL in the credential, and any proxy between n8n and Picky Assist'),
	};
}

function kindOfAnswer(headers: HttpAnswer['headers'], body: unknown): string {
	if (body === undefined || body === null || body === '') return 'nothing';
	if (typeof body !== 'string') return 'data that is not from the Picky Assist API';
	return /html/i.test(String(headers['content-type']))
		? 'a web page'
		: 'text that is not from the Picky Assist API';
}

const NO_ACCESS =
	'Check the token, the platform and the base URL in the credential, and whether the token is restricted to an IP address';

const HTTP_HINTS: Readonly<Record<number, string>> = {
	401: NO_ACCESS,
	403: NO_ACCESS,
	408: 'Run this again later',
	413: 'Send less text, or set fewer fields at once',
	429: 'Picky Assist asks for fewer requests. Set Requests per Minute under Options, or run this again later',
};

/** At most 200 characters of foreign text on one line. */
function excerpt(value: unknown): string {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= 200 ? line : `${line.slice(0, 200)}…`;
}

/** The readable beginning of a page; short, since looking for what ends a tag takes long in a hostile one. */
function plainText(body: string): string {
	return body
		.slice(0, 4_000)
		.replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
		.replace(/<[^<>]*>/g, ' ');
}
