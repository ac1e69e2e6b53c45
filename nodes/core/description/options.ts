import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import { LONGEST_TIMER } from '../running/lanes';
import { isRecord } from '../json';
import { namesOutOf, numberFrom, someOf, yesOrNo, type FieldComplaint } from '../reading/schema';

/** How an item is to be checked and sent: the *Options* of every operation, after reading. */
export interface RunOptions {
	readonly checkBeforeSending: boolean;
	readonly clearFields: readonly string[];
	readonly dryRun: boolean;
	readonly maxConcurrentRequests: number;
	readonly maxRetries: number;
	/** 0 is no limit. */
	readonly requestsPerMinute: number;
	/** Milliseconds, for one attempt. */
	readonly timeout: number;
}

/** The editor's *Options*, for an operation that can clear these fields. */
export function optionsProperty({ clearFieldsOptions }: Operation): INodeProperties {
	const clearFields: INodeProperties = {
		displayName: 'Clear Fields',
		name: 'clearFields',
		type: 'multiOptions',
		options: clearFieldsOptions ?? [],
		default: [],
		description:
			'Which fields to empty on purpose. Picky Assist does not document clearing: its answer tells whether it did.',
	};
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Check Before Sending',
				name: 'checkBeforeSending',
				type: 'boolean',
				default: true,
				description:
					'Whether to check lengths, formats and choices before anything is sent. Turn off to leave that to Picky Assist alone.',
			},
			...(clearFieldsOptions ? [clearFields] : []),
			{
				displayName: 'Dry Run',
				name: 'dryRun',
				type: 'boolean',
				default: false,
				description:
					'Whether to show the request that would be sent, without its token, and send nothing',
			},
			{
				displayName: 'Max Concurrent Requests',
				name: 'maxConcurrentRequests',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 10,
				description:
					'How many requests may be under way at the same time (1 or more). Items with the same Channel ID always go out one after another.',
			},
			{
				displayName: 'Max Retries',
				name: 'maxRetries',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
				default: 3,
				description:
					'How many times a request is sent again where Picky Assist could not be reached or was too busy (0 to 10). What Picky Assist refuses is never sent again.',
			},
			{
				displayName: 'Requests per Minute',
				name: 'requestsPerMinute',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description:
					'How many requests may start within a minute, evenly spaced and retries included; 0 is no limit',
			},
			{
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60000,
				description: 'How long to wait for the answer to one request, in milliseconds',
			},
		],
	};
}

const DEFAULTS: RunOptions = {
	checkBeforeSending: true,
	clearFields: [],
	dryRun: false,
	maxConcurrentRequests: 10,
	maxRetries: 3,
	requestsPerMinute: 0,
	timeout: 60_000,
};

interface ReadOptions {
	readonly options: RunOptions;
	readonly complaints: readonly FieldComplaint[];
}

/** The reader of an operation's *Options*; an option that is missing or blank has its default. */
export function optionsReader({ clearable }: Operation) {
	const schema = someOf({
		checkBeforeSending: yesOrNo(),
		clearFields: namesOutOf(Object.keys(clearable)),
		dryRun: yesOrNo(),
		maxConcurrentRequests: numberFrom(1, Infinity, { whole: true }),
		maxRetries: numberFrom(0, 10, { whole: true }),
		requestsPerMinute: numberFrom(0, Infinity),
		timeout: numberFrom(1, LONGEST_TIMER, { whole: true }),
	});
	const parse = (raw: unknown): ReadOptions => {
		const { values, complaints } = schema.parse(isRecord(raw) ? raw : {}, false);
		return { options: { ...DEFAULTS, ...values }, complaints };
	};
	// Options without an expression are one object for all items.
	let last: { raw: unknown; result: ReadOptions } | undefined;
	return (raw: unknown): ReadOptions => {
		if (last?.raw !== raw || last === undefined) last = { raw, result: parse(raw) };
		return last.result;
	};
}
