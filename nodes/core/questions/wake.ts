import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { attempt } from '../errors';
import { isRecord } from '../json';
import { outputOf, type AskedQuestion } from './question';

/**
 * A call to a run that sleeps behind a question. What the question does not take is answered, and the run sleeps on; it
 * never throws.
 */
export function wake(context: IWebhookFunctions): IWebhookResponseData {
	const call: unknown = context.getBodyData();
	const output = attempt(
		() => outputOf(questionOf(context), call),
		() => undefined,
	);
	const taken = { taken: output !== undefined };
	if (!output || !isRecord(call) || call.step === 'offer') return { webhookResponse: taken };
	// n8n answers only when the run has a place; with a limit of places those who call would wait for each other.
	(context.getResponseObject() as { json(body: object): void }).json(taken);
	return {
		noWebhookResponse: true,
		workflowData: [[{ json: output, pairedItem: { item: 0 } }]],
	};
}

/** @throws if the node has asked nothing. */
function questionOf(context: IWebhookFunctions): AskedQuestion {
	// A name may hold what ends an expression.
	const name = JSON.stringify(context.getNode().name).replaceAll('}', '\\u007d');
	const expression = `{{ $node[${name}].context.question }}`;
	return context.evaluateExpression(expression, 0) as unknown as AskedQuestion;
}
