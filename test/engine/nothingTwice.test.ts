/** What n8n runs again: by Retry On Fail, by the Retry button, in loops and as the tool of an agent. */
import type { INode } from 'n8n-workflow';
import type { Fault } from '../../tools/simulator';
import {
	aiNodes,
	CREDENTIAL_TYPE,
	NODE_NAME,
	NODE_TYPE,
	runWorkflow,
	type NodeRunOptions,
	type WorkflowJson,
} from '../../tools/engine';
import { AGENTS, askAgent, refusalIn, useEngine, type Setting } from './support';

const RETRY_ON_FAIL: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const REFUSED: Fault = { status: 404 };
const LOST: Fault = { reset: true, applyFirst: true };

const WHAT = ['restart', 'reset', 'stop-call-queue'];
const ITEMS = WHAT.map((command) => ({ command }));
const ACCEPTED = [100, 100, 100];

/** Runs commands, which must not be done twice. */
function commands(setting: Setting) {
	return {
		run: async (rest: NodeRunOptions = {}) =>
			await setting.call(
				'device.runCommand',
				{ command: '={{ $json.command }}' },
				{ items: ITEMS, ...rest },
			),
		fault: (command: string, fault: Fault) =>
			setting.simulator.fault({ ...fault, match: { body: { command } } }),
		/** What was done at Picky Assist. */
		done: () => setting.simulator.commands.map(({ command }) => command),
		/** How many requests went out for each item. */
		requests: () =>
			WHAT.map((what) => setting.received().filter(({ command }) => command === what).length),
	};
}

describe('Retry On Fail does nothing twice', () => {
	const setting = useEngine();
	const { run, fault, done, requests } = commands(setting);

	// In the Continue modes n8n tries again only if the first item is refused.
	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s, and does what was refused once',
		async (onError) => {
			fault('restart', REFUSED);
			const { items, errorItems, error } = await run({ onError, settings: RETRY_ON_FAIL });
			expect([error, errorItems]).toEqual([undefined, []]);
			expect(done().sort()).toEqual([...WHAT].sort());
			expect(requests()).toEqual([2, 1, 1]);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2].map((item) => ({ item })),
			);
		},
	);

	it.each([
		['stopWorkflow', [1, 0, 0]],
		['continueRegularOutput', [1, 1, 1]],
		['continueErrorOutput', [1, 1, 1]],
	] as const)('with %s, and leaves alone what is in doubt', async (onError, expected) => {
		fault('restart', { ...LOST, times: Infinity });
		const { items, errorItems, error } = await run({ onError, settings: RETRY_ON_FAIL });
		expect(requests()).toEqual(expected);
		const refused = [...items, ...errorItems].find(({ json }) => 'details' in json);
		expect(error?.message ?? refusalIn(refused).error).toMatch(/may have been sent/);
	});
});

