/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- runs beside n8n, not inside it */
/**
 * Everything that saved workflows depend on, each name in a line of its own: `npm run docs` writes them, and a test
 * fails if one of them is missing, has changed or is new.
 */
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { PickyAssistApi } from '../credentials/PickyAssistApi.credentials';
import { optionsProperty } from '../nodes/core/description/options';
import { omit } from '../nodes/core/json';
import { makesRequests, type Operation } from '../nodes/core/operation';
import { ITEM_KEYS } from '../nodes/data/itemKeys';
import { OPERATIONS } from '../nodes/PickyAssist/operations';

// An import that ends in ".node" finds the codex, "PickyAssist.node.json".
const { PickyAssist } =
	require('../nodes/PickyAssist/PickyAssist.node.ts') as typeof import('../nodes/PickyAssist/PickyAssist.node');
const { PickyAssistTrigger } =
	require('../nodes/PickyAssistTrigger/PickyAssistTrigger.node.ts') as typeof import('../nodes/PickyAssistTrigger/PickyAssistTrigger.node');

export const NAMES_FILE = join(__dirname, '..', 'test', 'contract', 'names.txt');

const line = (path: string, facts: object) => `${path} ${JSON.stringify(facts)}`;

/** A property with all that is in it: choices, modes, the fields of collections and of rows. */
function propertyLines(path: string, property: INodeProperties): string[] {
	const { name, type, displayName, default: byDefault, displayOptions, typeOptions } = property;
	const { required, modes = [], options = [] } = property;
	const own = `${path}/${name}`;
	const label = type === 'notice' ? undefined : displayName;
	return [
		line(own, {
			label,
			type,
			default: byDefault,
			required,
			...displayOptions,
			...omit(typeOptions ?? {}, 'rows'),
		}),
		...modes.map((mode) => line(`${own}:${mode.name}`, { label: mode.displayName })),
		...options.flatMap((option) => {
			if ('values' in option) {
				return option.values.flatMap((inner) => propertyLines(`${own}/${option.name}[]`, inner));
			}
			if (type === 'collection') return propertyLines(own, option as INodeProperties);
			const { value, name: label, action } = option as INodePropertyOptions;
			return [line(`${own}=${value}`, { label, action })];
		}),
	];
}

function operationLines(operation: Operation): string[] {
	const { resource, value, name, action, fields } = operation;
	const path = `${resource.value}.${value}`;
	const sent = makesRequests(operation)
		? { path: operation.endpoint, effect: operation.effect, stored: operation.storedKeys }
		: {};
	return [
		line(path, { label: `${resource.name}: ${name}`, action, ...sent }),
		...[...fields, optionsProperty(operation)].flatMap((field) => propertyLines(path, field)),
	];
}

function nodeLines(description: INodeTypeDescription, properties: readonly INodeProperties[]) {
	const { name, displayName, version, group, inputs, outputs, credentials } = description;
	const { usableAsTool, webhooks, defaults } = description;
	return [
		line(name, { label: displayName, version, group, inputs, outputs, usableAsTool, webhooks }),
		line(name, { defaults, credentials }),
		...properties.flatMap((property) => propertyLines(name, property)),
	];
}

export function names(): string {
	const node = new PickyAssist().description;
	const trigger = new PickyAssistTrigger().description;
	const { name, displayName, properties } = new PickyAssistApi();
	const selectors = node.properties.filter((property) =>
		['resource', 'operation'].includes(property.name),
	);
	return [
		...nodeLines(node, selectors),
		...OPERATIONS.flatMap(operationLines),
		...nodeLines(trigger, trigger.properties),
		...ITEM_KEYS.map((key) => `${trigger.name} item.${key}`),
		line(name, { label: displayName }),
		...properties.flatMap((property) => propertyLines(name, property)),
		'',
	].join('\n');
}
