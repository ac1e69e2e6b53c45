/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The process of the server: the simulator, and what it saw of one run. */
import { startSimulator, type RecordedRequest } from '../../test/simulator';
import type { Latency, ServerFigures, ToServer } from './types';
import { writesIn, type Write } from './writes';

interface Target {
	/** The highest item number so far, and the last. */
	highest: number;
	last: number;
}

class Watch {
	private readonly targets = new Map<unknown, Target>();
	writes = 0;
	refused = 0;
	outOfOrder = 0;

	/** A write takes effect when it is answered, so the order of the answers is the order of the writes. */
	readonly note = ({ body, code }: RecordedRequest) => {
		if (code !== 100) this.refused += 1;
		for (const write of writesIn(body)) this.noteWrite(write);
	};

	private noteWrite({ target, number }: Write) {
		this.writes += 1;
		const { highest } = this.targets.get(target) ?? { highest: -1 };
		if (number < highest) this.outOfOrder += 1;
		this.targets.set(target, { highest: Math.max(highest, number), last: number });
	}

	get wrongLast() {
		return [...this.targets.values()].filter(({ highest, last }) => last !== highest).length;
	}
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
	let watch = new Watch();
	let latency: Latency = 0;
	const simulator = await startSimulator({
		record: 'none',
		latency: ({ body }) => waitFor(latency, body),
		observe: (request) => watch.note(request),
	});

	process.on('message', (message: ToServer) => {
		if (message.do === 'begin') {
			simulator.reset();
			watch = new Watch();
			({ latency } = message);
		}
		const { requests, peakInFlight: inFlight } = simulator.counts;
		const { writes, refused, outOfOrder, wrongLast } = watch;
		const figures: ServerFigures = {
			...{ requests, inFlight },
			...{ writes, refused, outOfOrder, wrongLast },
		};
		process.send?.(figures);
	});
	process.send?.({ baseUrl: simulator.baseUrl, token: simulator.token });
}

void main();
