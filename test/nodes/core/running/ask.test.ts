import type { IDataObject } from 'n8n-workflow';
import { omit } from '../../../../nodes/core/json';
import { MARK } from '../../../../nodes/core/questions/openQuestions';
import { ask } from '../../../../nodes/PickyAssist/operations/message/ask';
import { call, detailsIn } from '../../PickyAssist/operations/calling';
import { execute, json, type Answer, type Sketch } from '../../strictContext';
import {
	DELETED,
	EXECUTION_ID,
	FINISHED,
	RESUME_URL,
	RUNNING,
	taken,
	WaitingN8n,
	type Answered,
} from '../../waiting';

const NUMBER = '15550000001';
const QUESTION = { application: '121', number: NUMBER, message: 'Is 10:30 fine?' };
const ACCEPTED = json({ status: 100, push_id: 7, data: [{ number: NUMBER, msg_id: 'm1' }] });
const REFUSED = json({ status: 406 });
const LOST = json('', 500);
const WAITING = {
	...{ number: NUMBER, channelId: '121', messageId: 'm1', pushId: '7' },
	...{ referenceNumber: expect.anything(), askedAt: expect.any(String), waiting: true },
};

interface Asking {
	readonly item?: IDataObject;
	readonly options?: IDataObject;
	readonly answers?: readonly Answer[];
	readonly waiting?: WaitingN8n;
	readonly sketch?: Partial<Sketch>;
}

/** Asks one question; Picky Assist answers each request with the next of these answers. */
async function asking({ item, options = {}, answers = [ACCEPTED], waiting, sketch }: Asking = {}) {
	const n8n = waiting ?? new WaitingN8n().with();
	const nodeContext: IDataObject = {};
	const atSending: unknown[] = [];
	const ran = await call(ask, [{ ...QUESTION, ...item, options }], {
		waiting: n8n,
		nodeContext,
		answer: (_, index) => {
			n8n.step('send');
			atSending.push(structuredClone(n8n.rows));
			return answers[index] ?? answers.at(-1)!;
		},
		...sketch,
	});
	const [input] = ran.context.getInputData();
	return { ...ran, n8n, nodeContext, atSending, input: input!, output: ran.outputs[0]?.[0] };
}

/** n8n answers at the address of this run as it does while the run is running, and so at those of others. */
const others = (answer: Answered | Error, more: ReturnType<typeof failing> | object = {}) =>
	new WaitingN8n({ answer: (id) => (id === EXECUTION_ID ? RUNNING : answer), ...more });

const failing = (step: string, times = Infinity) => ({
	fails: (one: string, count: number) =>
		one === step && count <= times ? new Error('n8n is busy') : undefined,
});

describe('the order of a question', () => {
	it('is self-check, table, message, and then sleep', async () => {
		const { n8n } = await asking({ waiting: new WaitingN8n() });
		expect(n8n.steps).toEqual([
			'call 231',
			'get',
			'create',
			'get',
			'insert',
			'send',
			'update',
			'sleep',
		]);
	});

	it('ends with the questions whose place it takes, the newest first', async () => {
		const waiting = others(taken(true)).with(['a'], ['b']);
		const { n8n } = await asking({ waiting });
		const replaced = ['deleteRows', 'call b', 'deleteRows', 'call a'];
		expect(n8n.changes).toEqual(['call 231', 'insert', 'send', 'update', ...replaced, 'sleep']);
	});

	it('puts a row without a message into the table, which gets it once it is known', async () => {
		const before = Date.now();
		const { n8n, atSending } = await asking({
			item: { number: '+1 555 000-0001' },
			options: { checkBeforeSending: false },
		});
		const row = {
			...{ id: 1, question: expect.stringMatching(/^[\da-f]{32}$/), number: NUMBER },
			...{ channelId: '121', messageId: '', executionId: EXECUTION_ID, resumeUrl: RESUME_URL },
			waitTill: expect.any(String),
		};
		expect(atSending).toEqual([[row]]);
		expect(n8n.rows).toEqual([{ ...row, messageId: 'm1' }]);
		const [own] = n8n.rows!;
		expect(n8n.wakesAt!.toISOString()).toBe(own!.waitTill);
		expect(Date.parse(own!.waitTill) - before).toBeGreaterThanOrEqual(24 * 3_600_000);
	});

	it('puts no row into the table before it is its turn', async () => {
		jest.useFakeTimers();
		const options = { requestsPerMinute: 1 };
		// A pace of its own, since its time is not that of the other tests.
		const sketch = { credential: { token: 'of this test', platform: 'v3' } };
		await asking({ options, sketch });
		const waiting = new WaitingN8n().with();
		const second = asking({ options, sketch, waiting });
		await jest.advanceTimersByTimeAsync(30_000);
		expect(waiting.steps).toEqual([]);
		await jest.advanceTimersByTimeAsync(30_000);
		expect((await second).n8n.changes).toEqual(['call 231', 'insert', 'send', 'update', 'sleep']);
		jest.useRealTimers();
	});

	it('opens one question, also if the message goes out again', async () => {
		const busy = json('', 429, { 'retry-after': '0' });
		const { n8n } = await asking({ answers: [busy, ACCEPTED], options: { maxRetries: 1 } });
		const sent = ['call 231', 'insert', 'send', 'send', 'update', 'sleep'];
		expect(n8n.changes).toEqual(sent);
	});

	it.each([
		[1, 'minutes', 60_000],
		[1.5, 'hours', 5_400_000],
		['30', 'days', 2_592_000_000],
	])('lets it sleep for %p %s', async (waitAmount, waitUnit, milliseconds) => {
		const before = Date.now();
		const { n8n } = await asking({ item: { waitAmount, waitUnit } });
		const slept = n8n.wakesAt!.getTime() - before;
		expect(slept).toBeGreaterThanOrEqual(milliseconds);
		expect(slept).toBeLessThan(milliseconds + 5000);
	});
});

