/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** `npm run bench`: see docs/benchmarks.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { thisMachine } from './machine';
import { peerFolder } from './peer';
import {
	PACKAGE_COPY,
	prepare,
	ROOT,
	startServer,
	WORK_FOLDER,
	type ServerProcess,
} from './processes';
import { entriesOf, type ProfileEntry } from './profiler';
import { roundLine, resultText } from './print';
import { writePage } from './page';
import { measureLoads, measureRounds, measureWay, type Measured } from './rounds';
import { QUICK_SCENARIOS, SCENARIOS, type Scenario } from './scenarios';
import type { Results } from './results';

const say = (text: string) => process.stderr.write(`${text}\n`);

const { values: options } = parseArgs({
	options: {
		rounds: { type: 'string', default: '5' },
		only: { type: 'string' },
		ways: { type: 'string' },
		package: { type: 'string' },
		quick: { type: 'boolean', default: false },
		mixed: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
		resume: { type: 'boolean', default: false },
		page: { type: 'boolean', default: false },
		profile: { type: 'boolean', default: false },
	},
});

/** What was measured so far, for `--resume` and `--page`. */
const RESULTS_FILE = join(WORK_FOLDER, 'results.json');

const LOAD_ROUNDS = 7;
const PROFILED_WAYS = ['node-10', 'floor-10'];
const PROFILE_LINES = 25;

function chosenScenarios(): Scenario[] {
	const { only, quick, mixed } = options;
	const names = only?.split(',');
	const chosenWays = options.ways?.split(',');
	const all = quick ? QUICK_SCENARIOS : SCENARIOS;
	return all
		.filter(({ name }) => !names || names.includes(name))
		.map(({ ways, ...scenario }) => ({
			...scenario,
			...(mixed && { mixed }),
			ways: ways.filter((way) => !chosenWays || chosenWays.includes(way)),
		}));
}

const keptResults = (): Results | undefined =>
	existsSync(RESULTS_FILE)
		? (JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as Results)
		: undefined;

/** The command line as the page shows it. */
const argumentsTold = () =>
	process.argv.slice(2).filter((arg) => ![options.package, '--package', '--resume'].includes(arg));

async function measureAll(server: ServerProcess): Promise<Results> {
	const rounds = Number(options.rounds);
	const kept = options.resume ? keptResults() : undefined;
	const machine = kept?.machine ?? thisMachine(argumentsTold());

	const peer = await peerFolder();
	if (!peer) say('The load time is not compared: the other package could not be fetched.');
	const folders = { own: PACKAGE_COPY, ...(peer !== undefined && { peer }) };
	const load = kept?.load ?? (await measureLoads<'own' | 'peer'>(folders as never, LOAD_ROUNDS));

	const measured = new Map(kept?.measured.map((entry) => [entry.scenario.name, entry]));
	const results = (): Results => ({ machine, measured: [...measured.values()], load });
	const keep = (entry: Measured) => {
		measured.set(entry.scenario.name, entry);
		writeFileSync(RESULTS_FILE, JSON.stringify(results()));
	};
	for (const scenario of chosenScenarios()) {
		say(`\n${scenario.title}, server ${String(scenario.latency)} ms`);
		const known = measured.get(scenario.name) ?? { scenario, ways: {} };
		const tell = (...run: Parameters<typeof roundLine>) => say(roundLine(...run));
		await measureRounds(server, known, rounds, tell, keep);
	}
	return results();
}

const totalOf = (entries: readonly ProfileEntry[]) =>
	Math.round(entries.reduce((sum, { self }) => sum + self, 0));

async function profile(server: ServerProcess) {
	const scenario = SCENARIOS.find(({ name }) => name === '1000')!;
	for (const way of PROFILED_WAYS) {
		const file = join(WORK_FOLDER, `${way}.cpuprofile`);
		await measureWay(server, { ...scenario, mixed: options.mixed }, way, file);
		const entries = entriesOf(file, ROOT);
		const own = entries.filter(({ place }) => join(ROOT, place).startsWith(PACKAGE_COPY));
		say(
			`\n${way}, 1,000 items: ${totalOf(entries)} ms on the processor, ${totalOf(own)} ms of it in this package (${file})`,
		);
		for (const { name, place, self } of entries.slice(0, PROFILE_LINES)) {
			say(`${self.toFixed(1).padStart(8)} ms  ${name}  ${place}`);
		}
	}
}

async function main() {
	if (options.page) return await writePage(keptResults()!);
	await prepare(options.package);
	const server = await startServer();
	try {
		if (options.profile) return await profile(server);
		const results = await measureAll(server);
		process.stdout.write(options.json ? `${JSON.stringify(results)}\n` : resultText(results));
		if (!options.quick && !options.mixed && options.only === undefined) await writePage(results);
	} finally {
		await server.end();
	}
}

main().catch((error: unknown) => {
	process.exitCode = 1;
	say(error instanceof Error ? (error.stack ?? error.message) : String(error));
});
