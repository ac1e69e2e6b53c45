/* eslint-disable no-console -- runs beside n8n, not inside it */
/** Many messages in one run of the node, with faults and refused recipients among them. */
import type { IDataObject } from 'n8n-workflow';
import { runNode, startEngine, type NodeRun } from '../../tools/engine';
import {
	startSimulator,
	type Fault,
	type RecordedRequest,
	type Simulator,
} from '../../tools/simulator';
import { print, startWatch, type Line } from './watch';

const CHANNELS = 20;
const BOUND = 10;
const RECIPIENTS = 100;
/** Forty times what Picky Assist allows, so that the run does not take an hour. */
const PER_MINUTE = 3_600;
/** Timers are late now and then, so what the simulator allows is a little more. */
const ALLOWED_PER_MINUTE = 3_700;
/** What one item may add to the heap, its input and output items, n8n's copies and the simulator's counts included. */
const BYTES_PER_ITEM = 8_000;

/** Of each thousand recipients, by each code. */
const REFUSED_OF_1000 = 1;
const REFUSALS = [406, 407, 802];
/** A hundred recipients halved down to one. */
const REQUESTS_PER_REFUSED = 14;

/** The answers that are lost, once for each: before the messages were taken, and after. */
const LOST: readonly Fault[] = [
	{ reset: true },
	{ closeHalfway: true },
	{ truncated: true },
	{ httpStatus: 503 },
	{ httpStatus: 504, raw: '<h1>Gateway Timeout</h1>', contentType: 'text/html' },
	{ raw: 'nonsense' },
];
const FAULTS: readonly Fault[] = [
	...LOST,
	...LOST.map((fault) => ({ ...fault, applyFirst: true })),
	{ httpStatus: 429, headers: { 'retry-after': '1' } },
	{ httpStatus: 404 },
	{ status: 403 },
];
/** Each fault comes once for so many messages. */
const MESSAGES_PER_FAULT = 25_000;

/** What the simulator answers above the pace; nothing else does. */
const ABOVE_PACE = 418;

const numberOf = (index: number) => `1555${String(index).padStart(7, '0')}`;

/** Numbers from 0 to 1 that a seed draws again (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Draws indices, none of them twice. */
function drawerFrom(seed: number, count: number): () => number {
	const random = randomFrom(seed);
	const drawn = new Set<number>();
	return () => {
		let index = Math.floor(random() * count);
		while (drawn.has(index)) index = (index + 1) % count;
		drawn.add(index);
		return index;
	};
}

type Outcome = 'accepted' | 'refused' | 'doubtful';

interface Settled {
	readonly outcome: Outcome;
	readonly json: IDataObject;
}

/** What came of each item, by its place; an item with none or several is told. */
function settledBy({ items, errorItems }: NodeRun, count: number) {
	const settled = new Array<Settled>(count);
	let twice = 0;
	for (const { json, pairedItem } of [...items, ...errorItems]) {
		const { item } = pairedItem as { item: number };
		const { mayHaveBeenSent } = (json.details ?? {}) as IDataObject;
		const failed = mayHaveBeenSent === true ? 'doubtful' : 'refused';
		if (settled[item]) twice += 1;
		settled[item] = { json, outcome: json.status === 100 ? 'accepted' : failed };
	}
	return { settled, unpaired: twice + settled.filter((one) => !one).length };
}

/** How a request ended, as the server saw it. */
function endOf({ status, code, answeredAt }: RecordedRequest): Outcome {
	if (answeredAt === undefined || status === undefined) return 'doubtful';
	if (status === 200 && code === 100) return 'accepted';
	return status === 404 || (status === 200 && code !== undefined) ? 'refused' : 'doubtful';
}

/** How the last request with each recipient ended, and how many requests were above the pace. */
function createLedger() {
	const ends = new Map<string, Outcome>();
	let abovePace = 0;
	const observe = (request: RecordedRequest) => {
		const { data = [] } = request.body as { data?: Array<{ number: string }> };
		if (request.status === ABOVE_PACE) abovePace += 1;
		for (const { number } of data) ends.set(number, endOf(request));
	};
	return { ends, observe, abovePace: () => abovePace };
}

