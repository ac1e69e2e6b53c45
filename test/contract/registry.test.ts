import type { INodeProperties } from 'n8n-workflow';
import { labelsOf } from '../../nodes/core/description/labels';
import { defaultsOf, optionsProperty, optionsSchema } from '../../nodes/core/description/options';
import { makesRequests, type Operation } from '../../nodes/core/operation';
import { adviceFor } from '../../nodes/core/running/refusals';
import { parse } from '../nodes/parsing';
import { OPERATIONS } from '../../nodes/PickyAssist/operations';
import { expectClear } from '../nodes/clearWords';
import { setAbout } from './setAbout';

/** An editor field, and whether a user has to add it before it counts. */
interface Shown {
	readonly property: INodeProperties;
	readonly added: boolean;
}

/** The editor fields that hold a value, those inside a collection too; the values of a list are one field. */
const shownIn = (properties: readonly INodeProperties[], added = false): Shown[] =>
	properties.flatMap((property) => {
		if (property.type === 'notice') return [];
		if (property.type !== 'collection') return [{ property, added }];
		return shownIn(property.options as INodeProperties[], true);
	});

/** All parameters at any depth. */
const allIn = (properties: readonly INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => [
		property,
		...allIn(
			(property.options ?? []).flatMap((option) => ('values' in option ? option.values : [])),
		),
		...(property.type === 'collection' ? allIn(property.options as INodeProperties[]) : []),
	]);

/** Fields that always have a value, unless an expression has none. */
const isNeverBlank = ({ property: { type }, added }: Shown) =>
	!added && ['boolean', 'number', 'options'].includes(type);

const cases = [...OPERATIONS, setAbout].map(
	(operation) => [`${operation.resource.name}: ${operation.name}`, operation] as const,
);

