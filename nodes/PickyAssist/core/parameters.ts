import type { IExecuteFunctions } from 'n8n-workflow';
import { Refusal } from './errors';

/** The parameters of one item, as the workflow gives them: from an expression, so anything. */
export type ReadParameters = (itemIndex: number) => Record<string, unknown>;

/**
 * Reads these parameters for one item after another.
 *
 * @throws Refusal where an expression cannot be resolved.
 */
export function parameterReader(
	context: IExecuteFunctions,
	names: readonly string[],
): ReadParameters {
	return (itemIndex) => {
		try {
			return Object.fromEntries(
				names.map((name) => [name, context.getNodeParameter(name, itemIndex, '')]),
			);
		} catch (error) {
			throw unresolved(error);
		}
	};
}

function unresolved(error: unknown): Refusal {
	const { message, description } = Object(error) as { message?: string; description?: unknown };
	return Refusal.byCheck({
		code: null,
		message: `An expression cannot be resolved: ${message}`,
		hint:
			typeof description === 'string' && description !== ''
				? description
				: 'Open the node and correct the expression that is marked red',
	});
}
