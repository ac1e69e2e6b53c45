/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** The process of the server: the simulator, and what it saw of one run. */
import { startSimulator, type RecordedRequest } from '../simulator';
import type { Latency, ServerFigures, ToServer } from './types';
import { itemNumberIn } from './values';

interface Channel {
	/** The highest item number so far, and the last. */
	highest: number;
	last: number;
}

class Watch {
	private readonly channels = new Map<unknown, Channel>();
	refused = 0;
	outOfOrder = 0;

	/** A write takes effect when it is answered, so the order of the answers is the order of the writes. */
	readonly note = ({ application, body, code }: RecordedRequest) => {
		if (code !== 100) this.refused += 1;
		const number = itemNumberIn(body);
		const { highest } = this.channels.get(application) ?? { highest: -1 };
		if (number < highest) this.outOfOrder += 1;
		this.channels.set(application, { highest: Math.max(highest, number), last: number });
	};

	get wrongLast() {
		return [...this.channels.values()].filter(({ highest, last }) => last !== highest).length;
	}
}

/** The same for the same item in every way: chosen by its number. */
function waitFor(latency: Latency, body: unknown): number {
	if (typeof latency === 'number') return latency;
	const [from, to] = latency;
	return from + ((itemNumberIn(body) * 7919) % (to - from + 1));
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
		const { refused, outOfOrder, wrongLast } = watch;
		const figures: ServerFigures = { requests, inFlight, refused, outOfOrder, wrongLast };
		process.send?.(figures);
	});
	process.send?.({ baseUrl: simulator.baseUrl, token: simulator.token });
}

void main();
