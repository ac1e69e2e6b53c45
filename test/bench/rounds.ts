/** Rounds: every way once, each in a fresh process, the first of them another one each time. */
import { loadPackage, PACKAGE_COPY, runWay, type ServerProcess } from './processes';
import { repeatsOf, type Scenario } from './scenarios';
import type { Figures } from './types';

/** What was measured of one scenario: by way, a figure for each round. */
export interface Measured {
	readonly scenario: Scenario;
	readonly ways: Readonly<Record<string, readonly Figures[]>>;
}

export async function measureWay(
	server: ServerProcess,
	scenario: Scenario,
	way: string,
	profile?: string,
): Promise<Figures> {
	const { items, oneChannel = false, mixed = false, latency } = scenario;
	const repeats = repeatsOf(scenario);
	const { baseUrl, token } = server;
	const spec = { way, items, repeats, oneChannel, mixed, baseUrl, token };
	const own = await runWay(
		{ ...spec, packageFolder: PACKAGE_COPY, ...(profile !== undefined && { profile }) },
		async () => await server.begin(latency),
	);
	const { requests, ...seen } = await server.report();
	const expected = items * repeats;
	return {
		...own,
		...seen,
		lost: Math.max(0, expected - requests),
		doubled: Math.max(0, requests - expected),
		// A repeated run writes the same again.
		...(repeats > 1 && { outOfOrder: 0, wrongLast: 0 }),
	};
}

/** As many rounds as are still missing; `tell` is called after each run, and `keep` after each round. */
export async function measureRounds(
	server: ServerProcess,
	{ scenario, ways: known }: Measured,
	rounds: number,
	tell: (round: number, way: string, figures: Figures) => void,
	keep: (measured: Measured) => void,
): Promise<Measured> {
	const ways = { ...known };
	for (let round = roundsOf({ scenario, ways }); round < rounds; round++) {
		const shift = round % scenario.ways.length;
		const measured: Record<string, Figures> = {};
		for (const way of [...scenario.ways.slice(shift), ...scenario.ways.slice(0, shift)]) {
			const figures = await measureWay(server, scenario, way);
			measured[way] = figures;
			tell(round, way, figures);
		}
		for (const way of scenario.ways) ways[way] = [...(ways[way] ?? []), measured[way]!];
		keep({ scenario, ways });
	}
	return { scenario, ways };
}

/** How many rounds were measured. */
export const roundsOf = ({ ways }: Measured) =>
	Math.max(0, ...Object.values(ways).map(({ length }) => length));

/** Milliseconds to load each of these packages, alternating. */
export async function measureLoads<Name extends string>(
	folders: Readonly<Record<Name, string>>,
	rounds: number,
): Promise<Record<Name, number[]>> {
	const names = Object.keys(folders) as Name[];
	const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
		Name,
		number[]
	>;
	for (let round = 0; round < rounds; round++) {
		for (const name of names) times[name].push(await loadPackage(folders[name]));
	}
	return times;
}
