/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** What a fault makes of an answer before it is sent. */
import { gzipSync } from 'node:zlib';
import { answer } from './codes';
import { HTML_TYPE, isJsonObject, json, JSON_TYPE, page, serialize, type Reply } from './replies';
import type { Fault } from './types';

export type Shaper = (reply: Reply, fault: Fault, token: string) => Reply;

type Shapers = Partial<Record<keyof Fault, Shaper>>;

const withHeaders = (reply: Reply, headers: Record<string, string>): Reply => ({
	...reply,
	headers: { ...reply.headers, ...headers },
});

const withBody = (reply: Reply, type: string, body: unknown): Reply => ({
	...withHeaders(reply, { 'content-type': type }),
	body,
});

const ECHOES: Record<NonNullable<Fault['echoToken']>, (token: string) => string> = {
	raw: (token) => token,
	urlEncoded: (token) => `No access with token=${encodeURIComponent(token)}`,
	embedded: (token) => `Request {"token":"${token}","x":1} of key<${token}> was refused`,
};

const echo: Shaper = (reply, fault, token) => {
	const text = ECHOES[fault.echoToken ?? 'raw'](token);
	const answered = (['httpStatus', 'body', 'raw', 'status'] as const).some((key) => key in fault);
	const { body } = answered ? reply : json(answer(410));
	return {
		...reply,
		body: isJsonObject(body) ? { ...body, message: text } : `${serialize(body)}${text}`,
	};
};

const pad: Shaper = (reply, { bodySize = 0 }) => {
	const { body } = reply;
	const missing = Math.max(0, bodySize - serialize(body).length);
	if (!isJsonObject(body)) return { ...reply, body: `${serialize(body)}${'x'.repeat(missing)}` };
	const padding = 'x'.repeat(Math.max(0, missing - ',"padding":""'.length));
	return { ...reply, body: { ...body, padding } };
};

const halve: Shaper = (reply) => {
	const bytes = serialize(reply.body);
	return { ...reply, body: bytes.subarray(0, Math.ceil(bytes.length / 2)) };
};

const flood: Shaper = (reply, { headerFlood = 0 }) => {
	const names = Array.from({ length: headerFlood }, (_, i) => `x-flood-${i}`);
	return withHeaders(reply, Object.fromEntries(names.map((name) => [name, 'flood'.repeat(7)])));
};

/** Each makes another answer, in this order: the request has no effect, unless the fault says `applyFirst`. */
export const REPLACING = {
	httpStatus: (_, { httpStatus = 200 }) => page(httpStatus),
	redirect: (_, { redirect = '', httpStatus = 307 }) => page(httpStatus, { location: redirect }),
	body: (reply, { body }) =>
		withBody(reply, typeof body === 'string' ? HTML_TYPE : JSON_TYPE, body),
	raw: (reply, { raw }) => withBody(reply, JSON_TYPE, raw),
	status: (reply, { status }) => withBody(reply, JSON_TYPE, answer(status)),
	echoToken: echo,
	truncated: halve,
} satisfies Shapers;

/** Each keeps the meaning of the answer, and the effect of the request. */
export const DRESSING = {
	contentType: (reply, { contentType = '' }) => withHeaders(reply, { 'content-type': contentType }),
	charset: (reply, { charset }) =>
		withHeaders(reply, { 'content-type': `${reply.headers['content-type']}; charset=${charset}` }),
	bodySize: pad,
	headerFlood: flood,
	gzip: (reply) => ({
		...withHeaders(reply, { 'content-encoding': 'gzip' }),
		body: gzipSync(serialize(reply.body)),
	}),
	headers: (reply, { headers = {} }) =>
		withHeaders(
			reply,
			Object.fromEntries(
				Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
			),
		),
} satisfies Shapers;
