/** The rate limits asked for: over any stretch of time as long as the window, no more requests than that. */
import type { Settings } from './settings';
import type { Fault } from './types';

export class RateLimits {
	private readonly passed = new Map<string, number[]>();

	/** The answer to a request that is above the limit of its call; such a request does not count. */
	excess(call: string, { rateLimits }: Settings, clock: () => number): Fault | undefined {
		const limit = rateLimits[call];
		if (!limit) return undefined;
		const { requests, seconds = 60, excess = { httpStatus: 429 } } = limit;
		const now = clock();
		const times = (this.passed.get(call) ?? []).filter((time) => time > now - seconds * 1000);
		this.passed.set(call, times);
		if (times.length >= requests) return excess;
		times.push(now);
		return undefined;
	}
}
