/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/**
 * The tables of the documentation that follow from the code. A page says which it shows, and of which operation:
 *
 *     <!-- table: overview -->                        all operations in short, each with a link to its page
 *     <!-- table: operations -->                      all operations, with their descriptions and how they are sent
 *     <!-- table: fields whatsappProfile.update -->   the fields of one, by its resource and its own name
 *     <!-- table: options whatsappProfile.update -->  its options
 *     <!-- table: codes -->                           the codes of any call, and those of each operation
 *     <!-- table: industries -->
 *     <!-- end -->                                    behind each
 *
 * `npm run docs` writes them between their markers; a test fails where they are out of date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { optionsProperty } from '../nodes/core/description/options';
import { makesRequests, type Operation, type Effect } from '../nodes/core/operation';
import { ERROR_CODES, type CodeAdvice } from '../nodes/data/errorCodes';
import { INDUSTRIES } from '../nodes/data/industries';
import { OPERATIONS } from '../nodes/PickyAssist/operations';
import { names, NAMES_FILE } from './names';

const ROOT = join(__dirname, '..');

/** The pages that may hold tables. */
export const PAGES = [
	join(ROOT, 'README.md'),
	...readdirSync(join(ROOT, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(ROOT, 'docs', name)),
];

const row = (cells: readonly string[]) =>
	`| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;

const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>) =>
	[head, head.map(() => '---'), ...rows].map(row).join('\n');

/** How a page names an operation. */
export const nameOf = ({ resource, value }: Operation) => `${resource.value}.${value}`;

const titleOf = ({ resource, name }: Operation) => `${resource.name}: ${name}`;

const EFFECTS: Readonly<Record<Effect, string>> = {
	safe: 'Changes nothing; items that ask the same share one request',
	idempotent: 'Is sent again if no answer came: sending it twice has the same result as once',
	once: 'Is never sent again if it may have arrived',
};

/**
 * Where in `docs/` an operation is explained; what is not named here is on the page of its resource. If that ends with #,
 * it has a section for each, by its name.
 */
const GUIDES: Readonly<Record<string, string>> = {
	whatsappProfile: 'profile.md',
	message: 'messages.md',
	'message.sendTemplate': 'templates.md#send-a-template',
	'message.ask': 'ask-and-wait.md',
	'message.reply': 'trigger.md#reply-to-incoming',
	'message.getDeliveryReport': 'operations.md#delivery-reports',
	template: 'templates.md#states',
	'template.submit': 'templates.md#submit-a-template',
	account: 'operations.md#balance',
	twoStepVerification: 'operations.md#two-step-verification',
	device: 'operations.md#device',
	group: 'groups.md#',
};

function guideTo(operation: Operation): string {
	const guide = GUIDES[nameOf(operation)] ?? GUIDES[operation.resource.value];
	if (guide === undefined) throw new Error(`GUIDES names no page for ${nameOf(operation)}`);
	const section = guide.endsWith('#') ? operation.name.toLowerCase().replaceAll(' ', '-') : '';
	return `docs/${guide}${section}`;
}

/** Up to the first full stop or colon. */
const beginningOf = (text: string) => text.split(/[.:](?: |$)/)[0]!;

const overviewRows = () =>
	OPERATIONS.map((operation) => [
		operation.resource.name,
		`[${operation.name}](${guideTo(operation)})`,
		beginningOf(operation.description),
	]);

const operationRows = () =>
	OPERATIONS.map((operation) => [
		operation.resource.name,
		operation.name,
		operation.description,
		makesRequests(operation) ? EFFECTS[operation.effect] : 'Makes no request',
	]);

function fieldRows(operation: Operation, properties: readonly INodeProperties[]): string[][] {
	return properties.flatMap(({ name, displayName, type, options, description = '' }) => {
		if (type === 'notice') return [];
		if (type === 'collection') return fieldRows(operation, options as INodeProperties[]);
		const { limit, codes = [], required, wire = name } = operation.schema.fields[name]!.facts;
		const unit = type === 'fixedCollection' ? 'entries' : 'characters';
		return [
			[
				displayName,
				wire === null ? '' : `\`${wire}\``,
				limit === undefined ? '' : `${limit} ${unit}`,
				[...new Set([...codes, ...(required?.code ? [required.code] : [])])].join(', '),
				description,
			],
		];
	});
}

