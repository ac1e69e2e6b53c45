import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { MARK } from '../../../nodes/core/questions/openQuestions';
import { DELETED, FINISHED, RUNNING, taken, WaitingN8n, type Answered } from '../waiting';
import { runWith } from './calling';

const MESSAGE = {
	event: 'messageReceived',
	number: '15550000001',
	channelId: '121',
	message: 'Yes',
};
const MARKED = ['mark', MARK] as const;

/** A run that is called answers with this; `by` gives another answer for what it is called with. */
type By = (step: unknown, executionId: string) => Answered | Error | undefined;
const runs = (answer: Answered | Error, by?: By) =>
	new WaitingN8n({ answer: (id, { step }) => by?.(step, id) ?? answer });

/** Hands messages to the node, as its webhook does. */
async function deliver(
	waiting: WaitingN8n,
	items: readonly IDataObject[] = [{}],
	parameters: IDataObject = {},
) {
	const replies: IDataObject[] = [];
	const input = items.map((own): INodeExecutionData => {
		const all = { ...MESSAGE, ...own };
		const there = Object.entries(all).filter(([, value]) => value !== undefined);
		return { json: Object.fromEntries(there) };
	});
	const output = await runWith(input, {
		parameters: { options: { deliverAnswers: true }, ...parameters },
		waiting,
		sendResponse: (response) => replies.push(response),
	});
	const calls = waiting.calls.map(({ body }) => body as IDataObject);
	return { input, output: output!, replies, calls };
}

const failure = (code: string) => Object.assign(new Error(`${code} ?signature=x`), { code });

describe('an answer', () => {
	it('is offered, its question is removed, and it wakes the run instead of starting one', async () => {
		const waiting = runs(taken(true)).with(MARKED, ['a']);
		const { output, calls } = await deliver(waiting);
		expect(output).toEqual([]);
		expect(waiting.steps).toEqual(['get', 'call a', 'deleteRows', 'call a']);
		expect(calls).toEqual([
			{ question: 'a', step: 'offer', message: MESSAGE, cameAt: expect.any(Number) },
			{ question: 'a', step: 'wake', message: MESSAGE, cameAt: expect.any(Number) },
		]);
		expect(waiting.nonces).toEqual(['deliver-answers']);
	});

	it('goes to one question alone', async () => {
		const waiting = runs(taken(true)).with(MARKED, ['a'], ['b']);
		expect((await deliver(waiting)).output).toEqual([]);
		expect(waiting.nonces).toEqual(['deliver-answers', 'a']);
	});

	it('leaves the other messages of a call in their order', async () => {
		const waiting = runs(taken(true)).with(MARKED, ['a']);
		const { input, output } = await deliver(waiting, [{ message: '1' }, {}, { message: '3' }]);
		expect(output).toEqual([input[1], input[2]]);
		expect(output[0]).toBe(input[1]);
	});
});

describe('nothing is looked for', () => {
	it.each([
		['in a group', { groupId: 'G1' }],
		['that was sent', { event: 'messageSent' }],
		['that is a delivery state', { event: 'deliveryStatus' }],
		['of another event', { event: 'other' }],
		['of nobody that refers to nothing', { number: undefined }],
	])('for what came %s', async (_, message) => {
		const waiting = runs(taken(true)).with(['a']);
		const { input, output } = await deliver(waiting, [message]);
		expect(output[0]).toBe(input[0]);
		expect(waiting.steps).toEqual([]);
	});

	it.each([{}, { options: { deliverAnswers: false } }, { options: {} }])(
		'unless it is switched on: %j',
		async (options) => {
			const waiting = runs(taken(true)).with(['a']);
			const { input, output } = await deliver(waiting, [{}], { options: {}, ...options });
			expect(output).toEqual(input);
			expect(waiting.steps).toEqual([]);
		},
	);
});

