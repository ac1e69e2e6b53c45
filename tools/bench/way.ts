/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The process of one way: starts the engine, runs one item to warm up, waits for the word, and measures. */
import { once } from 'node:events';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INode, INodeExecutionData } from 'n8n-workflow';
import { CREDENTIAL_TYPE, runWorkflow, startEngine, type Engine } from '../engine';
import { n8n } from '../engine/n8n';
import { JOBS } from './jobs';
import { PICTURE } from './messages';
import { startStopwatch } from './stopwatch';
import type { OwnFigures, RunSpec } from './types';
import type { NodeSettings } from './ways';

const START = 'Start';

/** One picture, kept as n8n does unless told otherwise: in a file. */
async function picture(): Promise<IBinaryData> {
	const service = n8n.Container.get(BinaryDataService);
	await service.init();
	const { bytes, fileName, mimeType } = PICTURE;
	return await service.store(
		{ type: 'execution', workflowId: 'bench', executionId: '1' },
		Buffer.alloc(bytes, 'picture'),
		{ fileName, mimeType, data: '' },
	);
}

async function itemsFor(spec: RunSpec): Promise<INodeExecutionData[]> {
	const binary = spec.job === 'picture' ? { [PICTURE.field]: await picture() } : undefined;
	return JOBS[spec.job].items(spec).map((json) => ({ json, ...(binary && { binary }) }));
}

async function runOnce(engine: Engine, spec: RunSpec, items: readonly INodeExecutionData[]) {
	const { baseUrl, token, way } = spec;
	const start: NodeSettings = { type: 'n8n-nodes-base.manualTrigger', parameters: {} };
	const nodes = [start, ...JOBS[spec.job].ways[way]!(spec, baseUrl)].map(
		(settings, place): INode => ({
			id: `node-${place}`,
			name: place === 0 ? START : `Tested ${place}`,
			position: [place * 200, 0] as [number, number],
			typeVersion: 1,
			...settings,
		}),
	);
	const links = nodes
		.slice(1)
		.map(({ name }, place) => [
			nodes[place]!.name,
			{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
		]);
	return await runWorkflow(
		engine,
		{ nodes, connections: Object.fromEntries(links) },
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
	const { repeats = 1 } = spec;
	const items = await itemsFor(spec);
	const take = startStopwatch((name) => name !== START);

	// To warm up: it still loads and compiles, and does not count.
	await runOnce(engine, spec, items.slice(0, 1));
	take();
	process.send?.('ready');
	await once(process, 'message');
	globalThis.gc?.();

	let lookups = 0;
	for (let repeat = 0; repeat < repeats; repeat++) {
		const run = await runOnce(engine, spec, items);
		if (run.error) throw new Error(`${spec.way}: ${run.error.message}`);
		({ lookups } = run);
	}
	const { wall, cpu, frozen } = take();
	const memory = process.resourceUsage().maxRSS / 1024;
	return { wall: wall / repeats, cpu: cpu / repeats, frozen, memory, lookups };
}

// Nobody is left to measure for.
process.once('disconnect', () => process.exit());

async function main() {
	const spec = JSON.parse(process.argv[2] ?? '') as RunSpec;
	const engine = await startEngine({ packageFolder: spec.packageFolder });
	const figures = await measure(engine, spec);
	await engine.stop();
	process.send?.(figures, () => process.exit());
}

void main();
