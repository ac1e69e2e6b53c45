import type { IDataObject } from 'n8n-workflow';
import { labelsOf } from '../description/labels';
import { optionsProperty, optionsReader } from '../description/options';
import { Refusal } from '../errors';
import { isRecord, wellFormed } from '../json';
import type { AnyOperation, PreparedItem } from '../operation';
import type { Parameters } from '../reading/parameters';
import { channelFieldOf, type ReadingMemory, type Schema, type Values } from '../reading/schema';
import { isMissing } from '../reading/values';

/** The parameters that an operation reads for each item. */
export const parameterNamesOf = ({ fields }: AnyOperation) => [
	...fields.map(({ name }) => name),
	'options',
];

/** Turns the parameters of one item into what it asks for; a blank Channel ID is that of the credential. */
export function itemReader(operation: AnyOperation, channelId: string | undefined) {
	const { schema } = operation;
	const properties = [...operation.fields, optionsProperty(operation)];
	const readOptions = optionsReader(operation);
	const labels = labelsOf(properties);
	const labelOf = (field: string) => labels.get(field) ?? '';
	const ordinaryBody = bodyWriter(schema);
	const memory: ReadingMemory = {};
	const readRaw = rawReader(operation, channelId);

	/** @throws Refusal with everything that is wrong with the item. */
	const read = (parameters: Parameters): Pick<PreparedItem, 'options' | 'values'> => {
		const { unresolved } = parameters;
		const { raw, changing } = readRaw(parameters);
		const { options, issues: aboutOptions } = readOptions(parameters.values.options);
		const { values, issues } = schema.parse(raw, {
			check: options.checkBeforeSending,
			labelOf,
			memory,
			changing,
			...(unresolved.length > 0 && { unresolved: new Set(unresolved.map(({ field }) => field)) }),
		});
		const [first, ...others] = [...unresolved, ...issues, ...aboutOptions];
		if (first) throw Refusal.byCheck(first, ...others);
		return { options, values };
	};
	const bodyOf = (values: PreparedItem['values']) =>
		wellFormed(operation.toBody?.(values, ordinaryBody) ?? ordinaryBody(values));
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

/** Reads the raw values of all fields, each from its own place: the parameter of its name, or a collection. */
function rawReader({ fields, schema }: AnyOperation, channelId: string | undefined) {
	const topLevel = new Set(fields.map(({ name }) => name));
	const collections = new Set([
		'options',
		...fields.flatMap(({ name, type }) => (type === 'collection' ? [name] : [])),
	]);
	const names = Object.keys(schema.fields);
	const channel = channelFieldOf(schema);

	const flattened = (parameters: Parameters['values'], among: readonly string[]) => {
		const raw: Record<string, unknown> = {};
		for (const name of among) {
			const value = parameters[name];
			if (!collections.has(name)) raw[name] = value;
			else if (isRecord(value))
				for (const key of Object.keys(value)) if (!topLevel.has(key)) raw[key] = value[key];
		}
		return raw;
	};

	/** What the parameters of the last item say of all items of its run. */
	const ofRun = ({ values, computed }: Parameters) => ({
		computed,
		fixed: flattened(
			values,
			Object.keys(values).filter((name) => !computed.includes(name)),
		),
		changing: names.filter((name) =>
			topLevel.has(name)
				? computed.includes(name)
				: computed.some((parameter) => collections.has(parameter)),
		),
	});
	let run: ReturnType<typeof ofRun> | undefined;

	return (parameters: Parameters) => {
		const { values, computed } = parameters;
		if (run?.computed !== computed) run = ofRun(parameters);
		const raw = { ...run!.fixed, ...flattened(values, computed) };
		if (channelId !== undefined && channel !== undefined && isMissing(raw[channel])) {
			raw[channel] = channelId;
		}
		return { raw, changing: run!.changing };
	};
}
