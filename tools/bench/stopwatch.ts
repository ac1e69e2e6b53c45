/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** What nodes cost, without what n8n does before and after any node. */
import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowExecute } from 'n8n-core';
import type { Cost } from './types';

const millisecondsOf = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;

/** The processor time of this process so far, in milliseconds. */
const cpu = () => millisecondsOf(process.cpuUsage());

/** How long to look whether something computes, how much may pass for nothing, both in milliseconds, and how often. */
export interface Look {
	readonly every: number;
	readonly idle: number;
	readonly times: number;
}

/** Waits until a processor time, in milliseconds, no longer grows. */
export async function untilIdle(time: () => number, { every, idle, times }: Look): Promise<void> {
	for (let seen = 0; seen < times; ) {
		const before = time();
		await wait(every);
		seen = time() - before <= idle ? seen + 1 : 0;
	}
}

/** Before each run n8n takes an expression isolate out of its pool, and another thread makes a new one meanwhile. */
const LOOK: Look = { every: 25, idle: 2, times: 3 };

/** Bytes of each half, somewhat more than a thousand items of this node need, and of one object. */
const TOUCHED = 16 * 2 ** 20;
const PIECE = 4096;

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

/** How often the event loop is looked at, in milliseconds. */
const LOOK_EVERY = 4;

/**
 * The longest time in which nothing else could run. Only what this thread computed counts, not what it waited for a
 * processor, so that other work on the machine does not.
 */
function watchFreezes() {
	const now = () => ({ wall: performance.now(), cpu: millisecondsOf(process.threadCpuUsage()) });
	let longest = 0;
	let before = now();
	const look = () => {
		const { wall, cpu } = now();
		longest = Math.max(longest, Math.min(wall - before.wall - LOOK_EVERY, cpu - before.cpu));
		before = now();
	};
	const timer = setInterval(look, LOOK_EVERY);
	return () => {
		look();
		clearInterval(timer);
		return longest;
	};
}

/** Measures each run of these nodes from now on; the function that it returns takes the costs since its last call. */
export function startStopwatch(isMeasured: (nodeName: string) => boolean): () => Cost {
	const none: Cost = { wall: 0, cpu: 0, frozen: 0 };
	let total = none;

	const { runNode } = WorkflowExecute.prototype;
	WorkflowExecute.prototype.runNode = async function (workflow, executionData, ...rest) {
		const run = async () => await runNode.call(this, workflow, executionData, ...rest);
		if (!isMeasured(executionData.node.name)) return await run();
		await untilIdle(cpu, LOOK);
		await touchYoungGeneration();
		const longestFreeze = watchFreezes();
		const before = { wall: performance.now(), cpu: cpu() };
		try {
			return await run();
		} finally {
			total = {
				wall: total.wall + performance.now() - before.wall,
				cpu: total.cpu + cpu() - before.cpu,
				frozen: Math.max(total.frozen, longestFreeze()),
			};
		}
	};
	return () => {
		const taken = total;
		total = none;
		return taken;
	};
}
