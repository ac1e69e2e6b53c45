/* eslint-disable @n8n/community-nodes/no-dangerous-functions -- runs the product's own expressions, as n8n does */
/** What n8n has for a run that waits: Data Tables, which only its own node reaches, and an address that wakes the run. */
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeParameters,
	IWorkflowBase,
} from 'n8n-workflow';
import type { OpenQuestion } from '../../nodes/core/questions/openQuestions';

export const EXECUTION_ID = '231';
const ORIGIN = 'https://n8n.example';
const resumeUrlOf = (executionId: string) =>
	`${ORIGIN}/webhook-waiting/${executionId}?signature=n8n-own-token`;
export const RESUME_URL = resumeUrlOf(EXECUTION_ID);

export interface Answered {
	readonly statusCode: number;
	readonly body: unknown;
}

export const RUNNING = {
	statusCode: 409,
	body: { message: 'The execution "231" is running already.' },
};
export const FINISHED = {
	statusCode: 409,
	body: { message: 'The execution "1" has finished already.' },
};
export const DELETED = { statusCode: 404, body: { message: 'The execution "1" does not exist.' } };
export const taken = (isTaken: boolean) => ({ statusCode: 200, body: { taken: isTaken } });

const TABLE = { id: 'table', name: 'picky_assist_questions' };
/** n8n finds tables by a part of their names. */
const OTHER_TABLES = [{ id: 'copy', name: 'copy of picky_assist_questions' }];

type Row = OpenQuestion & { readonly id: number };

export const question = (nonce: string, changes: Partial<OpenQuestion> = {}): OpenQuestion => ({
	question: nonce,
	number: '15550000001',
	channelId: '121',
	messageId: `message-${nonce}`,
	executionId: nonce,
	resumeUrl: resumeUrlOf(nonce),
	waitTill: new Date(Date.now() + 3_600_000).toISOString(),
	...changes,
});

export class WaitingN8n {
	/** `undefined` until the table is made. */
	rows: Row[] | undefined;

	/** What was asked of n8n, in its order. */
	readonly steps: string[] = [];

	/** The sub-workflows that ran, as they came. */
	readonly codes: IWorkflowBase[] = [];

	/** What n8n was called with at the addresses of runs. */
	readonly calls: IHttpRequestOptions[] = [];

	readonly log: string[] = [];

	/** When the run is to be woken, if nobody answers. */
	wakesAt: Date | undefined;

	private ids = 0;

	/** `fails` gives what n8n throws instead of a step. */
	constructor(
		private readonly own: {
			/** How n8n answers at the address of a run. */
			readonly answer?: (executionId: string, body: IDataObject) => Answered | Error;
			readonly fails?: (step: string, times: number) => Error | undefined;
		} = {},
	) {}

	/** Questions that are open already, the oldest first. */
	with(...rows: ReadonlyArray<readonly [nonce: string, changes?: Partial<OpenQuestion>]>): this {
		this.rows ??= [];
		for (const row of rows) this.insert(question(...row));
		return this;
	}

	get nonces() {
		return this.rows?.map((row) => row.question);
	}

	/** The parameters that n8n's Data Table node got. */
	get parameters() {
		return this.codes.map(({ nodes }) => nodes.at(-1)!.parameters);
	}

	/** The steps without the looks into the table. */
	get changes() {
		return this.steps.filter((step) => step !== 'get');
	}

	/** These are the functions of n8n's context. */
	readonly functions = {
		evaluateExpression: (expression: string) =>
			expression === '{{ $execution.resumeUrl }}' ? RESUME_URL : undefined,
		putExecutionToWait: async (until: Date) => {
			this.step('sleep');
			this.wakesAt = until;
		},
		logger: {
			warn: (message: string) => this.log.push(message),
			error: (message: string) => this.log.push(message),
		},
		executeWorkflow: async (
			{ code }: { code: IWorkflowBase },
			[item]: [INodeExecutionData],
		): ReturnType<IExecuteFunctions['executeWorkflow']> => {
			this.codes.push(code);
			const { parameters } = code.nodes.at(-1)!;
			await Promise.resolve();
			const found = this.inTable(this.resolved(parameters, item.json) as IDataObject);
			const items = (found.length > 0 ? found : [{}]).map((json) => ({ json: { ...json } }));
			return { executionId: '1', data: [items] };
		},
	};

	/** n8n's helper, which calls nobody but n8n itself. */
	readonly httpRequest = async (options: IHttpRequestOptions): Promise<Answered> => {
		const { url, body } = options;
		const { origin, pathname } = new URL(url);
		expect(origin).toBe(ORIGIN);
		const executionId = pathname.split('/').at(-1)!;
		this.step(`call ${executionId}`);
		this.calls.push(options);
		const { answer = () => RUNNING } = this.own;
		const answered = answer(executionId, body as IDataObject);
		if (answered instanceof Error) throw answered;
		return answered;
	};

	step(step: string): void {
		this.steps.push(step);
		const times = this.steps.filter((one) => one === step).length;
		const error = this.own.fails?.(step, times);
		if (error) throw error;
	}

	private insert(row: OpenQuestion): Row[] {
		const own = { ...row, id: ++this.ids };
		(this.rows ??= []).push(own);
		return [own];
	}

	private inTable({ operation, dataTableId, ...parameters }: IDataObject): object[] {
		this.step(String(operation));
		if (operation === 'create') {
			this.rows ??= [];
			return [{ id: TABLE.id }];
		}
		const { rows } = this;
		const { value: id } = dataTableId as { value: string };
		if (!rows || id !== TABLE.id)
			throw new Error(`Data table with ID '${id}' could not be found in this project`);
		const { value } = (parameters.columns ?? {}) as { value: unknown };
		if (operation === 'insert') return this.insert(value as OpenQuestion);
		const { conditions } = parameters.filters as { conditions: IDataObject[] };
		const isWanted = (row: Row) =>
			conditions.some(({ keyName, keyValue }) => row[keyName as keyof Row] === keyValue);
		const found = rows.filter(isWanted);
		if (operation === 'get') return found;
		if (operation === 'deleteRows') this.rows = rows.filter((row) => !isWanted(row));
		else if (operation === 'update') {
			for (const row of found) Object.assign(row, value);
		} else throw new Error(`n8n's Data Table node has no ${String(operation)}`);
		return found;
	}

	/** What n8n makes of parameters: whatever begins with "=" is run. */
	private resolved(value: unknown, json: IDataObject): unknown {
		if (Array.isArray(value)) return value.map((entry) => this.resolved(entry, json));
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(
				Object.entries(value as INodeParameters).map(([key, own]) => [
					key,
					this.resolved(own, json),
				]),
			);
		}
		if (typeof value !== 'string' || !value.startsWith('=')) return value;
		const expression = value.slice(4, -3);
		const tables = this.rows ? [...OTHER_TABLES, TABLE] : OTHER_TABLES;
		const nodes: Record<string, object> = {
			Start: { first: () => ({ json }) },
			'Step 1': { all: () => tables.map((table) => ({ json: table })) },
		};
		return (new Function('$', `return ${expression}`) as (node: unknown) => unknown)(
			(name: string) => nodes[name],
		);
	}
}
