import { sleep, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../../../../nodes/core/operation';
import { notes, writeNote } from '../../notes';
import { json, run, SUCCESS, type Sketch } from '../../strictContext';

describe('the bound and the pace of a run', () => {
	/** The starts of the requests of items in channels of their own, and how many were under way at most. */
	async function sent(option: string, values: Array<string | number>, options: IDataObject = {}) {
		jest.useFakeTimers({ now: 0 });
		const starts: number[] = [];
		let underWay = 0;
		let most = 0;
		const VALUE = '={{ $json.value }}';
		const sketch = notes(
			values.map((value, index) => ({ value, note: 'a', channel: index + 1 })),
			{ ...options, [option]: VALUE },
		);
		const running = run(
			{
				...sketch,
				// A pace outlives its run, so each of these has a token of its own.
				credential: { token: `token of ${option} ${values.join()}`, platform: 'v3' },
				expressions: { ...sketch.expressions, [VALUE]: ({ value }) => value },
				continueOnFail: true,
				answer: async () => {
					starts.push(Date.now());
					most = Math.max(most, ++underWay);
					await sleep(1);
					underWay--;
					return SUCCESS;
				},
			},
			[writeNote()],
		);
		await jest.advanceTimersByTimeAsync(10_000);
		await running;
		jest.useRealTimers();
		return { starts, most };
	}

	it.each([
		[['abc', 1, 1, 1], 3, 1],
		[['', 2, 5, 5], 4, 2],
		[[3, 1, 3], 3, 1],
		[Array<string>(12).fill(''), 12, 10],
		[['abc', ...Array<number>(12).fill(12)], 12, 12],
	])('is the smallest bound that an item asks for: %j', async (values, requests, bound) => {
		const { starts, most } = await sent('maxConcurrentRequests', values);
		expect([starts.length, most]).toEqual([requests, bound]);
	});

	it.each([
		[
			['abc', 120, 120, 120],
			[0, 500, 1000],
		],
		[
			['', 120, 60],
			[0, 1000, 2000],
		],
		[
			[0, '', 0],
			[0, 0, 0],
		],
	])('is the slowest pace that an item asks for: %j', async (values, expected) => {
		expect((await sent('requestsPerMinute', values)).starts).toEqual(expected);
	});
});

it('the pace is kept over all runs with the same call, and with no other', async () => {
	jest.useFakeTimers({ now: 0 });
	const starts: number[] = [];
	const send = async (endpoint: Operation['endpoint']) =>
		await run(
			{
				...notes([{ note: 'a' }], { requestsPerMinute: 60 }),
				credential: { token: 'token of all runs', platform: 'v3' },
				answer: () => {
					starts.push(Date.now());
					return SUCCESS;
				},
			},
			[writeNote({ endpoint })],
		);
	const sending = (['/notes', '/notes', '/other'] as const).map(send);
	await jest.advanceTimersByTimeAsync(5_000);
	await Promise.all(sending);
	jest.useRealTimers();
	expect(starts).toEqual([0, 0, 1000]);
});

describe('what is sent', () => {
	/** Lets no time pass between two tries. */
	beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
	afterEach(() => jest.restoreAllMocks());

	it('holds what only the run knows of an item', async () => {
		const completing = writeNote({
			effect: 'once',
			completer: (_, runIndex) => ({
				complete: (index, values) => ({
					...values,
					note: `${String(values.note)} ${runIndex} ${index}`,
				}),
			}),
		});
		const { bodies } = await run(
			{
				...notes([{ note: 'a' }, { note: 'b' }]),
				nodeContext: {},
				runIndex: 7,
				answer: () => SUCCESS,
			},
			[completing],
		);
		expect(bodies()).toEqual([{ text: 'a 7 0' }, { text: 'b 7 1' }]);
	});

	it('has the shortest time and the fewest tries that an item of its request wants', async () => {
		const OPTION = '={{ $json.option }}';
		const sketch = notes([{ option: 2 }, { option: 1 }, { option: 3 }], {
			maxRetries: OPTION,
			timeout: OPTION,
		});
		const { post } = await run(
			{
				...sketch,
				expressions: { ...sketch.expressions, [OPTION]: ({ option }) => option },
				answer: () => json('', 503),
				continueOnFail: true,
			},
			[writeNote({ effect: 'safe' })],
		);
		expect(post.mock.calls.map(([, { timeout }]) => timeout)).toEqual([1, 1]);
	});
});

describe('a defect in a function of an operation', () => {
	const broken = () => {
		throw new TypeError('defect');
	};
	const ITEMS = [{ note: 'a' }, { note: 'b' }];
	const NOT_HANDLED = 'This node could not handle the item: defect';
	const runOf = async (own: Partial<Operation>, sketch: Partial<Sketch> = {}) =>
		await run(
			{ ...notes(ITEMS), nodeContext: {}, continueOnFail: true, answer: () => SUCCESS, ...sketch },
			[writeNote(own)],
		);
	const errorsIn = (output: INodeExecutionData[]) => output.map(({ json: { error } }) => error);

	it('that reads the answer refuses its request alone, and is no failure of the network', async () => {
		const outcomes: Operation['outcomes'] = (_, { items: [first] }) =>
			first!.values.note === 'a' ? broken() : [[{ id: 'b' }]];
		const { output } = await runOf({ outcomes });
		expect(output[0]!.json).toMatchObject({ error: NOT_HANDLED, details: { source: 'check' } });
		expect(output[1]!.json).toEqual({ id: 'b' });
	});

	it('that reads the answer leaves accepted what must not be done twice', async () => {
		const { output } = await runOf({ effect: 'once', outcomes: broken });
		expect(output.map((item) => item.json)).toEqual(
			ITEMS.map(() => ({ status: 100, message: 'Success' })),
		);
	});

	it('that reads the answer leaves in doubt what must not be done twice, if no status came', async () => {
		const answer = () => json({ odd: true });
		const { output } = await runOf({ effect: 'once', outcomes: broken }, { answer });
		for (const { json: own } of output)
			expect(own.details).toMatchObject({ source: 'transport', mayHaveBeenSent: true });
	});

	it('that batches the items refuses each item, and nothing is sent', async () => {
		const { output, bodies } = await runOf({ batch: broken });
		expect(errorsIn(output)).toEqual([NOT_HANDLED, NOT_HANDLED]);
		expect(bodies()).toEqual([]);
	});

	it('that shows a dry run refuses its item', async () => {
		const parameters = { ...notes(ITEMS).parameters, options: { dryRun: true } };
		const { output } = await runOf({ preview: broken }, { parameters });
		expect(errorsIn(output)).toEqual([NOT_HANDLED, NOT_HANDLED]);
	});

	it.each(['failureDetails', 'hintIfTooLarge', 'note'] as const)(
		'that says more (%s) is as if it said nothing',
		async (name) => {
			const { output, error } = await runOf({ [name]: broken }, { answer: () => json('', 413) });
			expect(error).toBeUndefined();
			expect(output[0]!.json.details).toMatchObject({ source: 'transport', httpStatus: 413 });
			expect((await runOf({ [name]: broken })).output[0]!.json.status).toBe(100);
		},
	);
});
