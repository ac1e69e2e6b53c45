import {
	addQuestion,
	MARK,
	openQuestions,
	removeQuestion,
	setMessageOf,
} from '../../../../nodes/core/questions/openQuestions';
import { strictContext } from '../../strictContext';
import { question, WaitingN8n } from '../../waiting';

const NUMBER = '15550000001';

const contextOf = (waiting: WaitingN8n) => strictContext({ waiting }).context;
const noncesFor = async (waiting: WaitingN8n, wanted: object = { number: NUMBER }) =>
	(await openQuestions(contextOf(waiting), wanted)).rows.map((row) => row.question);

describe('on first use', () => {
	it('the table is made, with a column of text for each part of a question', async () => {
		const waiting = new WaitingN8n();
		await addQuestion(contextOf(waiting), question('a'));
		expect(waiting.steps).toEqual(['insert', 'create', 'insert']);
		expect(waiting.rows).toEqual([{ ...question('a'), waitTill: expect.any(String), id: 1 }]);
		const [, made] = waiting.parameters;
		expect(made).toEqual({
			...{ resource: 'table', operation: 'create', tableName: 'picky_assist_questions' },
			columns: {
				column: Object.keys(question('a')).map((name) => ({ name, type: 'string' })),
			},
			options: { createIfNotExists: false },
		});
	});

	it('nothing is open', async () => {
		expect(await openQuestions(contextOf(new WaitingN8n()), { number: NUMBER })).toEqual({
			rows: [],
			isMarked: false,
		});
	});

	it.each([
		'Data table with name "picky_assist_questions" already exists in this project',
		'duplicate key value violates unique constraint "data_table_name"',
		'SQLITE_CONSTRAINT: UNIQUE constraint failed: data_table.name',
		'ER_DUP: Duplicate Key',
	])('at the same moment as another process it is tried again: %s', async (message) => {
		const waiting: WaitingN8n = new WaitingN8n({
			fails: (step, times) => {
				if (step !== 'create' || times > 1) return undefined;
				waiting.with();
				return new Error(message);
			},
		});
		await addQuestion(contextOf(waiting), question('a'));
		expect(waiting.nonces).toEqual(['a']);
	});

	it('while another process makes it, it is tried again for two seconds', async () => {
		jest.useFakeTimers();
		const slow = (most: number) =>
			new WaitingN8n({
				fails: (step, times) =>
					step === 'insert' && times < most ? new Error('SQLITE_ERROR: no such table') : undefined,
			});
		const attempts = [slow(20), slow(21)];
		const added = attempts.map(
			async (waiting) => await addQuestion(contextOf(waiting), question('a')).catch(String),
		);
		await jest.advanceTimersByTimeAsync(2500);
		jest.useRealTimers();
		expect(await Promise.all(added)).toEqual([undefined, 'Error: SQLITE_ERROR: no such table']);
		expect(attempts.map(({ nonces }) => nonces)).toEqual([['a'], []]);
	});
});

it('a table that is there is not made again', async () => {
	const waiting = new WaitingN8n().with();
	await addQuestion(contextOf(waiting), question('a'));
	expect(waiting.steps).toEqual(['insert']);
});

it.each(['insert', 'create'])('another failure of n8n in %s is thrown at once', async (failing) => {
	const waiting = new WaitingN8n({
		fails: (step) =>
			step === failing
				? new Error('Attempted to use Data table node but it is disabled')
				: undefined,
	});
	await expect(addQuestion(contextOf(waiting), question('a'))).rejects.toThrow('is disabled');
	expect(waiting.steps.filter((step) => step === failing)).toHaveLength(1);
});

