/** Ask and Wait on one process of n8n. */
import {
	askNode,
	beforeItSleeps,
	numbers,
	PATIENCE,
	PATIENCE_FOR_TIMEOUTS,
	stage,
	tellNode,
	threeAtOnce,
	twelveOverACrash,
	twentyAtOnce,
	type Setting,
	type Stage,
} from '../asking';
import { expect, test as base } from '../fixtures';
import { startService, type Service } from '../../../tools/n8n/service';
import {
	chain,
	httpRequest,
	items,
	manualTrigger,
	node,
	splitRows,
} from '../../../tools/n8n/workflows';

let service: Service;

const test = base.extend<{ setting: Setting }>({
	setting: async ({ n8n, server, simulator, credential }, use) =>
		await use({ n8n, server, simulator, credential, service }),
});

test.beforeAll(async () => {
	service = await startService();
});
test.afterAll(async () => await service.close());

test(
	'the answer on WhatsApp wakes the run that asked, and n8n 1 asks nothing',
	{ tag: '@compatibility' },
	async ({ setting, n8n, installed }) => {
		const scene = await stage(setting);
		if (installed.version.startsWith('1.')) return await expectRefusal(scene);
		const [ava] = numbers(1) as [string];
		const id = await scene.askAndSleep(ava);
		const { messageId, pushId, referenceNumber } = scene.lastTo(ava);
		const asked = { number: ava, channelId: '121', messageId, pushId, referenceNumber };
		const asleep = await n8n.execution(id);
		const [{ json } = { json: {} }] = asleep.itemsOf('Ask');
		expect(json).toEqual({ ...asked, askedAt: expect.any(String), waiting: true });
		expect(await scene.rowsOf(ava)).toMatchObject([
			{ channelId: '121', messageId, executionId: id, question: expect.stringMatching(/^\w{32}$/) },
		]);
		await scene.phone(ava).write('Yes, please');
		const answered = { answered: true, reason: 'answer', answer: 'Yes, please', ...asked };
		await scene.expectWoken({ ...answered, reply: { message: 'Yes, please', number: ava } });
		expect(Object.keys(scene.woken[0]!)).toEqual([
			...['answered', 'reason', 'answer', 'number', 'channelId', 'messageId', 'pushId'],
			...['referenceNumber', 'askedAt', 'answeredAt', 'reply'],
		]);
		expect(await n8n.finished(id)).toMatchObject({ status: 'success' });
		expect(scene.passedOn).toEqual([]);
		expect(await scene.rowsOf(ava)).toEqual([]);
		expect(setting.simulator.messages).toHaveLength(1);
	},
);

/** An n8n whose Data Tables a workflow cannot make. */
async function expectRefusal(scene: Stage) {
	const { n8n, simulator } = scene.setting;
	await scene.ask(numbers(1)[0]!);
	const run = await n8n.firstExecutionOf(scene.asking.id);
	expect(run.errorOf('Ask')).toMatchObject({
		message: expect.stringContaining('n8n cannot keep the question in a Data Table'),
		description: expect.stringContaining('n8n 2'),
	});
	expect(simulator.requests).toEqual([]);
}

test('twelve people, two questions each, over a crash of n8n: each run has its own answers', async ({
	setting,
	server,
}) => {
	test.setTimeout(600_000);
	await twelveOverACrash(setting, async () => await server.crash());
});

test('twenty answers at once wake twenty runs', async ({ setting }) => {
	test.setTimeout(300_000);
	await twentyAtOnce(setting);
});

test('of three messages of one person at once, one wakes the run and two go on, ten times of ten', async ({
	setting,
}) => {
	test.setTimeout(600_000);
	await threeAtOnce(setting, 10);
});

test('an answer that is there before the run sleeps wakes it', async ({ setting }) => {
	await beforeItSleeps(setting);
});

