/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** The faults asked for, and which of them is for a request. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { FAULT_KEYS } from './answers';
import { channelOf } from './channels';
import { isJsonObject } from './replies';
import type { Fault, Match, RecordedRequest } from './types';

/** Whether the value has all of the part; see `Match.body`. */
const contains = (value: unknown, part: unknown): boolean => {
	if (Array.isArray(part)) {
		return (
			Array.isArray(value) && part.every((piece) => value.some((entry) => contains(entry, piece)))
		);
	}
	if (!isJsonObject(part)) return value === part;
	return (
		isJsonObject(value) && Object.entries(part).every(([key, piece]) => contains(value[key], piece))
	);
};

/** The recipients of the body; a group is one too. */
const recipientsIn = (body: unknown): Array<Record<string, unknown>> => {
	if (!isJsonObject(body)) return [];
	return [body, ...(Array.isArray(body.data) ? body.data : [])].filter(isJsonObject);
};

const RECIPIENT_KEYS = ['number', 'messenger_id', 'group_id'];

const isAnyOf = (body: unknown, keys: string[], text = '') =>
	recipientsIn(body).some((recipient) => keys.some((key) => String(recipient[key]) === text));

const MATCHERS: Record<keyof Match, (match: Match, request: RecordedRequest) => boolean> = {
	path: ({ path = '' }, request) => (request.path.split('?')[0] ?? '').endsWith(path),
	application: ({ application }, request) =>
		channelOf(application) === channelOf(request.application),
	about: ({ about }, { body }) => isJsonObject(body) && body.about === about,
	number: ({ number }, { body }) => isAnyOf(body, RECIPIENT_KEYS, number),
	reference: ({ reference }, { body }) => isAnyOf(body, ['reference_number'], reference),
	body: (match, { body }) => contains(body, match.body),
};

const MATCH_KEYS: ReadonlySet<string> = new Set(Object.keys(MATCHERS));

/** The numbers of a fault, from the least to the most that each may be. */
const RANGES: ReadonlyArray<[key: keyof Fault, least: number, most: number]> = [
	['times', 1, Infinity],
	['httpStatus', 200, 599],
	['latency', 0, 2 ** 31 - 1],
	['bodySize', 0, 2 ** 28],
	['headerFlood', 0, 1e5],
];

function demand(holds: boolean, sentence: string): asserts holds {
	if (!holds) throw new TypeError(sentence);
}

const demandKnown = (value: object, known: ReadonlySet<string>, what: string) => {
	const stranger = Object.keys(value).find((key) => !known.has(key));
	demand(
		stranger === undefined,
		`${what} has no property "${stranger}". It has: ${[...known].join(', ')}`,
	);
};

const isWithin = (value: unknown, least: number, most: number) =>
	typeof value === 'number' && value >= least && value <= most;

/** Refuses now what Node.js would refuse while answering. */
const demandHeaders = ({ headers = {}, redirect = '', contentType = '', charset = '' }: Fault) => {
	demand(isJsonObject(headers), 'The headers of a fault are an object of texts');
	const lines = Object.entries({ ...headers, location: redirect });
	for (const [name, value] of [...lines, ['content-type', contentType + charset] as const]) {
		validateHeaderName(name);
		validateHeaderValue(name, value);
	}
};

/** A fault from outside, checked; throws one clear sentence. Takes `null` and `"always"` for `times: Infinity`. */
export function readFault(value: unknown): Fault {
	demand(isJsonObject(value), 'A fault is an object');
	demandKnown(value, FAULT_KEYS, 'A fault');
	const always = value.times === null || value.times === 'always';
	const fault = { ...value, ...(always && { times: Infinity }) } as Fault;
	const { match = {}, trickle = { bytesPerSecond: 1 } } = fault;

	demand(isJsonObject(match), 'The match of a fault is an object');
	demandKnown(match, MATCH_KEYS, 'The match of a fault');
	for (const [key, least, most] of RANGES) {
		demand(
			fault[key] === undefined || isWithin(fault[key], least, most),
			`The ${key} of a fault is a number from ${least} to ${most}`,
		);
	}
	demand(
		isJsonObject(trickle) && isWithin(trickle.bytesPerSecond, 1e-3, 1e9),
		'The trickle of a fault is { bytesPerSecond: number }',
	);
	demandHeaders(fault);
	return fault;
}

const isFor = (fault: Fault, request: RecordedRequest) => {
	const match = fault.match ?? {};
	return Object.entries(MATCHERS).every(
		([key, agrees]) => !(key in match) || agrees(match, request),
	);
};

export class Faults {
	private readonly rules: Array<{ fault: Fault; left: number }> = [];

	get size() {
		return this.rules.length;
	}

	add(fault: Fault) {
		const checked = readFault(fault);
		this.rules.push({ fault: checked, left: checked.times ?? 1 });
	}

	/** The oldest fault that is for the request, used once by this. */
	take(request: RecordedRequest): Fault {
		const rule = this.rules.find(({ fault }) => isFor(fault, request));
		if (!rule) return {};
		rule.left -= 1;
		if (rule.left < 1) this.rules.splice(this.rules.indexOf(rule), 1);
		return rule.fault;
	}
}
