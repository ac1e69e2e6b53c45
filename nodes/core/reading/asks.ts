import type { IDataObject } from 'n8n-workflow';
import { labelsOf } from '../description/labels';
import { optionsProperty, optionsReader } from '../description/options';
import { Refusal } from '../errors';
import { isRecord } from '../json';
import type { AnyOperation, Ask } from '../operation';
import type { Parameters } from './parameters';
import type { ReadingMemory, Schema, Values } from './schema';
import { isMissing } from './values';

/** The parameters that an operation reads for each item. */
export const parameterNamesOf = ({ fields }: AnyOperation) => [
	...fields.map(({ name }) => name),
	'options',
];

/** Turns the parameters of one item into what it asks for; a blank Channel ID is that of the credential. */
export function askReader(operation: AnyOperation, channelId: string | undefined) {
	const { schema } = operation;
	const options = optionsProperty(operation);
	const properties = [...operation.fields, options];
	const readOptions = optionsReader(operation);
	const labels = labelsOf(properties);
	const labelOf = (field: string) => labels.get(field) ?? '';
	const ordinaryBody = bodyWriter(schema);
	const memory: ReadingMemory = {};
	const collections = properties.flatMap(({ name, type }) => (type === 'collection' ? [name] : []));
	const rawOf = (parameters: Parameters['values']) => {
		const raw = flattened(collections, parameters);
		if (channelId !== undefined && isMissing(raw.application)) raw.application = channelId;
		return raw;
	};

	/** @throws Refusal with everything that is wrong with the item. */
	const read = ({
		values: parameters,
		unresolved,
	}: Parameters): Pick<Ask, 'options' | 'values'> => {
		const { options, issues: aboutOptions } = readOptions(parameters.options);
		const { values, issues } = schema.parse(rawOf(parameters), {
			check: options.checkBeforeSending,
			labelOf,
			...(unresolved.length > 0 && { unresolved: new Set(unresolved.map(({ field }) => field)) }),
			memory,
		});
		const [first, ...others] = [...unresolved, ...issues, ...aboutOptions];
		if (first) throw Refusal.byCheck(first, ...others);
		return { options, values };
	};
	const bodyOf = (values: Ask['values']) =>
		operation.toBody?.(values, ordinaryBody) ?? ordinaryBody(values);
	return { read, bodyOf };
}

/** Each value under its name on the wire, in the order of the schema. */
function bodyWriter({ fields }: Schema) {
	const names = Object.entries(fields).flatMap(([name, { facts }]) =>
		facts.wire === null ? [] : [[name, facts.wire ?? name] as const],
	);
	return (values: Values<Schema['fields']>): IDataObject =>
		Object.fromEntries(
			names.flatMap(([name, wire]) => (values[name] === undefined ? [] : [[wire, values[name]]])),
		) as IDataObject;
}

/** The values of all fields in one record, those inside collections too. */
function flattened(collections: readonly string[], parameters: Parameters['values']) {
	const raw: Record<string, unknown> = { ...parameters };
	for (const name of collections) {
		const value = parameters[name];
		if (isRecord(value)) Object.assign(raw, value);
	}
	return raw;
}