it('what is stored for the answer stands in the context of the node', async () => {
	const { nodeContext, n8n } = await asking({ item: { accept: 'list', answers: 'Yes, No' } });
	const asked = omit(WAITING, 'waiting');
	expect(nodeContext.question).toMatchObject({
		...{ nonce: n8n.nonces![0], accept: 'list', answers: ['Yes', 'No'] },
		...{ wait: 86_400_000, asked },
	});
});

it('each question has a nonce of its own', async () => {
	const nonces = [await asking(), await asking()].flatMap(({ n8n }) => n8n.nonces);
	expect(new Set(nonces).size).toBe(2);
});

const FIXED = {
	...{ resource: 'message', operation: 'ask', ...QUESTION, message: '={{ $json }}' },
	...{ questionType: 'text', accept: 'any', answers: '', waitAmount: 24, waitUnit: 'hours' },
	...{ template: '', language: '', valuesFrom: '', values: {}, valuesList: '', options: {} },
};

it('the input is exchanged for what comes out if nobody answers, and its object stays as it was', async () => {
	const binary = [{ data: { data: '', mimeType: 'text/plain' } }];
	let before: IDataObject | undefined;
	const expressions = { '={{ $json }}': (item: IDataObject) => (before = item).message };
	const { input, nodeContext } = await asking({
		sketch: { binary, expressions, items: [{ message: 'Hi?' }], parameters: FIXED },
	});
	expect(before).toEqual({ message: 'Hi?' });
	expect(input).toEqual({ json: expect.anything() });
	expect(Object.keys(input.json)).toEqual([
		'answered',
		'reason',
		'number',
		'channelId',
		'messageId',
		'pushId',
		'referenceNumber',
		'askedAt',
	]);
	const { asked } = nodeContext.question as { asked: IDataObject };
	expect(input.json).toEqual({ answered: false, reason: 'timeout', ...asked });
});

describe('a run asks one person', () => {
	const TWO = [QUESTION, { ...QUESTION, number: '15550000002' }];
	const asked = async (options: IDataObject, sketch: Partial<Sketch>) => {
		const waiting = new WaitingN8n().with();
		const ran = await call(
			ask,
			TWO.map((item) => ({ ...item, options })),
			{ ...sketch, waiting },
		);
		expect([waiting.steps, ran.bodies()]).toEqual([[], []]);
		return ran;
	};
	const ways =
		/Loop Over Items.*Execute Sub-workflow.*Run once for each item.*Wait for Sub-Workflow Completion off/;

	it.each([{}, { dryRun: true }, { checkBeforeSending: false }])(
		'each of two items is refused with both ways out, with %j',
		async (options) => {
			const { outputs } = await asked(options, {});
			expect(outputs).toHaveLength(2);
			for (const [output] of outputs) {
				expect(detailsIn(output)).toMatchObject({
					...{ source: 'check', issues: [{ hint: expect.stringMatching(ways) }] },
					mayHaveBeenSent: false,
				});
			}
		},
	);

	it('two items stop the run, with On Error = Stop', async () => {
		const { error } = await asked({}, { continueOnFail: false });
		expect(error!.message).toMatch(/one person/);
		expect(error!.description).toMatch(ways);
	});

	it('no item is no question', async () => {
		const waiting = new WaitingN8n();
		const { outputs, output } = await call(ask, [], { waiting });
		expect([outputs, output, waiting.steps]).toEqual([[], [], []]);
	});
});

