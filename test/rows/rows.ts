/**
 * What an operation promises, as rows, each by a name that says it. Two runners execute them: the strict context in
 * milliseconds, and n8n's own engine with the packed package against the simulator.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../nodes/core/operation';

/** Parameters by name; a runner gives each by an expression, so it may be anything. */
export type Parameters = Readonly<Record<string, unknown>>;

/** What is wrong with an item. A text is the whole sentence. */
export interface Wrong {
	readonly field?: string;
	readonly code?: number;
	readonly says?: string | RegExp;
	readonly hint?: RegExp;
}

/** What comes out of an item that Picky Assist refused or did not answer. */
export interface Refused extends Wrong {
	readonly source: 'api' | 'transport';
	/** What else its details say. */
	readonly details?: object;
}

/** What comes out of an item. */
export type Outcome = readonly object[] | Refused;

type Named<Row> = Readonly<Record<string, Row>>;

export interface Rows {
	readonly operation: Operation;
	/** The parameters of an item that is accepted, over those of a node just added. A row changes some of them. */
	readonly ordinary: Parameters;
	/** The one body that goes out. */
	readonly sends?: Named<readonly [changes: Parameters, body: object]>;
	/** All that is wrong, and nothing goes out, with Check Before Sending on and off. */
	readonly refuses?: Named<readonly [changes: Parameters, ...wrong: Wrong[]]>;
	/** What is wrong with the checks on; with them off it goes out. */
	readonly checks?: Named<readonly [changes: Parameters, ...wrong: Wrong[]]>;
	/** What a dry run puts out, beside `dryRun` and `url`. */
	readonly shows?: Named<readonly [changes: Parameters, output: object]>;
	/** For each item what comes out, if Picky Assist answers every request with this. */
	readonly answers?: Named<
		readonly [
			items: readonly Parameters[],
			answer: unknown,
			outcomes: readonly Outcome[],
			more?: { readonly httpStatus?: number; readonly requests?: number },
		]
	>;
}

export interface Answered {
	readonly httpStatus: number;
	readonly body: unknown;
}

/** What came of a run: for each item what was put out, and what was sent. */
export interface Ran {
	readonly outputs: readonly IDataObject[][];
	readonly requests: ReadonlyArray<{ readonly path: string; readonly body: unknown }>;
}

/** Runs an operation for items that hold its parameters by name, with On Error = Continue. */
export type Runner = (
	operation: Operation,
	items: readonly Parameters[],
	answered: Answered,
) => Promise<Ran>;

const SUCCESS: Answered = { httpStatus: 200, body: { status: 100, message: 'Success' } };

/** Answers at once, whatever an operation's own pace is. */
const QUICK = { requestsPerMinute: 0, maxRetries: 0 };

/** The reference number of an item, if the user gives none. */
export const referenceOf = (item: number): unknown =>
	expect.stringMatching(new RegExp(`^[\\w-]+-0-${item}$`));

const matching = (words: string | RegExp): unknown =>
	typeof words === 'string' ? words : expect.stringMatching(words);

/** Asserts that an item is refused for what is wrong, in this order, and for nothing else. */
function expectRefusal(output: readonly IDataObject[], source: string, wrong: readonly Wrong[]) {
	const issues = wrong.map(({ says, hint, code = null, field }) => ({
		code,
		...(field !== undefined && { field }),
		...(says !== undefined && { message: matching(says) }),
		...(hint && { hint: matching(hint) }),
	}));
	expect(output).toEqual([{ error: expect.any(String), details: expect.any(Object) }]);
	expect(output[0]!.details).toMatchObject({ source, issues, code: issues[0]!.code });
}

/** Every row as a test. */
export function describeRows({ operation, ordinary, ...rows }: Rows, runner: Runner): void {
	const { fields, endpoint } = operation;
	const fresh = Object.fromEntries(fields.map(({ name, default: byDefault }) => [name, byDefault]));

	const run = async (items: readonly Parameters[], answered = SUCCESS) => {
		const whole = items.map((changes) => ({
			...fresh,
			...ordinary,
			...changes,
			options: { ...QUICK, ...(changes.options as object) },
		}));
		const ran = operation.question
			? await oneByOne(whole, answered)
			: await runner(operation, whole, answered);
		for (const { path } of ran.requests) expect(path).toMatch(new RegExp(`${endpoint}$`));
		return { ...ran, bodies: ran.requests.map(({ body }) => body) };
	};

	/** For an operation that takes one item in a run. */
	const oneByOne = async (items: readonly Parameters[], answered: Answered): Promise<Ran> => {
		const runs: Ran[] = [];
		for (const item of items) runs.push(await runner(operation, [item], answered));
		return {
			outputs: runs.flatMap(({ outputs }) => outputs),
			requests: runs.flatMap(({ requests }) => requests),
		};
	};

	/** The same item with the checks on and with them off. */
	const checkedOrNot = (changes: Parameters) =>
		[true, false].map((checkBeforeSending) => ({
			...changes,
			options: { ...(changes.options as object), checkBeforeSending },
		}));

	const each = <Row extends readonly unknown[]>(
		named: Named<Row> = {},
		does: string,
		test: (row: Row) => Promise<void>,
	) => {
		for (const [name, row] of Object.entries(named)) {
			it(`${does} ${name}`, async () => await test(row));
		}
	};

	each(rows.sends, 'sends', async ([changes, body]) => {
		const { bodies } = await run([changes]);
		expect(bodies).toEqual([body]);
	});

	each(rows.refuses, 'refuses', async ([changes, ...wrong]) => {
		const { outputs, bodies } = await run(checkedOrNot(changes));
		for (const output of outputs) expectRefusal(output, 'check', wrong);
		expect(bodies).toEqual([]);
	});

	each(rows.checks, 'refuses, unless the checks are off,', async ([changes, ...wrong]) => {
		const { outputs, bodies } = await run(checkedOrNot(changes));
		expectRefusal(outputs[0]!, 'check', wrong);
		expect(bodies).toHaveLength(1);
	});

	each(rows.shows, 'shows in a dry run', async ([changes, output]) => {
		const options = { ...(changes.options as object), dryRun: true };
		const { outputs, bodies } = await run([{ ...changes, options }]);
		const url: unknown = expect.stringMatching(new RegExp(`^http.*${endpoint}$`));
		expect([outputs, bodies]).toEqual([[[{ dryRun: true, url, ...output }]], []]);
	});

	each(rows.answers, 'reads', async ([items, body, outcomes, more = {}]) => {
		const { httpStatus = 200, requests = 1 } = more;
		const { outputs, bodies } = await run(items, { httpStatus, body });
		expect([outputs.length, bodies.length]).toEqual([outcomes.length, requests]);
		for (const [index, outcome] of outcomes.entries()) {
			const output = outputs[index]!;
			if (!('source' in outcome)) {
				expect(output).toEqual(outcome);
				continue;
			}
			expectRefusal(output, outcome.source, [outcome]);
			expect(output[0]!.details).toMatchObject(outcome.details ?? {});
		}
	});
}
