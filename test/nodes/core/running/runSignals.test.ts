import { runSignals } from '../../../../nodes/core/running/runSignals';

it.each([
	['an n8n that has no cancel signal', {}],
	['an execution without one', { getExecutionCancelSignal: () => undefined }],
])('works in %s', (_, context) => {
	const { halt, cancel, stop, done } = runSignals(context);
	expect(cancel).toBeUndefined();
	stop();
	done();
	expect(halt.aborted).toBe(true);
});
