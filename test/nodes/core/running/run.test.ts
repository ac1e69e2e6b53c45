import { sleep, type INodeExecutionData } from 'n8n-workflow';
import { Refusal } from '../../../../nodes/core/errors';
import { makesRequests, type Operation, type Request } from '../../../../nodes/core/operation';
import { secret, onWire, text } from '../../../../nodes/core/reading/fields';
import { schemaOf } from '../../../../nodes/core/reading/schema';
import { interruptionOf } from '../../../../nodes/core/running/interruption';
import { impossibleRun, startRun, type Run } from '../../../../nodes/core/running/run';
import { OPERATIONS as ALL } from '../../../../nodes/PickyAssist/operations';
import { notes, writeNote } from '../../notes';
import { json, run, strictContext, SUCCESS, type Sketch } from '../../strictContext';

const OPERATIONS: readonly Operation[] = ALL.filter(makesRequests);

const askOf = (run: Run, item: number) => run.ask(item);

const started = async (sketch: Sketch, operations = OPERATIONS) => {
	const strictly = strictContext(sketch);
	const run = await startRun(strictly.context, operations, interruptionOf(strictly.context));
	return { ...strictly, run };
};

it('is refused where a resource is chosen for which the editor shows no operation', async () => {
	const { context } = strictContext({ parameters: { resource: '__CUSTOM_API_CALL__' } });
	const askedFor = (name: string, _item: number, fallback?: unknown) => {
		if (name === 'resource') return '__CUSTOM_API_CALL__';
		if (fallback !== undefined) return fallback;
		throw new Error(`Could not get parameter "${name}"`);
	};
	const editorless = Object.assign(context, { getNodeParameter: askedFor });
	await expect(startRun(editorless, OPERATIONS, interruptionOf(context))).rejects.toThrow(
		'A custom API call cannot be made with this node',
	);
});

const requestTo = (application: number): Request => ({ asks: [], body: { application } });

