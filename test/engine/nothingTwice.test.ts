import type { IDataObject, INode, OnError } from 'n8n-workflow';
import type { Fault, Simulator } from '../../tools/simulator';
import {
	aiNodes,
	CREDENTIAL_TYPE,
	NODE_NAME,
	NODE_TYPE,
	runWorkflow,
	type NodeRunOptions,
	type WorkflowJson,
} from './harness';
import { AGENTS, askAgent, refusalIn, useEngine } from './support';

/** An operation that must not be done twice, for three items that say what in `what`. */
interface Once {
	readonly operation: string;
	readonly parameters: object;
	readonly what: readonly [string, string, string];
	/** The part of a body that says it. */
	readonly part: (what: string) => Record<string, unknown>;
	/** What was done at Picky Assist, in its order. */
	readonly done: (simulator: Simulator) => string[];
	/** The keys of an output that may be stored with a failed execution. */
	readonly kept: readonly string[];
}

const WORDS = 'These words are stored with no execution.';

const COMMANDS: Once = {
	operation: 'device.runCommand',
	parameters: { application: '={{ $json.channel }}', command: '={{ $json.what }}' },
	what: ['restart', 'reset', 'stop-call-queue'],
	part: (command) => ({ command }),
	done: ({ commands }) => commands.map(({ command }) => command),
	kept: ['status', 'message'],
};

const SUBMISSIONS: Once = {
	operation: 'template.submit',
	parameters: {
		application: '={{ $json.channel }}',
		name: '={{ $json.what }}',
		translations: { translation: [{ language: 'en', text: WORDS }] },
	},
	what: ['one', 'two', 'three'],
	part: (name) => ({ name }),
	done: ({ submissions }) => submissions.map(({ name }) => name),
	kept: ['template_id', 'template_status', 'status', 'message', 'stateText'],
};

const RETRY_ON_FAIL: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const MODES: ReadonlyArray<OnError> = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];

const REFUSED: Fault = { status: 404 };
const LOST: Fault = { reset: true, applyFirst: true };
const NEVER_ARRIVED: Fault = { reset: true };

const times = <T>(count: number, value: T) => Array<T>(count).fill(value);