describe('nothing is sent, and the run does not sleep,', () => {
	const refused = async (own: Asking) => {
		const ran = await asking(own);
		expect(ran.bodies()).toEqual([]);
		expect(ran.n8n.wakesAt).toBeUndefined();
		expect(ran.input.json).toMatchObject({ ...QUESTION, ...own.item });
		const { issues } = detailsIn(ran.output);
		expect(JSON.stringify(issues)).not.toContain('signature');
		return { ...ran, issue: issues[0] };
	};

	it('if the item is refused', async () => {
		expect((await refused({ item: { number: '0555' } })).n8n.steps).toEqual([]);
	});

	it.each([
		['a page', { statusCode: 200, body: '<html>' }, 'does not answer like this n8n (HTTP 200)'],
		[
			'nobody',
			Object.assign(new Error(RESUME_URL), { code: 'ECONNREFUSED' }),
			'cannot be reached (ECONNREFUSED)',
		],
	])("if n8n's own address is answered by %s", async (_, answer, words) => {
		const { n8n, issue } = await refused({ waiting: new WaitingN8n({ answer: () => answer }) });
		expect(n8n.steps).toEqual(['call 231']);
		expect(issue.message).toBe(
			`Nothing was sent, since no answer could wake this run: https://n8n.example ${words}. n8n makes this address of its environment variable WEBHOOK_URL`,
		);
		expect(issue.hint).toContain('WEBHOOK_URL');
	});

	it.each(['get', 'insert'])('if n8n has no Data Tables: %s', async (step) => {
		const { issue } = await refused({ waiting: new WaitingN8n(failing(step)).with() });
		expect(issue.message).toBe(
			'Nothing was sent, since n8n cannot keep the question in a Data Table: n8n is busy',
		);
		expect(issue.hint).toMatch(/^Ask and Wait needs n8n 2 with its Data Tables/);
	});

	it('if the table was changed by hand', async () => {
		const waiting = new WaitingN8n({
			fails: (step) => (step === 'insert' ? new Error('unknown column name') : undefined),
		}).with();
		const { issue } = await refused({ waiting });
		expect(issue.hint).toMatch(/^The Data Table picky_assist_questions was changed\. Delete it/);
	});

	it("if n8n's expressions refuse the name of the node", async () => {
		const { issue, n8n } = await refused({ sketch: { name: 'constructor' } });
		expect(issue.message).toMatch(/a node named "constructor"/);
		expect(n8n.steps).toEqual([]);
	});

	it('if this person has a question already, and it is to be refused', async () => {
		const { n8n, issue } = await refused({
			waiting: others(taken(false)).with(['a']),
			options: { earlierQuestion: 'refuse' },
		});
		expect(issue.message).toMatch(new RegExp(`^A question to ${NUMBER} is still open`));
		expect(n8n.nonces).toEqual(['a']);
	});

	it('in a dry run', async () => {
		const { n8n, output, bodies } = await asking({ options: { dryRun: true } });
		expect(Object.keys(output!)).toEqual(['dryRun', 'url', 'body']);
		expect([n8n.steps, bodies()]).toEqual([[], []]);
	});

	it('if the run is stopped before', async () => {
		const stop = new AbortController();
		const waiting = new WaitingN8n({
			fails: (step) => (step === 'insert' ? void stop.abort() : undefined),
		}).with();
		const { bodies, error } = await asking({ waiting, sketch: { cancel: stop.signal } });
		expect([bodies(), waiting.nonces, waiting.wakesAt]).toEqual([[], [], undefined]);
		expect(error!.message).toMatch(/cancel/);
	});
});

describe('a question that Picky Assist does not accept', () => {
	it.each([
		['refused', REFUSED, { source: 'api', code: 406, mayHaveBeenSent: false }],
		['lost', LOST, { source: 'transport', mayHaveBeenSent: true }],
	])('leaves no row, and fails as a message that is %s', async (_, answer, details) => {
		const { n8n, output, input } = await asking({ answers: [answer] });
		expect(detailsIn(output)).toMatchObject(details);
		expect(n8n.changes).toEqual(['call 231', 'insert', 'send', 'deleteRows']);
		expect(n8n.nonces).toEqual([]);
		expect(input.json).toMatchObject(QUESTION);
	});

	it('fails so also if its row cannot be removed', async () => {
		const waiting = new WaitingN8n(failing('deleteRows')).with();
		const { n8n, output } = await asking({ answers: [REFUSED], waiting });
		expect(detailsIn(output)).toMatchObject({ source: 'api' });
		expect(n8n.log).toEqual([
			'An open question of "Picky Assist" could not be updated: n8n is busy',
		]);
	});

	it('replaces no earlier question', async () => {
		const { n8n } = await asking({ answers: [REFUSED], waiting: others(taken(true)).with(['a']) });
		expect(n8n.nonces).toEqual(['a']);
		expect(n8n.steps).not.toContain('call a');
	});
});

