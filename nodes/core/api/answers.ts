import { ERROR_CODES } from '../../data/errorCodes';
import type { Issue } from '../errors';
import { isRecord, parsedJson, type Data } from '../json';
import { excerpt } from '../reading/values';

export const SUCCESS = 100;

/** The HTTP status of a server that takes no request of this size. */
const TOO_LARGE = 413;

/** The part of an HTTP answer that matters here. */
export interface HttpAnswer<Body = unknown> {
	readonly statusCode: number;
	readonly headers?: Data | undefined;
	readonly body: Body;
}

/** That Picky Assist refused. */
export interface ApiRefusal {
	/** With which status. */
	readonly refused: number | string;
	/** The part of the answer that says so; the whole unless told. */
	readonly part?: unknown;
	/** Whether the request, sent again in halves, shows whom it means. */
	readonly canSplit?: boolean;
}

/** The ordinary verdict: the status says it, and without one there is no answer. */
export function judgeByStatus(answer: unknown): 'accepted' | ApiRefusal | undefined {
	const status = isRecord(answer) ? statusOf(answer.status) : undefined;
	if (status === undefined) return undefined;
	return status === SUCCESS ? 'accepted' : { refused: status };
}

/** A status as a number where it is written in digits; `success` is another word for 100. */
export function statusOf(status: unknown): number | string | undefined {
	if (typeof status === 'number') return status;
	const text = typeof status === 'string' ? status.trim() : '';
	if (text === '') return undefined;
	if (text.toLowerCase() === 'success') return SUCCESS;
	return /^-?\d+$/.test(text) ? Number(text) : text;
}

/**
 * The JSON in an answer, whatever its content type is called; `undefined` where there is none, and where a gateway
 * wrote it.
 */
export function jsonIn(response: HttpAnswer): unknown {
	const { body } = response;
	const json = typeof body === 'string' ? parsedJson(body.replace(/^\uFEFF/, '')) : body;
	return isFromGateway(response, json) ? undefined : json;
}

/** Proxies write the HTTP status into JSON of their own; Picky Assist answers its refusals with HTTP 200. */
function isFromGateway({ statusCode, headers }: HttpAnswer, json: unknown): boolean {
	if (statusCode < 400 || !isRecord(json)) return false;
	if (/\bproblem\+json\b/i.test(String(headers?.['content-type']))) return true;
	const known = ERROR_CODES[statusCode]?.text;
	return (
		statusOf(json.status) === statusCode &&
		(!known || plainWords(json.message) !== plainWords(known))
	);
}

const plainWords = (words: unknown) => lineOf(words).toLowerCase().replace(/\.$/, '');

/** What came instead of an answer of Picky Assist. */
export function unusableIssue(
	{ statusCode, headers, body }: HttpAnswer,
	hintIfTooLarge: string | undefined,
): Issue {
	if (statusCode >= 300 && statusCode < 400) {
		return {
			message: `The server redirects to another address (HTTP ${statusCode})`,
			hint: 'Redirects are not followed, since they would send the token to another address. Correct the platform or the base URL in the credential',
		};
	}
	const begins = typeof body === 'string' ? lineOf(plainText(body)) : '';
	return {
		message: `The server answered with ${kindOfAnswer(headers, body)} (HTTP ${statusCode})${begins && `: ${begins}`}`,
		hint:
			(statusCode === TOO_LARGE ? hintIfTooLarge : undefined) ??
			HTTP_HINTS[statusCode] ??
			(statusCode >= 500
				? 'Run this again later'
				: 'Check the platform and the base URL in the credential, and any proxy between n8n and Picky Assist'),
	};
}

function kindOfAnswer(headers: HttpAnswer['headers'], body: unknown): string {
	if (body === undefined || body === null || body === '') return 'nothing';
	if (typeof body !== 'string') return 'data that is not from the Picky Assist API';
	return /html/i.test(String(headers?.['content-type']))
		? 'a web page'
		: 'text that is not from the Picky Assist API';
}

const NO_ACCESS =
	'Check the token, the platform and the base URL in the credential, and whether the token is restricted to an IP address';

const HTTP_HINTS: Readonly<Record<number, string>> = {
	401: NO_ACCESS,
	403: NO_ACCESS,
	408: 'Run this again later',
	[TOO_LARGE]: 'Send less text, or set fewer fields at once',
	429: 'Picky Assist asks for fewer requests. Set Requests per Minute under Options, or run this again later',
};

/** At most 200 characters of foreign text on one line. */
export function lineOf(value: unknown): string {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return excerpt(text.replace(/\s+/g, ' ').trim(), 200);
}

/** The readable beginning of a page; short, since looking for what ends a tag takes long in a hostile one. */
function plainText(body: string): string {
	return body
		.slice(0, 4_000)
		.replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
		.replace(/<[^<>]*>/g, ' ');
}
