import type { OnError } from 'n8n-workflow';
import { readExample } from './exampleRuns';
import { aiNodes, CREDENTIAL_TYPE, runWorkflow } from '../../tools/engine';
import { useEngine } from './support';

const TOO_LONG = { about: 'x'.repeat(152) };
const MESSAGE = 'About has 152 characters, and Picky Assist allows 139';

describe('What an AI agent reads, by On Error of the tool (see docs/ai-tool.md)', () => {
	const setting = useEngine({ nodes: aiNodes([TOO_LONG, { about: 'Open now' }]) });

	const runExample = async (settings: { onError?: OnError }) => {
		const example = readExample('ai-agent-tool.json');
		const nodes = example.nodes.map((node) => {
			if (node.type !== 'n8n-nodes-pickyassist.pickyAssistTool') return node;
			const tool = { ...node, ...settings };
			if (!settings.onError) delete tool.onError;
			return tool;
		});
		const { output, run } = await runWorkflow(
			setting.engine,
			{ ...example, nodes },
			{
				startNode: 'When a chat message arrives',
				pinData: { 'When a chat message arrives': [{ json: { chatInput: 'Update it' } }] },
				credentials: { [CREDENTIAL_TYPE]: setting.credential() },
			},
		);
		return { status: run.status, answers: output('Agent')[0]?.json.answers };
	};

	it('Continue: the sentence, with the details and their hints', async () => {
		const { status, answers } = await runExample({ onError: 'continueRegularOutput' });
		expect(status).toBe('success');
		expect(answers).toEqual([
			[
				{
					error: MESSAGE,
					details: expect.objectContaining({
						issues: [expect.objectContaining({ hint: 'Shorten it by 13 characters' })],
					}),
				},
			],
			[expect.objectContaining({ status: 100, updatedFields: ['about'] })],
		]);
	});

	// The editor stores no On Error where Stop Workflow is chosen, since that is its default.
	it('Stop Workflow, as the editor stores it: the sentence alone, and the chat goes on', async () => {
		const { status, answers } = await runExample({});
		expect(status).toBe('success');
		expect(answers).toEqual([[{ error: MESSAGE }], [expect.objectContaining({ status: 100 })]]);
	});

	it('Stop Workflow, written into the JSON of the workflow: the run ends', async () => {
		const { status, answers } = await runExample({ onError: 'stopWorkflow' });
		expect(status).toBe('error');
		expect(answers).toBeUndefined();
		expect(setting.simulator.profiles()).toEqual({});
	});

	it('Continue (using error output): nothing, not even of what was updated', async () => {
		const { status, answers } = await runExample({ onError: 'continueErrorOutput' });
		expect(status).toBe('success');
		expect(answers).toEqual([[], []]);
		expect(setting.simulator.profiles()).toEqual({ '': { about: 'Open now' } });
	});
});
