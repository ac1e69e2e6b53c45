import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRefusal, toErrorItem, toNodeError, type Refusal } from '../errors';
import type { Operation } from '../operation';
import { AS_IT_IS } from '../redact';
import { bodyWriter, itemReader } from './itemReader';
import { leavesByErrorOutput } from './n8nContext';

/**
 * Answers the call that started the run, once, for the first item. All items go on as they came; in the Continue modes
 * a refusal stands in the place of the first. No credential is read, so there is no token to hide.
 *
 * @throws NodeOperationError where the answer is refused, with On Error = Stop.
 */
export async function answerCall(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const [first, ...others] = context
		.getInputData()
		.map((data, item): INodeExecutionData => ({ ...data, pairedItem: { item } }));
	if (!first) return [[]];
	const refusal = await answer(context, operation).catch(asRefusal);
	if (!refusal) return [[first, ...others]];
	if (!context.continueOnFail()) throw toNodeError(refusal, context.getNode(), AS_IT_IS, 0);
	return [[toErrorItem(AS_IT_IS, leavesByErrorOutput(context))(refusal, 0), ...others]];
}

/** Gives the refusal, where there is one. */
async function answer(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<Refusal | undefined> {
	const noCall = operation.answers?.noCall(context);
	if (noCall) return noCall;
	const noReply = operation.answers?.noReply(context);
	if (noReply) {
		await respond(context, {});
		return noReply;
	}
	try {
		await respond(context, bodyFor(context, operation));
		return undefined;
	} catch (error) {
		// The run ends here: without an answer n8n would give HTTP 500, and the caller would call again.
		if (!context.continueOnFail()) await respond(context, {});
		return asRefusal(error);
	}
}

const respond = async (context: IExecuteFunctions, body: IDataObject) =>
	await context.sendResponse({ headers: {}, statusCode: 200, body });

/** @throws Refusal with everything that is wrong with the first item. */
function bodyFor(context: IExecuteFunctions, operation: Operation): IDataObject {
	const { values } = itemReader(context, operation, undefined)(0);
	return bodyWriter(operation)(values);
}