test('what is no answer goes on to the workflow behind the trigger, and the run sleeps on', async ({
	setting,
	n8n,
}) => {
	test.setTimeout(300_000);
	const scene = await stage(setting, { asks: [{ accept: 'list', answers: 'Yes, No' }] });
	const [ava, ben] = numbers(2) as [string, string];
	const stale = await test.step('a question that is answered', async () => {
		await scene.askAndSleep(ava);
		await scene.phone(ava).write('no');
		await scene.expectWoken({ answer: 'no' });
		return scene.lastTo(ava);
	});
	const id = await scene.askAndSleep(ava);
	await scene.phone(ava).write('When do you open?');
	await scene.phone(ava, 8).write('Yes');
	await scene.phone(ben).write('Yes.');
	await scene.phone(ava).press(stale, 'Yes');
	await scene.expectPassedOn('When do you open?', 'Yes', 'Yes.', 'Yes');
	expect(await n8n.execution(id)).toMatchObject({ status: 'waiting' });
	await scene.phone(ava).press(scene.lastTo(ava), 'Of course', 'yes');
	await scene.expectWoken({ answer: 'no' }, { answer: 'Of course', reply: { payload: 'yes' } });
	await scene.expectPassedOn('When do you open?', 'Yes', 'Yes.', 'Yes');
});

test('a copy of the table beside it changes nothing', async ({ setting, n8n }) => {
	const scene = await stage(setting);
	const [ava, ben] = numbers(2) as [string, string];
	await scene.askAndSleep(ava);
	await n8n.createTable('Copy of picky_assist_questions', ['number']);
	await scene.phone(ava).write('Mine');
	await scene.expectWoken({ answer: 'Mine' });
	await scene.askAndSleep(ben);
	expect(await scene.rowsOf(ben)).toHaveLength(1);
	expect(scene.passedOn).toEqual([]);
});

test('a node to which two ways lead asks in each of them, one after the other', async ({
	setting,
	n8n,
	simulator,
}) => {
	const scene = await stage(setting);
	const persons = numbers(2);
	const fork = node(
		'Fork',
		'n8n-nodes-base.if',
		{
			conditions: {
				options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
				conditions: [
					{
						id: 'first',
						leftValue: '={{ $json.number }}',
						rightValue: persons[0],
						operator: { type: 'string', operation: 'equals' },
					},
				],
				combinator: 'and',
			},
			options: {},
		},
		{ typeVersion: 2.2 },
	);
	const rows = items(persons.map((number) => ({ number })));
	const own = chain('Forks', [
		manualTrigger(),
		rows,
		splitRows(),
		fork,
		askNode(setting.credential),
		httpRequest(
			'Tell',
			service.url,
			"={{ ({ from: 'run', item: $json, answers: [$json.answer] }) }}",
		),
	]);
	own.connections.Fork!.main!.push([{ node: 'Ask', type: 'main', index: 0 }]);
	const id = await n8n.start(await n8n.createWorkflow(own), 'Start');
	for (const count of [1, 2]) {
		await expect.poll(() => simulator.messages.length, PATIENCE).toBe(count);
		await n8n.asleep(id);
		const { to } = simulator.messages.at(-1)!;
		await scene.phone(to).write(`I am ${to}`);
		await expect.poll(() => scene.woken.length, PATIENCE).toBe(count);
	}
	expect(await n8n.finished(id)).toMatchObject({ status: 'success' });
	for (const number of persons) expect(scene.answersOf(number)).toEqual([[`I am ${number}`]]);
});

test('a message for a run that was stopped or deleted goes on', async ({ setting, n8n }) => {
	const scene = await stage(setting);
	const [ava, ben] = numbers(2) as [string, string];
	await n8n.stop(await scene.askAndSleep(ava));
	await scene.phone(ava).write('Stopped');
	await n8n.deleteExecution(await scene.askAndSleep(ben));
	await scene.phone(ben).write('Deleted');
	await scene.expectPassedOn('Stopped', 'Deleted');
	expect(scene.woken).toEqual([]);
	expect([...(await scene.rowsOf(ava)), ...(await scene.rowsOf(ben))]).toEqual([]);
});

