import type { INodeProperties } from 'n8n-workflow';
import type { Data } from '../json';
import { makesRequests, type Effect, type Operation, type RunOptions } from '../operation';
import { numberFrom, yesOrNo } from '../reading/fields';
import { schemaOf, type Field, type Schema } from '../reading/schema';
import { LONGEST_TIMER } from '../timing';

const DEFAULTS: RunOptions = {
	checkBeforeSending: true,
	dryRun: false,
	maxConcurrentRequests: 10,
	maxRetries: 3,
	requestsPerMinute: 0,
	timeout: 60_000,
};

/** What the options have where nobody sets them. */
export const defaultsOf = ({ optionDefaults }: Operation): RunOptions => ({
	...DEFAULTS,
	...optionDefaults,
});

type Definition<Value> = Pick<INodeProperties, 'displayName' | 'type' | 'typeOptions'> & {
	readonly description: string;
	/** What is said instead where requests have this effect. */
	readonly descriptionOf?: Partial<Record<Effect, string>>;
	readonly field: Field<Value>;
	/** Whether only requests that change something have it. */
	readonly changesOnly?: true;
	/** Whether only runs that may send several requests have it. */
	readonly severalOnly?: true;
};

/** The options of every request, by their names. */
const DEFINITIONS: { readonly [Name in keyof RunOptions]: Definition<RunOptions[Name]> } = {
	checkBeforeSending: {
		displayName: 'Check Before Sending',
		type: 'boolean',
		description:
			'Whether to check lengths, formats and choices before anything is sent. If it is off, only Picky Assist checks them.',
		field: yesOrNo(),
		changesOnly: true,
	},
	dryRun: {
		displayName: 'Dry Run',
		type: 'boolean',
		description:
			'Whether to show the request that would be sent, without its token, and send nothing',
		field: yesOrNo(),
		changesOnly: true,
	},
	maxConcurrentRequests: {
		displayName: 'Max Concurrent Requests',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description:
			'How many requests may run at the same time (1 or more). Items with the same Channel ID always go out one after another.',
		descriptionOf: { safe: 'How many requests may run at the same time (1 or more)' },
		field: numberFrom(1, Infinity, { whole: true }),
		severalOnly: true,
	},
	maxRetries: {
		displayName: 'Max Retries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
		description:
			'How many times a request is sent again if Picky Assist could not be reached or was too busy (0 to 10). What Picky Assist refuses is never sent again.',
		descriptionOf: {
			once: 'How many times a request is sent again if it certainly did not arrive (0 to 10). What may have arrived is never sent again.',
		},
		field: numberFrom(0, 10, { whole: true }),
	},
	requestsPerMinute: {
		displayName: 'Requests per Minute',
		type: 'number',
		typeOptions: { minValue: 0 },
		description:
			'How many requests may start within a minute, evenly spaced and including retries, over all runs of this n8n process; 0 means no limit. If there are several workers, set a smaller number, since each worker counts only its own requests.',
		field: numberFrom(0, Infinity),
	},
	timeout: {
		displayName: 'Timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		description: 'How long to wait for the answer to one request, in milliseconds',
		field: numberFrom(1, LONGEST_TIMER, { whole: true }),
	},
};

function definitionsOf(operation: Operation) {
	if (!makesRequests(operation)) return [];
	return Object.entries(DEFINITIONS).filter(
		([, { changesOnly, severalOnly }]) =>
			(operation.effect !== 'safe' || !changesOnly) && !(operation.question && severalOnly),
	);
}

/** The editor's *Options* of an operation, in the order of their labels, as n8n wants them. */
export function optionsProperty(operation: Operation): INodeProperties {
	const { ownOptions = [], effect } = operation;
	const defaults: Data = { ...defaultsOf(operation) };
	const general = definitionsOf(operation).map(
		([name, { displayName, type, typeOptions, description, descriptionOf }]): INodeProperties => ({
			displayName,
			name,
			type,
			...(typeOptions && { typeOptions }),
			default: defaults[name] as boolean | number,
			description: descriptionOf?.[effect] ?? description,
		}),
	);
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...general, ...ownOptions].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
	};
}

/** The fields of an operation's *Options* that every request has. */
export const optionsSchema = (operation: Operation): Schema =>
	schemaOf(
		Object.fromEntries(
			definitionsOf(operation).map(([name, { field }]) => [name, field as Field<unknown>]),
		),
	);
