/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** What nodes cost, without what n8n does before and after any node. */
import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowExecute } from 'n8n-core';
import type { Cost } from './types';

/** How long to look whether the process computes, and how much may pass for nothing, in milliseconds. */
const LOOK = { every: 25, idle: 2 };

/** Before each run n8n takes an expression isolate out of its pool, and another thread makes a new one meanwhile. */
async function untilIdle() {
	for (let idle = 0; idle < 3; ) {
		const before = process.cpuUsage();
		await wait(LOOK.every);
		const { user, system } = process.cpuUsage(before);
		idle = (user + system) / 1000 <= LOOK.idle ? idle + 1 : 0;
	}
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
		await untilIdle();
		await touchYoungGeneration();
		return await around(async () => {
			const cpu = process.cpuUsage();
			const start = performance.now();
			const result = await run();
			const wall = performance.now() - start;
			const { user, system } = process.cpuUsage(cpu);
			total = { wall: total.wall + wall, cpu: total.cpu + (user + system) / 1000 };
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
