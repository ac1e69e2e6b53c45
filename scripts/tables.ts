/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/**
 * The tables of the documentation that follow from the code: of fields, of options, of codes.
 * `npm run docs` writes them between their markers; a test fails where they are out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../nodes/core/operation';
import { optionsProperty } from '../nodes/core/description/options';
import { ERROR_CODES } from '../nodes/data/errorCodes';
import { INDUSTRIES } from '../nodes/data/industries';
import { OPERATIONS } from '../nodes/PickyAssist/operations';

const ROOT = join(__dirname, '..');

/** The pages that hold tables. */
export const PAGES = ['README.md', 'docs/errors.md'].map((name) => join(ROOT, name));

const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>) =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function fieldRows(operation: Operation, properties: readonly INodeProperties[]): string[][] {
	return properties.flatMap(({ name, displayName, type, options, description = '' }) => {
		if (type === 'collection') return fieldRows(operation, options as INodeProperties[]);
		const { limit, codes = [] } = operation.schema.fields[name]!.facts;
		const unit = type === 'fixedCollection' ? 'entries' : 'characters';
		return [
			[
				displayName,
				`\`${Object.keys(operation.toBody({ [name]: '' }))[0]}\``,
				limit === undefined ? '' : `${limit} ${unit}`,
				codes.join(', '),
				description,
			],
		];
	});
}

const byDefault = ({ type, default: value }: INodeProperties) =>
	type === 'boolean' ? (value === true ? 'on' : 'off') : type === 'number' ? String(value) : 'none';

/** The options of all operations, each once. */
function allOptions(): INodeProperties[] {
	const options = OPERATIONS.flatMap(
		(operation) => optionsProperty(operation).options as INodeProperties[],
	);
	return [...new Map(options.map((option) => [option.name, option])).values()];
}

export const TABLES: Readonly<Record<string, () => string>> = {
	fields: () =>
		table(
			['Field', 'Name in the API', 'At most', 'Codes', 'What it is'],
			OPERATIONS.flatMap((operation) => fieldRows(operation, operation.fields)),
		),
	industries: () =>
		table(
			['Number', 'Industry'],
			INDUSTRIES.map(({ name, value }) => [String(value), name]),
		),
	options: () =>
		table(
			['Option', 'Default', 'What it does'],
			allOptions().map((option) => [
				option.displayName,
				byDefault(option),
				option.description ?? '',
			]),
		),
	codes: () =>
		table(
			['Code', "Picky Assist's words", 'What happened', 'What to do', 'Known from'],
			Object.entries(ERROR_CODES).map(([code, { text, message, hint, evidence }]) => [
				code,
				text,
				message,
				hint,
				evidence === 'documented' ? 'Picky Assist' : 'other clients',
			]),
		),
};

/** The same page with every table as the code has it. */
export function withTables(page: string): string {
	return page.replace(
		/(<!-- table: (\w+) -->)[\s\S]*?(<!-- end -->)/g,
		(_, start: string, name: string, end: string) => {
			const make = TABLES[name];
			if (!make) throw new Error(`There is no table "${name}"`);
			return `${start}\n<!-- prettier-ignore-start -->\n\n${make()}\n\n<!-- prettier-ignore-end -->\n${end}`;
		},
	);
}

if (require.main === module) {
	for (const page of PAGES) writeFileSync(page, withTables(readFileSync(page, 'utf8')));
}
