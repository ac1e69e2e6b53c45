/** The faults asked for, and which of them is for a request. */
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

const RECIPIENT_KEYS = ['number', 'messenger_id', 'group_id'];

/** Whether the body is for this recipient; a group is one too. */
const isTo = (body: unknown, number: string) =>
	isJsonObject(body) &&
	[body, ...(Array.isArray(body.data) ? body.data : [])].some((recipient: object) =>
		RECIPIENT_KEYS.some((key) => String((recipient as Record<string, unknown>)[key]) === number),
	);

const MATCHERS: Record<keyof Match, (match: Match, request: RecordedRequest) => boolean> = {
	application: ({ application }, request) =>
		channelOf(application) === channelOf(request.application),
	number: ({ number = '' }, { body }) => isTo(body, number),
	body: (match, { body }) => contains(body, match.body),
};

const isFor = ({ match = {} }: Fault, request: RecordedRequest) =>
	Object.entries(MATCHERS).every(([key, agrees]) => !(key in match) || agrees(match, request));

export class Faults {
	private readonly rules: Array<{ fault: Fault; left: number }> = [];

	add(fault: Fault) {
		this.rules.push({ fault, left: fault.times ?? 1 });
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
