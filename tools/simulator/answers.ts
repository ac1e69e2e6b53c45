/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** How a request is answered: the ordinary answer, dressed, replaced or lost as a fault says. */
import type { ServerResponse } from 'node:http';
import { LOSING, SLOW, WHOLE, type Delivery } from './deliveries';
import { isJsonObject, serialize, type Reply } from './replies';
import { DRESSING, REPLACING, type Shaper } from './shapes';
import type { Fault, RecordedRequest } from './types';

/** Asked for by `true`, and by nothing else. */
const FLAGS: ReadonlySet<string> = new Set(['truncated', 'gzip', ...Object.keys(LOSING)]);

const asks = (fault: Fault, key: string) => {
	const value = (fault as Record<string, unknown>)[key];
	return FLAGS.has(key) ? value === true : value !== undefined;
};

/** The entries of a table that the fault asks for, in the table's order. */
const pick = <T>(table: Record<string, T>, fault: Fault): T[] =>
	Object.entries(table)
		.filter(([key]) => asks(fault, key))
		.map(([, entry]) => entry);

/** Whether a request answered with this fault has its ordinary effect. */
export const hasEffect = (fault: Fault) =>
	pick<unknown>({ ...REPLACING, ...LOSING }, fault).length === 0;

const shape = (table: Record<string, Shaper>, reply: Reply, fault: Fault, token: string) =>
	pick(table, fault).reduce((shaped, shaper) => shaper(shaped, fault, token), reply);

const codeIn = ({ body }: Reply) =>
	isJsonObject(body) && typeof body.status === 'number' ? { code: body.status } : {};

/** The token that the request carries, right or wrong. */
const tokenIn = ({ body }: RecordedRequest) => String(isJsonObject(body) ? (body.token ?? '') : '');

/** Sends the answer, and notes on the request what was sent. */
export function deliver(
	response: ServerResponse,
	request: RecordedRequest,
	ordinary: Reply,
	fault: Fault,
) {
	const token = tokenIn(request);
	const [{ heads, send } = WHOLE] = pick<Delivery>({ ...LOSING, ...SLOW }, fault);
	const meant = shape(REPLACING, ordinary, fault, token);
	const reply = shape(DRESSING, meant, fault, token);
	const bytes = serialize(reply.body);
	if (heads) {
		Object.assign(request, { status: reply.httpStatus }, codeIn(meant));
		response.writeHead(reply.httpStatus, { 'content-length': bytes.length, ...reply.headers });
	}
	send(response, bytes, fault);
}
