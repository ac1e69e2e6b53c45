/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs beside n8n, not inside it */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SIMULATOR_TOKEN, startSimulator, type Simulator } from '../../../tools/simulator';
import { credentialDataOf, expect, test } from '../fixtures';
import { PROJECT, TARBALL } from '../../../tools/n8n/folders';
import { N8nClient, type SavedWorkflow } from '../../../tools/n8n/n8nClient';
import { startQueueMode, type QueueMode } from '../../../tools/n8n/queueMode';
import { chain, pickyAssist, webhook } from '../../../tools/n8n/workflows';

const CALLS = 200;
const UNDER_WAY = new Set(['new', 'running', 'waiting']);
const REPORT = join(PROJECT, 'reports', 'e2e', 'queue-mode.json');

let simulator: Simulator;
let queue: QueueMode;
let n8n: N8nClient;
let workflow: SavedWorkflow;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ installed }) => {
	test.setTimeout(300_000);
	// Slow enough that a worker always holds some requests when it is killed.
	simulator = await startSimulator({ latency: 400 });
	queue = await startQueueMode(installed, TARBALL, 2);
	n8n = new N8nClient(queue.main.url);
	await n8n.setUpOwner();
	const data = credentialDataOf(simulator);
	const credential = await n8n.createCredential('Simulator', 'pickyAssistApi', data);
	const update = pickyAssist(credential, {
		application: '={{ $json.body.channel }}',
		updateFields: { about: '={{ $json.body.slogan }}' },
	});
	workflow = await n8n.createWorkflow(chain('Queued', [webhook('queued'), update]));
	await n8n.publish(workflow);
});

test.afterAll(async () => {
	await queue?.stop();
	await simulator?.close();
});

test(`${CALLS} webhook calls at once reach every profile through two workers`, async () => {
	test.setTimeout(300_000);
	const started = Date.now();
	expect(await callAtOnce('first')).toBe(CALLS);
	const statuses = await finishedExecutions(0);
	const seconds = (Date.now() - started) / 1000;
	const round = tally('first', statuses);
	note('all workers alive', { ...round, seconds });
	expect(round).toEqual({
		calls: CALLS,
		statuses: { success: CALLS },
		requests: CALLS,
		profilesRight: CALLS,
		sentTwice: 0,
	});
	for (const { process } of queue.workers) {
		expect(process.output()).toContain('finished execution');
		expect(process.output()).not.toContain(SIMULATOR_TOKEN);
	}
});

test('a worker killed in the middle loses only what it held, and nothing is sent twice', async () => {
	test.setTimeout(300_000);
	simulator.reset();
	const [victim, survivor] = queue.workers as [QueueMode['workers'][0], QueueMode['workers'][0]];
	const before = Math.max(...(await n8n.executions(workflow.id)).map(({ id }) => Number(id)));
	const calls = callAtOnce('second');
	await expect.poll(() => simulator.counts.requests).toBeGreaterThan(40);
	await victim.process.kill();
	expect(await calls).toBe(CALLS);

	const statuses = await finishedExecutions(before);
	const round = tally('second', statuses);
	note('one worker killed', round);
	const { success = 0, error = 0, crashed = 0 } = round.statuses;
	expect(success + error + crashed).toBe(CALLS);
	// Each worker works on ten executions at a time, so that is the most a dead one can take along.
	expect(error + crashed).toBeLessThanOrEqual(10);
	expect(round.sentTwice).toBe(0);
	expect(round.profilesRight).toBeGreaterThanOrEqual(success);
	expect(survivor.process.hasExited).toBe(false);
});

async function callAtOnce(round: string): Promise<number> {
	const responses = await Promise.all(
		channels().map(
			async (channel) =>
				await fetch(`${queue.main.url}/webhook/queued`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ channel, slogan: sloganOf(channel, round) }),
				}),
		),
	);
	return responses.filter(({ status }) => status === 200).length;
}

/** How the round's executions ended, once none of them is under way any more: each asked for by its number. */
async function finishedExecutions(before: number): Promise<string[]> {
	const open = new Set(channels().map((index) => before + index));
	const ended: string[] = [];
	await expect
		.poll(
			async () => {
				for (const id of open) {
					const status = await statusOf(id);
					if (status === undefined || UNDER_WAY.has(status)) continue;
					open.delete(id);
					ended.push(status);
				}
				return open.size;
			},
			{ timeout: 120_000, intervals: [1000], message: 'executions still under way' },
		)
		.toBe(0);
	return ended;
}

/** Nothing where n8n is too busy to say: it is asked again. */
const statusOf = async (id: number): Promise<string | undefined> =>
	await n8n.execution(String(id)).then(
		({ status }) => status,
		() => undefined,
	);

const countOf = (values: readonly string[]): Record<string, number> => {
	const counted: Record<string, number> = {};
	for (const value of values) counted[value] = (counted[value] ?? 0) + 1;
	return counted;
};

function tally(round: string, statuses: string[]) {
	const updates = simulator.requests.filter(({ path }) => path.endsWith('/update-profile'));
	const perChannel = new Map<unknown, number>();
	for (const { application } of updates) {
		perChannel.set(application, (perChannel.get(application) ?? 0) + 1);
	}
	return {
		calls: CALLS,
		statuses: countOf(statuses),
		requests: updates.length,
		profilesRight: channels().filter(
			(channel) => simulator.profile(channel).about === sloganOf(channel, round),
		).length,
		sentTwice: [...perChannel.values()].filter((times) => times > 1).length,
	};
}

/** What happened is written down as it was, for the documentation. */
function note(what: string, figures: object): void {
	console.log(`${what}: ${JSON.stringify(figures)}`);
	mkdirSync(join(PROJECT, 'reports', 'e2e'), { recursive: true });
	writeFileSync(REPORT, `${JSON.stringify({ what, ...figures })}\n`, { flag: 'a' });
}

const channels = (): number[] => Array.from({ length: CALLS }, (_, index) => index + 1);
const sloganOf = (channel: number, round: string): string => `Channel ${channel}, ${round} round`;
