import { interruptionOf } from '../../../../nodes/core/running/interruption';

const interruptedBy = (cancel?: AbortSignal) =>
	interruptionOf({ getExecutionCancelSignal: () => cancel });

it('halts when it is told to stop, and cancels nothing', () => {
	const cancelling = new AbortController();
	const { halt, cancel, stop } = interruptedBy(cancelling.signal);
	expect(halt.aborted).toBe(false);
	stop();
	expect(halt.aborted).toBe(true);
	expect(cancel!.aborted).toBe(false);
});

it('halts when the execution is cancelled', () => {
	const cancelling = new AbortController();
	const { halt, cancel } = interruptedBy(cancelling.signal);
	expect(cancel).toBe(cancelling.signal);
	cancelling.abort();
	expect(halt.aborted).toBe(true);
});

it('halts at once where the execution was cancelled before', () => {
	expect(interruptedBy(AbortSignal.abort()).halt.aborted).toBe(true);
});

it('lets go of the signal when the run is over', () => {
	const cancelling = new AbortController();
	const { halt, done } = interruptedBy(cancelling.signal);
	done();
	cancelling.abort();
	expect(halt.aborted).toBe(false);
});

it.each([
	['an n8n that has no cancel signal', {}],
	['an execution without one', { getExecutionCancelSignal: () => undefined }],
])('works in %s', (_, context) => {
	const { halt, cancel, stop, done } = interruptionOf(context);
	expect(cancel).toBeUndefined();
	stop();
	done();
	expect(halt.aborted).toBe(true);
});
