/** Ask and Wait in queue mode: two workers, Redis, PostgreSQL. */
import {
	askNode,
	beforeItSleeps,
	numbers,
	stage,
	tellNode,
	threeAtOnce,
	twelveOverACrash,
	twentyAtOnce,
	type Setting,
} from '../asking';
import { credentialDataOf, expect, test } from '../fixtures';
import { TARBALL } from '../../../tools/n8n/folders';
import { N8nClient } from '../../../tools/n8n/n8nClient';
import { startQueueMode, type QueueMode } from '../../../tools/n8n/queueMode';
import { startService, type Service } from '../../../tools/n8n/service';
import { chain, manualTrigger } from '../../../tools/n8n/workflows';
import { startSimulator, type Simulator } from '../../../tools/simulator';

let service: Service;
let simulator: Simulator;
let queue: QueueMode;
let setting: Setting;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ installed }) => {
	test.setTimeout(600_000);
	service = await startService();
	simulator = await startSimulator();
	queue = await startQueueMode(installed, TARBALL, 2, {
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	});
	const n8n = new N8nClient(queue.main.url);
	await n8n.setUpOwner();
	const data = credentialDataOf(simulator);
	const credential = await n8n.createCredential('Simulator', 'pickyAssistApi', data);
	setting = { n8n, server: queue.main, simulator, credential, service };
});

test.beforeEach(() => simulator.reset());

test.afterAll(async () => {
	await queue?.stop();
	await simulator?.close();
	await service?.close();
});

test('twelve people, two questions each, over a crash of n8n: each run has its own answers', async () => {
	test.setTimeout(900_000);
	await twelveOverACrash(setting, async () => await queue.crash());
});

test('twenty answers at once wake twenty runs', async () => {
	test.setTimeout(600_000);
	await twentyAtOnce(setting);
});

test('of three messages of one person at once, one wakes the run and two go on', async () => {
	test.setTimeout(600_000);
	await threeAtOnce(setting, 10);
});

test('an answer that is there before the run sleeps wakes it', async () => {
	test.setTimeout(300_000);
	await beforeItSleeps(setting);
});

test('a run of the editor, which a worker does, sleeps and wakes', async () => {
	test.setTimeout(300_000);
	const { n8n, credential } = setting;
	const scene = await stage(setting);
	const [ava] = numbers(1) as [string];
	const ask = askNode(credential, { number: ava });
	const nodes = [manualTrigger(), ask, tellNode('run', service.url)];
	const id = await n8n.start(await n8n.createWorkflow(chain('By hand', nodes)), 'Start');
	await n8n.asleep(id);
	await scene.phone(ava).write('By hand');
	await scene.expectWoken({ answer: 'By hand' });
	expect(await n8n.finished(id)).toMatchObject({ status: 'success' });
});
