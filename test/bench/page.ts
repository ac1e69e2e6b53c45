/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** Writes docs/benchmarks.md and its chart. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { chartOf } from './chart';
import { PEER } from './peer';
import { ROOT } from './processes';
import type { Results } from './results';
import { roundsOf } from './rounds';
import { LEFT_OUT, SCENARIOS } from './scenarios';
import { median } from './statistics';
import { HEAD, rounded, rowsOf, TARGET_HEAD, targetRows } from './tables';
import type { Latency } from './types';
import { wayNamed } from './ways';

const PAGE = join(ROOT, 'docs/benchmarks.md');
const CHART = join(ROOT, 'docs/benchmarks.svg');

const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>) =>
	[head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');

const list = (entries: readonly string[]) => entries.map((entry) => `- ${entry}`).join('\n');

const latencyText = (latency: Latency) =>
	typeof latency === 'number' ? `${latency} ms` : `${latency[0]} to ${latency[1]} ms`;

function measuredText({ machine }: Results) {
	const { date, processor, cores, memory, system, load, versions, command } = machine;
	const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
	const busy =
		load > 0.7 * cores
			? ` The machine was not idle (load average ${load} when it began), so times in milliseconds are longer than on a quiet one; the ratios were measured side by side.`
			: '';
	return [
		`Measured on ${date} by \`${command}\`: ${processor}, ${cores} cores, ${memory} GB, ${system}; ${names.join(', ')}. Times are medians of the rounds, counts are the worst of them.${busy}`,
	];
}

function loadText({ load }: Results) {
	const own = `Loading the built package, as n8n does when it starts, took ${rounded(median(load.own))} ms (median of ${load.own.length} fresh processes, alternating)`;
	return load.peer
		? `${own}, and ${PEER} took ${rounded(median(load.peer))} ms.`
		: `${own}. The package to compare with could not be fetched.`;
}

/** What the bench would measure and these results do not hold. */
function missingText({ measured }: Results) {
	const missing = SCENARIOS.flatMap(({ name, title, latency, ways }) => {
		const found = measured.find(({ scenario }) => scenario.name === name)?.ways ?? {};
		const titles = ways.filter((way) => !(way in found)).map((way) => wayNamed(way).title);
		return titles.length === 0
			? []
			: [`${title}, server ${latencyText(latency)}: ${titles.join('; ')}`];
	});
	return missing.length === 0 ? '' : `Not measured this time:\n\n${list(missing)}\n`;
}

function pageText(results: Results): string {
	const order = SCENARIOS.map(({ name }) => name);
	const measured = [...results.measured].sort(
		(one, other) => order.indexOf(one.scenario.name) - order.indexOf(other.scenario.name),
	);
	const settings = measured.map(
		(entry) => `### ${entry.scenario.title}, server ${latencyText(entry.scenario.latency)}

${roundsOf(entry)} rounds.

${table(HEAD, rowsOf(entry))}`,
	);
	return `<!-- Written by "npm run bench". -->

# Benchmarks

What a run of this node costs, beside what people would use instead. Everything runs in n8n's own engine with real expressions against a stand-in server on the same machine; each way has a fresh process in each round, and in each round another way comes first.

${measuredText(results).join('\n\n')}

![The figures as bars](benchmarks.svg)

## The ways

- **This node**, with a bound (Max Concurrent Requests) of 1, 10 or 50. It reads and checks all items first, then sends.
- **n8n's HTTP Request node**, with the token from a Custom Auth credential and the eight values as body fields; in batches of 50 a second, which are its own defaults for batching; and with the whole body written as one expression, which is the fastest way to use it.
- **A declarative node** and **a sequential node**, as one would write them first. Both use this package's credential.
- **The floor**: n8n's request helper in a pool of the same bound, and nothing else. It evaluates no expression, checks nothing and keeps no order, so nothing that sends by n8n's helper can be much faster.

Every item sets eight values, each by an expression like \`{{ $json.about }}\`. Each item writes a channel of its own, unless the setting says otherwise. Where half of the values are computed, four of them are written like \`{{ $json.about.trim() }}\`.

## What the columns say

- **wall** and **CPU** are those of the node alone, without what n8n does before and after any node. CPU counts all threads. A run of one item to warm up comes first and does not count; runs of one item are repeated, and the mean counts.
- **peak MB** is the highest memory of the whole process, n8n's engine included.
- **frozen** is the longest time in which n8n could do nothing else, since the node was computing; – where it was not measured.
- **in flight** is the most requests that the server had at a time. With an answer after 0 ms the server is faster than any sender, so that this says something only where it is slow.
- **look-ups** counts how many times the credential was read; in n8n each is a query of the database.
- **lost** counts requests that never came. **Out of order** counts writes that took effect after a later one to the same channel.

## The results

${settings.join('\n\n')}

${loadText(results)}

Left out, since it only takes long:

${list(LEFT_OUT)}

${missingText(results)}
## What the project holds itself to

Ratios are medians of the ratios within a round. "Between" is better than what must be and short of the aim.

${table(TARGET_HEAD, targetRows(results))}

## To measure again

\`\`\`sh
npm run bench                          # all of it, five rounds; writes this page
npm run bench -- --quick --rounds 1    # at most 100 items, to see whether all works
npm run bench -- --only 1000,10000     # these settings: ${order.join(', ')}
npm run bench -- --ways node-10,http   # these ways
npm run bench -- --resume              # goes on where the last one was stopped
npm run bench -- --mixed               # half of the values computed, everywhere
npm run bench -- --json                # all figures of all rounds, for machines
npm run bench -- --package DIR         # another build of this package, to compare two
npm run bench -- --profile             # which functions take the time, with files for Chrome's developer tools
\`\`\`

No test asserts a time: how long something takes depends on the machine.
`;
}

export async function writePage(results: Results) {
	writeFileSync(CHART, `${chartOf(results)}\n`);
	writeFileSync(PAGE, await format(pageText(results), { filepath: PAGE }));
}
