/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs beside n8n, not inside it */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { scripts } from '../../package.json';
import { OPERATIONS } from '../../nodes/PickyAssist/operations';
import { MARKED, nameOf, PAGES, TABLES, withTables } from '../../scripts/tables';
import { ITEM_KEYS } from '../../nodes/data/itemKeys';
import { scriptsNamedIn } from './npmScripts';

const ROOT = join(__dirname, '../..');

const pages = ['.', 'docs', '.github']
	.map((folder) => join(ROOT, folder))
	.filter(existsSync)
	.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
	.filter((path) => path.endsWith('.md'))
	.map((path) => [relative(ROOT, path), readFileSync(path, 'utf8')] as const);

/** The tables that are on pages, with their markers. */
const tables = PAGES.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(MARKED)]).map(
	([text, , name = '']) => [name, text] as const,
);

/** The tables that a user may look for; others are there for the pages that want them. */
const WANTED = [
	'codes',
	'industries',
	...OPERATIONS.filter(({ fields }) => fields.length > 0).map(
		(operation) => `fields ${nameOf(operation)}`,
	),
];

/** What a page shows as code, in blocks and within its lines. */
function codeIn(page: string): string {
	const block = /^```.*\n([\s\S]*?)^```/gm;
	const inline = page.replace(block, '').matchAll(/`([^`]+)`/g);
	return [...page.matchAll(block), ...inline].map(([, code = '']) => code).join('\n');
}

/** The pages that have any of it, with what they have. */
const having = (find: (page: string) => string[]) =>
	pages.map(([path, page]) => [path, find(page)] as const).filter(([, found]) => found.length > 0);

describe('the documentation', () => {
	it('has the codes, and the fields of each operation, on a page', () => {
		const shown = new Set(tables.map(([name]) => name));
		expect(WANTED.filter((name) => !shown.has(name))).toEqual([]);
	});

	it('shows only tables that there are', () => {
		expect(tables.map(([name]) => name).filter((name) => !TABLES.has(name))).toEqual([]);
	});

	it.each([...TABLES])('has a cell under each head in the table of %s', (_, make) => {
		const widths = make()
			.split('\n')
			.map((line) => line.split(/(?<!\\)\|/).length);
		expect(new Set(widths).size).toBe(1);
		expect(widths.length).toBeGreaterThanOrEqual(2);
	});

	it.each(tables)('has the table of %s as the code has it (npm run docs writes it)', (_, text) => {
		expect(text).toBe(withTables(text));
	});

	it('has the keys of an item of the trigger in their order', () => {
		const page = readFileSync(join(ROOT, 'docs/trigger.md'), 'utf8');
		const [, table = ''] = /^\| Key (.*?)\n\n/ms.exec(page) ?? [];
		expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, key]) => key)).toEqual(ITEM_KEYS);
	});

	it('names the proxy in front of n8n wherever it says how long a call stays open', () => {
		const examples = readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}`);
		const texts = [
			...pages,
			...examples.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
		];
		// Tables have the help of fields, which has no room for it.
		const lines = texts.flatMap(([path, text]) =>
			[...text!.matchAll(/^[^|\n].*180 seconds.*/gm)].map(([line]) => [path, line]),
		);
		expect(lines).not.toEqual([]);
		expect(lines.filter(([, line]) => !/proxy/i.test(line!))).toEqual([]);
	});

	it('has no broken link within the project', () => {
		// It serves the pages over http; what is elsewhere is not asked, so that the network is not needed.
		const program = 'node_modules/linkinator/build/src/cli.js';
		const files = pages.map(([path]) => path);
		const checks = ['--markdown', '--check-fragments', '--directory-listing'];
		const args = [program, ...files, ...checks, '--skip', '^https:', '--verbosity', 'error'];
		// The program needs a newer Node.js than the package does.
		const node = join(ROOT, 'node_modules', '.bin', 'node');
		const { stdout, stderr } = spawnSync(node, args, { cwd: ROOT, encoding: 'utf8' });
		expect(stdout + stderr).toMatch(/Successfully scanned [1-9]/);
	});

	it.each(['CONTRIBUTING.md', 'docs/pictures/way-of-an-item.svg'])(
		'names in %s only files of code that exist',
		(path) => {
			const names = readFileSync(join(ROOT, path), 'utf8').match(/\w[\w./-]*\.ts\b/g) ?? [];
			expect(names).not.toEqual([]);
			const paths = ['nodes', 'credentials', 'test', 'tools', 'scripts'].flatMap((folder) =>
				readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
					(name) => `/${folder}/${name.replaceAll('\\', '/')}`,
				),
			);
			expect(names.filter((name) => !paths.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
		},
	);

	it.each(having((page) => scriptsNamedIn(codeIn(page))))(
		'names in %s only npm scripts that exist',
		(_, names) => {
			expect(names.filter((name) => !(name in scripts))).toEqual([]);
		},
	);
});
