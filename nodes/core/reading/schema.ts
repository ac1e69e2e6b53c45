/** From the raw values of one item to checked ones, or to all that is wrong with them. */
import * as z from 'zod/v4-mini';
import type { Issue } from '../errors';
import type { Data } from '../json';
import { issuesOf } from './values';

/** Facts about a field that the documentation, the tests and the request derive from the schema. */
export interface FieldFacts {
	/** The greatest number of characters, or of entries of a list. */
	readonly limit?: number;
	/** The API's codes for this field's rules. */
	readonly codes?: readonly number[];
	/** The one of these codes that is about a text's length. */
	readonly lengthCode?: number;
	/** Its name on the wire, its own unless told; `null` where it does not go out by itself. */
	readonly wire?: string | null;
	/** What is said where it is blank, which is refused whether values are checked or not. */
	readonly required?: Issue;
	/** The number of a channel: requests of one go out one after another, and blank means that of the credential. */
	readonly isChannel?: true;
	/** Shown nowhere: in no output, no message and no dry run. */
	readonly secret?: true;
}

/**
 * A field is read (blanks, types, forms) and then checked (limits, lists): reading always happens, checking only while
 * *Check Before Sending* is on.
 */
export interface Field<Value> {
	readonly facts: FieldFacts;
	/**
	 * `check` tells whether the value will be checked, for forms that are put in order only then.
	 *
	 * @throws Unreadable
	 */
	read(raw: unknown, check: boolean): Value | undefined;
	/** What the value has to keep to, as rules of zod's that hold our complaint. */
	readonly checked?: () => z.ZodMiniType;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Values<F extends Fields> = {
	[Name in keyof F]?: F[Name] extends Field<infer Value> ? Value : never;
};

/** What all items of a run have in common. */
export interface Shared {
	/** The raw values that no expression computes. */
	readonly fixed: Data;
	readonly isComputed: (field: string) => boolean;
	/** The name of a field in the editor. */
	readonly labelOf: (field: string) => string;
}

export interface Schema<F extends Fields = Fields> {
	readonly fields: F;
	/**
	 * Reads what is fixed once, and gives what reads the rest of each item. The issues come in the order of the fields,
	 * those of the rules behind them. No field is called blank whose expression could not be resolved.
	 */
	reader(
		shared: Shared,
	): (
		raw: Data,
		check: boolean,
		unresolved?: ReadonlySet<string | undefined>,
	) => { readonly values: Values<F>; readonly issues: readonly Issue[] };
}

/** The name of the field that holds the channel; not all operations have one. */
export const channelFieldOf = ({ fields }: Schema): string | undefined =>
	Object.keys(fields).find((name) => fields[name]!.facts.isChannel);

/**
 * A type that keeps to rules, each of which gives what is wrong: our issue is the parameter of zod's. Made when the first
 * value is checked, since n8n loads the node long before it runs, and to make zod's schemas takes time.
 */
export function heldTo<Value>(
	type: () => z.ZodMiniType<Value>,
	...rules: ReadonlyArray<(value: Value) => readonly Issue[]>
): () => z.ZodMiniType {
	let made: z.ZodMiniType | undefined;
	const make = () =>
		type().check(
			z.check(({ value, issues }) => {
				for (const find of rules) {
					for (const fault of find(value)) {
						issues.push({ code: 'custom', input: value, message: '', params: { fault } });
					}
				}
			}),
		);
	return () => (made ??= make());
}

/** A rule that a value keeps or not. */
export const rule =
	<Value>(isKept: (value: Value) => boolean, fault: (value: Value) => Issue) =>
	(value: Value): readonly Issue[] =>
		isKept(value) ? [] : [fault(value)];

/**
 * These fields, and rules for them together, which say what is wrong with the values; a message comes behind the label of
 * its field, if it names one. What the schema does not name is not read.
 */
export function schemaOf<const F extends Fields>(
	fields: F,
	rules?: (values: Values<F>, check: boolean) => readonly Issue[],
): Schema<F> {
	const names = Object.keys(fields);

	const read = (
		raw: Data,
		check: boolean,
		among: readonly string[],
		unresolved: ReadonlySet<string | undefined>,
	) => {
		const values: Record<string, unknown> = {};
		const issues: Issue[] = [];
		for (const name of among) {
			const field = fields[name]!;
			const { value, faults } = readField(field, raw[name], check);
			if (value !== undefined) values[name] = value;
			for (const fault of faults) issues.push({ ...fault, field: name });
			const { required } = field.facts;
			const isBlank = value === undefined && faults.length === 0 && !unresolved.has(name);
			if (isBlank && required) issues.push({ ...required, field: name });
		}
		return { values, issues };
	};

	return {
		fields,
		reader: ({ fixed, isComputed, labelOf }) => {
			const computed = names.filter(isComputed);
			const others = names.filter((name) => !isComputed(name));
			/** By whether values are checked, which an expression may say. */
			const shared = new Map<boolean, ReturnType<typeof read>>();
			const place = ({ field = '' }: Issue) => names.indexOf(field);

			return (raw, check, unresolved = NONE) => {
				const common = shared.get(check) ?? read(fixed, check, others, NONE);
				shared.set(check, common);
				const own = read(raw, check, computed, unresolved);
				const values = { ...common.values, ...own.values };
				const issues = [...common.issues, ...own.issues].sort((a, b) => place(a) - place(b));
				for (const issue of rules?.(values as Values<F>, check) ?? [])
					if (!isSaid(issue, values, issues, unresolved)) issues.push(issue);
				const labelled = issues.map((issue) => ({
					...issue,
					message: behind(labelOf(issue.field ?? ''), issue.message),
				}));
				return { values: values as Values<F>, issues: labelled };
			};
		},
	};
}

/** `About is blank`, `Values: value 2 is blank`, and a message without a field as it is. */
const behind = (label: string, message: string) =>
	label === '' || message.startsWith(':') ? label + message : `${label} ${message}`;

const NONE: ReadonlySet<undefined> = new Set();

/** Whether a rule speaks of what has its own issue already: a value that is missing for it, or the values as a whole. */
function isSaid(
	{ field }: Issue,
	values: object,
	issues: readonly Issue[],
	unresolved: ReadonlySet<string | undefined>,
): boolean {
	if (field === undefined) return issues.length > 0 || unresolved.size > 0;
	const hasIssue = unresolved.has(field) || issues.some((issue) => issue.field === field);
	return hasIssue && !(field in values);
}

const NO_FAULT: readonly Issue[] = [];

/** A value that the checks refuse is still a value, so that other rules can speak of it. */
export function readField<Value>(
	field: Field<Value>,
	raw: unknown,
	check: boolean,
): { readonly value?: Value | undefined; readonly faults: readonly Issue[] } {
	try {
		const value = field.read(raw, check);
		const { checked } = field;
		if (value === undefined || !check || !checked) return { value, faults: NO_FAULT };
		const { error } = z.safeParse(checked(), value);
		return { value, faults: error ? error.issues.flatMap(faultsIn) : NO_FAULT };
	} catch (error) {
		return { faults: issuesOf(error) };
	}
}

function faultsIn(issue: z.core.$ZodIssue): readonly Issue[] {
	const fault: Issue | undefined = issue.code === 'custom' ? issue.params?.fault : undefined;
	return fault ? [fault] : issuesOf(new Error(issue.message));
}
