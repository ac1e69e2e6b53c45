/* eslint-disable no-console -- runs beside n8n, not inside it */
/** Many profile updates in one run of the node, with faults among them. */
import { runNode, startEngine } from '../../tools/engine';
import { startSimulator, type Fault } from '../../tools/simulator';
import { print, startWatch } from './watch';

const CHANNELS = 500;
const BOUND = 50;
/** What one item may add to the heap, its input and output items and n8n's copies of them included. */
const BYTES_PER_ITEM = 8_000;

/** Each for a few channels of its own. A retry gets through the first three, the others refuse. */
const FAULTS: readonly Fault[] = [
	{ httpStatus: 503 },
	{ reset: true },
	{ httpStatus: 429, headers: { 'retry-after': '1' } },
	{ status: 801 },
	{ httpStatus: 404 },
	{ raw: 'nonsense' },
];
const CHANNELS_PER_FAULT = 10;
/** Fewer than the retries of one item, so that a retry always gets through. */
const TIMES = 3;
const PASSING = 3;

/** Updates so many profiles, and tells whether all came out as it should. */
export async function updateProfiles(count: number): Promise<boolean> {
	const simulator = await startSimulator({ record: 'none', latency: 20 });
	FAULTS.forEach((fault, kind) => {
		for (let i = 0; i < CHANNELS_PER_FAULT; i++) {
			const application = kind * CHANNELS_PER_FAULT + i + 1;
			simulator.fault({ ...fault, times: TIMES, match: { application } });
		}
	});
	const items = Array.from({ length: count }, (_, index) => ({
		channel: (index % CHANNELS) + 1,
		about: `Item ${index}`,
	}));

	const engine = await startEngine();
	console.log(`${count} items for ${CHANNELS} channels, at most ${BOUND} requests at a time …`);
	const stopWatch = startWatch(count, count, () => simulator.counts.requests);
	const run = await runNode(engine, {
		items,
		onError: 'continueErrorOutput',
		credential: { token: simulator.token, platform: 'custom', baseUrl: simulator.baseUrl },
		parameters: {
			application: '={{ $json.channel }}',
			updateFields: { about: '={{ $json.about }}' },
			options: { maxConcurrentRequests: BOUND },
		},
	});
	const { heapPerItem, lines } = stopWatch();

	const refused = FAULTS.length - PASSING;
	const expectedRefusals = refused * CHANNELS_PER_FAULT * TIMES;
	const expectedRequests = count + PASSING * CHANNELS_PER_FAULT * TIMES;
	const places = [...run.items, ...run.errorItems].map(
		({ pairedItem }) => (pairedItem as { item: number }).item,
	);
	const lastOf = (channel: number) => `Item ${count - CHANNELS + channel - 1}`;
	const wrongProfiles = Object.entries(simulator.profiles()).filter(
		([channel, { about }]) => about !== lastOf(Number(channel)),
	);

	print([
		['requests', `${simulator.counts.requests} (expected ${expectedRequests})`],
		['peak in flight', `${simulator.peakInFlight} (bound ${BOUND})`],
		['updated, refused', `${run.items.length}, ${run.errorItems.length}`],
		['credential look-ups', `${run.lookups}`],
		['wrong last writes', `${wrongProfiles.length}`],
		...lines,
		['allowed for each item', `${BYTES_PER_ITEM} bytes`],
	]);
	const sound =
		!run.error &&
		new Set(places).size === count &&
		run.errorItems.length === expectedRefusals &&
		simulator.counts.requests === expectedRequests &&
		simulator.peakInFlight <= BOUND &&
		run.lookups === 1 &&
		wrongProfiles.length === 0 &&
		heapPerItem <= BYTES_PER_ITEM;
	console.log(sound ? 'Nothing lost.' : 'NOT as expected.');
	await engine.stop();
	await simulator.close();
	return sound;
}
