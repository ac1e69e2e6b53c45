/** What is measured: how many items, how slow a server, which ways, and how often. */
import type { Job, Latency } from './types';
import { wayNamed } from './ways';

interface Plan {
	readonly name: string;
	/** Profiles unless told. */
	readonly job?: Job;
	readonly items: number;
	readonly latency: Latency;
	readonly oneChannel?: boolean;
	readonly mixed?: boolean;
	/** How many times a run is repeated in its process, where one is too short to be measured alone. */
	readonly repeats?: number;
	readonly ways: readonly string[];
}

export interface Scenario extends Plan {
	readonly rounds: number;
}

const ONE_OF_EACH = ['node-10', 'http', 'http-json', 'declarative', 'sequential', 'floor-10'];
const OTHERS = ['http', 'http-batched', 'declarative', 'sequential'];

const SENDING = [
	'node-send',
	'node-send-1000',
	'http-send',
	'fold-send',
	'sequential-send',
	'floor-send',
];

const PLANS: readonly Plan[] = [
	{ name: '1', items: 1, latency: 0, repeats: 25, ways: ONE_OF_EACH },
	{
		name: '100-slow',
		items: 100,
		latency: 100,
		ways: ['node-1', 'node-10', 'node-50', ...OTHERS, 'floor-10', 'floor-50'],
	},
	{
		name: '100-one-channel',
		items: 100,
		latency: [0, 40],
		oneChannel: true,
		ways: ['node-10', ...OTHERS, 'floor-10'],
	},
	{ name: '1000', items: 1000, latency: 0, ways: ONE_OF_EACH },
	{
		name: '1000-mixed',
		items: 1000,
		latency: 0,
		mixed: true,
		ways: ['node-10', 'http', 'http-json', 'sequential', 'floor-10'],
	},
	{
		name: '1000-slow',
		items: 1000,
		latency: 100,
		ways: [
			'node-10',
			'node-50',
			'node-50-continue',
			'http',
			'http-batched',
			'sequential',
			'floor-50',
		],
	},
	{ name: '10000', items: 10_000, latency: 0, ways: ONE_OF_EACH },
	{ name: 'send', job: 'message', items: 1000, latency: 0, ways: SENDING },
	{ name: 'send-computed', job: 'message', items: 1000, latency: 0, mixed: true, ways: SENDING },
	{
		name: 'send-10000',
		job: 'message',
		items: 10_000,
		latency: 0,
		ways: SENDING.filter((way) => way !== 'sequential-send'),
	},
	{
		name: 'send-picture',
		job: 'picture',
		items: 1000,
		latency: 0,
		ways: ['node-picture', 'fold-picture'],
	},
];

/** No run that takes longer is measured, in seconds. */
export const LONGEST_RUN = 60;
const ROUNDS = 3;

/** What a process takes to start, and n8n around each run of the node, in milliseconds. */
const START = 1800;
const AROUND = 200;

/** About how many seconds a run takes. */
function secondsOf({ items, latency, repeats = 1 }: Plan, way: string): number {
	const { perItem, bound = items } = wayNamed(way);
	const wait = typeof latency === 'number' ? latency : (latency[0] + latency[1]) / 2;
	const each = Math.max(perItem, (perItem + wait) / Math.min(bound, items));
	return (START + repeats * (AROUND + items * each)) / 1000;
}

const roundSeconds = (plan: Plan) => plan.ways.reduce((sum, way) => sum + secondsOf(plan, way), 0);

const fits = (plan: Plan, way: string) => secondsOf(plan, way) <= LONGEST_RUN;

export const SCENARIOS: readonly Scenario[] = PLANS.map((plan) => ({
	...plan,
	ways: plan.ways.filter((way) => fits(plan, way)),
	rounds: ROUNDS,
}));

export const scenarioNamed = (wanted: string) => SCENARIOS.find(({ name }) => name === wanted)!;

/** What the items are called, and what is computed of them. */
const WORDS: Readonly<Record<Job, readonly [items: string, computed: string]>> = {
	profile: ['items', 'half of the values'],
	message: ['messages', 'the text'],
	picture: ['messages with one picture', ''],
};

export function headingOf({ job = 'profile', items, oneChannel, mixed, latency }: Plan): string {
	const [many, computed] = WORDS[job];
	const parts = [
		`${items.toLocaleString('en-US')} ${items === 1 ? 'item' : many}`,
		oneChannel ? ' for one channel' : '',
		mixed ? `, ${computed} computed` : '',
		`, server ${typeof latency === 'number' ? latency : latency.join(' to ')} ms`,
	];
	return parts.join('');
}

/** What takes too long to be measured, and about how many seconds a run of it would take. */
export const LEFT_OUT = PLANS.flatMap((plan) =>
	plan.ways
		.filter((way) => !fits(plan, way))
		.map((way) => ({ heading: headingOf(plan), way, seconds: secondsOf(plan, way) })),
);

/** About how many minutes these take together. */
export const minutesOf = (scenarios: readonly Scenario[]) =>
	Math.ceil(scenarios.reduce((sum, each) => sum + each.rounds * roundSeconds(each), 0) / 60);
