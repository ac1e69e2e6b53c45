import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { defaultsOf } from '../description/options';
import { asRefusal, Refusal, toNodeError } from '../errors';
import type { Operation, PreparedItem } from '../operation';
import { AS_IT_IS } from '../redact';
import { connect, sender } from './post';

/** A list of the editor is waited for, so it is asked for once and not for long. */
const WAITED_FOR = { maxRetries: 0, timeout: 20_000 };

/**
 * The outputs of an operation that changes nothing, for a list of the editor.
 *
 * @throws NodeOperationError or NodeApiError, whose message the list shows.
 */
export async function fetchForEditor(
	context: ILoadOptionsFunctions,
	operation: Operation,
	values: PreparedItem['values'],
): Promise<IDataObject[]> {
	const signals = { halt: new AbortController().signal, cancel: undefined };
	const options = { ...defaultsOf(operation), ...WAITED_FOR };
	try {
		const client = await connect(context, signals);
		const send = sender(client, operation, async () => {});
		const items = [{ index: 0, options, values, body: {} }];
		const { each } = await send({ items, body: {} });
		const [outcome = []] = each;
		if (outcome instanceof Refusal) throw outcome;
		return outcome;
	} catch (error) {
		// What the client threw is clean of the token already.
		throw toNodeError(asRefusal(error), context.getNode(), AS_IT_IS);
	}
}
