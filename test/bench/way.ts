/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The process of one way: starts the engine, runs one item to warm up, waits for the word, and measures. */
import { once } from 'node:events';
import { CREDENTIAL_TYPE, runWorkflow, startEngine, type Engine } from '../engine/harness';
import { watchFreezes } from './freezes';
import { profiled } from './profiler';
import { startStopwatch } from './stopwatch';
import type { OwnFigures, RunSpec } from './types';
import { itemsFor } from './values';
import { ownNodes, settingsOf } from './ways';

const TESTED = 'Tested';

const nodeAt = (name: string, place: number) => ({
	id: `node-${place}`,
	name,
	position: [place * 200, 0] as [number, number],
	typeVersion: 1,
});

async function runOnce(engine: Engine, spec: RunSpec, items: ReturnType<typeof itemsFor>) {
	const { mixed, baseUrl, token, way } = spec;
	const start = { ...nodeAt('Start', 0), type: 'n8n-nodes-base.manualTrigger', parameters: {} };
	const tested = { ...nodeAt(TESTED, 1), ...settingsOf(way, mixed, { baseUrl, token }) };
	return await runWorkflow(
		engine,
		{
			nodes: [start, tested],
			connections: { Start: { main: [[{ node: TESTED, type: 'main', index: 0 }]] } },
		},
		{
			startNode: 'Start',
			pinData: { Start: items.map((json) => ({ json })) },
			credentials: {
				[CREDENTIAL_TYPE]: { token, platform: 'custom', baseUrl },
				httpCustomAuth: { json: JSON.stringify({ body: { token } }) },
			},
		},
	);
}

async function measure(engine: Engine, spec: RunSpec): Promise<OwnFigures> {
	const items = itemsFor(spec.items, spec.oneChannel);
	let blocked = 0;
	const watched = async <T>(run: () => Promise<T>) =>
		await watchFreezes(run, (longest) => {
			blocked = Math.max(blocked, longest);
		});
	let warm = false;
	const stopwatch = startStopwatch(TESTED, async (run) =>
		warm && spec.profile !== undefined ? await profiled(spec.profile, run) : await watched(run),
	);

	await runOnce(engine, spec, items.slice(0, 1));
	const first = stopwatch.take();
	blocked = 0;
	process.send?.('ready');
	await once(process, 'message');
	globalThis.gc?.();
	warm = true;

	let itemsOut = 0;
	let lookups = 0;
	let error: string | undefined;
	for (let repeat = 0; repeat < spec.repeats; repeat++) {
		const run = await runOnce(engine, spec, items);
		itemsOut += run.output(TESTED).length;
		({ lookups } = run);
		error ??= run.error?.message;
	}
	const { wall, cpu } = stopwatch.take();
	return {
		first,
		wall: wall / spec.repeats,
		cpu: cpu / spec.repeats,
		memory: process.resourceUsage().maxRSS / 1024,
		blocked,
		lookups,
		itemsOut,
		...(error !== undefined && { error }),
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
