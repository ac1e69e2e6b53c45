/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- runs beside n8n, not inside it */
/**
 * `npm run compatibility [version …]`: runs the e2e tests tagged `@compatibility` on versions of n8n, each with the Node.js
 * it wants, and writes what came of it into the README, failures included. Versions that are not named keep their result.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../tools/n8n/folders';
import { VERSIONS } from '../tools/n8n/installN8n';

const README = join(PROJECT, 'README.md');
const RESULTS = join(PROJECT, 'reports', 'e2e', 'results.json');
const RUN = ['--import', 'tsx', join(PROJECT, 'test', 'e2e', 'run.ts'), '--grep', '@compatibility'];

/** Whether each test passed, by its sentence; nothing if n8n could not be started. */
function tryVersion(n8n: string): ReadonlyMap<string, boolean> {
	rmSync(RESULTS, { force: true });
	spawnSync(process.execPath, RUN, {
		stdio: 'inherit',
		env: { ...process.env, PICKYASSIST_N8N: n8n },
	});
	if (!existsSync(RESULTS)) return new Map();
	const { suites } = JSON.parse(readFileSync(RESULTS, 'utf8')) as {
		suites: Array<{ specs: Array<{ title: string; tests: Array<{ status: string }> }> }>;
	};
	// What was never run is "skipped", and for Playwright that is no failure.
	const isPassed = ({ status }: { status: string }) => status === 'expected';
	const specs = suites.flatMap((suite) => suite.specs);
	return new Map(specs.map(({ title, tests }) => [title, tests.every(isPassed)]));
}

function sentenceOf(tests: ReadonlyMap<string, boolean>): string {
	const failed = [...tests].filter(([, ok]) => !ok).map(([title]) => title);
	if (failed.length === tests.size) return 'could not be started here';
	if (failed.length === 0) return `all ${tests.size} steps passed`;
	return `${tests.size - failed.length} of ${tests.size} steps passed; failed: ${failed.join('; ')}`;
}

/** The page with other lines between two of its markers. */
const replaced = (page: string, name: string, lines: readonly string[]): string =>
	page.replace(
		new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*(\n<!-- end ${name} -->)`),
		`$1<!-- prettier-ignore-start -->\n\n${lines.join('\n')}\n\n<!-- prettier-ignore-end -->$2`,
	);

/** Writes what was tried; the rows of other versions stay. */
function writePage(results: ReadonlyMap<string, string>, steps: Iterable<string>): void {
	const page = readFileSync(README, 'utf8');
	const rows = VERSIONS.flatMap(({ n8n, node }) => {
		const result = results.get(n8n);
		const before = page.split('\n').find((line) => line.startsWith(`| ${n8n} |`));
		return result === undefined ? (before ?? []) : `| ${n8n} | ${node} | ${result} |`;
	});
	const table = ['| n8n | Node.js | Result |', '| --- | --- | --- |', ...rows];
	const list = [...steps].map(
		(name, index) => `${index + 1}. ${name.charAt(0).toUpperCase()}${name.slice(1)}.`,
	);
	const withTable = replaced(page, 'compatibility', table);
	const withSteps = replaced(withTable, 'compatibility steps', list);
	writeFileSync(README, list.length === 0 ? withTable : withSteps);
}

const asked = process.argv.slice(2);
const results = new Map<string, string>();
for (const { n8n, node } of VERSIONS) {
	if (asked.length > 0 && !asked.includes(n8n)) continue;
	console.log(`n8n ${n8n} on Node.js ${node}`);
	const tests = tryVersion(n8n);
	results.set(n8n, sentenceOf(tests));
	console.log(`  ${results.get(n8n)}`);
	writePage(results, tests.keys());
}
// A step that fails is a result. A version that does not start gives no result.
process.exitCode = [...results.values()].every((result) => result.includes('passed')) ? 0 : 1;