describe.each(cases)('the operation %s', (_, operation: Operation) => {
	const { schema, ownOptions = [] } = operation;
	const inFields = shownIn(operation.fields);
	const shown = [...inFields, ...shownIn(ownOptions, true)];
	const names = Object.keys(schema.fields);
	const facts = (name: string) => schema.fields[name]!.facts;
	const labels = labelsOf([...operation.fields, ...ownOptions]);
	const labelOf = (name: string) => labels.get(name) ?? '';
	const read = (raw: object, check = true) => parse(schema, { ...raw }, { check, labelOf });
	const readOptions = (raw: object) =>
		parse(optionsSchema(operation), { ...raw }, { check: false });

	it('has an editor field for every field of its schema, and no other', () => {
		expect(new Set(shown.map(({ property }) => property.name))).toEqual(new Set(names));
	});

	it('lists the fields of a collection by their labels, as n8n does', () => {
		for (const { type, options } of [...operation.fields, optionsProperty(operation)]) {
			if (type !== 'collection') continue;
			const labels = (options as INodeProperties[]).map(({ displayName }) => displayName);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b, 'en')));
		}
	});

	it('has no option of its own under the name of one that every request has', () => {
		const general = defaultsOf(operation);
		for (const { name } of ownOptions) expect(general).not.toHaveProperty(name);
	});

	it('names the limit of each field in its help text', () => {
		for (const { property } of shown) {
			const { limit } = facts(property.name);
			if (limit === undefined) continue;
			const figure = `(${limit}|${limit.toLocaleString('en')})`;
			expect(property.description).toMatch(new RegExp(`at most ${figure}\\b`));
		}
	});

	it('says of each field what a blank value does', () => {
		for (const field of inFields) {
			if (!isNeverBlank(field)) expect(field.property.description).toMatch(/blank/i);
		}
	});

	it('hides in the editor what is a secret', () => {
		for (const { property } of shown) {
			if (facts(property.name).secret) expect(property.typeOptions?.password).toBe(true);
		}
	});

	it('offers the choices that its schema takes', () => {
		for (const { property } of shown) {
			const { name, type, options = [] } = property;
			if (type !== 'options' && type !== 'multiOptions') continue;
			for (const option of options) {
				const chosen = 'value' in option ? option.value : undefined;
				const value = type === 'multiOptions' ? [chosen] : chosen;
				const { values, issues } = read({ [name]: value });
				expect(values).toHaveProperty([name], value);
				expect(issues.filter(({ field }) => field === name)).toEqual([]);
			}
		}
	});

	it('finds the lists that its fields offer to search', () => {
		for (const { modes = [] } of allIn(operation.fields)) {
			for (const { typeOptions } of modes) {
				const list = typeOptions?.searchListMethod;
				if (list !== undefined) expect(operation.listSearch).toHaveProperty([list]);
			}
		}
	});

	it('sends every field that has a name on the wire and a value', () => {
		const sent = names.filter((name) => facts(name).wire !== null);
		const marked = (list: readonly string[]) =>
			Object.fromEntries(list.map((name) => [name, `<${name}>`]));
		const onWire = (values: object) => values as ReturnType<NonNullable<Operation['toBody']>>;
		const bodyOf = (list: readonly string[]) =>
			JSON.stringify(operation.toBody?.(marked(list), onWire) ?? onWire(marked(list)));
		for (const name of sent) expect(bodyOf([name]) + bodyOf(sent)).toContain(`<${name}>`);
	});

	it('says clearly what is wrong if every field is blank, or takes it', () => {
		for (const check of [true, false]) {
			const { issues } = read({}, check);
			for (const { message, hint } of issues) expectClear(message, hint);
		}
	});

	it('has names, an action and a description', () => {
		for (const text of [operation.name, operation.value, operation.action, operation.description]) {
			expect(text.trim()).not.toBe('');
		}
	});

	it('has defaults in the editor that are those of its options', () => {
		const own = new Set(ownOptions.map(({ name }) => name));
		const general = (optionsProperty(operation).options as INodeProperties[])
			.filter(({ name }) => !own.has(name))
			.map(({ name, default: value }) => [name, value]);
		expect(defaultsOf(operation)).toMatchObject(Object.fromEntries(general));
		expect(readOptions({})).toEqual({ values: {}, issues: [] });
	});

	it('takes the defaults of its options if they are set', () => {
		expect(readOptions({ ...defaultsOf(operation) }).issues).toEqual([]);
	});

	if (!makesRequests(operation)) return;

	it('knows every code that its checks give, and speaks of a field that has it', () => {
		for (const name of names) {
			const { codes: own = [], required } = facts(name);
			for (const code of [...own, ...(required?.code ? [required.code] : [])]) {
				const advice = adviceFor(code, operation);
				expectClear(advice?.message ?? '');
				if (advice?.field !== undefined) expect(names).toContain(advice.field);
			}
		}
	});

	/** Operations that share their codes have, together, the fields that these speak of. */
	const namesWithSameCodes = [...OPERATIONS, setAbout]
		.filter((other) => makesRequests(other) && other.codes === operation.codes)
		.flatMap((other) => Object.keys(other.schema.fields));

	it('says for each code of its own what happened and how to fix it, each once', () => {
		for (const { message, hint, text, field } of Object.values(operation.codes ?? {})) {
			expectClear(message, hint, text);
			expect(hint).not.toContain(message);
			expect(`${message} ${hint}`).not.toMatch(/\.$|\b(error|problem|failure|mistake)\b/i);
			if (field !== undefined) expect(namesWithSameCodes).toContain(field);
		}
	});

	it('says what may have happened and what to do if no answer came to what is done once', () => {
		const { inDoubt, effect, refusedIfDone = [], codes = {} } = operation;
		if (inDoubt) {
			expect(effect).toBe('once');
			expectClear(inDoubt.message, inDoubt.hint);
			expect(inDoubt.message).toMatch(/^No answer came, so .* may have been .*: look /);
		}
		for (const code of refusedIfDone)
			expect([effect, codes]).toMatchObject(['idempotent', { [code]: {} }]);
	});

	it('names what may be stored of it if it must not be done twice', () => {
		expect(operation.storedKeys !== undefined && operation.storedKeys.length > 0).toBe(
			operation.effect === 'once',
		);
	});
});
