/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- runs beside n8n, not inside it */
/**
 * Many items in one run of the node, faults sprinkled among them, and then the properties of the engine tests with new
 * cases: `tsx scripts/soak.ts [--items 100000] [--cases 200] [--seed <number>]`. Either part is left out by a 0.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runNode, startEngine } from '../test/engine/harness';
import { startSimulator, type Fault } from '../test/simulator';

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

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The memory in use, without garbage. */
const heapInUse = () => {
	collectGarbage();
	return process.memoryUsage().heapUsed;
};

/** Sends that many items, and tells whether all came out as it should. */
async function sendItems(count: number): Promise<boolean> {
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
	const heapBefore = heapInUse();
	const rssBefore = process.memoryUsage().rss;
	const quarters: number[] = [];
	let peakRss = rssBefore;
	let longestPause = 0;
	let lastTick = performance.now();
	const pauses = setInterval(() => {
		longestPause = Math.max(longestPause, performance.now() - lastTick - 10);
		if (simulator.counts.requests >= ((quarters.length + 1) / 4) * count)
			quarters.push(heapInUse());
		peakRss = Math.max(peakRss, process.memoryUsage.rss());
		lastTick = performance.now();
	}, 10);
	const progress = setInterval(() => {
		console.log(`  … ${simulator.counts.requests} requests`);
	}, 10_000);

	console.log(`${count} items for ${CHANNELS} channels, at most ${BOUND} requests at a time …`);
	const began = performance.now();
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
	const seconds = (performance.now() - began) / 1000;
	for (const timer of [pauses, progress]) clearInterval(timer);
	const heapAfter = heapInUse();

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
	const perItem = (Math.max(heapAfter, ...quarters) - heapBefore) / count;

	console.log(
		`time                    ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} items a second`,
	);
	console.log(
		`requests                ${simulator.counts.requests} (expected ${expectedRequests})`,
	);
	console.log(`peak in flight          ${simulator.peakInFlight} (bound ${BOUND})`);
	console.log(`updated, refused        ${run.items.length}, ${run.errorItems.length}`);
	console.log(`credential look-ups     ${run.lookups}`);
	console.log(`wrong last writes       ${wrongProfiles.length}`);
	console.log(`heap in use before      ${megabytes(heapBefore)} MB`);
	console.log(`heap by quarter, after  ${[...quarters, heapAfter].map(megabytes).join(', ')} MB`);
	console.log(`resident before, peak   ${megabytes(rssBefore)} MB, ${megabytes(peakRss)} MB`);
	console.log(`heap for each item      ${Math.round(perItem)} bytes (at most ${BYTES_PER_ITEM})`);
	console.log(`longest pause           ${Math.round(longestPause)} ms`);

	const sound =
		!run.error &&
		new Set(places).size === count &&
		run.errorItems.length === expectedRefusals &&
		simulator.counts.requests === expectedRequests &&
		simulator.peakInFlight <= BOUND &&
		run.lookups === 1 &&
		wrongProfiles.length === 0 &&
		perItem <= BYTES_PER_ITEM;
	console.log(sound ? 'Nothing lost.' : 'NOT as expected.');
	await engine.stop();
	await simulator.close();
	return sound;
}

/** Runs the properties of the engine tests with that many cases each, and tells whether all held. */
function tryProperties(cases: string, seed: string): boolean {
	const replay = `npm run soak -- --items 0 --cases ${cases} --seed ${seed}`;
	console.log(`\n${cases} cases of each property, drawn again by: ${replay}`);
	const root = join(__dirname, '..');
	const { status } = spawnSync(
		process.execPath,
		[
			join(root, 'node_modules/jest/bin/jest.js'),
			'test/engine/properties.test.ts',
			...['--config', 'test/jest.config.js'],
		],
		{
			cwd: root,
			stdio: 'inherit',
			env: { ...process.env, PROPERTY_CASES: cases, PROPERTY_SEED: seed },
		},
	);
	return status === 0;
}

async function main() {
	const { values } = parseArgs({
		options: {
			items: { type: 'string', default: '100000' },
			cases: { type: 'string', default: '200' },
			seed: { type: 'string', default: String(randomInt(2 ** 31)) },
		},
	});
	const { items, cases, seed } = values;
	const arrived = items === '0' || (await sendItems(Number(items)));
	const held = cases === '0' || tryProperties(cases, seed);
	process.exitCode = arrived && held ? 0 : 1;
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