describe('the questions that are offered a message', () => {
	it.each([
		['of the sender on this channel, the newest first', {}, ['d', 'b', 'a']],
		['of the sender in another spelling', { number: '+1 555 000 0001' }, ['d', 'b', 'a']],
		['of a sender in the other spelling of WhatsApp', { number: '5215512345678' }, ['e']],
		['that it quotes', { repliesTo: 'message-a' }, ['a']],
		['that it quotes, without a number', { repliesTo: 'message-a', number: undefined }, ['a']],
		['without a message yet, if it quotes none', { repliesTo: 'message-x' }, ['d']],
		['of another channel', { channelId: '122' }, ['c']],
		['of no channel', { channelId: undefined }, []],
		['of another person', { number: '15550000002' }, []],
	])('are those %s', async (_, message, nonces) => {
		const waiting = runs(taken(false)).with(
			...[MARKED, ['a'] as const, ['b'] as const, ['c', { channelId: '122' }] as const],
			...[['d', { messageId: '' }] as const, ['e', { number: '525512345678' }] as const],
		);
		const { input, output, calls } = await deliver(waiting, [message]);
		expect(calls.map(({ question, step }) => [question, step])).toEqual(
			nonces.map((nonce) => [nonce, 'offer']),
		);
		expect(output).toHaveLength(1);
		expect(output[0]).toBe(input[0]);
		expect(waiting.nonces).toHaveLength(6);
	});

	it('stay where they are if their run does not take it', async () => {
		const waiting = runs(taken(false), (_, id) => (id === 'a' ? taken(true) : undefined));
		expect((await deliver(waiting.with(MARKED, ['a'], ['b']))).output).toEqual([]);
		expect(waiting.nonces).toEqual(['deliver-answers', 'b']);
	});

	it('are all tried, also if a run cannot be called', async () => {
		const waiting = runs(taken(true), (_step, id) =>
			id === 'b' ? failure('ECONNREFUSED') : undefined,
		);
		const { output } = await deliver(waiting.with(MARKED, ['a'], ['b']));
		expect(output).toEqual([]);
		expect(waiting.nonces).toEqual(['deliver-answers', 'b']);
	});

	it('are tried no more once a run may have been woken', async () => {
		const waiting = runs(taken(true), (step, id) =>
			step === 'wake' && id === 'b' ? failure('ECONNRESET') : undefined,
		);
		const { output } = await deliver(waiting.with(MARKED, ['a'], ['b']));
		expect(output).toMatchObject([{ json: { answerError: expect.any(String) } }]);
		expect(waiting.nonces).toEqual(['deliver-answers', 'a']);
	});

	it.each([
		['finished', FINISHED],
		['deleted', DELETED],
	])('are removed if their run is %s, and the next is offered it', async (_, gone) => {
		const waiting = runs(taken(true), (_step, id) => (id === 'b' ? gone : undefined));
		const { output } = await deliver(waiting.with(MARKED, ['a'], ['b']));
		expect(output).toEqual([]);
		expect(waiting.nonces).toEqual(['deliver-answers']);
	});
});

describe('of two messages that a run takes at the same moment', () => {
	it('the one whose call removes the question wakes it, and the other goes on', async () => {
		const waiting: WaitingN8n = runs(taken(true), (step) => {
			if (step === 'offer') waiting.rows = [];
			return undefined;
		}).with(MARKED, ['a']);
		const { input, output, calls } = await deliver(waiting);
		expect(output[0]).toBe(input[0]);
		expect(calls.map(({ step }) => step)).toEqual(['offer']);
	});
});

describe('a run that is about to sleep', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it('is offered the answer until it sleeps', async () => {
		let times = 0;
		const waiting = runs(taken(true), () => (++times < 4 ? RUNNING : undefined));
		const delivered = deliver(waiting.with(MARKED, ['a']));
		await jest.advanceTimersByTimeAsync(1000);
		expect((await delivered).output).toEqual([]);
		expect(waiting.calls).toHaveLength(5);
	});

	it('is offered it no more once its question is answered', async () => {
		const waiting = runs(RUNNING).with(MARKED, ['a']);
		const delivered = deliver(waiting);
		await jest.advanceTimersByTimeAsync(300);
		waiting.rows = [];
		await jest.advanceTimersByTimeAsync(300);
		const { input, output } = await delivered;
		expect(output[0]).toBe(input[0]);
	});

	it('and never does is given up, and its question stays', async () => {
		const waiting = runs(RUNNING).with(MARKED, ['a']);
		const delivered = deliver(waiting);
		await jest.advanceTimersByTimeAsync(16_000);
		expect((await delivered).output).toMatchObject([
			{ json: { answerError: expect.stringMatching(/does not wait yet$/) } },
		]);
		expect(waiting.nonces).toEqual(['deliver-answers', 'a']);
	});
});

