/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PAGES, TABLES, withTables } from '../../scripts/tables';

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

describe('the documentation', () => {
	it.each(PAGES)('has the tables of %s as the code has them (npm run docs writes them)', (path) => {
		const page = readFileSync(path, 'utf8');
		expect(page).toMatch(/<!-- table: /);
		expect(page).toBe(withTables(page));
	});

	it.each(Object.entries(TABLES))('shows the table of %s on a page', (name, make) => {
		const place = PAGES.map((path) => readFileSync(path, 'utf8')).find((page) =>
			page.includes(`<!-- table: ${name} -->`),
		);
		expect(place).toContain(make());
	});

	it.each(pages)('has no broken link within the project in %s', (path, page) => {
		const links = [...page.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
			.map(([, markdown, html]) => markdown ?? html ?? '')
			.filter((link) => !/^[a-z]+:/.test(link));
		for (const link of links) {
			const [file = '', anchor] = link.split('#');
			const target = file === '' ? join(ROOT, path) : join(ROOT, dirname(path), file);
			expect({ link, exists: existsSync(target) }).toEqual({ link, exists: true });
			if (anchor !== undefined) expect(anchorsOf(readFileSync(target, 'utf8'))).toContain(anchor);
		}
	});
});
