/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** What nodes cost, without what n8n does before and after any node. */
import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowExecute } from 'n8n-core';
import type { Cost } from './types';

/** Before each run n8n takes an expression isolate out of its pool and makes a new one meanwhile, in milliseconds. */
const POOL_REFILLED_AFTER = 60;

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
		await wait(POOL_REFILLED_AFTER);
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
