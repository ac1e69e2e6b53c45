import { createPace } from '../../../../nodes/core/running/pace';

const START = 1_000_000;
beforeEach(() => jest.useFakeTimers({ now: START }));
afterEach(() => jest.useRealTimers());
const never = new AbortController().signal;

/** A key that no other test uses: turns outlive a run. */
let keys = 0;
const newKey = () => `key ${++keys}`;

/** The times of as many turns of each pace, all asked for at once, in milliseconds since the start. */
async function turnsOf(count: number, ...paces: Array<ReturnType<typeof createPace>>) {
	const times: number[][] = paces.map(() => []);
	const turns = paces.flatMap((waitForTurn, index) =>
		Array.from({ length: count }, async () => {
			await waitForTurn(never);
			times[index]!.push(Date.now() - START);
		}),
	);
	await jest.advanceTimersByTimeAsync(600_000);
	await Promise.all(turns);
	return times;
}

const expectTimes = (times: number[] | undefined, expected: number[]) => {
	expect(times).toHaveLength(expected.length);
	for (const [index, time] of expected.entries())
		expect(Math.abs(times![index]! - time)).toBeLessThan(2);
};

it.each([
	[60, [0, 1000, 2000, 3000]],
	[90, [0, 667, 1333, 2000]],
	[0.5, [0, 120_000, 240_000, 360_000]],
])('%d a minute are spaced evenly', async (perMinute, expected) => {
	const [times] = await turnsOf(4, createPace(perMinute, newKey()));
	expectTimes(times, expected);
});

it('an endless pace makes nobody wait, also behind one that does', async () => {
	const key = newKey();
	await createPace(1, key)(never);
	expect(await turnsOf(3, createPace(Infinity, key))).toEqual([[0, 0, 0]]);
	expect(jest.getTimerCount()).toBe(0);
});

it('does not make up for the time in which nothing was asked for', async () => {
	const pace = createPace(60, newKey());
	await pace(never);
	jest.setSystemTime(START + 10_000);
	const late = Date.now();
	await pace(never);
	expect(Date.now()).toBe(late);
	const next = pace(never);
	await jest.advanceTimersByTimeAsync(999);
	expect(jest.getTimerCount()).toBe(1);
	await jest.advanceTimersByTimeAsync(1);
	await next;
});

it('stops waiting when it is aborted', async () => {
	const pace = createPace(1, newKey());
	await pace(never);
	const halting = new AbortController();
	const turn = pace(halting.signal);
	halting.abort();
	await expect(turn).rejects.toThrow();
	expect(jest.getTimerCount()).toBe(0);
});

it('gives back the turns that were waited for when it is aborted', async () => {
	const key = newKey();
	const pace = createPace(60, key);
	const halting = new AbortController();
	await pace(never);
	const waiting = [1, 2, 3].map(async () => await pace(halting.signal));
	halting.abort();
	for (const turn of waiting) await expect(turn).rejects.toThrow();
	const [times] = await turnsOf(2, createPace(60, key));
	expectTimes(times, [1000, 2000]);
});

it('gives back no turn that another run still waits for, or had', async () => {
	const key = newKey();
	const pace = createPace(60, key);
	const halting = new AbortController();
	await pace(never);
	const halted = pace(halting.signal);
	const other = turnsOf(1, createPace(60, key));
	halting.abort();
	await expect(halted).rejects.toThrow();
	const [behind] = await turnsOf(1, createPace(60, key));
	expectTimes((await other)[0], [2000]);
	expectTimes(behind, [3000]);
});

describe('several runs', () => {
	it('with the same key keep the pace together', async () => {
		const key = newKey();
		const [first, second] = await turnsOf(2, createPace(60, key), createPace(60, key));
		expectTimes(first, [0, 1000]);
		expectTimes(second, [2000, 3000]);
	});

	it('with the same key keep it one behind the other, too', async () => {
		const key = newKey();
		await createPace(60, key)(never);
		jest.setSystemTime(START + 400);
		const [times] = await turnsOf(2, createPace(60, key));
		expectTimes(times, [1000, 2000]);
	});

	it('with another key do not wait for each other', async () => {
		const [first, second] = await turnsOf(2, createPace(60, newKey()), createPace(60, newKey()));
		expectTimes(first, [0, 1000]);
		expectTimes(second, [0, 1000]);
	});

	it('with the same key each have a pace of their own, from the turn before', async () => {
		const key = newKey();
		await createPace(6, key)(never);
		const [times] = await turnsOf(2, createPace(60, key));
		expectTimes(times, [10_000, 11_000]);
	});

	it('forget only the turns that are over', async () => {
		const key = newKey();
		await createPace(6, key)(never);
		jest.setSystemTime(START + 9_999);
		createPace(60, newKey());
		const [times] = await turnsOf(1, createPace(60, key));
		expectTimes(times, [10_000]);
	});
});
