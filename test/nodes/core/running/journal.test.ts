import type { IDataObject } from 'n8n-workflow';
import { Refusal } from '../../../../nodes/core/errors';
import { journalOf } from '../../../../nodes/core/running/journal';
import { writeNote } from '../../notes';
import { strictContext, type Sketch } from '../../strictContext';

const once = writeNote({ effect: 'once', storedKeys: ['id', 'number'] });
const journalIn = (sketch: Sketch, operation = once) =>
	journalOf(strictContext(sketch).context, operation);

const ANSWER = { id: 'm1', number: '15550000001', text: 'Hi', token: 'x' };
/** Each failed execution has another. */
const MARK = expect.stringMatching(/^[a-z\d]{6,}$/) as string;
const doubt = Refusal.byCheck({ message: 'Nobody knows', hint: 'Look' });

/** What n8n stores of a node's context, and reads again. */
const stored = (nodeContext: IDataObject) => JSON.parse(JSON.stringify(nodeContext)) as IDataObject;

it('the accepted items are told in their order, those in doubt not among them', () => {
	const journal = journalIn({ nodeContext: {} });
	for (const item of [10, 2, 0]) journal.remember(item, [ANSWER]);
	journal.remember(1, doubt);
	expect(journal.accepted()).toEqual([0, 2, 10]);
});

describe('what is stored with a failed execution', () => {
	function failed(runIndex = 0) {
		const nodeContext: IDataObject = {};
		const journal = journalIn({ nodeContext, runIndex });
		journal.remember(0, [ANSWER]);
		journal.remember(1, doubt);
		journal.remember(2, []);
		journal.store();
		return nodeContext;
	}

	it('is the kept keys of what was accepted, by run and by item', () => {
		const items = { 0: { id: 'm1', number: '15550000001' }, 2: {} };
		expect(failed()).toEqual({ mark: MARK, accepted: { 'note.write': { 0: items } } });
		expect(failed(3)).toEqual({ mark: MARK, accepted: { 'note.write': { 3: items } } });
	});

	it('is no key at all where the operation keeps none', () => {
		const nodeContext = {};
		const journal = journalIn({ nodeContext }, { ...once, storedKeys: [] });
		journal.remember(0, [ANSWER]);
		journal.store();
		expect(nodeContext).toEqual({ mark: MARK, accepted: { 'note.write': { 0: { 0: {} } } } });
	});

	it('is known to the Retry button, and what was in doubt is not', () => {
		const retried = journalIn({ nodeContext: stored(failed()), mode: 'retry' });
		expect(retried.recall(0)).toEqual([{ id: 'm1', number: '15550000001' }]);
		expect(retried.recall(1)).toBeUndefined();
		expect(retried.recall(2)).toEqual([{}]);
	});

	it('is known to the same operation alone', () => {
		const nodeContext = stored(failed());
		const other = { ...once, value: 'erase' };
		expect(journalIn({ nodeContext, mode: 'retry' }, other).recall(0)).toBeUndefined();
	});

	it('is known to the same run of the node alone', () => {
		const nodeContext = stored(failed(1));
		expect(journalIn({ nodeContext, mode: 'retry', runIndex: 0 }).recall(0)).toBeUndefined();
		expect(journalIn({ nodeContext, mode: 'retry', runIndex: 1 }).recall(0)).toBeDefined();
	});

	describe('where the same one is retried again', () => {
		const retry = (nodeContext: IDataObject, rest: Sketch = {}, operation = once) =>
			journalIn({ ...rest, nodeContext: stored(nodeContext), mode: 'retry' }, operation);

		it('what its first retry sent is known, by the kept keys', () => {
			const nodeContext = failed();
			const first = retry(nodeContext);
			first.remember(3, [ANSWER]);
			first.remember(4, doubt);
			const second = retry(nodeContext);
			expect(second.recall(3)).toEqual([{ id: 'm1', number: '15550000001' }]);
			expect(second.recall(4)).toBeUndefined();
		});

		it('what the retry of its retry sent is known, too', () => {
			const nodeContext = failed();
			const between = stored(nodeContext);
			const first = journalIn({ nodeContext: between, mode: 'retry' });
			first.store();
			retry(between).remember(3, [ANSWER]);
			expect(retry(nodeContext).recall(3)).toBeDefined();
		});

		it('what another execution, operation or run sent is not', () => {
			const nodeContext = failed();
			retry(nodeContext).remember(3, [ANSWER]);
			expect(retry(failed()).recall(3)).toBeUndefined();
			expect(retry(nodeContext, {}, { ...once, value: 'erase' }).recall(3)).toBeUndefined();
			retry(nodeContext, { runIndex: 1 }).remember(5, [ANSWER]);
			expect(retry(nodeContext, { runIndex: 1 }).recall(5)).toBeUndefined();
		});

		it('where a retry fails in another run, that one has a mark of its own', () => {
			const nodeContext = failed();
			const { mark } = nodeContext;
			journalIn({ nodeContext, mode: 'retry', runIndex: 2 }).store();
			expect(nodeContext.mark).toEqual(MARK);
			expect(nodeContext.mark).not.toBe(mark);
		});

		it('it is forgotten after a hundred others', () => {
			const nodeContext = failed();
			retry(nodeContext).remember(3, [ANSWER]);
			for (let i = 0; i < 99; i++) retry(failed());
			expect(retry(nodeContext).recall(3)).toBeDefined();
			for (let i = 0; i < 100; i++) retry(failed());
			expect(retry(nodeContext).recall(3)).toBeUndefined();
		});
	});

	it('is nothing to an execution that is no retry', () => {
		expect(journalIn({ nodeContext: stored(failed()), mode: 'trigger' }).recall(0)).toBeUndefined();
	});

	it('stays where a retry fails again before it recalled it', () => {
		const nodeContext = stored(failed());
		const retried = journalIn({ nodeContext, mode: 'retry' });
		retried.remember(1, [{ id: 'm2' }]);
		retried.store();
		expect(nodeContext).toEqual({
			mark: MARK,
			accepted: {
				'note.write': { 0: { 0: { id: 'm1', number: '15550000001' }, 1: { id: 'm2' }, 2: {} } },
			},
		});
	});

	it.each([
		[{ accepted: 'text' }],
		[{ accepted: { 'note.write': 'text' } }],
		[{ accepted: { 'note.write': { 0: [] } } }],
		[{ accepted: { 'note.write': { 0: { 0: 'text' } } } }],
		[{ other: 1 }],
	])('is not taken for it where it is something else: %j', (nodeContext) => {
		expect(journalIn({ nodeContext, mode: 'retry' }).recall(0)).toBeUndefined();
	});
});

