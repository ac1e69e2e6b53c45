/** Rounds: every way once, each in a fresh process, the first of them another one each time. */
import { peerFolder } from './peer';
import { loadPackage, PACKAGE_COPY, runWay, type ServerProcess } from './processes';
import type { Loads, Round } from './results';
import type { Scenario } from './scenarios';
import type { Figures } from './types';

/** @param profile where to write the V8 CPU profile, if there is to be one */
export async function measureWay(
	server: ServerProcess,
	scenario: Scenario,
	way: string,
	profile?: string,
): Promise<Figures> {
	const { job = 'profile', items, oneChannel = false, mixed = false, latency } = scenario;
	const { repeats = 1 } = scenario;
	const { baseUrl, token } = server;
	const spec = { way, job, items, repeats, oneChannel, mixed, baseUrl, token };
	const own = await runWay(
		{ ...spec, packageFolder: PACKAGE_COPY, ...(profile !== undefined && { profile }) },
		async () => await server.begin(latency),
	);
	const { writes, refused, requests, ...seen } = await server.report();
	if (refused > 0) throw new Error(`${refused} requests of "${way}" were refused`);
	const expected = items * repeats;
	return {
		...own,
		...seen,
		requests: requests / repeats,
		lost: Math.max(0, expected - writes),
		doubled: Math.max(0, writes - expected),
		// A repeated run writes the same again.
		...(repeats > 1 && { outOfOrder: 0, wrongLast: 0 }),
	};
}

/** `tell` is called after each run. */
export async function measureRound(
	server: ServerProcess,
	scenario: Scenario,
	round: number,
	tell: (way: string, figures: Figures) => void,
): Promise<Round> {
	const { ways } = scenario;
	const first = round % ways.length;
	const measured: Record<string, Figures> = {};
	for (const way of [...ways.slice(first), ...ways.slice(0, first)]) {
		measured[way] = await measureWay(server, scenario, way);
		tell(way, measured[way]);
	}
	return measured;
}

/** Loads this package and another one, alternating. */
export async function measureLoads(rounds: number): Promise<Loads> {
	const folder = await peerFolder();
	const own: number[] = [];
	const peer: number[] = [];
	for (let round = 0; round < rounds; round++) {
		own.push(await loadPackage(PACKAGE_COPY));
		if (folder !== undefined) peer.push(await loadPackage(folder));
	}
	return { own, ...(folder !== undefined && { peer }) };
}
