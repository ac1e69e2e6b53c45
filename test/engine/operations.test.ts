import type { INodeProperties } from 'n8n-workflow';
import { optionsProperty } from '../../nodes/core/description/options';
import { isRecord } from '../../nodes/core/json';
import { startWaitingRuns, type WaitingRuns } from '../../tools/engine';
import { ROWS } from '../rows';
import { describeRows, type Parameters, type Runner } from '../rows/rows';
import { useEngine } from './support';

/**
 * A parameter as the editor saves it, with an expression wherever the editor lets a user write one: in each field of a
 * collection, in each row, and in the value of what is chosen from a list.
 */
function saved(
	{ type, options = [] }: Pick<INodeProperties, 'type' | 'options'>,
	values: readonly unknown[],
	path: string,
): unknown {
	const found = values.find(isRecord);
	if (type === 'collection') {
		const names = new Set(values.filter(isRecord).flatMap(Object.keys));
		const inside = (name: string) =>
			(options as INodeProperties[]).find((option) => option.name === name) ?? { type: 'string' };
		return Object.fromEntries(
			[...names].map((name) => [
				name,
				saved(
					inside(name) as INodeProperties,
					values.map((value) => (isRecord(value) ? value[name] : undefined)),
					`${path}.${name}`,
				),
			]),
		);
	}
	if (type === 'fixedCollection' && found) return eachByExpression(found, path);
	if (type === 'resourceLocator' && found) return { ...found, value: `={{ ${path}.value }}` };
	return `={{ ${path} }}`;
}

const eachByExpression = (value: unknown, path: string): unknown => {
	if (Array.isArray(value)) {
		return value.map((entry, index) => eachByExpression(entry, `${path}[${index}]`));
	}
	if (!isRecord(value)) return `={{ ${path} }}`;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, eachByExpression(inner, `${path}.${key}`)]),
	);
};

describe("In n8n's engine", () => {
	const setting = useEngine();
	let waiting: WaitingRuns;
	beforeAll(async () => (waiting = await startWaitingRuns(setting.engine)));
	afterAll(async () => await waiting.close());

	const inEngine: Runner = async (operation, items, { body, httpStatus }) => {
		const { simulator } = setting;
		simulator.reset();
		simulator.fault({ body, httpStatus, times: Infinity });
		const parameters = [...operation.fields, optionsProperty(operation)].map((property) => [
			property.name,
			saved(
				property,
				items.map((item) => item[property.name]),
				`$json.${property.name}`,
			),
		]);
		const { resource, value } = operation;
		const ran = await setting.call(
			`${resource.value}.${value}`,
			Object.fromEntries(parameters) as Parameters,
			{
				items: items as never,
				onError: 'continueRegularOutput',
				...(operation.question && { server: waiting.server }),
			},
		);
		const outputs = items.map((_, index) =>
			ran.items
				.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index)
				.map(({ json }) => json),
		);
		const bodies = setting.received();
		const requests = simulator.requests.map(({ path }, index) => ({ path, body: bodies[index] }));
		return { outputs, requests };
	};

	describe.each(ROWS)('%s', (_, rows) => {
		describeRows(rows, inEngine);
	});
});
