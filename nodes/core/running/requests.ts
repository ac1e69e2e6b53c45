import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Refusal, type Issue } from '../errors';
import { labelsOf } from '../description/labels';
import type { Operation } from '../operation';
import { optionsProperty, optionsReader, type RunOptions } from '../description/options';
import type { Parameters } from '../reading/parameters';
import { isRecord } from '../json';
import type { Complaint } from '../reading/readings';
import type { FieldComplaint } from '../reading/schema';

/** What one item asks for, read and checked. */
export interface ItemRequest {
	readonly options: RunOptions;
	/** The values by the names of the parameters, cleared ones included. */
	readonly values: Record<string, unknown>;
	/** The JSON body, without the token. */
	readonly body: IDataObject;
	readonly lane: unknown;
}

/** The parameters that an operation reads for each item. */
export const parameterNamesOf = ({ fields }: Operation) => [
	...fields.map(({ name }) => name),
	'options',
];

/** Turns the parameters of one item into its request. */
export function requestBuilder(operation: Operation) {
	const { schema, clearable, laneOf, toBody, problemOf, fields } = operation;
	const readOptions = optionsReader(operation);
	const labels = labelsOf([...fields, optionsProperty(operation)]);

	const issueOf = ({ code, say, ...rest }: Complaint & { field?: string }): Issue => ({
		code,
		message: say(labels.get(rest.field ?? '') ?? ''),
		...rest,
	});

	/** @throws Refusal with everything that is wrong with the item. */
	return ({ values: parameters, unresolved }: Parameters): ItemRequest => {
		const { options, complaints: aboutOptions } = readOptions(parameters.options);
		const { values: set, complaints: aboutFields } = schema.parse(
			flattened(fields, parameters),
			options.checkBeforeSending,
		);
		const complaints = [
			...aboutFields,
			...options.clearFields.filter((name) => name in set).map(setAndCleared),
			...aboutOptions,
		];
		const values = inOrderOf(schema.fields, {
			...pick(clearable, options.clearFields),
			...set,
		});
		const body = toBody(values);
		const issues = [...unresolved, ...complaints.map(issueOf)];
		const problem = issues.length === 0 ? problemOf(body) : undefined;
		const [first, ...others] = problem ? [issueOf(problem)] : issues;
		if (first) throw Refusal.byCheck(first, ...others);
		return { options, values, body, lane: laneOf(values) };
	};
}

const setAndCleared = (field: string): FieldComplaint => ({
	code: null,
	field,
	say: (label) => `${label} is both set and to be cleared`,
	hint: 'Leave its value blank to clear it, or remove it from Clear Fields to set it',
});

/** The values of all fields in one record, those inside collections too. */
function flattened(fields: readonly INodeProperties[], parameters: Parameters['values']) {
	return Object.assign(
		{},
		...fields.map(({ name, type }) => {
			const value = parameters[name];
			if (type !== 'collection') return { [name]: value };
			return isRecord(value) ? value : {};
		}),
	) as Record<string, unknown>;
}

function pick(record: Readonly<Record<string, unknown>>, names: readonly string[]) {
	return Object.fromEntries(names.map((name) => [name, record[name]]));
}

function inOrderOf(fields: Readonly<Record<string, unknown>>, values: Record<string, unknown>) {
	return pick(
		values,
		Object.keys(fields).filter((name) => name in values),
	);
}