describe('The Retry button', () => {
	const setting = useEngine();
	const { run, fault, done, requests } = commands(setting);

	/** What is stored of the node with an execution, for its Retry. */
	const storedBy = ({ run: { data } }: Awaited<ReturnType<typeof run>>) =>
		data.executionData!.contextData[`node:${NODE_NAME}`];

	it('does what was not accepted', async () => {
		fault('reset', REFUSED);
		const failed = await run();
		expect(failed.error!.description).toMatch(
			/Accepted before: item 0\. Retry sends only the others\.$/,
		);
		const retried = await run({ retryOf: failed });
		expect(done()).toEqual(WHAT);
		expect(requests()).toEqual([1, 2, 1]);
		expect(retried.items.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual(
			[0, 1, 2].map((item) => [100, { item }]),
		);
	});

	it('finds ids and states alone in what is stored, no words and no token', async () => {
		const said = 'These words are stored with no execution.';
		fault('restart', { body: { status: 100, message: 'Success', said, [said]: 1 } });
		fault('reset', REFUSED);
		const failed = await run();
		expect(storedBy(failed)).toEqual({
			mark: expect.any(String),
			accepted: { 'device.runCommand': { 0: { 0: { status: 100, message: 'Success' } } } },
		});
		expect(failed.stored()).not.toContain(setting.simulator.token);
	});

	it('finds nothing of a run that succeeded, or that went on', async () => {
		expect(storedBy(await run())).toEqual({});
		fault('reset', REFUSED);
		expect(storedBy(await run({ onError: 'continueRegularOutput' }))).toEqual({});
	});
});

describe('Groups', () => {
	const setting = useEngine();
	const IDS = ['G1', 'G2'];
	beforeEach(() => {
		for (const id of IDS)
			setting.simulator.groups.push({ id, subject: id, admins: [], members: [], inviteLink: '' });
	});

	const leave = async (rest: NodeRunOptions = {}, options: object = {}) =>
		await setting.call(
			'group.leave',
			{ groupId: '={{ $json.id }}', options },
			{ items: IDS.map((id) => ({ id })), ...rest },
		);
	const refuse = (id: string) =>
		setting.simulator.fault({ status: 838, match: { body: { group_id: id } } });
	const asked = () => setting.received().map(({ group_id }) => group_id);

	it('what is refused the second time is not sent again by Retry On Fail', async () => {
		refuse('G2');
		const { items } = await leave({ settings: RETRY_ON_FAIL });
		expect(items.map(({ json }) => json)).toEqual(
			IDS.map((groupId) => ({ status: 100, message: 'Success', groupId })),
		);
		expect(asked()).toEqual(['G1', 'G2', 'G2']);
	});

	it('what is refused the second time is sent again by the Retry button', async () => {
		refuse('G2');
		const failed = await leave();
		expect(failed.error!.description).not.toContain('Accepted before');
		const { error } = await leave({ retryOf: failed });
		expect(error).toMatchObject({ httpCode: '836' });
		expect(asked()).toEqual(['G1', 'G2', 'G1']);
	});

	it('a refusal says that an attempt before may have done it, also one of an earlier try', async () => {
		setting.simulator.fault({ reset: true, applyFirst: true });
		const settings = RETRY_ON_FAIL;
		const { error } = await leave({ settings }, { maxRetries: 0 });
		expect(asked()).toEqual(['G1', 'G1', 'G1']);
		expect(error).toMatchObject({
			httpCode: '836',
			description: expect.stringMatching(/^An earlier attempt got no answer, so it may have done/),
		});
	});

	it('Create stores its ID and its link for the Retry button, and not the subject', async () => {
		setting.simulator.fault({ status: 835, match: { body: { group_subject: 'Two' } } });
		const run = async (rest: NodeRunOptions = {}) =>
			await setting.call(
				'group.create',
				{ subject: '={{ $json.subject }}' },
				{ items: [{ subject: 'One' }, { subject: 'Two' }], ...rest },
			);
		const failed = await run();
		const { accepted } = failed.run.data.executionData!.contextData[`node:${NODE_NAME}`]!;
		const link = { groupId: '120363040000001', inviteLink: 'https://chat.whatsapp.com/Invite1' };
		expect(accepted).toEqual({
			'group.create': { 0: { 0: { status: 100, message: 'Success', ...link } } },
		});
		const retried = await run({ retryOf: failed });
		expect(retried.items).toHaveLength(2);
		expect(retried.items[0]!.json).toMatchObject(link);
		expect(setting.received().map(({ group_subject }) => group_subject)).toEqual([
			...['One', 'Two', 'Two'],
		]);
	});
});

describe('Loop Over Items', () => {
	const setting = useEngine();

	const node = (name: string, type: string, typeVersion: number, parameters: object): INode => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	});

	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];

	/** A loop that hands one item after another to this node. */
	const loop = (settings: Partial<INode>): WorkflowJson => ({
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1, options: {} }),
			{
				...node(NODE_NAME, NODE_TYPE, 1, {
					resource: 'device',
					operation: 'runCommand',
					command: '={{ $json.command }}',
				}),
				...settings,
			},
			node('Done', 'n8n-nodes-base.noOp', 1, {}),
		],
		connections: {
			Start: { main: [to('Loop')] },
			Loop: { main: [to('Done'), to(NODE_NAME)] },
			[NODE_NAME]: { main: [to('Loop')] },
		},
	});

	const COMMANDS_IN_LOOP = ['restart', 'reset', 'restart', 'restart'];

	const run = async (settings: Partial<INode> = {}, rest: object = {}) =>
		await runWorkflow(setting.engine, loop(settings), {
			startNode: 'Start',
			pinData: { Start: COMMANDS_IN_LOOP.map((command) => ({ json: { command } })) },
			credentials: { [CREDENTIAL_TYPE]: setting.credential() },
			...rest,
		});

	const commands = () => setting.simulator.commands.map(({ command }) => command);

	it('the Retry button goes on with the round that failed', async () => {
		setting.simulator.fault({ ...REFUSED, match: { body: { command: 'reset' } } });
		const failed = await run();
		expect(failed.run.status).toBe('error');
		expect(commands()).toEqual(['restart']);
		const retried = await run({}, { retryOf: failed });
		expect(retried.error).toBeUndefined();
		expect(commands()).toEqual(COMMANDS_IN_LOOP);
		expect(retried.output('Done').map(({ json }) => json.status)).toEqual([...ACCEPTED, 100]);
	});
});