describe('once the message is accepted', () => {
	it.each([
		['update', failing('update')],
		['call a', failing('call a')],
		['deleteRows', failing('deleteRows')],
	])('the run sleeps, whatever fails: %s', async (_, fails) => {
		const { n8n, output } = await asking({ waiting: others(taken(true), fails).with(['a']) });
		expect(output).toEqual(WAITING);
		expect(n8n.steps.at(-1)).toBe('sleep');
		expect(n8n.log).toHaveLength(1);
		expect(n8n.log[0]).toMatch(/^An open question of "Picky Assist" could not be updated: /);
		expect(n8n.log[0]).not.toContain('signature');
	});
});

it('what else the node has to do in this run is not switched off with it', async () => {
	const { context } = await asking();
	expect(context.getExecuteData().node).toEqual(context.getNode());
	expect(context.getExecuteData().node).not.toBe(context.getNode());
});

it('a row that was removed while the message went out is added again', async () => {
	const waiting: WaitingN8n = new WaitingN8n({
		fails: (step) => {
			if (step === 'send') waiting.rows = [];
			return undefined;
		},
	}).with();
	const { nodeContext } = await asking({ waiting });
	const { nonce } = nodeContext.question as { nonce: string };
	expect(waiting.rows).toMatchObject([{ question: nonce, messageId: 'm1' }]);
});

describe('a further try of the node', () => {
	/** What a try of Retry On Fail does after one that failed. */
	const again = async ({ context }: Awaited<ReturnType<typeof asking>>) => {
		const { output } = await execute(context);
		return output.map((item) => item.json);
	};

	it('sends nothing and sleeps, if the question was accepted', async () => {
		const waiting = new WaitingN8n(failing('sleep', 1)).with();
		const first = await asking({ waiting });
		expect(first.error!.message).toBe('n8n is busy');
		expect(first.input.json.reason).toBe('timeout');
		expect(await again(first)).toEqual([WAITING]);
		expect(first.bodies()).toHaveLength(1);
		expect(waiting.steps.at(-1)).toBe('sleep');
		expect(waiting.rows).toMatchObject([{ messageId: 'm1', executionId: EXECUTION_ID }]);
		const { nonce } = first.nodeContext.question as { nonce: string };
		expect(waiting.nonces).toEqual([nonce]);
		expect(first.input.json.reason).toBe('timeout');
	});

	it('asks, if the question was refused', async () => {
		const first = await asking({ answers: [REFUSED, ACCEPTED] });
		expect(await again(first)).toEqual([WAITING]);
		expect(first.n8n.rows).toMatchObject([{ messageId: 'm1' }]);
		expect(first.bodies()).toHaveLength(2);
	});

	it('sends nothing and fails, if nobody knows whether the question arrived', async () => {
		const first = await asking({ answers: [LOST, ACCEPTED] });
		const [output] = await again(first);
		expect(detailsIn(output)).toMatchObject({ mayHaveBeenSent: true });
		expect(first.bodies()).toHaveLength(1);
		expect([first.n8n.nonces, first.n8n.wakesAt]).toEqual([[], undefined]);
	});

	it('by the Retry button sends nothing and sleeps, and the row is that of the new run', async () => {
		const stop = new AbortController();
		const waiting = new WaitingN8n({
			fails: (step) => (step === 'update' ? void stop.abort() : undefined),
		}).with();
		const failed = await asking({ waiting, sketch: { cancel: stop.signal } });
		expect(failed.error).toBeDefined();
		Object.assign(waiting.rows![0]!, { executionId: '1', resumeUrl: 'old' });
		const nodeContext = JSON.parse(JSON.stringify(failed.nodeContext)) as IDataObject;
		const retried = await asking({ waiting, sketch: { mode: 'retry', nodeContext } });
		expect(retried.bodies()).toEqual([]);
		expect(retried.output).toEqual(WAITING);
		expect(waiting.rows).toMatchObject([
			{ messageId: 'm1', executionId: EXECUTION_ID, resumeUrl: RESUME_URL },
		]);
		expect(waiting.steps.at(-1)).toBe('sleep');
	});

	it('sleeps also if the credential cannot be read any more', async () => {
		const waiting = new WaitingN8n(failing('sleep', 1)).with();
		const first = await asking({ waiting });
		first.getCredentials.mockRejectedValue(new Error('No access'));
		expect(await again(first)).toEqual([WAITING]);
		expect(waiting.changes.slice(-2)).toEqual(['insert', 'sleep']);
	});

	it('is not the next round of a loop, which asks', async () => {
		const first = await asking();
		const { nodeContext, n8n } = first;
		const second = await asking({ waiting: n8n, sketch: { nodeContext, runIndex: 1 } });
		expect(second.bodies()).toHaveLength(1);
		expect(nodeContext.question).toMatchObject({ nonce: n8n.nonces!.at(-1) });
	});
});

