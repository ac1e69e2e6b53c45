/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The process of the server: the simulator, and what it saw of one run. */
import { startSimulator, type RecordedRequest } from '../simulator';
import type { Latency, ServerFigures } from './types';

/** Profiles and numbers hold the number of their item. */
const numberIn = (text: unknown) => Number(/\d+/.exec(String(text))?.[0] ?? NaN);

/** What a request's body writes: one profile, or a message to each of its recipients, in the order of the items. */
function writesIn(body: unknown): Array<{ target: unknown; number: number }> {
	const { application, about, data } = Object(body) as Record<string, unknown>;
	if (!Array.isArray(data)) return [{ target: application, number: numberIn(about) }];
	return data.map(({ number }) => ({ target: number, number: numberIn(number) }));
}

/** A write takes effect when it is answered, so the order of the answers is the order of the writes. */
function watchWrites() {
	const highest = new Map<unknown, number>();
	const seen = { writes: 0, refused: 0, outOfOrder: 0 };
	const note = ({ body, code }: RecordedRequest) => {
		if (code !== 100) seen.refused += 1;
		for (const { target, number } of writesIn(body)) {
			const before = highest.get(target) ?? -1;
			seen.writes += 1;
			if (number < before) seen.outOfOrder += 1;
			highest.set(target, Math.max(before, number));
		}
	};
	return { note, seen };
}

/** The same for the same item in every way: chosen by its number. */
function waitFor(latency: Latency, body: unknown): number {
	if (typeof latency === 'number') return latency;
	const [from, to] = latency;
	const [{ number } = { number: 0 }] = writesIn(body);
	return from + ((number * 7919) % (to - from + 1));
}

// The bench is over.
process.once('disconnect', () => process.exit());

async function main() {
	let watch = watchWrites();
	let latency: Latency = 0;
	const simulator = await startSimulator({
		record: 'none',
		latency: ({ body }) => waitFor(latency, body),
		observe: (request) => watch.note(request),
	});

	process.on('message', (begin: { latency: Latency } | 'report') => {
		if (begin !== 'report') {
			simulator.reset();
			watch = watchWrites();
			({ latency } = begin);
		}
		const { requests, peakInFlight: inFlight } = simulator.counts;
		const figures: ServerFigures = { requests, inFlight, ...watch.seen };
		process.send?.(figures);
	});
	process.send?.({ baseUrl: simulator.baseUrl, token: simulator.token });
}

void main();
