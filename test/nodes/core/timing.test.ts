import { createBreather, runSignals } from '../../../nodes/core/timing';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

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

it.each([
	['an n8n that has no cancel signal', {}],
	['an execution without one', { getExecutionCancelSignal: () => undefined }],
])('the signals of a run work in %s', (_, context) => {
	const { halt, cancel, stop, done } = runSignals(context);
	expect(cancel).toBeUndefined();
	stop();
	done();
	expect(halt.aborted).toBe(true);
});