describe.each([COMMANDS, SUBMISSIONS])(
	'$operation is done once, where n8n runs the node again',
	({ operation, parameters, what, part, done, kept }) => {
		const setting = useEngine();

		const itemsIn = (channels: readonly number[]): IDataObject[] =>
			what.map((each, index) => ({ what: each, channel: channels[index]! }));
		const IN_ONE_CHANNEL = itemsIn([1, 1, 1]);

		const run = async (rest: NodeRunOptions = {}) =>
			await setting.call(operation, parameters, { items: IN_ONE_CHANNEL, ...rest });

		const faultFor = (place: number, fault: Fault) =>
			setting.simulator.fault({ ...fault, match: { body: part(what[place]!) } });

		/** How many requests went out for each item. */
		const requests = () =>
			what.map(
				(each) =>
					setting
						.received()
						.filter((body) =>
							Object.entries(part(each)).every(([key, value]) => body[key] === value),
						).length,
			);

		const places = [0, 1, 2];
		const cases = MODES.flatMap((onError) => places.map((place) => ({ onError, place })));

		describe('by Retry On Fail', () => {
			/** n8n tries again where the node throws, or where its first item is refused. */
			const triesAgain = (onError: OnError, place: number) =>
				onError === 'stopWorkflow' || place === 0;

			/** The items that are done: with Stop those before the one that is refused, else all others. */
			const othersDone = (onError: OnError, place: number) =>
				what.filter((_, index) => (onError === 'stopWorkflow' ? index < place : index !== place));

			it.each(cases)('$onError, item $place always refused', async ({ onError, place }) => {
				faultFor(place, { ...REFUSED, times: Infinity });
				const { items, errorItems, error } = await run({ onError, settings: RETRY_ON_FAIL });
				const others = othersDone(onError, place);
				expect(done(setting.simulator)).toEqual(others);
				expect(requests()).toEqual(
					what.map((each, index) => {
						if (index === place) return triesAgain(onError, place) ? 3 : 1;
						return others.includes(each) ? 1 : 0;
					}),
				);
				if (onError === 'stopWorkflow') {
					expect(error).toMatchObject({ httpCode: '404', context: { itemIndex: place } });
					return;
				}
				expect(error).toBeUndefined();
				const told = [...items, ...errorItems].find(({ json }) => 'details' in json);
				expect(refusalIn(told).details).toMatchObject({ code: 404, mayHaveBeenSent: false });
				expect(items.filter(({ json }) => json.status === 100)).toHaveLength(2);
			});

			it.each(cases)('$onError, item $place refused once', async ({ onError, place }) => {
				faultFor(place, REFUSED);
				const { items, errorItems, error } = await run({ onError, settings: RETRY_ON_FAIL });
				const again = triesAgain(onError, place);
				expect(error).toBeUndefined();
				expect([...done(setting.simulator)].sort()).toEqual(
					[...(again ? what : othersDone(onError, place))].sort(),
				);
				expect(requests()).toEqual(places.map((index) => (again && index === place ? 2 : 1)));
				const accepted = items.filter(({ json }) => json.status === 100);
				expect(accepted).toHaveLength(again ? 3 : 2);
				expect(accepted.map(({ pairedItem }) => pairedItem)).toEqual(
					places.filter((index) => again || index !== place).map((item) => ({ item })),
				);
				expect(items.length + errorItems.length).toBe(3);
			});

			it.each(
				cases.flatMap((row) => [
					{ ...row, fault: LOST, effect: 'after its effect' },
					{ ...row, fault: NEVER_ARRIVED, effect: 'before any effect' },
				]),
			)('$onError, item $place in doubt $effect', async ({ onError, place, fault }) => {
				faultFor(place, { ...fault, times: Infinity });
				const { items, errorItems, error } = await run({ onError, settings: RETRY_ON_FAIL });
				const others = othersDone(onError, place);
				const doneToo = fault.applyFirst ? [what[place]!] : [];
				expect([...done(setting.simulator)].sort()).toEqual([...others, ...doneToo].sort());
				expect(requests()).toEqual(
					what.map((each, index) => Number(index === place || others.includes(each))),
				);
				if (onError === 'stopWorkflow') {
					expect(error).toMatchObject({ context: { itemIndex: place } });
					expect(error!.message).toMatch(/may have been sent/);
					return;
				}
				const told = [...items, ...errorItems].find(({ json }) => 'details' in json);
				expect(refusalIn(told)).toMatchObject({
					error: expect.stringMatching(/may have been sent/),
					details: { mayHaveBeenSent: true, retryable: false, attempts: 1 },
				});
			});

			it.each(MODES)('%s, all in doubt', async (onError) => {
				setting.simulator.fault({ ...LOST, times: Infinity });
				await run({ onError, settings: RETRY_ON_FAIL });
				const sent = onError === 'stopWorkflow' ? 1 : 3;
				expect(done(setting.simulator)).toEqual(what.slice(0, sent));
				expect(setting.simulator.counts.requests).toBe(sent);
			});

			it.each(MODES)('%s, the first item refused by the checks', async (onError) => {
				const items = [{ what: ' ', channel: 1 }, ...IN_ONE_CHANNEL];
				await run({ onError, items, settings: RETRY_ON_FAIL });
				expect(done(setting.simulator)).toEqual(onError === 'stopWorkflow' ? [] : what);
				expect(setting.simulator.counts.requests).toBe(onError === 'stopWorkflow' ? 0 : 3);
			});

			it.each(MODES)(
				'%s, channels side by side, the first one slow and refused',
				async (onError) => {
					faultFor(0, { ...REFUSED, latency: 200, times: Infinity });
					const { error } = await run({
						onError,
						items: itemsIn([1, 2, 3]),
						settings: RETRY_ON_FAIL,
					});
					expect(requests()).toEqual([3, 1, 1]);
					if (error) expect(error.description).toMatch(/Accepted before: items 1 to 2\. /);
					else expect(onError).not.toBe('stopWorkflow');
				},
			);

			it('what else is in doubt is named beside the first that is refused', async () => {
				faultFor(0, { ...REFUSED, latency: 200 });
				faultFor(2, LOST);
				const { error } = await run({ items: itemsIn([1, 2, 3]) });
				expect(error).toMatchObject({ httpCode: '404', context: { itemIndex: 0 } });
				expect(error!.description).toMatch(
					/No answer came for item 2, which may have been sent: look before you retry\. Accepted before: item 1\. /,
				);
			});

			it('a dry run is remembered as nothing: what is sent later is sent', async () => {
				faultFor(0, REFUSED);
				const { items } = await setting.call(
					operation,
					{ ...parameters, options: { dryRun: '={{ $itemIndex === 1 }}' } },
					{ items: IN_ONE_CHANNEL, onError: 'continueRegularOutput', settings: RETRY_ON_FAIL },
				);
				expect(items.map(({ json }) => json.dryRun ?? json.status)).toEqual([100, true, 100]);
				expect(requests()).toEqual([2, 0, 1]);
			});
		});

		describe('by the Retry button', () => {
			/** What is stored of the node with a failed execution, for its Retry. */
			const storedBy = ({ run: { data } }: Awaited<ReturnType<typeof run>>) =>
				data.executionData!.contextData[`node:${NODE_NAME}`];

			it.each([0, 1, 2])('sends what was not accepted, item %i refused', async (place) => {
				faultFor(place, REFUSED);
				const failed = await run();
				expect(failed.run.status).toBe('error');
				const retried = await run({ retryOf: failed });
				expect(retried.error).toBeUndefined();
				expect(done(setting.simulator)).toEqual(what);
				expect(requests()).toEqual(places.map((index) => (index === place ? 2 : 1)));
				expect(retried.items.map(({ json }) => json.status)).toEqual([100, 100, 100]);
				expect(retried.items.map(({ pairedItem }) => pairedItem)).toEqual(
					places.map((item) => ({ item })),
				);
			});

			it('sends what is in doubt too, since a person decided', async () => {
				faultFor(1, NEVER_ARRIVED);
				const failed = await run();
				expect(failed.error!.description).toMatch(
					/Accepted before: item 0\. Retry sends only the others\.$/,
				);
				const retried = await run({ retryOf: failed });
				expect(retried.items.map(({ json }) => json.status)).toEqual([100, 100, 100]);
				expect(requests()).toEqual([1, 2, 1]);
			});

			it('remembers over several retries, with Retry On Fail in each', async () => {
				faultFor(1, { ...REFUSED, times: 3 });
				faultFor(2, { ...REFUSED, times: 3 });
				const first = await run({ settings: RETRY_ON_FAIL });
				const second = await run({ settings: RETRY_ON_FAIL, retryOf: first });
				expect(second.error!.description).toMatch(/Accepted before: items 0 to 1\. /);
				const third = await run({ settings: RETRY_ON_FAIL, retryOf: second });
				expect(third.error).toBeUndefined();
				expect(done(setting.simulator)).toEqual(what);
				expect(requests()).toEqual([1, 4, 4]);
				expect(third.items.map(({ json }) => json.status)).toEqual([100, 100, 100]);
			});

			it('sends nothing twice where the same failed execution is retried again', async () => {
				faultFor(1, { ...REFUSED, times: 2 });
				const failed = await run();
				const first = await run({ retryOf: failed });
				expect(first.run.status).toBe('error');
				const second = await run({ retryOf: failed });
				const third = await run({ retryOf: failed });
				expect(second.items.map(({ json }) => json.status)).toEqual([100, 100, 100]);
				expect(third.items.map(({ json }) => json.status)).toEqual([100, 100, 100]);
				expect(done(setting.simulator)).toEqual(what);
				expect(requests()).toEqual([1, 3, 1]);
			});

			it('stores ids and states alone, no words and no token', async () => {
				setting.simulator.fault({
					body: { status: 100, message: 'Success', template_id: 'AB1', said: WORDS, [WORDS]: 1 },
				});
				faultFor(1, REFUSED);
				const failed = await run();
				const stored = storedBy(failed);
				const keys = kept.filter((key) => ['status', 'message', 'template_id'].includes(key));
				expect(stored).toEqual({
					mark: expect.any(String),
					accepted: {
						[operation]: {
							0: { 0: Object.fromEntries(keys.map((key) => [key, expect.anything()])) },
						},
					},
				});
				expect(JSON.stringify(stored)).not.toContain(WORDS);
				expect(failed.stored()).not.toContain(setting.simulator.token);
			});

			it('stores nothing of a run that succeeded, or that went on', async () => {
				expect(storedBy(await run())).toEqual({});
				faultFor(1, REFUSED);
				expect(storedBy(await run({ onError: 'continueRegularOutput' }))).toEqual({});
			});
		});
	},
);

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

	it.each([
		['with Retry On Fail', RETRY_ON_FAIL],
		['without', {}],
	])('sends item 0 of every round, equal ones too, %s', async (_, settings) => {
		const { output } = await run(settings);
		expect(commands()).toEqual(COMMANDS_IN_LOOP);
		expect(output('Done').map(({ json }) => json.status)).toEqual(times(4, 100));
	});

	it('a round that was refused once is tried again alone', async () => {
		setting.simulator.fault({ ...REFUSED, match: { body: { command: 'reset' } } });
		await run(RETRY_ON_FAIL);
		expect(commands()).toEqual(COMMANDS_IN_LOOP);
		expect(setting.simulator.counts.requests).toBe(5);
	});

	it('a round in doubt stays refused, and the others are sent', async () => {
		setting.simulator.fault({ ...LOST, match: { body: { command: 'reset' } } });
		const { output } = await run({ ...RETRY_ON_FAIL, onError: 'continueRegularOutput' });
		expect(commands()).toEqual(COMMANDS_IN_LOOP);
		expect(output('Done').map(({ json }) => json.status ?? 'refused')).toEqual([
			100,
			'refused',
			100,
			100,
		]);
		expect(setting.simulator.counts.requests).toBe(4);
	});

	it('the Retry button goes on with the round that failed', async () => {
		setting.simulator.fault({ ...REFUSED, match: { body: { command: 'reset' } } });
		const failed = await run();
		expect(failed.run.status).toBe('error');
		expect(commands()).toEqual(['restart']);
		const retried = await run({}, { retryOf: failed });
		expect(retried.error).toBeUndefined();
		expect(commands()).toEqual(COMMANDS_IN_LOOP);
		expect(retried.output('Done').map(({ json }) => json.status)).toEqual(times(4, 100));
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

	const ask = async (settings: Partial<INode>, credential = setting.credential()) =>
		await askAgent(setting, { ...TOOL, ...settings }, credential);

	const commands = () => setting.simulator.commands.map(({ command }) => command);

	it.each([
		['Stop', undefined],
		['Continue', 'continueRegularOutput'],
	] as const)(
		'each call is sent, and what is in doubt is sent once, with Retry On Fail and %s',
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

	it('a refusal does not throw with Retry On Fail, and its details reach the agent', async () => {
		setting.simulator.fault({ ...REFUSED, match: { body: { command: 'reset' } }, times: Infinity });
		const { status, answers } = await ask(RETRY_ON_FAIL);
		expect(status).toBe('success');
		expect(answers).toEqual([
			DONE,
			[
				{
					error: expect.stringMatching(/code 404/),
					details: expect.objectContaining({ code: 404, mayHaveBeenSent: false }),
				},
			],
			DONE,
		]);
		expect(commands()).toEqual(['restart', 'restart']);
	});

	it('a credential that cannot be used does not throw with Retry On Fail', async () => {
		const { status, answers } = await ask(RETRY_ON_FAIL, setting.credential({ token: ' ' }));
		expect(status).toBe('success');
		expect(answers[0]).toEqual([
			{
				error: expect.stringMatching(/has no token/),
				details: expect.objectContaining({ source: 'check', mayHaveBeenSent: false }),
			},
		]);
	});

	it('without Retry On Fail it throws, and the agent reads the sentence', async () => {
		setting.simulator.fault({ ...LOST, match: { body: { command: 'reset' } } });
		const { answers } = await ask({});
		expect(answers[1]).toEqual([{ error: expect.stringMatching(/may have been sent/) }]);
		expect(answers[2]).toEqual(DONE);
		expect(commands()).toEqual(['restart', 'reset', 'restart']);
	});
});

describe('As the tool of an agent that works on a batch', () => {
	const setting = useEngine({ nodes: aiNodes(times(3, { command: 'restart' }), 'inBatch') });

	// n8n gives the tools of a batch one run index.
	it('no call is taken for another', async () => {
		const { answers } = await askAgent(setting, { ...TOOL, ...RETRY_ON_FAIL });
		expect(setting.simulator.commands).toHaveLength(3);
		expect(answers).toEqual(times(3, DONE));
	});
});
