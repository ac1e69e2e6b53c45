/** What is measured: how many items, how slow a server, and which ways. */
import type { Latency } from './types';

export interface Scenario {
	readonly name: string;
	readonly title: string;
	readonly items: number;
	readonly latency: Latency;
	readonly oneChannel?: boolean;
	readonly mixed?: boolean;
	readonly ways: readonly string[];
}

const ONE_OF_EACH = ['node-10', 'http', 'http-json', 'declarative', 'sequential', 'floor-10'];

const BOTH_BOUNDS = ['node-10', 'node-50', 'floor-10', 'floor-50'];

/** The most telling first. */
export const SCENARIOS: readonly Scenario[] = [
	{ name: '1', title: '1 item', items: 1, latency: 0, ways: ONE_OF_EACH },
	{
		name: '1000',
		title: '1,000 items',
		items: 1000,
		latency: 0,
		ways: ['node-1', 'node-50', ...ONE_OF_EACH],
	},
	{
		name: '100-slow',
		title: '100 items',
		items: 100,
		latency: 100,
		ways: [...BOTH_BOUNDS, 'http', 'http-batched', 'declarative', 'sequential'],
	},
	{
		name: '1000-slow',
		title: '1,000 items',
		items: 1000,
		latency: 100,
		ways: [...BOTH_BOUNDS, 'node-50-continue', 'http'],
	},
	{
		name: '100-one-channel',
		title: '100 items for one channel',
		items: 100,
		latency: [0, 40],
		oneChannel: true,
		ways: ['node-10', 'node-50', 'http', 'http-batched', 'declarative', 'sequential'],
	},
	{
		name: '10000',
		title: '10,000 items',
		items: 10_000,
		latency: 0,
		ways: ['node-10', 'http', 'http-json', 'sequential', 'floor-10'],
	},
	{
		name: '1000-mixed',
		title: '1,000 items, half of the values computed',
		items: 1000,
		latency: 0,
		mixed: true,
		ways: ONE_OF_EACH,
	},
	{
		name: '100',
		title: '100 items',
		items: 100,
		latency: 0,
		ways: ['node-1', 'node-50', ...ONE_OF_EACH],
	},
	{ name: '1-slow', title: '1 item', items: 1, latency: 100, ways: ONE_OF_EACH },
	{
		name: '10000-slow',
		title: '10,000 items',
		items: 10_000,
		latency: 100,
		ways: ['node-50', 'http', 'floor-50'],
	},
];

/** Small enough to see whether all works. */
export const QUICK_SCENARIOS: readonly Scenario[] = SCENARIOS.filter(({ items }) => items <= 100);

/** A run of one item is too short to be measured alone. */
export const repeatsOf = ({ items, latency }: Scenario) =>
	items > 1 ? 1 : latency === 0 ? 40 : 10;

/** Combinations that only take long and tell nothing new. */
export const LEFT_OUT = [
	'10,000 items by the declarative node (several minutes)',
	'1,000 and more items in batches of 50 a second (a second for each batch)',
	'1,000 and more items one after another at a server that takes 100 ms (100 s and more)',
	'10,000 items 10 at a time at such a server (100 s)',
];
