/** What n8n tells of how the node is used. */
import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the node is the tool of an AI agent. Newer agents run it as an ordinary node, whose type still says so. */
export const isTool = (context: IExecuteFunctions): boolean =>
	context.getNode().type.endsWith('Tool') || context.isToolExecution?.() === true;

/**
 * Whether n8n routes refused items to the error output. Not where it has no source to pair them with: it then takes
 * the item itself, and would put the bare message in the place of the details.
 */
export const leavesByErrorOutput = (context: IExecuteFunctions): boolean =>
	context.getNode().onError === 'continueErrorOutput' && Boolean(context.getExecuteData().source);

/** How many times the node ran before in this execution. */
export const runIndexOf = (context: IExecuteFunctions): number =>
	Number(context.getWorkflowDataProxy(0).$runIndex);

/** What the node's two selectors say. */
export const selectedIn = (context: IExecuteFunctions) => ({
	resource: context.getNodeParameter('resource', 0, ''),
	value: context.getNodeParameter('operation', 0, ''),
});
