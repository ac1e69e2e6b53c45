/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** How a request is answered: the ordinary answer, dressed, replaced or lost as a fault says. */
import { STATUS_CODES, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { answer } from './codes';
import type { Fault, RecordedRequest } from './types';

/** An answer while it is being made: a body of text or bytes is sent as it is, all else as JSON. */
export interface Reply {
	httpStatus: number;
	headers: OutgoingHttpHeaders;
	body: unknown;
}

type Shaper = (reply: Reply, fault: Fault, token: string) => Reply;
type Delivery = (response: ServerResponse, bytes: Buffer, fault: Fault) => void;

const JSON_TYPE = 'application/json';
const HTML_TYPE = 'text/html';

const typed = (reply: Reply, type: string, body: unknown): Reply => ({
	...reply,
	headers: { ...reply.headers, 'content-type': type },
	body,
});

const withHeaders = (reply: Reply, headers: OutgoingHttpHeaders): Reply => ({
	...reply,
	headers: { ...reply.headers, ...headers },
});

export const json = (body: unknown, httpStatus = 200): Reply =>
	typed({ httpStatus, headers: {}, body }, JSON_TYPE, body);

export const page = (httpStatus: number, headers: OutgoingHttpHeaders = {}): Reply => {
	const title = `${httpStatus} ${STATUS_CODES[httpStatus] ?? 'Unknown'}`;
	return typed({ httpStatus, headers, body: '' }, HTML_TYPE, `<html><h1>${title}</h1></html>\n`);
};

const serialize = (body: unknown): Buffer => {
	if (Buffer.isBuffer(body)) return body;
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

const isObject = (body: unknown): body is object =>
	typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && !Array.isArray(body);

const ECHOES: Record<NonNullable<Fault['echoToken']>, (token: string) => string> = {
	raw: (token) => token,
	urlEncoded: (token) => `No access with token=${encodeURIComponent(token)}`,
	embedded: (token) => `Request {"token":"${token}","x":1} of key<${token}> was refused`,
};

const echo: Shaper = (reply, { echoToken = 'raw' }, token) => {
	const text = ECHOES[echoToken](token);
	return { ...reply, body: isObject(reply.body) ? { ...reply.body, message: text } : text };
};

const pad: Shaper = (reply, { bodySize = 0 }) => {
	const missing = bodySize - serialize(reply.body).length;
	if (!isObject(reply.body)) {
		return { ...reply, body: String(reply.body) + 'x'.repeat(Math.max(0, missing)) };
	}
	const frame = ',"padding":""'.length;
	return { ...reply, body: { ...reply.body, padding: 'x'.repeat(Math.max(0, missing - frame)) } };
};

/** Each makes another answer, in this order. The request has no effect, unless the fault says `applyFirst`. */
const REPLACING = {
	httpStatus: (_, { httpStatus = 200 }) => page(httpStatus),
	redirect: (_, { redirect, httpStatus = 307 }) => page(httpStatus, { location: redirect }),
	body: (reply, { body }) => typed(reply, typeof body === 'string' ? HTML_TYPE : JSON_TYPE, body),
	raw: (reply, { raw }) => typed(reply, JSON_TYPE, raw),
	status: (reply, { status }) => typed(reply, JSON_TYPE, answer(status)),
	message: (reply, { message }) =>
		typed(reply, JSON_TYPE, isObject(reply.body) ? { ...reply.body, message } : { message }),
	echoToken: (reply, fault, token) => {
		const replaced = ['httpStatus', 'body', 'raw', 'status'].some((key) => key in fault);
		return echo(replaced ? reply : json(answer(410)), fault, token);
	},
	truncated: (reply) => {
		const bytes = serialize(reply.body);
		return { ...reply, body: bytes.subarray(0, Math.ceil(bytes.length / 2)) };
	},
} satisfies Partial<Record<keyof Fault, Shaper>>;

/** Each keeps the answer's meaning, and the request its effect. */
const DRESSING = {
	contentType: (reply, { contentType }) => withHeaders(reply, { 'content-type': contentType }),
	charset: (reply, { charset }) =>
		withHeaders(reply, {
			'content-type': `${String(reply.headers['content-type'])}; charset=${charset}`,
		}),
	bodySize: pad,
	headerFlood: (reply, { headerFlood = 0 }) =>
		withHeaders(
			reply,
			Object.fromEntries(
				Array.from({ length: headerFlood }, (_, i) => [`x-flood-${i}`, 'flood '.repeat(6)]),
			),
		),
	gzip: (reply) => ({
		...withHeaders(reply, { 'content-encoding': 'gzip' }),
		body: gzipSync(serialize(reply.body)),
	}),
	headers: (reply, { headers }) => withHeaders(reply, headers ?? {}),
} satisfies Partial<Record<keyof Fault, Shaper>>;

const trickle: Delivery = (response, bytes, fault) => {
	const { bytesPerSecond = 1 } = fault.trickle ?? {};
	const pause = Math.max(10, 1000 / bytesPerSecond);
	const step = Math.max(1, Math.round((bytesPerSecond * pause) / 1000));
	response.flushHeaders();
	let sent = 0;
	const timer = setInterval(() => {
		response.write(bytes.subarray(sent, sent + step));
		sent += step;
		if (sent >= bytes.length) {
			clearInterval(timer);
			response.end();
		}
	}, pause);
	response.once('close', () => clearInterval(timer));
};

const reset: Delivery = ({ socket }) => {
	if (socket instanceof TLSSocket) socket.destroy();
	else socket?.resetAndDestroy();
};

/** Each loses the answer, and with it the request's effect, unless the fault says `applyFirst`. */
const LOSING = {
	reset,
	hang: () => {},
	closeHalfway: (response, bytes) => {
		response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
	},
} satisfies Partial<Record<keyof Fault, Delivery>>;

const SLOW = { trickle } satisfies Partial<Record<keyof Fault, Delivery>>;

const whole: Delivery = (response, bytes) => response.end(bytes);

const SILENT = ['reset', 'hang'] as const;

const asks = (fault: Fault, key: string) => {
	const value = (fault as Record<string, unknown>)[key];
	return (
		key in fault && value !== undefined && (value !== false || key === 'body' || key === 'status')
	);
};

/** What the fault asks for, of one table. */
const pick = <T>(table: Record<string, T>, fault: Fault): T[] =>
	Object.keys(table)
		.filter((key) => asks(fault, key))
		.map((key) => table[key] as T);

/** The names of all that a fault can ask for. */
export const FAULT_KEYS: ReadonlySet<string> = new Set([
	...['times', 'match', 'latency', 'applyFirst'],
	...[REPLACING, DRESSING, LOSING, SLOW].flatMap((table) => Object.keys(table)),
]);

/** Whether a request answered with this fault has its ordinary effect. */
export const hasEffect = (fault: Fault) =>
	pick<unknown>({ ...REPLACING, ...LOSING }, fault).length === 0;

const shape = (ordinary: Reply, fault: Fault, token: string) =>
	pick<Shaper>({ ...REPLACING, ...DRESSING }, fault).reduce(
		(reply, shaper) => shaper(reply, fault, token),
		ordinary,
	);

const codeIn = ({ body }: Reply) => {
	const code: unknown = isObject(body) && 'status' in body ? body.status : undefined;
	return typeof code === 'number' ? { code } : {};
};

/** Sends the answer and notes on the request what was sent. */
export function deliver(
	response: ServerResponse,
	record: RecordedRequest,
	ordinary: Reply,
	fault: Fault,
	token: string,
) {
	const [delivery = whole] = pick<Delivery>({ ...LOSING, ...SLOW }, fault);
	const reply = shape(ordinary, fault, token);
	const bytes = serialize(reply.body);
	if (!SILENT.some((key) => asks(fault, key))) {
		Object.assign(record, { status: reply.httpStatus }, codeIn(reply));
		response.writeHead(reply.httpStatus, { 'content-length': bytes.length, ...reply.headers });
	}
	delivery(response, bytes, fault);
}
