/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { scripts } from '../../package.json';
import { PAGES, TABLES, withTables } from '../../scripts/tables';
import { scriptsNamedIn } from './npmScripts';

const ROOT = join(__dirname, '../..');

const pages = ['.', 'docs', '.github']
	.map((folder) => join(ROOT, folder))
	.filter(existsSync)
	.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
	.filter((path) => path.endsWith('.md'))
	.map((path) => [relative(ROOT, path), readFileSync(path, 'utf8')] as const);

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.trim()
		.replace(/\s/g, '-');

const anchorsOf = (page: string) =>
	[...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** The tables that stand on pages, with their markers. */
const tables = PAGES.flatMap((path) => [
	...readFileSync(path, 'utf8').matchAll(/<!-- table: (\w+) -->[^]*?<!-- end -->/g),
]).map(([text, name = '']) => [name, text] as const);

/** The links of a page that stay within the project. */
const linksOf = (page: string) =>
	[...page.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
		.map(([, markdown, html]) => markdown ?? html ?? '')
		.filter((link) => !/^[a-z]+:/.test(link));

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
	it('has every table on a page, and no other', () => {
		expect(new Set(tables.map(([name]) => name))).toEqual(new Set(Object.keys(TABLES)));
	});

	it.each(tables)('has the table of %s as the code has it (npm run docs writes it)', (_, text) => {
		expect(text).toBe(withTables(text));
	});

	it.each(having(linksOf))('has no broken link within the project in %s', (path, links) => {
		for (const link of links) {
			const [file = '', anchor] = link.split('#');
			const target = file === '' ? join(ROOT, path) : join(ROOT, dirname(path), file);
			expect({ link, exists: existsSync(target) }).toEqual({ link, exists: true });
			if (anchor !== undefined) expect(anchorsOf(readFileSync(target, 'utf8'))).toContain(anchor);
		}
	});

	it.each(having((page) => scriptsNamedIn(codeIn(page))))(
		'names in %s only npm scripts that exist',
		(_, names) => {
			expect(names.filter((name) => !(name in scripts))).toEqual([]);
		},
	);
});
