/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** An answer while it is being made. */
import { STATUS_CODES } from 'node:http';

export interface Reply {
	httpStatus: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Text and bytes are sent as they are, all else as JSON. */
	body: unknown;
}

export const JSON_TYPE = 'application/json';
export const HTML_TYPE = 'text/html';

export const isJsonObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

export const json = (body: unknown, httpStatus = 200): Reply => ({
	httpStatus,
	headers: { 'content-type': JSON_TYPE },
	body,
});

/** What a web server or a proxy says on its own. */
export const page = (httpStatus: number, headers: Record<string, string> = {}): Reply => ({
	httpStatus,
	headers: { ...headers, 'content-type': HTML_TYPE },
	body: [204, 304].includes(httpStatus)
		? ''
		: `<html><h1>${httpStatus} ${STATUS_CODES[httpStatus] ?? 'Unknown'}</h1></html>\n`,
});

export const serialize = (body: unknown): Buffer => {
	if (Buffer.isBuffer(body)) return body;
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};
