import type { INodeProperties } from 'n8n-workflow';
import { labelsOf } from '../../nodes/core/description/labels';
import type { Operation } from '../../nodes/core/operation';
import { optionsProperty, optionsReader } from '../../nodes/core/description/options';
import { ERROR_CODES } from '../../nodes/data/errorCodes';
import { OPERATIONS } from '../../nodes/PickyAssist/operations';
import { expectClear } from '../nodes/clearWords';
import { setAbout } from './setAbout';

const fieldsOf = (properties: readonly INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) =>
		property.type === 'collection' ? fieldsOf(property.options as INodeProperties[]) : [property],
	);

const cases = [...OPERATIONS, setAbout].map(
	(operation) => [`${operation.resource.name}: ${operation.name}`, operation] as const,
);

describe.each(cases)('the operation %s', (_, operation: Operation) => {
	const fields = fieldsOf(operation.fields);
	const facts = (name: string) => operation.schema.fields[name]!.facts;

	it('has an editor field for every field of its schema, and no other', () => {
		expect(fields.map(({ name }) => name).sort()).toEqual(
			Object.keys(operation.schema.fields).sort(),
		);
	});

	it('lists the fields of a collection by their labels, as n8n does', () => {
		for (const { type, options } of [...operation.fields, optionsProperty(operation)]) {
			if (type !== 'collection') continue;
			const labels = (options as INodeProperties[]).map(({ displayName }) => displayName);
			expect(labels).toEqual([...labels].sort());
		}
	});

	it('names the limit of each field in its help text', () => {
		for (const { name, description } of fields) {
			const { limit } = facts(name);
			if (limit !== undefined) expect(description).toMatch(new RegExp(`at most ${limit}\\b`));
		}
	});

	it('says of each field what a blank value does', () => {
		for (const { description } of fields) expect(description).toMatch(/blank/i);
	});

	it('offers the choices that its schema takes', () => {
		for (const { name, type, options } of fields) {
			if (type !== 'options') continue;
			for (const { value } of options as Array<{ value: number }>) {
				expect(operation.schema.parse({ [name]: value }, true)).toEqual({
					values: { [name]: value },
					complaints: [],
				});
			}
		}
	});

	it('names known codes only, each for the field that the error table names', () => {
		for (const { name } of fields) {
			for (const code of facts(name).codes ?? []) expect(ERROR_CODES[code]?.field).toBe(name);
		}
	});

	it('offers to clear just what it can clear', () => {
		expect((operation.clearFieldsOptions ?? []).map(({ value }) => value)).toEqual(
			Object.keys(operation.clearable),
		);
		for (const { name, value } of operation.clearFieldsOptions ?? []) {
			expect(labelsOf(operation.fields).get(String(value))).toBe(name);
		}
	});

	it('sends every field that has a value', () => {
		for (const { name } of fields)
			expect(JSON.stringify(operation.toBody({ [name]: 'the value' }))).toContain('the value');
	});

	it('says clearly what is wrong where every field is blank, or takes it', () => {
		const problem = operation.problemOf(operation.toBody({}));
		if (problem) expectClear(problem.say(''), problem.hint);
	});

	it('has names, an action, an endpoint and a description', () => {
		expect(operation.endpoint).toMatch(/^\/[a-z-]+$/);
		for (const text of [operation.name, operation.value, operation.action, operation.description]) {
			expect(text.trim()).not.toBe('');
		}
	});

	it('has defaults in the editor that are those of its options', () => {
		const { options } = optionsReader(operation)({});
		for (const { name, default: value } of optionsProperty(operation)
			.options as INodeProperties[]) {
			expect(options[name as keyof typeof options]).toEqual(value);
		}
	});
});

it('has one operation for each pair of resource and operation', () => {
	const names = OPERATIONS.map(({ resource, value }) => `${resource.value}.${value}`);
	expect(new Set(names).size).toBe(names.length);
});