/** What is wrong with a run, by how many items; nothing where all is well. */
function faultsOf(
	{ settled, unpaired }: ReturnType<typeof settledBy>,
	{ byRecipient, byReference }: Simulator['tally'],
	ends: ReadonlyMap<string, Outcome>,
	refuse: Readonly<Record<string, number>>,
): Line[] {
	const countOf = (isSo: (one: Settled, number: string, sent: number) => boolean) =>
		settled.filter((one, index) => {
			const number = numberOf(index);
			return isSo(one, number, byRecipient.get(number) ?? 0);
		}).length;
	const accepted = settled.filter(({ outcome }) => outcome === 'accepted');
	const counts: Record<string, number> = {
		'lost or unpaired': unpaired,
		'sent twice': [...byRecipient.values(), ...byReference.values()].filter((n) => n > 1).length,
		'told as it was not': countOf(({ outcome }, number) => outcome !== ends.get(number)),
		'accepted, not sent': countOf(({ outcome }, _, sent) => outcome === 'accepted' && sent === 0),
		'refused, but sent': countOf(({ outcome }, _, sent) => outcome === 'refused' && sent > 0),
		'accepted, not to be': countOf(
			({ outcome }, number) => outcome === 'accepted' && number in refuse,
		),
		'taken along': countOf(
			({ json }, number) => !(number in refuse) && REFUSALS.includes(Number(codeIn(json))),
		),
		'of another item': countOf(
			({ outcome, json }, number) =>
				outcome === 'accepted' &&
				(json.number !== number || byReference.get(String(json.referenceNumber)) !== 1),
		),
		'message IDs twice': accepted.length - new Set(accepted.map(({ json }) => json.messageId)).size,
	};
	return Object.entries(counts)
		.filter(([, value]) => value !== 0)
		.map(([label, value]) => [`WRONG: ${label}`, `${value}`]);
}

const codeIn = ({ details }: IDataObject) => (details as IDataObject | undefined)?.code;

/** A simulator that refuses some recipients and loses some answers, drawn by a seed. */
async function startTrouble(count: number, seed: number) {
	const ledger = createLedger();
	const simulator = await startSimulator({
		record: 'none',
		latency: 20,
		observe: ledger.observe,
		settings: {
			rateLimits: {
				push: { requests: ALLOWED_PER_MINUTE, excess: { httpStatus: ABOVE_PACE } },
			},
		},
	});
	const draw = drawerFrom(seed, count);
	const refuse = Object.fromEntries(
		REFUSALS.flatMap((code) =>
			Array.from(
				{ length: (count * REFUSED_OF_1000) / 1000 },
				() => [numberOf(draw()), code] as const,
			),
		),
	);
	simulator.set({ refuse });
	for (const fault of FAULTS) {
		for (let i = 0; i < count / MESSAGES_PER_FAULT; i++)
			simulator.fault({ ...fault, match: { number: numberOf(draw()) } });
	}
	return { simulator, ledger, refuse };
}

/** Sends so many messages, and tells whether each was sent once, and told as it was. */
export async function sendMessages(count: number, seed: number): Promise<boolean> {
	const { simulator, ledger, refuse } = await startTrouble(count, seed);
	const items = Array.from({ length: count }, (_, index) => ({
		channel: 1001 + (index % CHANNELS),
		number: numberOf(index),
		text: `Hello number ${index}`,
	}));

	const engine = await startEngine();
	console.log(
		`${count} messages by ${CHANNELS} channels, ${RECIPIENTS} in a request, at most ${PER_MINUTE} requests a minute …`,
	);
	const expected = count / RECIPIENTS + Object.keys(refuse).length * REQUESTS_PER_REFUSED;
	const stopWatch = startWatch(count, expected, () => simulator.counts.requests);
	const run = await runNode(engine, {
		items,
		onError: 'continueErrorOutput',
		credential: { token: simulator.token, platform: 'custom', baseUrl: simulator.baseUrl },
		parameters: {
			resource: 'message',
			operation: 'send',
			application: '={{ $json.channel }}',
			number: '={{ $json.number }}',
			message: '={{ $json.text }}',
			options: {
				maxConcurrentRequests: BOUND,
				recipientsPerRequest: RECIPIENTS,
				requestsPerMinute: PER_MINUTE,
			},
		},
	});
	const { heapPerItem, lines } = stopWatch();

	const outcome = settledBy(run, count);
	const faults = faultsOf(outcome, simulator.tally, ledger.ends, refuse);
	const ofOutcome = (wanted: Outcome) =>
		outcome.settled.filter((one) => one.outcome === wanted).length;
	const abovePace = ledger.abovePace();
	print([
		['requests', `${simulator.counts.requests}, ${abovePace} above the pace`],
		['peak in flight', `${simulator.peakInFlight} (bound ${BOUND})`],
		['accepted', `${ofOutcome('accepted')}`],
		['refused', `${ofOutcome('refused')} (${Object.keys(refuse).length} refused recipients)`],
		[
			'may have been sent',
			`${ofOutcome('doubtful')}, and ${simulator.tally.messages - ofOutcome('accepted')} were`,
		],
		...lines,
		['allowed for each item', `${BYTES_PER_ITEM} bytes`],
		...faults,
	]);
	const sound =
		!run.error &&
		faults.length === 0 &&
		abovePace === 0 &&
		ofOutcome('doubtful') > 0 &&
		simulator.peakInFlight <= BOUND &&
		heapPerItem <= BYTES_PER_ITEM;
	console.log(sound ? 'Nothing lost, nothing sent twice.' : 'NOT as expected.');
	await engine.stop();
	await simulator.close();
	return sound;
}