const TOOL: Partial<INode> = {
	parameters: {
		resource: 'device',
		operation: 'runCommand',
		command: "={{ $fromAI('command', '', 'string') }}",
	},
};

const DONE = [{ status: 100, message: 'Success' }];

describe.each(AGENTS)('As the tool of an agent %s', (_agent, calling) => {
	const CALLS = ['restart', 'reset', 'restart'].map((command) => ({ command }));
	const setting = useEngine({ nodes: aiNodes(CALLS, calling) });

	const ask = async (settings: Partial<INode>) => await askAgent(setting, { ...TOOL, ...settings });

	const commands = () => setting.simulator.commands.map(({ command }) => command);

	it.each([
		['Stop', undefined],
		['Continue', 'continueRegularOutput'],
	] as const)(
		'each call is done, and one whose answer is lost is done once, with Retry On Fail and %s',
		async (_, onError) => {
			setting.simulator.fault({ ...LOST, match: { body: { command: 'reset' } }, times: Infinity });
			const { status, answers } = await ask({ ...RETRY_ON_FAIL, ...(onError && { onError }) });
			expect(status).toBe('success');
			expect(commands()).toEqual(['restart', 'reset', 'restart']);
			expect(setting.simulator.counts.requests).toBe(3);
			expect(answers).toEqual([
				DONE,
				[
					{
						error: expect.stringMatching(/may have been sent/),
						details: expect.objectContaining({ mayHaveBeenSent: true, retryable: false }),
					},
				],
				DONE,
			]);
		},
	);

	it('without Retry On Fail it throws, and the agent reads the sentence', async () => {
		setting.simulator.fault({ ...LOST, match: { body: { command: 'reset' } } });
		const { answers } = await ask({});
		expect(answers[1]).toEqual([{ error: expect.stringMatching(/may have been sent/) }]);
		expect(answers[2]).toEqual(DONE);
		expect(commands()).toEqual(['restart', 'reset', 'restart']);
	});
});

describe('As the tool of an agent that works on a batch', () => {
	const setting = useEngine({ nodes: aiNodes(Array(3).fill({ command: 'restart' }), 'inBatch') });

	// n8n gives the tools of a batch one run index.
	it('no call is taken for another', async () => {
		const { answers } = await askAgent(setting, { ...TOOL, ...RETRY_ON_FAIL });
		expect(setting.simulator.commands).toHaveLength(3);
		expect(answers).toEqual([DONE, DONE, DONE]);
	});
});