describe('an earlier question to this person', () => {
	const CHANNEL = { channelId: '122' };

	it.each([
		['replace', ['new'], [{ question: 'a', step: 'replaced' }]],
		['keep', ['a', 'new'], []],
		[undefined, ['new'], [{ question: 'a', step: 'replaced' }]],
	])('with %s', async (earlierQuestion, left, calls) => {
		const waiting = others(taken(true)).with(['a'], ['other channel', CHANNEL]);
		const { n8n } = await asking({ waiting, options: { earlierQuestion } });
		const nonces = n8n.rows!.map(({ question, executionId }) =>
			executionId === EXECUTION_ID ? 'new' : question,
		);
		expect(nonces.sort()).toEqual([...left, 'other channel'].sort());
		expect(n8n.calls.slice(1).map(({ body }) => body)).toEqual(calls);
	});

	it('that was answered while this one went out is not called', async () => {
		const waiting: WaitingN8n = others(taken(true), {
			fails: (step: string) => {
				if (step === 'send')
					waiting.rows = waiting.rows!.filter(({ question }) => question !== 'a');
				return undefined;
			},
		}).with(['a']);
		const { n8n } = await asking({ waiting });
		expect(n8n.steps).not.toContain('call a');
	});

	it('whose run cannot be called stays open', async () => {
		const { n8n } = await asking({ waiting: others(new Error('No')).with(['a']) });
		expect(n8n.nonces).toContain('a');
		expect(n8n.log).toHaveLength(1);
	});

	it.each([
		['that is finished', FINISHED],
		['that is deleted', DELETED],
	])('of a run %s does not forbid this one, and is removed', async (_, answer) => {
		const { n8n, output } = await asking({
			waiting: others(answer).with(['a']),
			options: { earlierQuestion: 'refuse' },
		});
		expect(output).toEqual(WAITING);
		expect(n8n.calls[1]!.body).toEqual({});
		expect(n8n.changes.slice(0, 4)).toEqual(['call 231', 'call a', 'deleteRows', 'insert']);
		expect(n8n.nonces).toHaveLength(1);
	});

	it.each([
		['that is about to sleep', RUNNING],
		['that cannot be reached', new Error('No')],
	])('of a run %s forbids this one', async (_, answer) => {
		const waiting = others(answer).with(['a']);
		const { output } = await asking({ waiting, options: { earlierQuestion: 'refuse' } });
		expect(detailsIn(output).issues[0].message).toMatch(/still open/);
	});

	it('of another channel does not forbid this one, and is not called', async () => {
		const waiting = others(taken(false)).with(['a', CHANNEL]);
		const { output, n8n } = await asking({ waiting, options: { earlierQuestion: 'refuse' } });
		expect(output).toEqual(WAITING);
		expect(n8n.calls).toHaveLength(1);
	});

	it.each(['replace', 'keep', 'refuse'])(
		'of this run itself is removed and not called, with %s',
		async (earlierQuestion) => {
			const waiting = new WaitingN8n().with(['a', { executionId: EXECUTION_ID }]);
			const { output, n8n } = await asking({ waiting, options: { earlierQuestion } });
			expect(output).toEqual(WAITING);
			expect(n8n.calls).toHaveLength(1);
			expect(n8n.nonces).not.toContain('a');
		},
	);
});

it.each([
	['no trigger has delivered here', [], 1],
	['a trigger has', [MARK], 0],
] as const)('a hint shows if %s', async (_, rows, count) => {
	const waiting = new WaitingN8n().with(...rows.map((row) => [row.question, row] as const));
	const { addExecutionHints } = await asking({ waiting });
	const hints = Array<unknown>(count).fill([
		{
			message: expect.stringMatching(/^No Picky Assist Trigger with Deliver Answers has run/),
			location: 'outputPane',
		},
	]);
	expect(addExecutionHints.mock.calls).toEqual(hints);
});
