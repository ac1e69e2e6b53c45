/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** What was measured; that of the last whole run is kept, to go on with it and to write the page. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Machine } from './machine';
import { WORK_FOLDER } from './processes';
import { SCENARIOS, type Scenario } from './scenarios';
import type { Figures } from './types';

/** What was measured side by side: each way once. */
export type Round = Readonly<Record<string, Figures>>;

export interface Measured {
	readonly scenario: Scenario;
	readonly rounds: Round[];
}

/** Milliseconds to load the built package, and another one. */
export interface Loads {
	readonly own: number[];
	readonly peer?: number[];
}

export interface Results {
	readonly machine: Machine;
	/** When it was begun and gone on with, and how many processes wanted to run in the minute before. */
	readonly starts: ReadonlyArray<{ readonly date: string; readonly load: number }>;
	readonly measured: readonly Measured[];
	loads?: Loads;
}

const FILE = join(WORK_FOLDER, 'results.json');

export function keep(results: Results) {
	writeFileSync(`${FILE}.new`, JSON.stringify(results));
	renameSync(`${FILE}.new`, FILE);
}

/** The last whole run, as far as it got; what is now measured in another way is not in it. */
export function keptResults(): Results {
	if (!existsSync(FILE)) throw new Error('Nothing is kept: begin with "npm run bench"');
	const kept = JSON.parse(readFileSync(FILE, 'utf8')) as Results;
	const measured = SCENARIOS.map(
		(scenario) =>
			kept.measured.find((entry) => isDeepStrictEqual(entry.scenario, scenario)) ??
			notMeasured(scenario),
	);
	return { ...kept, measured };
}

export const notMeasured = (scenario: Scenario): Measured => ({ scenario, rounds: [] });

export const isComplete = (results: Results): results is Required<Results> =>
	results.loads !== undefined &&
	results.measured.every(({ scenario, rounds }) => rounds.length >= scenario.rounds);

/** One figure of a way, round by round; `NaN` where it was not measured. */
export const figuresOf = ({ rounds }: Measured, way: string, figure: keyof Figures) =>
	rounds.map((round) => round[way]?.[figure] ?? NaN);
