import { sleep } from 'n8n-workflow';
import { createLanes } from '../../../../nodes/core/running/lanes';

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