describe('a message that cannot be delivered goes on and says why', () => {
	const expectError = async (waiting: WaitingN8n, words: string) => {
		const { output } = await deliver(waiting, [{ raw: { a: 1 } }]);
		const answerError = `This message could not be delivered as an answer: ${words}`;
		expect(output).toEqual([{ json: { ...MESSAGE, raw: { a: 1 }, answerError } }]);
		expect(Object.keys(output[0]!.json).slice(-2)).toEqual(['answerError', 'raw']);
		expect(waiting.log).toEqual([`${answerError} ("Picky Assist Trigger")`]);
	};

	it.each(['get', 'insert', 'deleteRows'])('if n8n has no Data Tables: %s', async (step) => {
		const fails = (one: string) => (one === step ? new Error('It is disabled') : undefined);
		const waiting = new WaitingN8n({ fails, answer: () => taken(true) }).with(['a']);
		await expectError(waiting, 'It is disabled');
	});

	it.each([
		['nobody', failure('ECONNREFUSED'), 'cannot be reached (ECONNREFUSED)'],
		['a page', { statusCode: 200, body: '<html>' }, 'does not answer like this n8n (HTTP 200)'],
		['a redirect', { statusCode: 302, body: '' }, 'does not answer like this n8n (HTTP 302)'],
		[
			'a gateway without a route',
			{ statusCode: 404, body: { message: 'no Route matched' } },
			'does not answer like this n8n (HTTP 404)',
		],
	])('if an offer is answered by %s, and the question stays', async (_, answer, words) => {
		const waiting = runs(answer).with(MARKED, ['a']);
		await expectError(waiting, `https://n8n.example ${words}`);
		expect(waiting.nonces).toEqual(['deliver-answers', 'a']);
	});

	const woken = (answer: Answered | Error) =>
		runs(taken(true), (step) => (step === 'wake' ? answer : undefined)).with(MARKED, ['a']);

	it('if it did not arrive, and the question is open again', async () => {
		const waiting = woken(failure('ECONNREFUSED'));
		const [, before] = waiting.rows!;
		await expectError(waiting, 'https://n8n.example cannot be reached (ECONNREFUSED)');
		expect(waiting.rows).toMatchObject([MARK, { ...before, id: expect.any(Number) }]);
	});

	it.each([
		['silence', failure('ECONNABORTED'), 'cannot be reached (ECONNABORTED)'],
		[
			'a gateway that gives up',
			{ statusCode: 504, body: '' },
			'does not answer like this n8n (HTTP 504)',
		],
	])(
		'if it may have arrived: %s, and the question is not asked again',
		async (_, answer, words) => {
			const waiting = woken(answer);
			await expectError(waiting, `https://n8n.example ${words}. It may have been delivered`);
			expect(waiting.nonces).toEqual(['deliver-answers']);
		},
	);

	it.each([taken(false), FINISHED])(
		'unless the run does not take it any more: %j',
		async (answer) => {
			const waiting = woken(answer);
			const { input, output } = await deliver(waiting);
			expect(output[0]).toBe(input[0]);
			expect(waiting.log).toEqual([]);
		},
	);

	it('with its files', async () => {
		const binary = { data: { data: '', mimeType: 'image/png' } };
		const output = await runWith([{ json: MESSAGE, binary, pairedItem: 0 }], {
			parameters: { options: { deliverAnswers: true } },
			waiting: runs(failure('ECONNREFUSED')).with(['a']),
		});
		expect(output).toMatchObject([{ json: { answerError: expect.any(String) }, binary }]);
	});
});

it('with Reply to Incoming, a call all of whose messages were delivered is answered', async () => {
	const waiting = runs(taken(true)).with(['a'], ['b']);
	const { replies } = await deliver(waiting, [{}, {}], { respond: 'replyNode' });
	expect(replies).toEqual([{ headers: {}, statusCode: 200, body: {} }]);
});

it.each([
	['of which one goes on', [{}, {}], 'replyNode'],
	['without a message', [], 'replyNode'],
	['that has its answer', [{}], 'immediately'],
])('a call %s is not', async (_, messages, respond) => {
	const { replies } = await deliver(runs(taken(true)).with(['a']), messages, { respond });
	expect(replies).toEqual([]);
});

it('the first message leaves a mark that answers are delivered here, and no other does', async () => {
	const waiting = new WaitingN8n();
	await deliver(waiting, [{}, {}]);
	await deliver(waiting);
	expect(waiting.rows).toEqual([{ ...MARK, id: 1 }]);
});
