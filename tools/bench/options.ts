/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** The command line. */
import { parseArgs } from 'node:util';
import { minutesOf, SCENARIOS, type Scenario } from './scenarios';
import { WAY_NAMES } from './ways';

/** Stands among the names of the settings for the time to load the package. */
const LOAD = 'load';
const LOAD_ROUNDS = 11;

const QUICK_ITEMS = 100;

const SETTINGS = [LOAD, ...SCENARIOS.map(({ name }) => name)];

export const USAGE = `npm run bench                         # all of it, in about ${minutesOf(SCENARIOS)} minutes; writes docs/benchmarks.md and its chart
npm run bench -- --resume             # goes on with that where it was stopped
npm run bench -- --page               # only writes the page and its chart again

npm run bench -- --quick              # one round of at most ${QUICK_ITEMS} items, to see whether all works
npm run bench -- --only 1000,10000    # these settings: ${SETTINGS.join(', ')}
npm run bench -- --ways node-10,http  # these ways: ${WAY_NAMES.join(', ')}
npm run bench -- --rounds 2           # as many rounds
npm run bench -- --package DIR        # another build of this package, to compare two
npm run bench -- --json               # prints all figures of all rounds
npm run bench -- --profile            # which functions take the time, with files for Chrome's developer tools`;

export type Options = ReturnType<typeof readOptions>;

export function readOptions() {
	const { values } = parseArgs({
		options: {
			help: { type: 'boolean', default: false },
			page: { type: 'boolean', default: false },
			resume: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			profile: { type: 'boolean', default: false },
			quick: { type: 'boolean', default: false },
			only: { type: 'string' },
			ways: { type: 'string' },
			rounds: { type: 'string' },
			package: { type: 'string' },
		},
	});
	const { quick, package: packageFolder, ...others } = values;
	const only = namesOf(values.only, SETTINGS);
	const ways = namesOf(values.ways, WAY_NAMES);
	const rounds = values.rounds !== undefined ? Number(values.rounds) : quick ? 1 : undefined;
	if (rounds !== undefined && !(rounds >= 1)) throw new Error('--rounds takes a number from 1');

	// All is measured, so the results are kept and the page is written.
	const whole = [only, ways, rounds, packageFolder].every((choice) => choice === undefined);
	if (others.resume && !whole) throw new Error('--resume goes on with all: leave no part out');

	const scenarios: Scenario[] = SCENARIOS.filter(({ name }) => !only || only.includes(name))
		.filter(({ items }) => !quick || items <= QUICK_ITEMS)
		.map((scenario) => ({
			...scenario,
			ways: scenario.ways.filter((way) => !ways || ways.includes(way)),
			rounds: rounds ?? scenario.rounds,
		}))
		.filter((scenario) => scenario.ways.length > 0);
	const withLoad = only ? only.includes(LOAD) : !ways;
	const loadRounds = withLoad ? (rounds ?? LOAD_ROUNDS) : 0;
	return { ...others, packageFolder, ways, scenarios, loadRounds, whole };
}

function namesOf(list: string | undefined, known: readonly string[]) {
	const names = list?.split(',');
	const unknown = names?.find((name) => !known.includes(name));
	if (unknown !== undefined)
		throw new Error(`There is no "${unknown}": take some of ${known.join(', ')}`);
	return names;
}
