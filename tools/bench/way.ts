/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The process of one way: starts the engine, runs one item to warm up, waits for the word, and measures. */
import { once } from 'node:events';
import type { INodeExecutionData } from 'n8n-workflow';
import { CREDENTIAL_TYPE, runWorkflow, startEngine, type Engine } from '../../test/engine/harness';
import { watchFreezes } from './freezes';
import { ownNodes } from './nodes';
import { profiled } from './profiler';
import { itemsFor } from './items';
import { startStopwatch } from './stopwatch';
import type { OwnFigures, RunSpec } from './types';
import { nodesOf } from './ways';

const START = 'Start';

const nodeAt = (name: string, place: number) => ({
	id: `node-${place}`,
	name,
	position: [place * 200, 0] as [number, number],
	typeVersion: 1,
});

const chained = (names: readonly string[]) =>
	Object.fromEntries(
		names
			.slice(1)
			.map((node, place) => [
				names[place]!,
				{ main: [[{ node, type: 'main' as const, index: 0 }]] },
			]),
	);

async function runOnce(engine: Engine, spec: RunSpec, items: readonly INodeExecutionData[]) {
	const { baseUrl, token, way } = spec;
	const start = { ...nodeAt(START, 0), type: 'n8n-nodes-base.manualTrigger', parameters: {} };
	const tested = nodesOf(way, spec).map((settings, place) => ({
		...nodeAt(`Tested ${place + 1}`, place + 1),
		...settings,
	}));
	const nodes = [start, ...tested];
	return await runWorkflow(
		engine,
		{ nodes, connections: chained(nodes.map(({ name }) => name)) },
		{
			startNode: START,
			pinData: { [START]: items },
			credentials: {
				[CREDENTIAL_TYPE]: { token, platform: 'custom', baseUrl },
				httpCustomAuth: { json: JSON.stringify({ body: { token } }) },
			},
		},
	);
}

async function measure(engine: Engine, spec: RunSpec): Promise<OwnFigures> {
	const { profile, repeats } = spec;
	const items = await itemsFor(spec);
	let frozen = 0;
	const tell = (longest: number) => {
		frozen = Math.max(frozen, longest);
	};
	const stopwatch = startStopwatch(
		(name) => name !== START,
		async (run) =>
			profile === undefined ? await watchFreezes(run, tell) : await profiled(profile, run),
	);

	// To warm up: it still loads and compiles, and does not count.
	await runOnce(engine, spec, items.slice(0, 1));
	stopwatch.take();
	frozen = 0;
	process.send?.('ready');
	await once(process, 'message');
	globalThis.gc?.();

	let lookups = 0;
	for (let repeat = 0; repeat < repeats; repeat++) {
		const run = await runOnce(engine, spec, items);
		if (run.error) throw new Error(`${spec.way}: ${run.error.message}`);
		({ lookups } = run);
	}
	const { wall, cpu } = stopwatch.take();
	return {
		wall: wall / repeats,
		cpu: cpu / repeats,
		memory: process.resourceUsage().maxRSS / 1024,
		frozen,
		lookups,
	};
}

// Nobody is left to measure for.
process.once('disconnect', () => process.exit());

async function main() {
	const spec = JSON.parse(process.argv[2] ?? '') as RunSpec;
	const engine = await startEngine({ nodes: ownNodes(), packageFolder: spec.packageFolder });
	const figures = await measure(engine, spec);
	await engine.stop();
	process.send?.(figures, () => process.exit());
}

void main();
