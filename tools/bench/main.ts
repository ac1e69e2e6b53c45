/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** `npm run bench`: see docs/benchmarks.md. */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { thisMachine } from './machine';
import { readOptions, USAGE, type Options } from './options';
import { writePage } from './page';
import { resultText, runLine } from './print';
import {
	PACKAGE_COPY,
	prepare,
	ROOT,
	startServer,
	WORK_FOLDER,
	type ServerProcess,
} from './processes';
import { entriesOf, type ProfileEntry } from './profiler';
import { isComplete, keep, keptResults, notMeasured, type Results } from './results';
import { measureLoads, measureRound, measureWay } from './rounds';
import { headingOf, minutesOf } from './scenarios';

const DOCS = join(ROOT, 'docs');

const PROFILED_WAYS = ['node-10', 'floor-10'];
const PROFILE_LINES = 25;

const say = (text: string) => process.stderr.write(`${text}\n`);

function begin({ resume, scenarios }: Options): Results {
	const machine = thisMachine();
	const start = {
		date: new Date().toISOString().slice(0, 10),
		load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
	};
	if (!resume) return { machine, starts: [start], measured: scenarios.map(notMeasured) };
	const kept = keptResults();
	if (!isDeepStrictEqual(kept.machine, machine)) {
		throw new Error('What is kept is of another build, n8n or machine: begin without --resume');
	}
	return isComplete(kept) ? kept : { ...kept, starts: [...kept.starts, start] };
}

const fail = (text: string) => {
	process.exitCode = 1;
	say(text);
};

/** What fails does not keep the others from being measured. */
async function attempt(title: string, task: () => Promise<void>) {
	say(`\n${title}`);
	await task().catch((error: Error) => fail(error.stack ?? error.message));
}

async function measureAll(server: ServerProcess, options: Options): Promise<Results> {
	const results = begin(options);
	const save = () => {
		if (options.whole) keep(results);
	};
	save();
	const left = results.measured.map(({ scenario, rounds }) => ({
		...scenario,
		rounds: scenario.rounds - rounds.length,
	}));
	say(`This takes about ${minutesOf(left)} min.`);
	if (options.loadRounds > 0 && !results.loads?.peer) {
		await attempt('Time to load', async () => {
			results.loads = await measureLoads(options.loadRounds);
			save();
		});
	}
	for (const { scenario, rounds } of results.measured) {
		if (rounds.length >= scenario.rounds) continue;
		await attempt(headingOf(scenario), async () => {
			while (rounds.length < scenario.rounds) {
				const number = rounds.length;
				const tell = (...run: Parameters<typeof runLine>) =>
					say(`${number + 1} ${runLine(...run)}`);
				rounds.push(await measureRound(server, scenario, number, tell));
				save();
			}
		});
	}
	return results;
}

const totalOf = (entries: readonly ProfileEntry[]) =>
	Math.round(entries.reduce((sum, { self }) => sum + self, 0));

const PROFILED_ITEMS = 1000;

async function profile(server: ServerProcess, { ways = PROFILED_WAYS, scenarios }: Options) {
	for (const way of ways) {
		const scenario = scenarios.find(
			(each) => each.items === PROFILED_ITEMS && each.latency === 0 && each.ways.includes(way),
		);
		if (!scenario) continue;
		const file = join(WORK_FOLDER, `${way}.cpuprofile`);
		await measureWay(server, scenario, way, file);
		const entries = entriesOf(file, ROOT);
		const own = entries.filter(({ place }) => join(ROOT, place).startsWith(PACKAGE_COPY));
		say(
			`\n${headingOf(scenario)}: ${way}, ${totalOf(entries)} ms on the processor, ${totalOf(own)} ms of it in this package (${file})`,
		);
		for (const { name, place, self } of entries.slice(0, PROFILE_LINES)) {
			say(`${self.toFixed(1).padStart(8)} ms  ${name}  ${place}`);
		}
	}
}

async function main() {
	const options = readOptions();
	if (options.help) return void process.stdout.write(`${USAGE}\n`);
	if (options.page) return await writeKept();
	await prepare(options.packageFolder);
	const server = await startServer();
	try {
		if (options.profile) return await profile(server, options);
		const results = await measureAll(server, options);
		process.stdout.write(options.json ? `${JSON.stringify(results)}\n` : resultText(results));
	} finally {
		await server.end();
	}
	if (options.whole) await writeKept();
}

async function writeKept() {
	const kept = keptResults();
	if (!isComplete(kept)) throw new Error('Not all is measured: go on with --resume');
	await writePage(kept, DOCS);
}

main().catch((error: Error) => fail(error.message));