test('a call that nobody should make leaves the run asleep', async ({ setting, n8n }) => {
	const scene = await stage(setting);
	const [ava, ben] = numbers(2) as [string, string];
	const id = await scene.askAndSleep(ava);
	const [row] = await scene.rowsOf(ava);
	const [url, nonce] = [String(row!.resumeUrl), String(row!.question)];
	const message = { number: ava, channelId: '121', message: 'Forged', type: 'text' };
	const call = async (address: string, body: object) => {
		const answer = await fetch(address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { status: answer.status, body: (await answer.json()) as unknown };
	};
	const wake = { step: 'wake', question: nonce, message };
	expect(await call(url.split('?')[0]!, wake)).toMatchObject({ status: 401 });
	for (const body of [
		{ ...wake, question: nonce.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) },
		{ ...wake, message: { ...message, number: ben } },
		{ ...wake, step: 'replaced', question: undefined },
		{},
		[1],
	])
		expect(await call(url, body)).toEqual({ status: 200, body: { taken: false } });
	expect(await n8n.execution(id)).toMatchObject({ status: 'waiting' });
	await scene.phone(ava).write('Mine');
	await scene.expectWoken({ answer: 'Mine' });
});

test("the vendor's repeat of an answer wakes nothing, nor does that of an earlier round", async ({
	setting,
	n8n,
}) => {
	const scene = await stage(setting, { asks: [{}, {}] });
	const [ava] = numbers(1) as [string];
	const id = await scene.askAndSleep(ava);
	const phone = scene.phone(ava);
	const first = { 'unique-id': `first-${ava}` };
	await phone.write('First', first);
	await expect.poll(() => scene.sentTo(ava).length, PATIENCE).toBe(2);
	await n8n.asleep(id);
	await phone.write('First', first);
	expect(await n8n.execution(id)).toMatchObject({ status: 'waiting' });
	await phone.write('Second');
	await expect.poll(() => scene.answersOf(ava), PATIENCE).toEqual([['First', 'Second']]);
	expect(scene.passedOn).toEqual([]);
});

test('without an answer the run goes on once the time is over, and a late answer starts the workflow', async ({
	setting,
}) => {
	test.setTimeout(400_000);
	const scene = await stage(setting, { asks: [{ waitAmount: 1, waitUnit: 'minutes' }] });
	const [ava] = numbers(1) as [string];
	await scene.askAndSleep(ava);
	const { messageId, pushId, referenceNumber } = scene.lastTo(ava);
	await expect.poll(() => scene.woken.length, PATIENCE_FOR_TIMEOUTS).toBe(1);
	const [item] = scene.woken;
	const asked = { number: ava, channelId: '121', messageId, pushId, referenceNumber };
	const askedAt = item!.askedAt as string;
	expect(item).toEqual({ answered: false, reason: 'timeout', ...asked, askedAt });
	expect(Date.now() - Date.parse(askedAt)).toBeGreaterThan(60_000);
	await scene.phone(ava).write('Late');
	await scene.expectPassedOn('Late');
	expect(scene.woken).toHaveLength(1);
	expect(await scene.rowsOf(ava)).toEqual([]);
});

const again = (earlierQuestion: string) => ({ asks: [{ options: { earlierQuestion } }] });

test('a new question replaces the earlier one, which goes on and says so', async ({ setting }) => {
	const scene = await stage(setting, again('replace'));
	const [ava] = numbers(1) as [string];
	await scene.askAndSleep(ava);
	const earlier = scene.lastTo(ava);
	await scene.askAndSleep(ava);
	const { messageId } = earlier;
	await scene.expectWoken({ answered: false, reason: 'replaced', messageId });
	await scene.phone(ava).write('To the new one');
	const answer = {
		answered: true,
		answer: 'To the new one',
		messageId: scene.lastTo(ava).messageId,
	};
	await scene.expectWoken({ reason: 'replaced' }, answer);
	expect(scene.passedOn).toEqual([]);
});

