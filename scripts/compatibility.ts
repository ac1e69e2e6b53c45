/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs beside n8n, not inside it */
/**
 * `npm run compatibility [version …]`: installs versions of n8n, each with the Node.js it wants, runs the packed package
 * on each, and writes the results and the steps into the README, failures included. Versions that are not
 * named keep their result.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TARBALL } from '../test/e2e/server/folders';
import { installN8n, pinnedVersions } from '../test/e2e/server/installN8n';
import { N8nClient } from '../test/e2e/server/n8nClient';
import { N8nServer } from '../test/e2e/server/n8nServer';
import { startSimulator } from '../test/simulator';
import { STEPS } from './compatibility/steps';

/** n8n, and the Node.js that it needs: the pinned version, older ones of n8n 2, and the last 1.x. */
const VERSIONS = [
	pinnedVersions(),
	{ n8n: '2.33.7', node: '22.23.3' },
	{ n8n: '2.22.6', node: '22.23.3' },
	{ n8n: '2.8.4', node: '20.20.2' },
	{ n8n: '1.123.81', node: '22.23.3' },
];

/** Runs every step on one version, and says which failed. */
async function tryVersion(versions: (typeof VERSIONS)[number]): Promise<string> {
	const simulator = await startSimulator();
	try {
		const isPinned = versions.n8n === pinnedVersions().n8n;
		const installed = await installN8n({
			...(!isPinned && { other: versions }),
			report: (line) => console.log(line),
		});
		// Only a module that exists can be switched off, and older n8n does not have all of today's.
		const env = { N8N_DISABLED_MODULES: '' };
		const server = await N8nServer.start({ installed, tarball: TARBALL, env });
		try {
			const n8n = new N8nClient(server.url);
			await n8n.setUpOwner();
			const failed: string[] = [];
			for (const [name, step] of Object.entries(STEPS)) {
				simulator.reset();
				try {
					await step({ server, n8n, simulator });
					console.log(`  passed: ${name}`);
				} catch (error) {
					console.log(`  failed: ${name}\n${(error as Error).message}`);
					failed.push(name);
				}
			}
			const count = Object.keys(STEPS).length;
			return failed.length === 0
				? `all ${count} steps passed`
				: `${count - failed.length} of ${count} steps passed; failed: ${failed.join('; ')}`;
		} finally {
			await server.stop();
		}
	} catch (error) {
		console.log((error as Error).message);
		return 'could not be started here';
	} finally {
		await simulator.close();
	}
}

async function main(): Promise<void> {
	const asked = process.argv.slice(2);
	const unknown = asked.filter((version) => !VERSIONS.some(({ n8n }) => n8n === version));
	if (unknown.length > 0) {
		const known = VERSIONS.map(({ n8n }) => n8n).join(', ');
		throw new Error(`${unknown.join(', ')} is not in the list of this script: ${known}`);
	}
	const results = new Map<string, string>();
	for (const versions of VERSIONS.filter(({ n8n }) => asked.length === 0 || asked.includes(n8n))) {
		console.log(`n8n ${versions.n8n} on Node.js ${versions.node}`);
		const result = await tryVersion(versions);
		console.log(`  ${result}`);
		results.set(versions.n8n, result);
		writePage(results);
	}
	// A step that fails is a result. A version that does not start gives no result.
	process.exitCode = [...results.values()].every((result) => result.includes('passed')) ? 0 : 1;
}

/** Writes what was tried; the rows of other versions stay. */
function writePage(results: ReadonlyMap<string, string>): void {
	const path = join(__dirname, '..', 'README.md');
	const page = readFileSync(path, 'utf8');
	const rows = VERSIONS.flatMap(({ n8n, node }) => {
		const result = results.get(n8n);
		const before = page.split('\n').find((line) => line.startsWith(`| ${n8n} |`));
		return result === undefined ? (before ?? []) : `| ${n8n} | ${node} | ${result} |`;
	});
	const table = ['| n8n | Node.js | Result |', '| --- | --- | --- |', ...rows].join('\n');
	const steps = Object.keys(STEPS).map(
		(name, index) => `${index + 1}. ${name.charAt(0).toUpperCase()}${name.slice(1)}.`,
	);
	const withTable = replaced(page, 'compatibility', table);
	writeFileSync(path, replaced(withTable, 'compatibility steps', steps.join('\n')));
}

/** The page with other lines between two of its markers. */
const replaced = (page: string, name: string, lines: string): string =>
	page.replace(
		new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*(\n<!-- end ${name} -->)`),
		`$1<!-- prettier-ignore-start -->\n\n${lines}\n\n<!-- prettier-ignore-end -->$2`,
	);

main().catch((error: unknown) => {
	console.error((error as Error).message);
	process.exitCode = 1;
});
