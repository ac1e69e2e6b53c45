/** What is measured: which job, how many items, how slow a server, and which ways. */
import type { JobName, Latency, Task } from './types';

export interface Scenario extends Task {
	readonly name: string;
	readonly latency?: Latency;
	/** The first is what the others are compared with. */
	readonly ways: readonly string[];
}

const NODE = 'this node, bound 10';
const UPDATING = [NODE, 'HTTP Request', 'HTTP Request, body as one expression'];
const WAITING = ['HTTP Request', 'HTTP Request, batches of 50 a second'];
const SENDING = [
	...['this node', 'this node, 1,000 recipients a request'],
	...['HTTP Request', 'Code, HTTP Request, Code'],
];

export const SCENARIOS: readonly Scenario[] = [
	{ name: 'send', job: 'message', items: 1000, ways: SENDING },
	{ name: 'send-computed', job: 'message', items: 1000, computed: true, ways: SENDING },
	{ name: 'send-10000', job: 'message', items: 10_000, ways: SENDING },
	{
		...{ name: 'send-picture', job: 'picture', items: 1000 },
		ways: ['this node', 'Code, HTTP Request, Code'],
	},
	{ name: 'update-1', job: 'profile', items: 1, repeats: 25, ways: UPDATING },
	{
		...{ name: 'update-slow', job: 'profile', items: 100, latency: 100 },
		ways: [NODE, 'this node, bound 1', 'this node, bound 50', ...WAITING],
	},
	{
		...{ name: 'update-one-channel', job: 'profile', items: 100, latency: [0, 40] },
		oneChannel: true,
		ways: [NODE, ...WAITING],
	},
	{ name: 'update', job: 'profile', items: 1000, ways: UPDATING },
	{ name: 'update-computed', job: 'profile', items: 1000, computed: true, ways: UPDATING },
	{
		...{ name: 'update-1000-slow', job: 'profile', items: 1000, latency: 100 },
		ways: [
			...[NODE, 'this node, bound 50', 'this node, bound 50, On Error = Continue'],
			...WAITING,
		],
	},
	{ name: 'update-10000', job: 'profile', items: 10_000, ways: UPDATING },
];

/** What a job does with its items, and what is computed of them. */
const WORDS: Readonly<Record<JobName, readonly [does: string, computed: string]>> = {
	profile: ['Update # profile', 'half of the values'],
	message: ['Send # message', 'the text'],
	picture: ['Send # message', ''],
};

export function headingOf({
	job,
	items,
	oneChannel,
	computed,
	latency = 0,
}: Omit<Scenario, 'name' | 'ways'>) {
	const [does, whatIsComputed] = WORDS[job];
	return [
		`${does.replace('#', items.toLocaleString('en-US'))}${items === 1 ? '' : 's'}`,
		job === 'picture' ? ' with one picture' : '',
		oneChannel ? ' of one channel' : '',
		computed ? `, ${whatIsComputed} computed` : '',
		latency === 0 ? '' : `, server ${[latency].flat().join(' to ')} ms`,
	].join('');
}