describe('the open questions', () => {
	it('are those of the number, the newest first', async () => {
		const waiting = new WaitingN8n().with(['a'], ['b', { number: '1555' }], ['c'], ['d']);
		expect(await noncesFor(waiting)).toEqual(['d', 'c', 'a']);
	});

	it('of ten and more are also the newest first', async () => {
		const rows = Array.from({ length: 12 }, (_, place) => [`q${place}`] as const);
		const [newest] = await noncesFor(new WaitingN8n().with(...rows));
		expect(newest).toBe('q11');
	});

	it.each([
		[{ number: '+1 555 000 0001' }, ['c', 'a']],
		[{ number: '5511987654321' }, ['b']],
		[{ messageId: 'message-c' }, ['c']],
		[{ number: '5511987654321', messageId: 'message-c' }, ['c', 'b']],
		[{ number: '15550000009', messageId: 'message-x' }, []],
		[{ number: 15550000001, messageId: ['message-c'] }, []],
		[{}, []],
	])('for %j are %j', async (wanted, nonces) => {
		const waiting = new WaitingN8n().with(['a'], ['b', { number: '551187654321' }], ['c']);
		expect(await noncesFor(waiting, wanted)).toEqual(nonces);
	});

	it('whose time is over are removed and not given', async () => {
		const waitTill = new Date(Date.now() - 1).toISOString();
		const waiting = new WaitingN8n().with(['a', { waitTill }], ['b'], ['c', { waitTill }]);
		expect(await noncesFor(waiting)).toEqual(['b']);
		expect(waiting.nonces).toEqual(['b']);
	});

	it('do not hold the mark, which is told beside them and never over', async () => {
		const waiting = new WaitingN8n().with(['a']);
		await addQuestion(contextOf(waiting), MARK);
		const found = await openQuestions(contextOf(waiting), { number: NUMBER });
		expect(found).toMatchObject({ rows: [{ question: 'a' }], isMarked: true });
		expect(waiting.nonces).toEqual(['a', 'deliver-answers']);
		const { question: mark, ...others } = MARK;
		expect([mark, new Set(Object.values(others))]).toEqual(['deliver-answers', new Set([''])]);
	});
});

it('a question that went out has its message and its time from then on, and no other has', async () => {
	const waiting = new WaitingN8n().with(['a'], ['b']);
	await setMessageOf(
		contextOf(waiting),
		question('b', { messageId: 'm2', waitTill: 'later', number: '1' }),
	);
	expect(waiting.rows).toMatchObject([
		{ ...question('a'), waitTill: expect.stringMatching(/Z$/) },
		{ ...question('b'), messageId: 'm2', waitTill: 'later' },
	]);
});

it('of those who remove a question one is told that it was there', async () => {
	const waiting = new WaitingN8n().with(['a'], ['b']);
	const context = contextOf(waiting);
	expect(await removeQuestion(context, 'b')).toBe(true);
	expect(await removeQuestion(context, 'b')).toBe(false);
	expect(waiting.nonces).toEqual(['a']);
});

it('a value that begins with = is looked for and stored, and never run', async () => {
	const EVIL = '={{ $json.number }}';
	const waiting = new WaitingN8n().with();
	const context = contextOf(waiting);
	const evil = question(EVIL, { number: '=Ava', messageId: EVIL });
	await addQuestion(context, evil);
	await setMessageOf(context, { ...evil, messageId: `${EVIL}2` });
	expect(waiting.rows).toMatchObject([{ ...evil, messageId: `${EVIL}2` }]);
	expect(await noncesFor(waiting, { number: '=Ava' })).toEqual([EVIL]);
	expect(await noncesFor(waiting, { messageId: `${EVIL}2` })).toEqual([EVIL]);
	expect(await removeQuestion(context, EVIL)).toBe(true);
	expect(JSON.stringify(waiting.parameters)).not.toMatch(/\$json\.number|Ava/);
});

it("its sub-workflow is n8n's own Data Table node, and leaves no execution", async () => {
	const waiting = new WaitingN8n().with();
	await removeQuestion(contextOf(waiting), 'a');
	const table = { type: 'n8n-nodes-base.dataTable', executeOnce: true, alwaysOutputData: true };
	expect(waiting.codes).toMatchObject([
		{
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.executeWorkflowTrigger' },
				{ ...table, name: 'Step 1', parameters: { resource: 'table', operation: 'list' } },
				{ ...table, name: 'Step 2', parameters: { resource: 'row', operation: 'deleteRows' } },
			],
			connections: {
				Start: { main: [[{ node: 'Step 1' }]] },
				'Step 1': { main: [[{ node: 'Step 2' }]] },
			},
			settings: {
				...{ saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
				saveManualExecutions: false,
			},
		},
	]);
});
