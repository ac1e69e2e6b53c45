/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** What nodes cost, without what n8n does before and after any node. */
import { WorkflowExecute } from 'n8n-core';
import { untilIdle } from './idle';
import type { Cost } from './types';

/** Before each run n8n takes an expression isolate out of its pool, and another thread makes a new one meanwhile. */
const LOOK = { every: 25, idle: 2, times: 3 };

/** The processor time of this process so far, in milliseconds. */
function cpu(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/**
 * A process that runs for long has used the memory in which V8 makes new objects; here each page of it would be asked
 * for in the measured time. It has two halves, and a minor collection goes over to the other one.
 */
async function touchYoungGeneration() {
	for (let half = 0; half < 2; half++) {
		const kept: unknown[] = [];
		for (let piece = 0; piece < TOUCHED / PIECE; piece++) {
			kept[piece % 8] = new Array(PIECE / 8).fill(piece);
		}
		await globalThis.gc?.({ type: 'minor', execution: 'sync' });
	}
}

/** Bytes of each half, somewhat more than a thousand items of this node need, and of one object. */
const TOUCHED = 16 * 2 ** 20;
const PIECE = 4096;

interface Stopwatch {
	/** The costs of all runs since the last call. */
	readonly take: () => Cost;
}

/** Measures each run of these nodes from now on; `around` is run around it. */
export function startStopwatch(
	isMeasured: (nodeName: string) => boolean,
	around: <T>(run: () => Promise<T>) => Promise<T>,
): Stopwatch {
	let total: Cost = { wall: 0, cpu: 0 };

	const { runNode } = WorkflowExecute.prototype;
	WorkflowExecute.prototype.runNode = async function (workflow, executionData, ...rest) {
		const run = async () => await runNode.call(this, workflow, executionData, ...rest);
		if (!isMeasured(executionData.node.name)) return await run();
		await untilIdle(cpu, LOOK);
		await touchYoungGeneration();
		return await around(async () => {
			const before = { wall: performance.now(), cpu: cpu() };
			const result = await run();
			total = {
				wall: total.wall + performance.now() - before.wall,
				cpu: total.cpu + cpu() - before.cpu,
			};
			return result;
		});
	};
	return {
		take: () => {
			const taken = total;
			total = { wall: 0, cpu: 0 };
			return taken;
		},
	};
}
