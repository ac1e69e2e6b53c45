/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** Writes docs/benchmarks.md and its chart. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { chartOf } from './chart';
import { USAGE } from './options';
import { PEER } from './peer';
import type { Loads, Measured, Results } from './results';
import { headingOf, LEFT_OUT, LONGEST_RUN } from './scenarios';
import { median } from './statistics';
import { resultTable, rounded, targetTable } from './tables';
import { targetsOf } from './targets';
import { wayNamed } from './ways';

const table = ([head = [], ...rows]: ReadonlyArray<readonly string[]>) =>
	[head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');

function measuredText({ machine, starts }: Results) {
	const { processor, cores, memory, system, versions } = machine;
	const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
	const dates = [...new Set(starts.map(({ date }) => date))].join(' and ');
	const load = Math.max(...starts.map((start) => start.load));
	const busy =
		load > 0.7 * cores
			? ` The machine was not idle (load average ${load} when it was started), so times in milliseconds are longer than on a quiet one. The ratios were measured side by side.`
			: '';
	return `Measured on ${dates}: ${processor}, ${cores} cores, ${memory} GB, ${system}; ${names.join(', ')}. Times are medians of the rounds. Counts are the worst of the rounds.${busy}`;
}

function loadText({ own, peer }: Loads) {
	const text = `Loading the built package, as n8n does when it starts, took ${rounded(median(own))} ms (median of ${own.length} fresh processes`;
	return peer
		? `${text}, alternating), and ${PEER} took ${rounded(median(peer))} ms.`
		: `${text}). ${PEER}, to compare with, could not be fetched.`;
}

function settingText(measured: Measured) {
	const { scenario, rounds } = measured;
	const { repeats = 1 } = scenario;
	const runs = repeats > 1 ? `, in each of which a way runs ${repeats} times` : '';
	return `### ${headingOf(scenario)}\n\n${rounds.length} rounds${runs}.\n\n${table(resultTable(measured))}`;
}

const leftOutText = () =>
	LEFT_OUT.map(
		({ heading, way, seconds }) =>
			`- ${heading}: ${wayNamed(way).title}, about ${rounded(Number(seconds.toPrecision(2)))} s`,
	).join('\n');

function pageText(results: Required<Results>): string {
	return `<!-- Written by "npm run bench". -->

# Benchmarks

This page shows what a run of this node costs, compared with what people would use instead. Everything runs in n8n's own engine, with real expressions, against a stand-in server on the same machine. Each way has a fresh process in each round, and each round begins with another way.

${measuredText(results)}

![The figures as bars](benchmarks.svg)

## The ways

- **This node**, with a bound (Max Concurrent Requests) of 1, 10 or 50. It checks all items before it sends the first. With On Error = Continue, it sends each item as soon as that is checked.
- **n8n's HTTP Request node**, with the token from a Custom Auth credential, in three ways: with the eight values as body fields, the same in batches of 50 a second (its own defaults for batching), and with the whole body written as one expression, which is the fastest way to use it.
- **A declarative node** and **a sequential node**, written in the simplest way. Both use this package's credential.
- **The floor**: n8n's request helper in a pool of the same bound, and nothing else. It evaluates no expression, checks nothing and keeps no order. Nothing that sends with n8n's helper can be much faster.

Every item sets eight values, each by an expression like \`{{ $json.about }}\`. Each item writes a channel of its own, unless the setting says otherwise. If half of the values are computed, four of them are written like \`{{ $json.about.trim() }}\`.

Messages of about 120 characters, with two values of the item in them, are sent by this node (100 recipients in a request, and 1,000), by HTTP Request with one call for each item, by a fold made by hand (a Code node that writes the bodies, HTTP Request, a Code node that spreads the answers), by a sequential node, and by a floor that folds in plain JavaScript. The code of the Code nodes runs in n8n's own process here, on copies of the items, which costs less than n8n's task runner; \`npx tsx tools/bench/realN8n.ts\` measures the same on a real n8n with its runner. If the text is computed, the name in it is written like \`{{ $json.name.toUpperCase() }}\`. The picture has 5 MB and stands in a binary field.

## What the columns say

- **wall** and **CPU** are those of the node alone, without what n8n does before and after any node. CPU counts all threads. First comes a run of one item to warm up, which does not count; then n8n has to be idle, and the memory for new objects is used once, as it has been in a process that runs for long. If a round has several runs, their mean counts.
- **CPU, floor = 1** compares with the floor of the same bound, or else with that of a bound of 10 or 50, round by round.
- **peak MB** is the highest memory of the whole process, n8n's engine included.
- **frozen** is the longest time in which n8n could do nothing else, because the node was computing.
- **in flight** is the most requests that the server had at a time. A server that answers after 0 ms is faster than any sender, so this column says something only with a slow server.
- **look-ups** counts how many times the credential was read. In n8n, each read is a query of the database.
- **lost** counts requests that never came. **Out of order** counts writes that took effect after a later one to the same channel. A **wrong last write** means that a channel ended with another item than its last one.

## The results

${results.measured.map(settingText).join('\n\n')}

### Time to load

${loadText(results.loads)}

### Left out

A run that would take more than ${LONGEST_RUN} s is not measured:

${leftOutText()}

## The project's own targets

Ratios are medians of the ratios within a round. "Between" is better than required, but short of the aim.

${table(targetTable(targetsOf(results)))}

## To measure again

\`\`\`sh
${USAGE}
\`\`\`

No test checks a time, since that depends on the machine.
`;
}

export async function writePage(results: Required<Results>, folder: string) {
	const page = join(folder, 'benchmarks.md');
	writeFileSync(join(folder, 'benchmarks.svg'), `${chartOf(results)}\n`);
	writeFileSync(page, await format(pageText(results), { filepath: page }));
}