test('if both are kept, a text answers the newest question and a quote its own', async ({
	setting,
}) => {
	const scene = await stage(setting, again('keep'));
	const [ava] = numbers(1) as [string];
	await scene.askAndSleep(ava);
	const first = scene.lastTo(ava);
	await scene.askAndSleep(ava);
	const second = scene.lastTo(ava);
	await scene.askAndSleep(ava);
	const third = scene.lastTo(ava);
	await scene.phone(ava).quote(first, 'To the first');
	await scene.expectWoken({ answer: 'To the first', messageId: first.messageId });
	await scene.phone(ava).write('To the newest');
	await expect.poll(() => scene.woken.length, PATIENCE).toBe(2);
	expect(scene.woken[1]).toMatchObject({ answer: 'To the newest', messageId: third.messageId });
	await scene.phone(ava).choose(second, 'ref-7', 'The second');
	await expect.poll(() => scene.woken.length, PATIENCE).toBe(3);
	expect(scene.woken[2]).toMatchObject({ answer: 'ref-7', messageId: second.messageId });
	expect(scene.passedOn).toEqual([]);
});

test('if a new question is refused, nothing is sent while the earlier one is open', async ({
	setting,
	n8n,
}) => {
	const scene = await stage(setting, again('refuse'));
	const [ava] = numbers(1) as [string];
	const id = await scene.askAndSleep(ava);
	await scene.ask(ava);
	const failed = async () => (await scene.runs()).find(({ status }) => status === 'error');
	await expect.poll(failed, PATIENCE).toBeDefined();
	expect((await n8n.execution((await failed())!.id)).errorOf('Ask')).toMatchObject({
		message: `A question to ${ava} is still open, so this one was not sent`,
	});
	expect(scene.sentTo(ava)).toHaveLength(1);
	await n8n.stop(id);
	await scene.askAndSleep(ava);
	expect(scene.sentTo(ava)).toHaveLength(2);
});

test('a call whose message was delivered is answered, if the workflow would have answered it', async ({
	setting,
}) => {
	const scene = await stage(setting, { trigger: { respond: 'replyNode' } });
	const [ava] = numbers(1) as [string];
	await scene.askAndSleep(ava);
	const answer = await scene.phone(ava).write('Yes');
	expect([answer.status, await answer.json()]).toEqual([200, {}]);
	await scene.expectWoken({ answer: 'Yes' });
});

test('a run of the editor sleeps and wakes', async ({ setting, n8n }) => {
	const scene = await stage(setting);
	const { credential } = setting;
	const [ava] = numbers(1) as [string];
	const own = await n8n.createWorkflow(
		chain('By hand', [
			manualTrigger(),
			askNode(credential, { number: ava }),
			tellNode('run', service.url),
		]),
	);
	const id = await n8n.start(own, 'Start');
	await n8n.asleep(id);
	await scene.phone(ava).write('By hand');
	await scene.expectWoken({ answer: 'By hand' });
	expect(await n8n.finished(id)).toMatchObject({ status: 'success' });
});

test('a sub-workflow asks, and the workflow that called it goes on with the answer', async ({
	setting,
	n8n,
}) => {
	const scene = await stage(setting);
	const { credential } = setting;
	const [ava] = numbers(1) as [string];
	const called = node(
		'Called',
		'n8n-nodes-base.executeWorkflowTrigger',
		{ inputSource: 'passthrough' },
		{ typeVersion: 1.1 },
	);
	const sub = await n8n.createWorkflow(
		chain('Asks for others', [called, askNode(credential, { number: ava })]),
	);
	await n8n.publish(sub);
	const call = node(
		'Call',
		'n8n-nodes-base.executeWorkflow',
		{
			workflowId: { __rl: true, mode: 'id', value: sub.id },
			mode: 'once',
			options: { waitForSubWorkflow: true },
		},
		{ typeVersion: 1.2 },
	);
	const parent = await n8n.createWorkflow(
		chain('Calls', [manualTrigger(), call, tellNode('run', service.url)]),
	);
	const id = await n8n.start(parent, 'Start');
	await n8n.asleep(id);
	await expect.poll(async () => (await scene.rowsOf(ava)).length, PATIENCE).toBe(1);
	await scene.phone(ava).write('For the parent');
	await scene.expectWoken({ answer: 'For the parent' });
	expect(await n8n.finished(id)).toMatchObject({ status: 'success' });
});
