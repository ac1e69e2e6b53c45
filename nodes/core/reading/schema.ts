/** From the raw values of one item to checked ones, or to all that is wrong with them. */
import * as z from 'zod/v4-mini';
import type { Issue } from '../errors';
import { issueOf } from './values';

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
	/** Whether a value surely keeps to the rules, as most do: zod takes its time. */
	isSure?(value: Value): boolean;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Values<F extends Fields> = {
	[Name in keyof F]?: F[Name] extends Field<infer Value> ? Value : never;
};

/** What is wrong with the values taken together; a message comes behind the label of its field, if it names one. */
export type Rules<F extends Fields> = (values: Values<F>, check: boolean) => readonly Issue[];

/** How an item's values are read. */
export interface ReadingOptions {
	/** Whether to check what was read. */
	readonly check: boolean;
	/** The name of a field in the editor. */
	readonly labelOf: (field: string) => string;
	/** The fields whose expressions could not be resolved, so that nobody calls them blank. */
	readonly unresolved?: ReadonlySet<string | undefined>;
	/** Where the last item of the same run is remembered: most fields have the same value for all items. */
	readonly memory?: ReadingMemory;
	/** The fields that may have another value than that item; all unless told. */
	readonly changing?: readonly string[];
}

/** The last item in whose fields nothing was wrong. */
export interface ReadingMemory {
	last?: {
		readonly raw: Readonly<Record<string, unknown>>;
		readonly check: boolean;
		readonly values: Readonly<Record<string, unknown>>;
	};
}

interface Parsed {
	readonly value: unknown;
	readonly complaints?: readonly Issue[];
}

export interface Schema<F extends Fields = Fields> {
	readonly fields: F;
	/** Reads all values; the issues come in the order of the fields, those of the rules behind them. */
	parse(
		raw: Readonly<Record<string, unknown>>,
		options: ReadingOptions,
	): { values: Values<F>; issues: Issue[] };
}

/** The name of the field that holds the channel; not all operations have one. */
export const channelFieldOf = ({ fields }: Schema): string | undefined =>
	Object.keys(fields).find((name) => fields[name]!.facts.isChannel);

/** Makes a thing when it is asked for: n8n loads the node long before it runs, and zod's schemas take their time. */
export function onFirstUse<T>(make: () => T): () => T {
	let made: T | undefined;
	return () => (made ??= make());
}

/** Rules for a value, in zod's terms: our complaint is the parameter of its issue. */
export const complaints = <Value>(find: (value: Value) => readonly Issue[]) =>
	z.check<Value>(({ value, issues }) => {
		for (const complaint of find(value)) {
			issues.push({
				code: 'custom',
				input: value,
				message: '',
				params: { complaint },
				// The checks behind it run all the same: all that is wrong is told at once.
				continue: true,
			});
		}
	});

/** One rule that a value keeps or not. */
export const rule = <Value>(
	isKept: (value: Value) => boolean,
	complaint: (value: Value) => Issue,
) => complaints<Value>((value) => (isKept(value) ? [] : [complaint(value)]));

/** These fields, and rules for them together. What the schema does not name is not read. */
export function schemaOf<const F extends Fields>(fields: F, rules?: Rules<F>): Schema<F> {
	const names = Object.keys(fields);
	return {
		fields,
		parse(raw, { check, labelOf, unresolved = NONE, memory = {}, changing = names }) {
			const last = memory.last?.check === check ? memory.last : undefined;
			const values: Record<string, unknown> = { ...last?.values };
			const issues: Issue[] = [];
			const complain = ({ message, ...rest }: Issue) => {
				issues.push({ ...rest, message: behind(labelOf(rest.field ?? ''), message) });
			};
			for (const name of last ? changing : names) {
				if (last && Object.is(raw[name], last.raw[name])) continue;
				const field = fields[name]!;
				const { value, complaints } = parseField(field, raw[name], check);
				if (value !== undefined) values[name] = value;
				else if (name in values) delete values[name];
				if (complaints) for (const each of complaints) complain({ ...each, field: name });
				else if (value === undefined && field.facts.required && !unresolved.has(name))
					complain({ ...field.facts.required, field: name });
			}
			if (issues.length === 0 && unresolved.size === 0) memory.last = { raw, check, values };
			for (const complaint of rules?.(values as Values<F>, check) ?? []) {
				if (!isSaid(complaint, { values, issues, unresolved })) complain(complaint);
			}
			return { values: values as Values<F>, issues };
		},
	};
}

/** `About is blank`, `Values: value 2 is blank`, and a message without a field as it is. */
const behind = (label: string, message: string) =>
	label === '' || message.startsWith(':') ? label + message : `${label} ${message}`;

const NONE: ReadonlySet<undefined> = new Set();

/** Whether a rule speaks of what has its own issue already: a value that is missing for it, or the values as a whole. */
function isSaid({ field }: Issue, { values, issues, unresolved }: Said): boolean {
	if (field === undefined) return issues.length > 0 || unresolved.size > 0;
	const hasIssue = unresolved.has(field) || issues.some((issue) => issue.field === field);
	return hasIssue && !(field in values);
}

interface Said extends Required<Pick<ReadingOptions, 'unresolved'>> {
	readonly values: object;
	readonly issues: readonly Issue[];
}

/** A value that the checks refuse is still a value, so that other rules can speak of it. */
function parseField(field: Field<unknown>, raw: unknown, check: boolean): Parsed {
	try {
		const value = field.read(raw, check);
		const { checked } = field;
		if (value === undefined || !check || !checked || field.isSure?.(value)) return { value };
		const { error } = z.safeParse(checked(), value);
		return error ? { value, complaints: error.issues.map(complaintIn) } : { value };
	} catch (error) {
		return { value: undefined, complaints: [issueOf(error)] };
	}
}

function complaintIn(issue: z.core.$ZodIssue): Issue {
	const complaint: Issue | undefined =
		issue.code === 'custom' ? issue.params?.complaint : undefined;
	return complaint ?? issueOf(new Error(issue.message));
}
