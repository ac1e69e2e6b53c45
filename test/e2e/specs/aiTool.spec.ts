import { expect, test } from '../fixtures';
import { startChatModel, type ChatModel } from '../../../tools/n8n/chatModel';
import type { N8nClient, SavedWorkflow, StoredCredential } from '../../../tools/n8n/n8nClient';
import {
	chain,
	manualTrigger,
	node,
	NODE_NAME,
	pickyAssist,
	PICKY_ASSIST_TOOL,
} from '../../../tools/n8n/workflows';

const fromModel = (key: string) => `={{ $fromAI('${key}', 'The ${key}', 'string') }}`;

const UPDATE = { updateFields: { about: fromModel('About'), email: fromModel('Email') } };

const SEND = {
	resource: 'message',
	operation: 'send',
	number: fromModel('Number'),
	message: fromModel('Message'),
};

let model: ChatModel;
test.beforeAll(async () => {
	model = await startChatModel();
});
test.afterAll(async () => await model.close());

test('an AI agent calls the node as its tool, and the profile changes', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	model.callTool({ About: 'Chosen by the agent', Email: '' });
	const workflow = await agentWorkflow(n8n, credential, 'Update our profile', UPDATE);
	await editor.open(workflow);
	await editor.executeWorkflow();
	await expect.poll(() => simulator.profiles()).toEqual({ 31: { about: 'Chosen by the agent' } });
	const execution = await n8n.firstExecutionOf(workflow.id);
	expect(execution.status).toBe('success');
	expect(JSON.stringify(execution.itemsOf('Agent'))).toContain('updatedFields');
	expect(execution.raw).not.toContain(simulator.token);
	expect(JSON.stringify(model.requests)).not.toContain(simulator.token);
	await expect(editor.node('Agent')).toBeVisible();
	await editor.picture('ai-agent');
});

test('an AI agent sends a message by the tool, and reads that it was accepted', async ({
	editor,
	n8n,
	simulator,
	credential,
}) => {
	model.callTool({ Number: '+1 555 000 0001', Message: 'Your bread is ready' });
	const workflow = await agentWorkflow(n8n, credential, 'Tell Ava that her bread is ready', SEND);
	await editor.open(workflow);
	await editor.executeWorkflow();
	await expect(editor.node('Agent').getByTestId('canvas-node-status-success')).toBeVisible();
	const message = { channel: '31', to: '15550000001', text: 'Your bread is ready' };
	expect(simulator.messages).toMatchObject([message]);
	const execution = await n8n.firstExecutionOf(workflow.id);
	expect(execution.status).toBe('success');
	const [{ json } = { json: {} }] = execution.itemsOf('Agent');
	expect(JSON.stringify(json)).toContain(simulator.messages[0]!.messageId);
	expect(execution.raw).not.toContain(simulator.token);
	expect(JSON.stringify(model.requests)).not.toContain(simulator.token);
});

async function agentWorkflow(
	n8n: N8nClient,
	credential: StoredCredential,
	text: string,
	parameters: Record<string, unknown>,
): Promise<SavedWorkflow> {
	const openAi = await n8n.createCredential('Scripted model', 'openAiApi', {
		apiKey: 'no-key-needed',
		url: model.url,
	});
	const agent = node(
		'Agent',
		'@n8n/n8n-nodes-langchain.agent',
		{ promptType: 'define', text, options: { enableStreaming: false } },
		{ typeVersion: 3.1 },
	);
	const workflow = chain('AI agent', [manualTrigger(), agent]);
	const chat = node(
		'Model',
		'@n8n/n8n-nodes-langchain.lmChatOpenAi',
		{ model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		{ typeVersion: 1.2, position: [120, 220], credentials: { openAiApi: openAi } },
	);
	const tool = pickyAssist(
		credential,
		{ application: '31', ...parameters },
		{ position: [340, 220] },
	);
	workflow.nodes.push(chat, { ...tool, type: PICKY_ASSIST_TOOL });
	workflow.connections['Model'] = {
		ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]],
	};
	workflow.connections[NODE_NAME] = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	return await n8n.createWorkflow(workflow);
}
