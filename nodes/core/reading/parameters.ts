import type { IExecuteFunctions } from 'n8n-workflow';
import { reasonOf, type Issue } from '../errors';
import { plainOf, printsObject } from './plain';
import { expressionReaders, takesOneProperty, type Reader } from './expressions';

/** The parameters of one item. */
export interface Parameters {
	/** As the workflow gives them: from an expression, so anything. */
	readonly values: Readonly<Record<string, unknown>>;
	/** The names of those with an expression; the others have the same value for all items of a run. */
	readonly computed: readonly string[];
	/** The expressions that could not be resolved; their values are missing. */
	readonly unresolved: readonly Issue[];
}

/**
 * Reads these parameters for one item after another. What holds no expression is taken over once for all items;
 * each expression is resolved by itself.
 */
export function parameterReader(
	context: IExecuteFunctions,
	names: readonly string[],
): (item: number) => Parameters {
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
	const readers = new Map<string, Reader>();
	// A parameter that is shown in two ways has its name twice.
	for (const name of new Set(names)) {
		const raw = context.getNodeParameter(name, 0, '', { rawExpressions: true });
		if (holdsExpression(raw)) readers.set(name, readerOf(raw, name));
		else fixed[name] = raw;
	}
	const computed = [...readers.keys()];
	return (item) => {
		unresolved = [];
		const values = { ...fixed };
		for (const [name, read] of readers) values[name] = read(item);
		return { values, computed, unresolved };
	};
}

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
			message: 'An expression gives an object that n8n cannot hand on',
			hint: 'Map one value of it, like {{ $json.name }} instead of {{ $json }}',
		};
	}
	const isTold = typeof description === 'string' && description !== '';
	return {
		message: `An expression cannot be resolved: ${reason}`,
		hint: isTold ? description : 'Open the node and correct the expression that is marked red',
	};
}
