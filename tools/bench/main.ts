/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs beside n8n, not inside it */
/** `npm run bench`: see docs/benchmarks.md. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PACKAGE_FOLDER } from '../engine/packages';
import { pretty, writePage } from './page';
import { compile, runWay, startServer, WORK_FOLDER, type ServerProcess } from './processes';
import { headingOf, SCENARIOS, type Scenario } from './scenarios';
import { tableOf, type Measured, type Row } from './tables';
import type { Figures } from './types';

const OWN = 'this node';
const QUICK_ITEMS = 100;

interface Contestant extends Row {
	readonly way: string;
	readonly packageFolder: string;
}

const { values: options } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		only: { type: 'string' },
		rounds: { type: 'string' },
		against: { type: 'string' },
	},
});
const isWhole = Object.values(options).every((option) => !option);
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));

/** The package as it was when the bench began. */
const packageCopy = join(WORK_FOLDER, 'package');

function scenarios(): readonly Scenario[] {
	const names = options.only?.split(',') ?? SCENARIOS.map(({ name }) => name);
	const unknown = names.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
	if (unknown !== undefined) {
		const known = SCENARIOS.map(({ name }) => name).join(', ');
		throw new Error(`There is no "${unknown}": take some of ${known}`);
	}
	return SCENARIOS.filter(
		({ name, items }) => names.includes(name) && (!options.quick || items <= QUICK_ITEMS),
	);
}

/** All ways side by side, or with `--against` each way of this node from both builds. */
function contestantsOf({ ways }: Scenario): Contestant[] {
	const { against } = options;
	const own = { packageFolder: packageCopy };
	if (against === undefined) {
		return ways.map((way) => ({ ...own, way, title: way, comparedWith: ways[0]! }));
	}
	return ways
		.filter((way) => way.startsWith(OWN))
		.flatMap((way) => [
			{ ...own, way, title: way, comparedWith: way },
			{ way, packageFolder: against, title: `${way}, other build`, comparedWith: way },
		]);
}

async function measure(
	server: ServerProcess,
	scenario: Scenario,
	{ way, title, packageFolder }: Contestant,
): Promise<Figures> {
	const { items, repeats = 1, latency = 0 } = scenario;
	const { baseUrl, token } = server;
	const spec = { ...scenario, way, packageFolder, baseUrl, token };
	const own = await runWay(spec, async () => await server.begin(latency));
	const seen = await server.report();
	if (seen.refused > 0 || seen.writes !== items * repeats) {
		throw new Error(
			`${title}: ${seen.writes} of ${items * repeats} writes, ${seen.refused} refused`,
		);
	}
	return { ...own, ...seen, requests: seen.requests / repeats };
}

/** Each round begins with another way. */
async function measureScenario(server: ServerProcess, scenario: Scenario): Promise<Measured> {
	const rows = contestantsOf(scenario);
	const measured = { rows, rounds: [] as Array<Record<string, Figures>> };
	while (measured.rounds.length < rounds) {
		const first = measured.rounds.length % rows.length;
		const round: Record<string, Figures> = {};
		for (const contestant of [...rows.slice(first), ...rows.slice(0, first)]) {
			round[contestant.title] = await measure(server, scenario, contestant);
		}
		measured.rounds.push(round);
	}
	return measured;
}

async function main() {
	const chosen = scenarios();
	await compile();
	await rm(packageCopy, { recursive: true, force: true });
	await cp(PACKAGE_FOLDER, packageCopy, { recursive: true });
	const server = await startServer();
	const sections: string[] = [];
	try {
		for (const scenario of chosen) {
			const table = tableOf(await measureScenario(server, scenario));
			sections.push(`### ${headingOf(scenario)}\n\n${table}`);
			console.log(await pretty(sections.at(-1)!));
		}
	} finally {
		await server.end();
	}
	if (isWhole) await writePage(sections, rounds);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
