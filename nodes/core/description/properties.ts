import type { INodeProperties } from 'n8n-workflow';
import { makesRequests, type ListSearch, type Operation } from '../operation';
import { optionsProperty } from './options';

const firstOf = (choices: ReadonlyArray<{ value: string }>) => choices[0]!.value;

/** The node's parameters: the two selectors, then each operation's fields and options, shown for it alone. */
export function propertiesOf(operations: readonly Operation[]): INodeProperties[] {
	const resources = [
		...new Map(operations.map(({ resource }) => [resource.value, resource])).values(),
	];
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources
				.map(({ name, value }) => ({ name, value }))
				.sort((a, b) => (a.name < b.name ? -1 : 1)),
			default: firstOf(resources),
		},
		...resources.map((resource) => operationSelector(operations, resource.value)),
		...operations.flatMap((operation) => {
			const { resource, value, fields } = operation;
			const isChosen = { resource: [resource.value], operation: [value] };
			return [...fields, optionsProperty(operation)].map(shownIf(isChosen));
		}),
	];
}

function operationSelector(operations: readonly Operation[], resource: string): INodeProperties {
	const own = operations.filter((operation) => operation.resource.value === resource);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: own.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: firstOf(own),
	};
}

/** A field that is shown only if this also holds. */
export const shownIf =
	(condition: Record<string, string[]>) =>
	(field: INodeProperties): INodeProperties => {
		const show = { ...field.displayOptions?.show, ...condition };
		return { ...field, displayOptions: { ...field.displayOptions, show } };
	};

/** Where the credential is not shown: n8n asks for it before every run, and some operations need none. */
export const credentialHiddenFor = (operations: readonly Operation[]) => ({
	hide: {
		operation: operations.filter((one) => !makesRequests(one)).map(({ value }) => value),
	},
});

/** The lists of all resource locators, by the names that the locators give. */
export const listSearchOf = (operations: readonly Operation[]): Record<string, ListSearch> =>
	Object.assign({}, ...operations.map(({ listSearch }) => listSearch));

/** The line under the node's name on the canvas: what it will do. */
export function subtitleOf(operations: readonly Operation[]): string {
	const actions = Object.fromEntries(
		operations.map(({ resource, value, action }) => [`${resource.value}.${value}`, action]),
	);
	return `={{ (${JSON.stringify(actions)})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}
