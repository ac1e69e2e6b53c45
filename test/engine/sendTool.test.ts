import type { INode } from 'n8n-workflow';
import { aiNodes } from './harness';
import { AGENTS, askAgent, useEngine } from './support';

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

/** The agent fills in the number and the text. */
const parameters = {
	resource: 'message',
	operation: 'send',
	application: '121',
	number: "={{ $fromAI('number', 'With the country code', 'string') }}",
	message: "={{ $fromAI('text', 'What to say', 'string') }}",
	options: { requestsPerMinute: 0 },
};

describe.each(AGENTS)('Send as the tool of an agent %s', (_agent, calling) => {
	const setting = useEngine({ nodes: aiNodes(CALLS, calling) });

	/** What the agent reads, call by call; the answer to the last one is lost on its way. */
	const ask = async (settings: Partial<INode>) => {
		setting.simulator.fault({ reset: true, applyFirst: true, match: { number: '15550000002' } });
		const { status, answers } = await askAgent(setting, { parameters, ...settings });
		expect(status).toBe('success');
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
