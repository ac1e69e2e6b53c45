import { LoadOptionsContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { Engine } from './engine';
import { CREDENTIAL_TYPE, NODE_NAME, workflowAround } from './runNode';
import { prepare } from './runWorkflow';

export interface ListSearchOptions {
	/** The name that the resource locator gives. */
	readonly method: string;
	/** What the user typed into the search field. */
	readonly filter?: string;
	readonly credential: ICredentialDataDecryptedObject;
	readonly parameters?: object;
}

/** What a resource locator's list offers, asked for as n8n's editor does. */
export async function searchList(
	engine: Engine,
	{ method, filter, credential, parameters = {} }: ListSearchOptions,
): Promise<INodeListSearchResult> {
	const { workflow, additionalData } = prepare(engine, workflowAround({ parameters }), {
		[CREDENTIAL_TYPE]: credential,
	});
	const node = workflow.getNode(NODE_NAME)!;
	const { methods } = engine.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const search = methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list "${method}"`);
	// Its types and those of n8n-workflow differ in what may be undefined.
	const context = new LoadOptionsContext(
		workflow,
		node,
		additionalData,
		'',
	) as unknown as ILoadOptionsFunctions;
	return await search.call(context, filter);
}