describe('the bound and the pace of a run', () => {
	const busiest = async (sketch: Sketch) => {
		const { run } = await started(sketch);
		let now = 0;
		let most = 0;
		const task = async () => {
			most = Math.max(most, ++now);
			await sleep(1);
			now--;
		};
		const requests = Array.from({ length: 20 }, (_, index) => requestTo(index + 1));
		await Promise.all(requests.map(async (request) => await run.inLane(request, task)));
		return most;
	};
	const odd = {
		'=odd': (_json: unknown, item: number) => {
			if (item === 0) throw new Error('x');
			return 5;
		},
	};

	it('is a bound of 10 unless told', async () => {
		expect(await busiest({})).toBe(10);
	});

	it('is told by the items whose options can be read', async () => {
		const sketch = {
			items: [{}, {}],
			parameters: { options: { maxConcurrentRequests: 3, timeout: '=odd' } },
			expressions: odd,
		};
		expect(await busiest(sketch)).toBe(3);
	});

	/** The starts of the requests of items in channels of their own, and how many were under way at most. */
	async function sent(option: string, values: Array<string | number>) {
		jest.useFakeTimers({ now: 0 });
		const starts: number[] = [];
		let underWay = 0;
		let most = 0;
		const answer = async () => {
			starts.push(Date.now());
			most = Math.max(most, ++underWay);
			await sleep(1);
			underWay--;
			return SUCCESS;
		};
		const { run } = await started({
			// A pace outlives its run, so each of these has a token of its own.
			credential: { token: `token of ${option} ${values.join()}`, platform: 'v3' },
			items: values.map((value, index) => ({ value, channel: index + 1 })),
			parameters: {
				application: '=channel',
				updateFields: { about: 'Hi' },
				options: { [option]: '=value' },
			},
			expressions: { '=channel': ({ channel }) => channel, '=value': ({ value }) => value },
			answer,
		});
		const sending = values.map(async (_, item) => {
			try {
				const request = run.planner.alone!(askOf(run, item));
				await run.inLane(request, async () => void (await run.send(request)));
			} catch (error) {
				expect(error).toBeInstanceOf(Refusal);
			}
		});
		await jest.advanceTimersByTimeAsync(10_000);
		await Promise.all(sending);
		jest.useRealTimers();
		return { starts, most };
	}

	it.each([
		[['abc', 1, 1, 1], 3, 1],
		[['', 2, 5, 5], 4, 2],
		[[3, 1, 3], 3, 1],
		[['', '', ''], 3, 3],
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

it('the pace is kept over all runs with the same call and token, and with no other', async () => {
	jest.useFakeTimers({ now: 0 });
	const starts: Array<[string, number]> = [];
	const send = async (name: string, token: string, own: Partial<Operation> = {}) => {
		const sketch = notes([{ note: 'a' }], { requestsPerMinute: 60 });
		const { run } = await started(
			{
				...sketch,
				credential: { token, platform: 'v3' },
				answer: () => {
					starts.push([name, Date.now()]);
					return SUCCESS;
				},
			},
			[writeNote(own)],
		);
		await run.send(run.planner.alone!(askOf(run, 0)));
	};
	const sending = [
		send('first', 'one token'),
		send('second', 'one token'),
		send('other token', 'another token'),
		send('other call', 'one token', { endpoint: '/other' }),
	];
	await jest.advanceTimersByTimeAsync(5_000);
	await Promise.all(sending);
	jest.useRealTimers();
	expect(Object.fromEntries(starts)).toEqual({
		first: 0,
		second: 1000,
		'other token': 0,
		'other call': 0,
	});
});

describe('a run that cannot start', () => {
	it('refuses every item for its reason, plans nothing, and hides nothing', async () => {
		const reason = new Error('x');
		const { ask, planner, send, inLane, redact, memory } = impossibleRun(reason);
		expect(() => ask(0)).toThrow(reason);
		expect(() => send(requestTo(1))).toThrow(reason);
		expect(planner.all([])).toEqual([]);
		expect(planner.alone).toBeUndefined();
		const task = jest.fn();
		await inLane(requestTo(1), task);
		expect(task).not.toHaveBeenCalled();
		expect(memory.recall(0)).toBeUndefined();
		expect(redact('')).toBe('');
	});
});

/** Asks for the first item, and sends it. */
const firstSent = async (sketch: Sketch, operations: readonly Operation[] = OPERATIONS) => {
	const { run, ...strictly } = await started(sketch, operations);
	const request = { asks: [askOf(run, 0)], body: askOf(run, 0).body };
	return { ...strictly, run, request, sent: run.send(request) };
};

describe('what is sent', () => {
	it.each([
		['once', 1],
		['idempotent', 2],
		['safe', 2],
	] as const)('is sent again after a doubt unless it is done %s', async (effect, times) => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const sketch = { ...notes([{ note: 'Hi' }], { maxRetries: 1 }), nodeContext: {} };
		const answer = () => json('', 503);
		const { sent, post } = await firstSent({ ...sketch, answer }, [writeNote({ effect })]);
		await expect(sent).rejects.toMatchObject({
			details: { retryable: effect !== 'once', attempts: times },
		});
		expect(post).toHaveBeenCalledTimes(times);
		jest.restoreAllMocks();
	});

	it('gives the answer to each of its asks, unless the operation reads it', async () => {
		const answer = () => json({ status: '100', message: 'Success', ids: [1, 2] });
		const { run } = await started({ ...notes([{ note: 'a' }, { note: 'b' }]), answer }, [
			writeNote(),
		]);
		const asks = [askOf(run, 0), askOf(run, 1)];
		const whole = { status: '100', message: 'Success', ids: [1, 2] };
		expect(await run.send({ asks, body: {} })).toEqual({
			each: [[whole], [whole]],
			canSplit: false,
		});
	});

	it('holds what only the run knows of an item', async () => {
		const completing = writeNote({
			loader: ({ index }) => ({
				complete: (item, values) => ({
					...values,
					note: `${String(values.note)} ${index} ${item}`,
				}),
			}),
		});
		const { run } = await started(notes([{ note: 'a' }, { note: 'b' }]), [completing]);
		expect(run.ask(1).body).toEqual({ text: 'b 0 1' });
	});

	it('has the shortest time and the fewest tries that one of its asks wants', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const OPTION = '={{ $json.option }}';
		const sketch = notes([{ option: 2 }, { option: 1 }, { option: 3 }], {
			maxRetries: OPTION,
			timeout: OPTION,
		});
		const { run, post } = await started(
			{
				...sketch,
				expressions: { ...sketch.expressions, [OPTION]: ({ option }) => option },
				answer: () => json('', 503),
			},
			[writeNote()],
		);
		const asks = [0, 1, 2].map((item) => askOf(run, item));
		await expect(run.send({ asks, body: {} })).rejects.toMatchObject({ details: { attempts: 2 } });
		expect(post.mock.calls.map(([, { timeout }]) => timeout)).toEqual([1, 1]);
		jest.restoreAllMocks();
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
		const outcomes: Operation['outcomes'] = (_, { asks: [first] }) =>
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

	it('that plans the requests refuses each item, and nothing is sent', async () => {
		const { output, bodies } = await runOf({ plan: broken });
		expect(errorsIn(output)).toEqual([NOT_HANDLED, NOT_HANDLED]);
		expect(bodies()).toEqual([]);
	});

	it('that shows a dry run refuses its item', async () => {
		const parameters = { ...notes(ITEMS).parameters, options: { dryRun: true } };
		const { output } = await runOf({ preview: broken }, { parameters });
		expect(errorsIn(output)).toEqual([NOT_HANDLED, NOT_HANDLED]);
	});

	it.each(['trace', 'hintIfTooLarge', 'hint'] as const)(
		'that says more (%s) is as if it said nothing',
		async (name) => {
			const { output, error } = await runOf({ [name]: broken }, { answer: () => json('', 413) });
			expect(error).toBeUndefined();
			expect(output[0]!.json.details).toMatchObject({ source: 'transport', httpStatus: 413 });
			expect((await runOf({ [name]: broken })).output[0]!.json.status).toBe(100);
		},
	);
});

describe('a dry run', () => {
	const dry = { dryRun: true };

	it('shows the body of each ask, unless the operation shows something else', async () => {
		const { run } = await started(notes([{ note: 'a' }, { note: 'b' }], dry), [writeNote()]);
		const request = { asks: [askOf(run, 0), askOf(run, 1)], body: {} };
		const url = 'https://pickyassist.com/app/api/v2/notes';
		expect((await run.preview(request)).each).toEqual(
			['a', 'b'].map((note) => [{ dryRun: true, url, body: { text: note } }]),
		);
		const preview: Operation['preview'] = ({ item }) => ({ would: item });
		const { run: own } = await started(notes([{}], dry), [writeNote({ preview })]);
		expect((await own.preview(request)).each).toEqual(
			[0, 1].map((would) => [{ dryRun: true, url, would }]),
		);
	});
});

describe('a secret field', () => {
	const SECRET = '004321';
	const hiding = writeNote({
		schema: schemaOf({ note: secret(onWire('pin', text(10, 7))) }),
		fields: writeNote().fields.slice(1),
	});

	it('is left out of what a dry run shows, under its name on the wire', async () => {
		const { run } = await started(notes([{ note: SECRET }]), [hiding]);
		const asks = [askOf(run, 0)];
		expect((await run.preview({ asks, body: {} })).each).toEqual([
			[{ dryRun: true, url: expect.any(String) as string, body: {} }],
		]);
	});

	it('goes out, and is hidden in an answer that echoes it', async () => {
		const answer = () => json({ status: 100, message: `PIN ${SECRET}`, pin: SECRET });
		const { sent, bodies } = await firstSent({ ...notes([{ note: SECRET }]), answer }, [hiding]);
		expect((await sent).each).toEqual([
			[{ status: 100, message: 'PIN [hidden]', pin: '[hidden]' }],
		]);
		expect(bodies()).toEqual([{ pin: SECRET }]);
	});

	it('that is blank hides nothing', async () => {
		const answer = () => json({ status: 100, message: 'undefined or blank' });
		const { sent } = await firstSent({ ...notes([{ note: '' }]), answer }, [hiding]);
		expect((await sent).each).toEqual([[{ status: 100, message: 'undefined or blank' }]]);
	});
});
