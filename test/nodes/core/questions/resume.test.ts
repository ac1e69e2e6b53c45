import {
	checkResumeUrl,
	isAsked,
	tell,
	type Unreachable,
} from '../../../../nodes/core/questions/resume';
import { strictContext } from '../../strictContext';
import {
	DELETED,
	FINISHED,
	question,
	RESUME_URL,
	RUNNING,
	taken,
	WaitingN8n,
	type Answered,
} from '../../waiting';

const MANUAL = { statusCode: 500, body: { code: 0, message: 'The workflow is of the editor' } };
const TOKEN = { statusCode: 401, body: { error: 'Invalid token' } };
const NOT_THIS = (status: number) => `does not answer like this n8n (HTTP ${status})`;
const PAGE = { statusCode: 200, body: '<html>Sign in</html>' };

/** What n8n's helper throws, which quotes the address. */
function failure(code?: string): Error {
	const error = new Error(`${code} at ${RESUME_URL}`);
	return code === undefined ? error : Object.assign(new Error('x', { cause: error }), { code });
}

function calling(...answers: ReadonlyArray<Answered | Error>) {
	const queue = [...answers];
	const waiting = new WaitingN8n({
		answer: () => (queue.length > 1 ? queue.shift()! : queue[0]!),
	});
	return { waiting, context: strictContext({ waiting }).context };
}

const failed = async (promise: Promise<unknown>): Promise<Unreachable> => {
	const error = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect((error as Error).message).not.toMatch(/signature|token/);
	return error as Unreachable;
};

describe('n8n reaches its own address', () => {
	it.each([RUNNING, MANUAL, TOKEN])('if it answers %j', async (answer) => {
		const { waiting, context } = calling(answer);
		await checkResumeUrl(context, RESUME_URL);
		expect(waiting.calls).toEqual([
			{
				...{ method: 'POST', url: RESUME_URL, body: {}, json: true, timeout: 10_000 },
				abortSignal: expect.any(AbortSignal),
				...{ disableFollowRedirect: true, ignoreHttpStatusErrors: true, returnFullResponse: true },
			},
		]);
	});

	it.each([
		['a page', PAGE, 'does not answer like this n8n (HTTP 200)'],
		['no page', { ...DELETED }, 'does not answer like this n8n (HTTP 404)'],
		['a redirect', { statusCode: 302, body: {} }, 'does not answer like this n8n (HTTP 302)'],
		['a gateway', { statusCode: 502, body: {} }, 'does not answer like this n8n (HTTP 502)'],
		['a login', { statusCode: 401, body: { error: 'Please sign in' } }, NOT_THIS(401)],
		['a server with a fault', { statusCode: 500, body: { message: 'upstream' } }, NOT_THIS(500)],
		['another server', { statusCode: 200, body: {} }, NOT_THIS(200)],
		['the run of another n8n', FINISHED, NOT_THIS(409)],
		['a run that sleeps', taken(false), NOT_THIS(200)],
		['a list', { statusCode: 409, body: [] }, 'does not answer like this n8n (HTTP 409)'],
		[
			'a page of an error',
			{ ...PAGE, statusCode: 500 },
			'does not answer like this n8n (HTTP 500)',
		],
		['nobody', failure('ECONNREFUSED'), 'cannot be reached (ECONNREFUSED)'],
		['silence', failure('ECONNABORTED'), 'cannot be reached (ECONNABORTED)'],
		['an error without a code', failure(), 'does not answer'],
		['an error with a strange code', failure(RESUME_URL), 'does not answer'],
	])('and not if it is answered by %s', async (_, answer, what) => {
		const { context } = calling(answer);
		const { message } = await failed(checkResumeUrl(context, RESUME_URL));
		expect(message).toBe(`https://n8n.example ${what}`);
	});

	it('and not if it is no address', async () => {
		const { message } = await failed(
			checkResumeUrl(calling(failure('ERR_INVALID_URL')).context, 'undefined/1?signature=x'),
		);
		expect(message).toBe('The address of n8n cannot be reached (ERR_INVALID_URL)');
	});

	it('and the reason is the innermost that is known', async () => {
		const cause = Object.assign(new Error(), { code: 'ENOTFOUND' });
		const { message } = await failed(
			checkResumeUrl(
				calling(Object.assign(new Error('', { cause }), { code: 'ERR_NETWORK' })).context,
				RESUME_URL,
			),
		);
		expect(message).toMatch(/\(ENOTFOUND\)$/);
	});
});