const byDefault = ({ type, default: value }: INodeProperties) =>
	type === 'boolean' ? (value === true ? 'on' : 'off') : type === 'number' ? String(value) : 'none';

const optionRows = (operation: Operation) =>
	(optionsProperty(operation).options as INodeProperties[]).map((option) => [
		option.displayName,
		byDefault(option),
		option.description ?? '',
	]);

const codeRows = (codes: Readonly<Record<number, CodeAdvice>>, answers: string) =>
	Object.entries(codes).map(([code, { text, message, hint, evidence }]) => ({
		code: Number(code),
		cells: [
			code,
			answers,
			text,
			message,
			hint,
			evidence === 'documented' ? 'Picky Assist' : 'other clients',
		],
	}));

const ofResource = ({ resource: { value } }: Operation) =>
	OPERATIONS.filter(({ resource }) => resource.value === value);

/** Their names, or that of their resource where these are all that it has. */
function titlesOf(operations: readonly Operation[]): string {
	const [first] = operations;
	const areAll = operations.length > 1 && ofResource(first!).length === operations.length;
	return areAll ? first!.resource.name : operations.map(titleOf).join('; ');
}

/** The codes in their order; operations that share their advice stand in one row. */
function allCodeRows() {
	const own = new Map<Readonly<Record<number, CodeAdvice>>, Operation[]>();
	for (const operation of OPERATIONS.filter(makesRequests)) {
		const { codes } = operation;
		if (codes) own.set(codes, [...(own.get(codes) ?? []), operation]);
	}
	return [
		...codeRows(ERROR_CODES, 'any'),
		...[...own].flatMap(([codes, operations]) => codeRows(codes, titlesOf(operations))),
	]
		.sort((a, b) => a.code - b.code)
		.map(({ cells }) => cells);
}

const ofOperation = (kind: string, make: (operation: Operation) => string) =>
	OPERATIONS.map((operation) => [`${kind} ${nameOf(operation)}`, () => make(operation)] as const);

/** Every table, by what its marker says. */
export const TABLES: ReadonlyMap<string, () => string> = new Map([
	['overview', () => table(['Resource', 'Operation', 'What it does'], overviewRows())],
	[
		'operations',
		() => table(['Resource', 'Operation', 'What it does', 'Sending'], operationRows()),
	],
	...ofOperation('fields', (operation) =>
		table(
			['Field', 'Name in the API', 'At most', 'Codes', 'What it is'],
			fieldRows(operation, operation.fields),
		),
	),
	...ofOperation('options', (operation) =>
		table(['Option', 'Default', 'What it does'], optionRows(operation)),
	),
	[
		'codes',
		() =>
			table(
				[
					'Code',
					'Answered to',
					"Picky Assist's words",
					'What happened',
					'What to do',
					'Known from',
				],
				allCodeRows(),
			),
	],
	[
		'industries',
		() =>
			table(
				['Number', 'Industry'],
				INDUSTRIES.map(({ name, value }) => [String(value), name]),
			),
	],
]);

/** A table on a page with its markers. */
export const MARKED = /(<!-- table: ([\w. ]+) -->)[\s\S]*?(<!-- end -->)/g;

/** The same page with every table as the code has it. */
export function withTables(page: string): string {
	return page.replace(MARKED, (_, start: string, name: string, end: string) => {
		const make = TABLES.get(name);
		if (!make) throw new Error(`There is no table "${name}"`);
		return `${start}\n<!-- prettier-ignore-start -->\n\n${make()}\n\n<!-- prettier-ignore-end -->\n${end}`;
	});
}

if (require.main === module) {
	for (const page of PAGES) writeFileSync(page, withTables(readFileSync(page, 'utf8')));
	writeFileSync(NAMES_FILE, names());
}
