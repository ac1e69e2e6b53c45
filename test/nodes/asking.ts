import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../nodes/core/operation';
import { bodyWriter, itemReader } from '../../nodes/core/running/itemReader';
import { strictContext } from './strictContext';

/**
 * Reads an item with these parameters, as a run does that completes nothing. What is an expression cannot be resolved:
 * its text says why.
 */
export function asking(operation: Operation, channelId: string | undefined) {
	return (parameters: object) => {
		const fresh = Object.fromEntries(
			operation.fields.map(({ name, default: byDefault }) => [name, byDefault]),
		);
		const { context } = strictContext({
			parameters: { ...fresh, options: {}, ...parameters } as IDataObject,
			expressions: new Proxy(
				{},
				{
					get: (_, expression) => () => {
						throw new Error(String(expression).slice(1));
					},
				},
			),
		});
		const item = itemReader(context, operation, channelId)(0);
		return { ...item, body: bodyWriter(operation)(item.values) };
	};
}
