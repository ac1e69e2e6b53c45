/** What only n8n's engine shows of Ask and Wait: its rows in operations.test.ts show the rest. */
import type { Fault } from '../../tools/simulator';
import {
	NODE_NAME,
	startWaitingRuns,
	type NodeRunOptions,
	type WaitingRuns,
} from '../../tools/engine';
import { useEngine } from './support';

const NUMBER = '15550000001';

describe('A question, with Retry On Fail,', () => {
	const setting = useEngine();
	let waiting: WaitingRuns;
	beforeEach(async () => (waiting = await startWaitingRuns(setting.engine)));
	afterEach(async () => await waiting.close());

	const ask = async (fault?: Fault, rest: NodeRunOptions = {}) => {
		if (fault) setting.simulator.fault(fault);
		const asked = await setting.call(
			'message.ask',
			{ application: '121', number: '={{ $json.number }}', message: 'Is 10:30 fine?' },
			{
				...{ items: [{ number: `+${NUMBER}` }], server: waiting.server },
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
				...rest,
			},
		);
		const { messages } = setting.simulator;
		return { ...asked, messages, rows: waiting.rows('picky_assist_questions') };
	};

	it.each([
		['is accepted', undefined, 1],
		['is refused at first', { status: 404 }, 2],
	])('that %s is sent once, and the run sleeps', async (_, fault, requests) => {
		const { run, items, messages, rows } = await ask(fault);
		expect([run.status, messages.length, setting.received().length]).toEqual([
			'waiting',
			1,
			requests,
		]);
		const [{ messageId }] = items.map(({ json }) => json) as [{ messageId: string }];
		expect(rows).toMatchObject([{ number: NUMBER, channelId: '121', messageId }]);
		expect(run.waitTill!.toISOString()).toBe(rows[0]!.waitTill);
		const { contextData } = run.data.executionData!;
		expect(contextData[`node:${NODE_NAME}`]).toMatchObject({
			question: { nonce: rows[0]!.question, asked: { number: NUMBER, messageId } },
		});
	});

	it('whose answer is lost is sent once, and leaves no row', async () => {
		const { run, error, messages, rows } = await ask({
			...{ reset: true, applyFirst: true },
			times: Infinity,
		});
		expect([run.status, messages.length, rows]).toEqual(['error', 1, []]);
		expect(error!.message).toMatch(/may have been sent/);
	});

	it('leaves its input to the node before, and puts another out if nobody answers', async () => {
		const { run, runData } = await ask();
		const [before] = runData.Start![0]!.data!.main![0]!;
		expect(before!.json).toEqual({ number: `+${NUMBER}` });
		const { nodeExecutionStack } = run.data.executionData!;
		expect(nodeExecutionStack[0]!.data.main![0]).toMatchObject([
			{ json: { answered: false, reason: 'timeout', number: NUMBER } },
		]);
	});
});