describe('what may be done twice, but is refused the second time', () => {
	const undo = writeNote({ effect: 'idempotent', refusedIfDone: [7] });

	it('is known in every try of an execution, by run', () => {
		const nodeContext = {};
		journalIn({ nodeContext }, undo).remember(0, [ANSWER]);
		expect(journalIn({ nodeContext }, undo).recall(0)).toEqual([ANSWER]);
		expect(journalIn({ nodeContext }, undo).recall(1)).toBeUndefined();
		expect(journalIn({ nodeContext, runIndex: 1 }, undo).recall(0)).toBeUndefined();
	});

	it('is stored with no execution, and a failed one does not say that Retry leaves it out', () => {
		const nodeContext = {};
		const journal = journalIn({ nodeContext }, undo);
		journal.remember(0, [ANSWER]);
		journal.store();
		expect(nodeContext).toEqual({});
		expect(journal.accepted()).toEqual([]);
	});

	it('is not remembered as a tool, nor if the second time is a success', () => {
		for (const [sketch, operation] of [
			[{ isTool: true }, undo],
			[{}, writeNote()],
		] as const) {
			const nodeContext = {};
			journalIn({ ...sketch, nodeContext }, operation).remember(0, [ANSWER]);
			expect(journalIn({ ...sketch, nodeContext }, operation).recall(0)).toBeUndefined();
		}
	});
});
