/** The faults asked for, and which of them is for a request. */
import { FAULT_KEYS } from './answers';
import { channelOf } from './rules';
import type { Fault, Match, RecordedRequest } from './types';

const MATCH_KEYS: ReadonlySet<string> = new Set(['path', 'application', 'about'] satisfies Array<
	keyof Match
>);

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const refuse = (sentence: string): never => {
	throw new TypeError(sentence);
};

const demandKnown = (value: object, known: ReadonlySet<string>, what: string) => {
	const stranger = Object.keys(value).find((key) => !known.has(key));
	if (stranger !== undefined) {
		refuse(`${what} has no property "${stranger}". It has: ${[...known].join(', ')}`);
	}
};

const within = (value: unknown, low: number, high: number, wording: string) => {
	if (value === undefined) return;
	if (typeof value !== 'number' || !(value >= low && value <= high)) refuse(wording);
};

/** A fault from outside, checked; throws one clear sentence. Takes `null` and `"always"` for `times: Infinity`. */
export function readFault(value: unknown): Fault {
	if (!isObject(value)) return refuse('A fault is a JSON object');
	demandKnown(value, FAULT_KEYS, 'A fault');
	const { times = 1, match = {}, trickle } = value;
	const count = times === null || times === 'always' ? Infinity : times;

	if (!isObject(match)) return refuse('The match of a fault is a JSON object');
	demandKnown(match, MATCH_KEYS, 'The match of a fault');
	within(count, 1, Infinity, 'The times of a fault are a number from 1, null or "always"');
	within(value.httpStatus, 200, 599, 'The httpStatus of a fault is a number from 200 to 599');
	within(value.latency, 0, 2 ** 31 - 1, 'The latency of a fault is a number of milliseconds');
	within(value.bodySize, 0, 2 ** 28, 'The bodySize of a fault is a number of bytes up to 256 MB');
	within(value.headerFlood, 0, 1e6, 'The headerFlood of a fault is a number up to 1000000');
	if (trickle !== undefined) {
		const speed = isObject(trickle) ? trickle.bytesPerSecond : null;
		within(speed ?? null, 1e-6, 1e9, 'The trickle of a fault is { "bytesPerSecond": number }');
	}
	return { ...(value as Fault), times: count as number };
}

const MATCHERS: Record<keyof Match, (match: Match, request: RecordedRequest) => boolean> = {
	path: ({ path = '' }, request) => (request.path.split('?')[0] ?? '').endsWith(path),
	application: ({ application }, request) =>
		channelOf(application) === channelOf(request.application),
	about: ({ about }, { body }) => isObject(body) && body.about === about,
};

const isFor = (fault: Fault, request: RecordedRequest) => {
	const match = fault.match ?? {};
	return Object.entries(MATCHERS).every(
		([key, agrees]) => !(key in match) || agrees(match, request),
	);
};

export class Faults {
	private rules: Array<{ fault: Fault; left: number }> = [];

	get size() {
		return this.rules.length;
	}

	add(fault: unknown) {
		const checked = readFault(fault);
		this.rules.push({ fault: checked, left: checked.times ?? 1 });
	}

	/** The oldest fault that is for the request; uses it once. */
	take(request: RecordedRequest): Fault {
		const rule = this.rules.find(({ fault }) => isFor(fault, request));
		if (!rule) return {};
		rule.left -= 1;
		if (rule.left < 1) this.rules.splice(this.rules.indexOf(rule), 1);
		return rule.fault;
	}
}
