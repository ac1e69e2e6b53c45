import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { reasonOf, type Issue } from '../errors';
import { isRecord } from '../json';
import { plainOf, printsObject } from './plain';
import { expressionReaders, takesOneProperty, type Reader } from './expressions';

/**
 * Reads these parameters and the *Options*, by the names of their fields, those inside of collections too. Each
 * expression is resolved by itself.
 */
export function parametersOf(
	context: IExecuteFunctions,
	fields: readonly Pick<INodeProperties, 'name' | 'type'>[],
) {
	const readerOfExpression = expressionReaders(context);
	let unresolved: Issue[] = [];

	const readerOf = (raw: unknown, path: string): Reader => {
		if (!holdsExpression(raw)) return () => raw;
		const mayPrint = typeof raw !== 'string' || !takesOneProperty(raw);
		const engine = (item: number) => {
			try {
				const value = plainOf(context.getNodeParameter(path, item, ''));
				if (mayPrint && printsObject(value)) unresolved.push({ ...PRINTED, field: fieldOf(path) });
				return value;
			} catch (error) {
				unresolved.push(unresolvedIssue(error, path));
				return undefined;
			}
		};
		if (typeof raw === 'string') return readerOfExpression(raw, engine) ?? engine;
		if (Array.isArray(raw)) {
			const entries = raw.map((entry, index) => readerOf(entry, `${path}[${index}]`));
			return (item) => entries.map((read) => read(item));
		}
		const entries = Object.entries(raw as object).map(
			([key, value]) => [key, readerOf(value, `${path}.${key}`)] as const,
		);
		return (item) => Object.fromEntries(entries.map(([key, read]) => [key, read(item)]));
	};

	const fixed: Record<string, unknown> = {};
	const computed = new Map<string, Reader>();
	/** Collections that are an expression as a whole. */
	const wholes: Reader[] = [];
	const add = (field: string, raw: unknown, path: string) => {
		if (holdsExpression(raw)) computed.set(field, readerOf(raw, path));
		else fixed[field] = raw;
	};
	// A parameter that is shown in two ways has its name twice.
	const types = new Map([...fields, OPTIONS].map(({ name, type }) => [name, type]));
	const partsOf = (collection: object) =>
		Object.entries(collection).filter(([name]) => !types.has(name));
	for (const [name, type] of types) {
		const raw: unknown = context.getNodeParameter(name, 0, '', { rawExpressions: true });
		if (type !== 'collection') add(name, raw, name);
		else if (isRecord(raw))
			for (const [part, own] of partsOf(raw)) add(part, own, `${name}.${part}`);
		else if (holdsExpression(raw)) wholes.push(readerOf(raw, name));
	}

	return {
		/** What no expression computes, so that it is the same for all items. */
		fixed,
		isComputed: (field: string) => computed.has(field) || (wholes.length > 0 && !types.has(field)),
		/**
		 * What expressions give for an item, so anything; and the expressions that could not be resolved, whose values are
		 * missing.
		 */
		read: (item: number) => {
			unresolved = [];
			const raw: Record<string, unknown> = {};
			for (const [field, read] of computed) raw[field] = read(item);
			for (const read of wholes) {
				const collection = read(item);
				if (isRecord(collection)) Object.assign(raw, Object.fromEntries(partsOf(collection)));
			}
			return { raw, unresolved };
		},
	};
}

const OPTIONS = { name: 'options', type: 'collection' } as const;

function holdsExpression(raw: unknown): boolean {
	if (typeof raw === 'string') return raw.startsWith('=');
	return typeof raw === 'object' && raw !== null && Object.values(raw).some(holdsExpression);
}

const PRINTED: Issue = {
	message: 'An expression writes a whole object as [object Object]',
	hint: 'Map one value of it, like {{ $json.customer.name }} instead of {{ $json.customer }}',
};

/** n8n's engine hands no function on, also where an object's own property is named like one, such as `toString`. */
const HOLDS_FUNCTION = /could not be cloned/;

function unresolvedIssue(error: unknown, path: string): Issue {
	const { description } = Object(error) as { description?: unknown };
	return { field: fieldOf(path), ...wordsFor(reasonOf(error), description) };
}

/** The field that a path leads into: one of a collection, or the parameter itself with its rows or its choice. */
function fieldOf(path: string): string {
	const [parameter = '', field = parameter] = path.split(/[.[]/);
	return /^\w+\.(value$|\w+\[\d+\]\.)/.test(path) ? parameter : field;
}

function wordsFor(reason: string, description: unknown): Pick<Issue, 'message' | 'hint'> {
	if (HOLDS_FUNCTION.test(reason)) {
		return {
			message: 'An expression gives an object that n8n cannot pass on',
			hint: 'Map one value of it, like {{ $json.name }} instead of {{ $json }}',
		};
	}
	const isTold = typeof description === 'string' && description !== '';
	return {
		message: `An expression cannot be resolved: ${reason}`,
		hint: isTold ? description : 'Open the node and correct the expression that is marked red',
	};
}
