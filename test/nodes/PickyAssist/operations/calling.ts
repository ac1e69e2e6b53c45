import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Issue } from '../../../../nodes/core/errors';
import type { Operation } from '../../../../nodes/core/operation';
import { run, SUCCESS, type Sketch } from '../../strictContext';
import { WaitingN8n } from '../../waiting';

/** Answers at once, whatever an operation's own pace is. */
const QUICK: IDataObject = { requestsPerMinute: 0, maxRetries: 0 };

/**
 * Runs an operation for items that hold its parameters by name, over those of a node just added. Every parameter comes
 * from an expression, so it may be anything. Refused items do not stop the run unless told.
 */
export async function call(
	operation: Operation,
	items: readonly IDataObject[],
	sketch: Partial<Sketch> = {},
) {
	const { fields, resource, value } = operation;
	const fresh = Object.fromEntries(fields.map(({ name, default: byDefault }) => [name, byDefault]));
	const names = [...Object.keys(fresh), 'options'];
	const expressionFor = (name: string) => `={{ $json.${name} }}`;
	const result = await run({
		items: items.map(({ options, ...item }) => ({
			...fresh,
			...item,
			options: { ...QUICK, ...(options as IDataObject) },
		})),
		parameters: {
			resource: resource.value,
			operation: value,
			...Object.fromEntries(names.map((name) => [name, expressionFor(name)])),
		},
		expressions: Object.fromEntries(
			names.map((name) => [expressionFor(name), (json) => json[name]]),
		),
		nodeContext: {},
		...(operation.question && { waiting: new WaitingN8n() }),
		continueOnFail: true,
		answer: () => SUCCESS,
		...sketch,
	});
	const outputs = items.map((_, index) =>
		result.output.filter((own) => itemOf(own) === index).map(({ json }) => json),
	);
	return { ...result, outputs };
}

const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;

interface Details {
	readonly source: string;
	readonly retryable: boolean;
	readonly issues: readonly [Issue, ...Issue[]];
	readonly httpStatus?: number;
	readonly recipients?: number;
	readonly attempts?: number;
}

/** What an item was refused for. */
export function detailsIn(output: IDataObject | undefined): Details {
	expect(output).toEqual({ error: expect.any(String), details: expect.any(Object) });
	return output!.details as unknown as Details;
}

/** Everything that the checks refuse an item with these parameters for; nothing may be sent. */
export async function issuesOf(operation: Operation, item: IDataObject, sketch?: Partial<Sketch>) {
	const { outputs, bodies } = await call(operation, [item], sketch);
	expect(bodies()).toEqual([]);
	const { source, issues } = detailsIn(outputs[0]![0]);
	expect(source).toBe('check');
	return issues;
}
