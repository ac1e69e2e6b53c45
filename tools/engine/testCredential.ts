/** The test of a credential, as n8n's server runs it when one is saved. */
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeType,
} from 'n8n-workflow';
import { CREDENTIAL_ID, CredentialsHelper } from './credentials';
import type { Engine } from './engine';
import { additionalDataFor } from './runWorkflow';

/** Sends the test's request by n8n's own way for it, and gives the answer. The rules are not applied. */
export async function testCredential(
	engine: Engine,
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<unknown> {
	const stored = { id: CREDENTIAL_ID, name: `Stored ${type}` };
	const node: INode = {
		id: 'test',
		name: 'Test',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: stored },
	};
	const nodeType = askingNode(engine, node, type);
	const workflow = new Workflow({
		id: 'credential-test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	const context = new ExecuteContext(
		workflow,
		node,
		additionalDataFor(new CredentialsHelper(engine.credentialType, { [type]: data }), {
			id: workflow.id,
			name: 'Credential test',
			active: false,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes: [node],
			connections: {},
			activeVersionId: null,
		}),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	await workflow.expression.acquireIsolate();
	try {
		const answer = await new RoutingNode(context, nodeType, { ...stored, type, data }).runNode();
		return answer?.[0]?.[0]?.json;
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

/** n8n sends the request by a declarative node that it makes up. */
function askingNode(engine: Engine, node: INode, type: string): INodeType {
	const { description } = engine.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const { test } = engine.credentialType(type);
	return {
		description: {
			...description,
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Ask',
					name: 'ask',
					type: 'string',
					default: '',
					routing: { request: test!.request },
				},
			],
		},
	};
}
