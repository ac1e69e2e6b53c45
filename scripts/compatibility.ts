/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs beside n8n, not inside it */
/**
 * `npm run compatibility [version …]`: installs versions of n8n, each with the Node.js it wants, runs the packed package
 * on each, and writes the results into the README's table, failures included.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TARBALL } from '../test/e2e/server/folders';
import { installN8n, pinnedVersions } from '../test/e2e/server/installN8n';
import { N8nClient } from '../test/e2e/server/n8nClient';
import { N8nServer } from '../test/e2e/server/n8nServer';
import {
	chain,
	exampleWorkflows,
	items,
	manualTrigger,
	NODE_NAME,
	PICKY_ASSIST,
	PICKY_ASSIST_TOOL,
	pickyAssist,
	splitRows,
} from '../test/e2e/server/workflows';
import { startSimulator, type Simulator } from '../test/simulator';

/** n8n, and the Node.js that it needs: the pinned version, older ones of n8n 2, and the last 1.x. */
const VERSIONS = [
	pinnedVersions(),
	{ n8n: '2.33.7', node: '22.23.3' },
	{ n8n: '2.22.6', node: '22.23.3' },
	{ n8n: '2.8.4', node: '20.20.2' },
	{ n8n: '1.123.81', node: '22.23.3' },
];

const CREDENTIAL = 'pickyAssistApi';

interface Surroundings {
	readonly server: N8nServer;
	readonly n8n: N8nClient;
	readonly simulator: Simulator;
}

function assert(holds: boolean, what: string): asserts holds {
	if (!holds) throw new Error(what);
}

/** What a user of any n8n must be able to do; each step says what it shows. */
const STEPS: Record<string, (surroundings: Surroundings) => Promise<void>> = {
	'the node and its tool are loaded': async ({ n8n }) => {
		const names = (await n8n.loadedNodes()).map(({ name }) => name);
		assert(names.includes(PICKY_ASSIST), 'the node is not in the list');
		assert(names.includes(PICKY_ASSIST_TOOL), 'the tool is not in the list');
	},
	'the credential test accepts a right token': async ({ n8n, simulator }) => {
		const { status, message } = await tested(n8n, dataFor(simulator));
		assert(status === 'OK', message);
	},
	'the credential test refuses a wrong token with the reason': async ({ n8n, simulator }) => {
		const { status, message } = await tested(n8n, { ...dataFor(simulator), token: 'wrong' });
		assert(status === 'Error' && message.includes('401'), `${status}: ${message}`);
	},
	'a workflow updates profiles, and a refused item keeps its details': async (surroundings) => {
		const { server, n8n, simulator } = surroundings;
		const credential = await n8n.createCredential('Mine', CREDENTIAL, dataFor(simulator));
		const rows = [
			{ channel: 1, about: 'Fresh bread' },
			{ channel: 2, about: 'x'.repeat(140) },
			{ channel: 3, about: 'Open now' },
		];
		const parameters = {
			application: '={{ $json.channel }}',
			updateFields: { about: '={{ $json.about }}' },
		};
		const node = pickyAssist(credential, parameters, { onError: 'continueRegularOutput' });
		const workflow = chain('Compatibility', [manualTrigger(), items(rows), splitRows(), node]);
		const { id } = await n8n.createWorkflow(workflow);
		const output = await server.command('execute', `--id=${id}`, '--rawOutput');
		assert(output.includes(NODE_NAME), output.slice(-1000));
		assert(output.includes('has 140 characters'), 'the refusal is not in the run');
		const profiles = JSON.stringify(simulator.profiles());
		const wanted = JSON.stringify({ 1: { about: 'Fresh bread' }, 3: { about: 'Open now' } });
		assert(profiles === wanted, `the profiles are ${profiles}`);
		assert(!output.includes(simulator.token), 'the token is in the run');
	},
	'a refused item leaves by the error output': async ({ server, n8n, simulator }) => {
		const credential = await n8n.createCredential('Outputs', CREDENTIAL, dataFor(simulator));
		const parameters = { updateFields: { about: 'x'.repeat(140) } };
		const node = pickyAssist(credential, parameters, { onError: 'continueErrorOutput' });
		const workflow = chain('Outputs', [manualTrigger(), node]);
		const { id } = await n8n.createWorkflow(workflow);
		const output = await server.command('execute', `--id=${id}`, '--rawOutput');
		const { data } = JSON.parse(output.slice(output.indexOf('{'))) as {
			data: { resultData: { runData: Record<string, Array<{ data: { main: unknown[][] } }>> } };
		};
		const [success, refused] = data.resultData.runData[NODE_NAME]![0]!.data.main;
		const counts = `${success?.length ?? 0} by the success output, ${refused?.length ?? 0} by the error output`;
		assert(success?.length === 0 && refused?.length === 1, counts);
	},
	'the examples are imported, and each of their nodes is known': async ({ n8n }) => {
		const known = new Set(
			(await n8n.loadedNodes()).flatMap(({ name, version }) =>
				[version].flat().map((one) => `${name} ${String(one)}`),
			),
		);
		for (const example of exampleWorkflows()) {
			const { id } = await n8n.createWorkflow(example);
			const { name: title, nodes } = await n8n.workflow(id);
			assert(nodes.length === example.nodes.length, `"${title}" lost a node`);
			for (const { name, type, typeVersion } of nodes) {
				const kind = `${type} ${typeVersion}`;
				assert(known.has(kind), `"${name}" of "${title}" is of the unknown kind ${kind}`);
			}
		}
	},
	'the token is not in the log': async ({ server, simulator }) => {
		assert(!server.logs().includes(simulator.token), 'the token is in the log');
	},
};

const dataFor = ({ token, baseUrl }: Simulator) => ({ token, platform: 'custom', baseUrl });

/** Saved first, since older n8n tests only credentials that are saved. */
async function tested(n8n: N8nClient, data: Record<string, string>) {
	const { id, name } = await n8n.createCredential('To be tested', CREDENTIAL, data);
	return await n8n.testCredential(name, CREDENTIAL, data, id);
}

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
	const chosen = VERSIONS.filter(({ n8n }) => asked.length === 0 || asked.includes(n8n));
	const rows: string[] = [];
	for (const versions of chosen) {
		console.log(`n8n ${versions.n8n} on Node.js ${versions.node}`);
		const result = await tryVersion(versions);
		console.log(`  ${result}`);
		rows.push(`| ${versions.n8n} | ${versions.node} | ${result} |`);
	}
	if (asked.length === 0) writeTable(rows);
	// A step that fails is a result. A version that does not start gives no result.
	process.exitCode = rows.every((row) => row.includes('passed')) ? 0 : 1;
}

function writeTable(rows: string[]): void {
	const path = join(__dirname, '..', 'README.md');
	const page = readFileSync(path, 'utf8');
	const table = ['| n8n | Node.js | Result |', '| --- | --- | --- |', ...rows].join('\n');
	writeFileSync(
		path,
		page.replace(
			/(<!-- compatibility -->\n)[\s\S]*(\n<!-- end compatibility -->)/,
			`$1<!-- prettier-ignore-start -->\n\n${table}\n\n<!-- prettier-ignore-end -->$2`,
		),
	);
}

main().catch((error: unknown) => {
	console.error((error as Error).message);
	process.exitCode = 1;
});
