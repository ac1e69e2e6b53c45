/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { setTimeout as wait } from 'node:timers/promises';

/** How long to look whether something computes, how much may pass for nothing, both in milliseconds, and how often. */
export interface Look {
	readonly every: number;
	readonly idle: number;
	readonly times: number;
}

/** Waits until a processor time, in milliseconds, stands still. */
export async function untilIdle(cpu: () => number, { every, idle, times }: Look): Promise<void> {
	for (let seen = 0; seen < times; ) {
		const before = cpu();
		await wait(every);
		seen = cpu() - before <= idle ? seen + 1 : 0;
	}
}
