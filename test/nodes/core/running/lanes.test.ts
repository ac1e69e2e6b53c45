import { sleep } from 'n8n-workflow';
import { createBreather, createLanes, createPace } from '../../../../nodes/core/running/lanes';

const settle = async () => await sleep(1);

/** Tasks that end when they are told to, and what has started so far. */
function tasksIn(inLane: ReturnType<typeof createLanes>) {
	const started: string[] = [];
	const end: Record<string, () => void> = {};
	const add = (name: string, lane: unknown) =>
		void inLane(lane, async () => {
			started.push(name);
			await new Promise<void>((resolve) => (end[name] = resolve));
		});
	return { add, started, end };
}

describe('lanes', () => {
	it('run the tasks of one lane one after another, in the order of the calls', async () => {
		const { add, started, end } = tasksIn(createLanes(10));
		for (const name of ['a', 'b', 'c']) add(name, undefined);
		await settle();
		expect(started).toEqual(['a']);
		end.a!();
		await settle();
		expect(started).toEqual(['a', 'b']);
		end.b!();
		await settle();
		expect(started).toEqual(['a', 'b', 'c']);
	});

	it('run different lanes side by side, as many as the bound allows', async () => {
		const { add, started, end } = tasksIn(createLanes(2));
		for (const lane of [1, 2, 3]) add(`lane ${lane}`, lane);
		await settle();
		expect(started).toEqual(['lane 1', 'lane 2']);
		end['lane 2']!();
		await settle();
		expect(started).toEqual(['lane 1', 'lane 2', 'lane 3']);
	});

	it('let no waiting task of a busy lane take the place of another lane', async () => {
		const { add, started } = tasksIn(createLanes(2));
		add('a1', 'a');
		add('a2', 'a');
		add('b1', 'b');
		await settle();
		expect(started).toEqual(['a1', 'b1']);
	});

	it('let a late task of a lane wait for the one that is running', async () => {
		const { add, started, end } = tasksIn(createLanes(10));
		add('a', 8);
		add('b', 8);
		await settle();
		end.a!();
		await settle();
		add('c', 8);
		await settle();
		expect(started).toEqual(['a', 'b']);
		end.b!();
		await settle();
		expect(started).toEqual(['a', 'b', 'c']);
	});

	it('keep the order of the calls across lanes where the bound is one', async () => {
		const { add, started, end } = tasksIn(createLanes(1));
		add('a1', 'a');
		add('a2', 'a');
		add('b1', 'b');
		await settle();
		end.a1!();
		await settle();
		expect(started).toEqual(['a1', 'a2']);
		end.a2!();
		await settle();
		expect(started).toEqual(['a1', 'a2', 'b1']);
	});

	it('give back what the task gave', async () => {
		const inLane = createLanes(1);
		expect(await inLane(8, async () => await Promise.resolve('done'))).toBe('done');
	});
});

describe('time', () => {
	beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
	afterEach(() => jest.useRealTimers());
	const never = new AbortController().signal;

	/** The times of as many turns that are asked for at once. */
	async function turnsOf(waitForTurn: ReturnType<typeof createPace>, count: number) {
		const times: number[] = [];
		const turns = Array.from({ length: count }, async () => {
			await waitForTurn(never);
			times.push(Date.now() - 1_000_000);
		});
		await jest.advanceTimersByTimeAsync(600_000);
		await Promise.all(turns);
		return times;
	}

	it.each([
		[60, [0, 1000, 2000, 3000]],
		[90, [0, 667, 1333, 2000]],
		[0.5, [0, 120_000, 240_000, 360_000]],
	])('a pace of %d a minute spaces the starts evenly', async (perMinute, expected) => {
		const times = await turnsOf(createPace(perMinute), 4);
		for (const [index, time] of times.entries())
			expect(Math.abs(time - expected[index]!)).toBeLessThan(2);
		expect(times).toHaveLength(4);
	});

	it('an endless pace makes nobody wait', async () => {
		expect(await turnsOf(createPace(Infinity), 3)).toEqual([0, 0, 0]);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('a pace does not make up for the time in which nothing was asked for', async () => {
		const pace = createPace(60);
		await pace(never);
		jest.setSystemTime(1_000_000 + 10_000);
		const late = Date.now();
		await pace(never);
		expect(Date.now()).toBe(late);
		const next = pace(never);
		await jest.advanceTimersByTimeAsync(999);
		expect(jest.getTimerCount()).toBe(1);
		await jest.advanceTimersByTimeAsync(1);
		await next;
	});

	it('a pace stops waiting when it is aborted', async () => {
		const pace = createPace(1);
		await pace(never);
		const halting = new AbortController();
		const turn = pace(halting.signal);
		halting.abort();
		await expect(turn).rejects.toThrow();
		expect(jest.getTimerCount()).toBe(0);
	});

	it('a breather gives way after 20 ms of work, and not before', async () => {
		const breathe = createBreather();
		jest.setSystemTime(1_000_019);
		await breathe();
		expect(jest.getTimerCount()).toBe(0);
		jest.setSystemTime(1_000_020);
		const breath = breathe();
		expect(jest.getTimerCount()).toBe(1);
		await jest.advanceTimersByTimeAsync(0);
		await breath;
		await breathe();
		expect(jest.getTimerCount()).toBe(0);
	});
});