describe('a run that is called', () => {
	afterEach(() => jest.useRealTimers());

	it.each([
		['taken', taken(true)],
		['refused', taken(false)],
		['gone', FINISHED],
		['gone', DELETED],
		[
			'gone',
			{
				statusCode: 404,
				body: { message: 'It does not contain a waiting webhook with this path' },
			},
		],
	] as const)('is %s if n8n answers %j', async (verdict, answer) => {
		const { waiting, context } = calling(answer);
		const call = { message: { message: 'Hi' }, cameAt: 1 };
		expect(await tell(context, question('a'), 'offer', call)).toBe(verdict);
		expect(waiting.calls).toMatchObject([
			{
				...{ url: question('a').resumeUrl, timeout: 5000, disableFollowRedirect: true },
				body: { question: 'a', step: 'offer', ...call },
			},
		]);
	});

	it('hears of nothing more if there is nothing', async () => {
		const { waiting, context } = calling(taken(true));
		await tell(context, question('a'), 'replaced');
		expect(waiting.calls[0]!.body).toEqual({ question: 'a', step: 'replaced' });
	});

	it.each([RUNNING, MANUAL])('is called again until it sleeps: %j', async (busy) => {
		jest.useFakeTimers();
		const { waiting, context } = calling(busy, busy, taken(true));
		const told = tell(context, question('a'), 'wake');
		await jest.advanceTimersByTimeAsync(249);
		expect(waiting.calls).toHaveLength(1);
		await jest.advanceTimersByTimeAsync(251);
		expect(await told).toBe('taken');
		expect(waiting.calls).toHaveLength(3);
	});

	it('is given up after 15 seconds', async () => {
		jest.useFakeTimers();
		const { waiting, context } = calling(RUNNING);
		const told = failed(tell(context, question('a'), 'wake'));
		await jest.advanceTimersByTimeAsync(14_900);
		expect(waiting.calls).toHaveLength(60);
		await jest.advanceTimersByTimeAsync(1000);
		expect(await told).toMatchObject({
			message: 'https://n8n.example says that the run that asked does not wait yet',
			mayHaveArrived: false,
		});
		expect(waiting.calls).toHaveLength(62);
	});

	it('is not called again if somebody else has taken its question in between', async () => {
		jest.useFakeTimers();
		const { waiting, context } = calling(RUNNING);
		const told = tell(context, question('a'), 'offer', {}, async () => false);
		await jest.advanceTimersByTimeAsync(250);
		expect(await told).toBe('gone');
		expect(waiting.calls).toHaveLength(1);
	});

	it.each([
		['a page', PAGE, true],
		[
			'another step of its run',
			{ statusCode: 200, body: { message: 'Workflow was started' } },
			true,
		],
		['a page of an error', { ...PAGE, statusCode: 500 }, true],
		['no page', { ...PAGE, statusCode: 404 }, false],
		[
			'a gateway without a route',
			{ statusCode: 404, body: { message: 'no Route matched' } },
			false,
		],
		['a redirect', { statusCode: 301, body: '' }, false],
		['a gateway that gives up', { statusCode: 504, body: {} }, true],
		['nobody', failure('ECONNREFUSED'), false],
		['an unknown host', failure('ENOTFOUND'), false],
		['a call that breaks off', failure('ECONNRESET'), true],
		['silence', failure('ECONNABORTED'), true],
		['what nobody knows', failure(), true],
	])('and is answered by %s: whether it arrived', async (_, answer, mayHaveArrived) => {
		const { context } = calling(answer);
		expect(await failed(tell(context, question('a'), 'wake'))).toMatchObject({ mayHaveArrived });
	});
});

it.each([
	[true, taken(false)],
	[true, RUNNING],
	[true, failure('ECONNREFUSED')],
	[true, PAGE],
	[false, FINISHED],
	[false, DELETED],
])('that a question is asked is %j if n8n answers %j', async (asked, answer) => {
	const { waiting, context } = calling(answer);
	expect(await isAsked(context, question('a'))).toBe(asked);
	expect(waiting.calls).toMatchObject([{ body: {}, timeout: 5000 }]);
});
