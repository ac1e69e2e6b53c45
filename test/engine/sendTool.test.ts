import type { IDataObject, INode } from 'n8n-workflow';
import {
	aiNodes,
	CREDENTIAL_TYPE,
	NODE_TYPE,
	runWorkflow,
	workflowAround,
	type ToolCalling,
	type WorkflowJson,
} from './harness';
import { useEngine } from './support';

const AGENTS: ReadonlyArray<[agent: string, calling: ToolCalling]> = [
	['of version 3, which has n8n run its tool', 'byEngine'],
	['before version 3, which calls its tool itself', 'itself'],
];

const NUMBER = '15550000001';

/** What a model fills in, one call after another. */
const CALLS = [
	{ number: '+1 555 000 0001', text: 'Your table is booked.' },
	{ number: '', text: 'Your table is booked.' },
	{ number: NUMBER, text: ' ' },
	{ number: '0555 000 0001', text: 'Your table is booked.' },
	{ number: '15550000002', text: 'This answer is lost.' },
];

const ACCEPTED = { status: 100, number: NUMBER, messageId: '9844217', recipients: 1 };

/** A workflow in which an agent sends messages: it fills in the number and the text. */
function agentWith(settings: Partial<INode>): WorkflowJson {
	const [start] = workflowAround({}).nodes as [INode];
	const type = '@n8n/n8n-nodes-langchain.agent';
	const parameters = {
		resource: 'message',
		operation: 'send',
		application: '121',
		number: "={{ $fromAI('number', 'With the country code', 'string') }}",
		message: "={{ $fromAI('text', 'What to say', 'string') }}",
		options: { requestsPerMinute: 0 },
	};
	return {
		nodes: [
			start,
			{ ...start, id: 'agent', name: 'Agent', type, typeVersion: 3 },
			{ ...start, id: 'tool', name: 'Tool', type: `${NODE_TYPE}Tool`, parameters, ...settings },
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
}

describe.each(AGENTS)('Send as the tool of an agent %s', (_agent, calling) => {
	const setting = useEngine({ nodes: aiNodes(CALLS, calling) });

	/** What the agent reads, call by call; the answer to the last one is lost on its way. */
	const ask = async (settings: Partial<INode>) => {
		setting.simulator.fault({ reset: true, applyFirst: true, match: { number: '15550000002' } });
		const { output, run } = await runWorkflow(setting.engine, agentWith(settings), {
			startNode: 'Start',
			pinData: { Start: [{ json: {} }] },
			credentials: { [CREDENTIAL_TYPE]: setting.credential() },
		});
		expect(run.status).toBe('success');
		const answers = output('Agent')[0]?.json.answers as IDataObject[][];
		expect(answers).toHaveLength(CALLS.length);
		return answers.map(([answer]) => answer!);
	};

	const SENTENCES = [
		'Phone Number is blank',
		'Text is blank',
		'Phone Number begins with 0 (0555 000 0001)',
		expect.stringMatching(/No answer came, so this may have been sent: look .+ before/),
	];

	it.each([
		['Stop', {}],
		['Continue', { onError: 'continueRegularOutput' }],
		['Continue and Retry On Fail', { onError: 'continueRegularOutput', retryOnFail: true }],
	] as ReadonlyArray<[string, Partial<INode>]>)(
		'sends one message, and each refusal is a sentence that it can act on, with %s',
		async (_, settings) => {
			const [accepted, ...refused] = await ask(settings);
			expect(accepted).toMatchObject(ACCEPTED);
			// Where an older agent's tool throws, n8n adds the hint below the sentence.
			expect(refused.map(({ error }) => String(error).split('\n')[0])).toEqual(SENTENCES);
			expect(setting.simulator.messages.map(({ to, text }) => [to, text])).toEqual([
				[NUMBER, 'Your table is booked.'],
				['15550000002', 'This answer is lost.'],
			]);
			expect(setting.simulator.counts.requests).toBe(2);
		},
	);

	it('reads with Continue what to do, too', async () => {
		const answers = await ask({ onError: 'continueRegularOutput' });
		const hints = answers.slice(1).map(({ details }) => {
			const { issues } = details as unknown as { issues: Array<{ hint: string }> };
			return issues[0]!.hint;
		});
		expect(hints).toEqual([
			expect.stringMatching(/country code/),
			expect.stringMatching(/^Write a text/),
			expect.stringMatching(/country code in the place of the 0/),
			expect.stringMatching(/did not arrive/),
		]);
	});
});
