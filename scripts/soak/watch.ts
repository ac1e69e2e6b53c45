/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs beside n8n, not inside it */
/** Time, memory and pauses of a long run. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const TICK = 10;
const REPORT_EVERY = 10_000;

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The memory in use, without garbage. */
const heapInUse = () => {
	collectGarbage();
	return process.memoryUsage().heapUsed;
};

export type Line = readonly [label: string, value: string];

export const print = (lines: readonly Line[]) => {
	for (const [label, value] of lines) console.log(`${label.padEnd(24)}${value}`);
};

export interface Watched {
	readonly seconds: number;
	/** The heap that an item added at most, in bytes. */
	readonly heapPerItem: number;
	readonly lines: readonly Line[];
}

/** Watches a run of so many items; `requests` says how many went out, of about so many that are expected. */
export function startWatch(items: number, expected: number, requests: () => number) {
	const heapBefore = heapInUse();
	const rssBefore = process.memoryUsage.rss();
	const quarters: number[] = [];
	let peakRss = rssBefore;
	let longestPause = 0;
	let lastTick = performance.now();
	const pauses = setInterval(() => {
		longestPause = Math.max(longestPause, performance.now() - lastTick - TICK);
		if (requests() >= ((quarters.length + 1) / 4) * expected) quarters.push(heapInUse());
		peakRss = Math.max(peakRss, process.memoryUsage.rss());
		lastTick = performance.now();
	}, TICK);
	const progress = setInterval(() => console.log(`  … ${requests()} requests`), REPORT_EVERY);
	const began = performance.now();

	return (): Watched => {
		const seconds = (performance.now() - began) / 1000;
		for (const timer of [pauses, progress]) clearInterval(timer);
		const heapAfter = heapInUse();
		const heapPerItem = (Math.max(heapAfter, ...quarters) - heapBefore) / items;
		return {
			seconds,
			heapPerItem,
			lines: [
				['time', `${seconds.toFixed(1)} s, ${Math.round(items / seconds)} items a second`],
				['heap in use before', `${megabytes(heapBefore)} MB`],
				['heap by quarter, after', `${[...quarters, heapAfter].map(megabytes).join(', ')} MB`],
				['resident before, peak', `${megabytes(rssBefore)} MB, ${megabytes(peakRss)} MB`],
				['heap for each item', `${Math.round(heapPerItem)} bytes`],
				['longest pause', `${Math.round(longestPause)} ms`],
			],
		};
	};
}
