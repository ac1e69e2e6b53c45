import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { labelsOf } from '../description/labels';
import { defaultsOf, optionsProperty, optionsSchema } from '../description/options';
import { Refusal, type Issue } from '../errors';
import { wellFormed, type Data } from '../json';
import type { Operation, PreparedItem, RunOptions } from '../operation';
import { parametersOf } from '../reading/parameters';
import { channelFieldOf, type Shared } from '../reading/schema';
import { isMissing } from '../reading/values';

/** Reads the values of an item; a blank Channel ID is that of the credential. */
export function itemReader(
	context: IExecuteFunctions,
	operation: Operation,
	channelId: string | undefined,
) {
	const { schema } = operation;
	const labels = labelsOf([...operation.fields, optionsProperty(operation)]);
	const labelOf = (field: string) => labels.get(field) ?? '';
	const parameters = parametersOf(context, operation.fields);
	const channel = channelFieldOf(schema);
	/** The same with the channel of the credential in the place of a blank one. */
	const withChannel = (raw: Data): Data =>
		channel !== undefined && channelId !== undefined && isMissing(raw[channel])
			? { ...raw, [channel]: channelId }
			: raw;

	const { isComputed } = parameters;
	const fixed = withChannel(parameters.fixed);
	const readValues = schema.reader({ fixed, isComputed, labelOf });
	const readOptions = optionsReader(operation, { ...parameters, labelOf });

	/** @throws Refusal with everything that is wrong with the item. */
	return (index: number): Pick<PreparedItem, 'options' | 'values'> => {
		const { raw, unresolved } = parameters.read(index);
		const { options, issues: aboutOptions } = readOptions(raw);
		const { values, issues } = readValues(
			withChannel(raw),
			options.checkBeforeSending,
			unresolved.length > 0 ? new Set(unresolved.map(({ field }) => field)) : undefined,
		);
		const [first, ...others] = [...unresolved, ...issues, ...aboutOptions];
		if (first) throw Refusal.byCheck(first, ...others);
		return { options, values };
	};
}

/** Reads the options of every request; one that is missing or blank has its default. */
export function optionsReader(operation: Operation, shared: Shared) {
	const defaults = defaultsOf(operation);
	const read = optionsSchema(operation).reader(shared);
	return (raw: Data): { readonly options: RunOptions; readonly issues: readonly Issue[] } => {
		const { values, issues } = read(raw, false);
		return { options: { ...defaults, ...values }, issues };
	};
}

/** Writes the body of an item from its values. */
export function bodyWriter({ schema, toBody }: Operation) {
	const names = Object.entries(schema.fields).flatMap(([name, { facts }]) =>
		facts.wire === null ? [] : [[name, facts.wire ?? name] as const],
	);
	/** Each value under its name on the wire, in the order of the schema. */
	const ordinary = (values: PreparedItem['values']): IDataObject =>
		Object.fromEntries(
			names.flatMap(([name, wire]) => (values[name] === undefined ? [] : [[wire, values[name]]])),
		) as IDataObject;
	return (values: PreparedItem['values']): IDataObject =>
		wellFormed(toBody?.(values, ordinary) ?? ordinary(values));
}
