import type { IExecuteFunctions, INodeExecutionData, ITaskDataConnections } from 'n8n-workflow';

/** What n8n's Code node asks for, as far as it is used here. */
interface CodeJob {
	readonly code: string;
}

const AsyncFunction = (async () => {}).constructor as new (
	...source: string[]
) => (...values: unknown[]) => Promise<unknown>;

const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * Stands in for n8n's task runner: code for all items, with `$input` and `this.helpers`. n8n's own is a process to which
 * the items go as JSON, and the results come back so; this one makes the same copies here, so it costs less.
 */
export async function runCode(
	_additionalData: unknown,
	_type: unknown,
	{ code }: CodeJob,
	context: IExecuteFunctions,
	{ main }: ITaskDataConnections,
) {
	const items: INodeExecutionData[] = copied(main?.[0] ?? []);
	const run = new AsyncFunction('$input', code);
	const result = await run.call({ helpers: context.helpers }, { all: () => items });
	return { ok: true, result: copied(result) };
}
