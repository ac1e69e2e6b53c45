/**
 * The open questions of a project of n8n, which all its workflows and processes share: one row for each in a Data Table.
 * n8n refuses its helper for tables to nodes of others, but not a sub-workflow with its own Data Table node.
 */
import {
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INodeParameters,
	type IWorkflowBase,
} from 'n8n-workflow';
import { reasonOf } from '../errors';
import { spellingsOf } from '../reading/numbers';

const TABLE = 'picky_assist_questions';

const COLUMNS = [
	'question',
	'number',
	'channelId',
	'messageId',
	'executionId',
	'resumeUrl',
	'waitTill',
] as const;

/** A row of the table. `question` is the nonce, `messageId` blank until the message is accepted, `waitTill` ISO. */
export type OpenQuestion = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** The row that says that a trigger with Deliver Answers has run in this project. */
export const MARK: OpenQuestion = {
	question: 'deliver-answers',
	number: '',
	channelId: '',
	messageId: '',
	executionId: '',
	resumeUrl: '',
	waitTill: '',
};

/**
 * The questions that are open to a person or went out as this message, the newest first, and whether there is a mark.
 * Those whose time is over are removed.
 *
 * @throws what n8n says where it has no Data Tables; so do the others.
 */
export async function openQuestions(
	context: IExecuteFunctions,
	{ number, messageId }: { readonly number?: unknown; readonly messageId?: unknown },
): Promise<{ readonly rows: readonly OpenQuestion[]; readonly isMarked: boolean }> {
	const wanted: Array<[column: string, value: string]> = [['question', MARK.question]];
	if (typeof number === 'string')
		for (const spelling of spellingsOf(number)) wanted.push(['number', spelling]);
	if (typeof messageId === 'string') wanted.push(['messageId', messageId]);

	const found = await inTable(context, { operation: 'get', returnAll: true }, wanted);
	const newestFirst = found.sort(
		(a, b) => Number(b.id) - Number(a.id),
	) as unknown as OpenQuestion[];
	const rows = newestFirst.filter(({ question }) => question !== MARK.question);
	const isOver = ({ waitTill }: OpenQuestion) => Date.parse(waitTill) <= Date.now();
	for (const { question } of rows.filter(isOver)) await removeQuestion(context, question);
	return {
		rows: rows.filter((row) => !isOver(row)),
		isMarked: rows.length < newestFirst.length,
	};
}

export async function addQuestion(context: IExecuteFunctions, row: OpenQuestion): Promise<void> {
	await inTable(context, { operation: 'insert', columns: columnsOf(COLUMNS) }, [], { ...row });
}

/** Says which message the question went out as, and until when its run waits; whether the question was still there. */
export async function setMessageOf(
	context: IExecuteFunctions,
	{ question, messageId, waitTill }: OpenQuestion,
): Promise<boolean> {
	const columns = columnsOf(['messageId', 'waitTill']);
	const change = { messageId, waitTill };
	const update = { operation: 'update', columns };
	return (await inTable(context, update, [['question', question]], change)).length > 0;
}

/** Whether the question was still there: of those who remove it at the same moment, one is told so. */
export async function removeQuestion(
	context: IExecuteFunctions,
	question: string,
): Promise<boolean> {
	const removed = await inTable(context, { operation: 'deleteRows' }, [['question', question]]);
	return removed.length > 0;
}

type Wanted = ReadonlyArray<readonly [column: string, value: string]>;

/** Values are data of the sub-workflow and not text of its parameters, where n8n would run what begins with "=". */
const given = (path: string) => `={{ $('Start').first().json.${path} }}`;

const columnsOf = (names: readonly string[]): INodeParameters => ({
	mappingMode: 'defineBelow',
	value: Object.fromEntries(names.map((name) => [name, given(name)])),
});

const anyOf = (wanted: Wanted): INodeParameters => ({
	matchType: 'anyCondition',
	filters: {
		conditions: wanted.map(([keyName], place) => ({
			keyName,
			condition: 'eq',
			keyValue: given(`wanted[${place}]`),
		})),
	},
});

/** n8n's words where the table is not there, or where another process is making it at this moment. */
const NOT_YET =
	/not found|could not (be found|find)|already exists|duplicate key|unique constraint|no such table/i;
const MOST_TRIES = 20;
const PAUSE_MS = 100;

/** Runs an operation on the rows that have one of these values. The table is made on first use. */
async function inTable(
	context: IExecuteFunctions,
	parameters: INodeParameters,
	wanted: Wanted,
	json: IDataObject = {},
): Promise<IDataObject[]> {
	const conditions = wanted.length > 0 ? anyOf(wanted) : {};
	const row = { resource: 'row', dataTableId: TABLE_ID, ...conditions, ...parameters };
	const data = { ...json, wanted: wanted.map(([, value]) => value) };
	for (let tries = 1; tries < MOST_TRIES; tries++) {
		const rows = await run(context, [TABLES, row], data).catch(unlessNotYet);
		if (rows) return rows;
		await run(context, [CREATE]).catch(unlessNotYet);
		if (tries > 1) await sleep(PAUSE_MS);
	}
	return await run(context, [TABLES, row], data);
}

/** @throws the error, unless it passes once the table is made. */
function unlessNotYet(error: unknown): undefined {
	if (!NOT_YET.test(reasonOf(error))) throw error;
}

/** All whose names hold that of the table. n8n's own look-up by name takes one of them, such as a copy. */
const TABLES: INodeParameters = {
	resource: 'table',
	operation: 'list',
	returnAll: true,
	options: { filterName: TABLE },
};

const TABLE_ID = {
	__rl: true,
	mode: 'id',
	value: `={{ $('Step 1').all().find((table) => table.json.name === '${TABLE}')?.json.id ?? '' }}`,
};

const CREATE: INodeParameters = {
	resource: 'table',
	operation: 'create',
	tableName: TABLE,
	columns: { column: COLUMNS.map((name) => ({ name, type: 'string' })) },
	options: { createIfNotExists: false },
};

/** Runs steps of n8n's Data Table node one after another; gives what the last one puts out. */
async function run(
	context: IExecuteFunctions,
	steps: readonly INodeParameters[],
	json: IDataObject = {},
): Promise<IDataObject[]> {
	const nodes = [
		{
			name: 'Start',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			parameters: { inputSource: 'passthrough' },
		},
		...steps.map((parameters, place) => ({
			name: `Step ${place + 1}`,
			type: 'n8n-nodes-base.dataTable',
			parameters: structuredClone(parameters),
			executeOnce: true,
			alwaysOutputData: true,
		})),
	].map((node) => ({ ...node, id: node.name, typeVersion: 1.1, position: [0, 0] }));
	const links = nodes
		.slice(1)
		.map(({ name }, place) => [
			nodes[place]!.name,
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]);
	// A new one each time, since n8n writes into it.
	const code = {
		name: 'Picky Assist: open questions',
		active: false,
		nodes,
		connections: Object.fromEntries(links),
		settings: {
			executionOrder: 'v1',
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
			saveManualExecutions: false,
		},
	} as unknown as IWorkflowBase;
	const { data } = await context.executeWorkflow({ code }, [{ json }]);
	return (data[0] ?? []).map((item) => item.json).filter((row) => Object.keys(row).length > 0);
}
