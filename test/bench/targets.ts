/** What the project holds itself to, and what was measured: figures, never a test. */
import type { Results } from './results';
import type { Measured } from './rounds';
import { median, medianRatio } from './statistics';
import type { Figures } from './types';
import { wayNamed } from './ways';

export interface Target {
	readonly figure: string;
	readonly mustBe: number;
	readonly aim?: number;
	readonly unit?: string;
	/** `NaN` where it was not measured. */
	readonly measured: number;
}

type Quantity = 'wall' | 'cpu' | 'memory';

const of = (figures: readonly Figures[] = [], quantity: keyof Figures) =>
	figures.map((figure) => Number(figure[quantity]));

export function targetsOf({ measured, load }: Results): Target[] {
	const find = (name: string) =>
		measured.find(({ scenario }) => scenario.name === name)?.ways ?? {};
	const ratio = (name: string, quantity: Quantity, way: string, other: string) =>
		medianRatio(of(find(name)[way], quantity), of(find(name)[other], quantity));

	return [
		{
			figure: '1 item: CPU, against HTTP Request',
			mustBe: 1.05,
			aim: 0.6,
			measured: ratio('1', 'cpu', 'node-10', 'http'),
		},
		...(
			[
				['HTTP Request', 'http', 0.85, 0.2],
				['the sequential node', 'sequential', 0.75, 0.17],
				['the declarative node', 'declarative', 0.3, 0.06],
				['the floor', 'floor-10', Infinity, 1.15],
			] as const
		).map(([title, other, mustBe, aim]) => ({
			figure: `1,000 items, 0 ms: CPU, against ${title}`,
			mustBe,
			aim,
			measured: ratio('1000', 'cpu', 'node-10', other),
		})),
		{
			figure: '10,000 items, 0 ms: wall time, against HTTP Request',
			mustBe: 0.85,
			aim: 0.15,
			measured: ratio('10000', 'wall', 'node-10', 'http'),
		},
		{
			figure: '10,000 items, 0 ms: peak memory, against HTTP Request',
			mustBe: 0.6,
			aim: 0.45,
			measured: ratio('10000', 'memory', 'node-10', 'http'),
		},
		...(
			[
				[10, 'the sequential node', 'sequential', 0.13, undefined],
				[50, 'the sequential node', 'sequential', 0.06, undefined],
				[10, 'the floor', 'floor-10', Infinity, 1.05],
				[50, 'the floor', 'floor-50', Infinity, 1.1],
			] as const
		).map(([bound, title, other, mustBe, aim]) => ({
			figure: `100 items, 100 ms: wall time with a bound of ${bound}, against ${title}`,
			mustBe,
			...(aim !== undefined && { aim }),
			measured: ratio('100-slow', 'wall', `node-${bound}`, other),
		})),
		{
			figure:
				'1,000 items, 100 ms: wall time with On Error = Continue and a bound of 50, against the floor',
			mustBe: 1.5,
			aim: 1.1,
			measured: ratio('1000-slow', 'wall', 'node-50-continue', 'floor-50'),
		},
		{
			figure: '10,000 items: longest time in which n8n can serve nothing else',
			unit: 'ms',
			mustBe: 150,
			aim: 50,
			measured: median(of(find('10000')['node-10'], 'blocked')),
		},
		{
			figure: 'load time of the built node, against n8n-nodes-evolution-api',
			mustBe: 0.6,
			aim: 0.4,
			measured: load.peer ? medianRatio(load.own, load.peer) : NaN,
		},
		...countsOf(measured),
	];
}

/** What may not happen even once, in any run of this node. */
function countsOf(measured: readonly Measured[]): Target[] {
	const runs = measured.flatMap(({ ways }) =>
		Object.entries(ways)
			.filter(([way]) => way.startsWith('node-'))
			.flatMap(([way, rounds]) => rounds.map((figures) => ({ way, figures }))),
	);
	const most = (value: (run: (typeof runs)[number]) => number) => Math.max(...runs.map(value));
	return [
		{
			figure: 'credential look-ups in a run',
			mustBe: 1,
			measured: most(({ figures }) => figures.lookups),
		},
		{ figure: 'requests lost', mustBe: 0, measured: most(({ figures }) => figures.lost) },
		{ figure: 'requests doubled', mustBe: 0, measured: most(({ figures }) => figures.doubled) },
		{
			figure: 'writes out of order in a channel',
			mustBe: 0,
			measured: most(({ figures }) => figures.outOfOrder),
		},
		{
			figure: 'requests above the bound',
			mustBe: 0,
			measured: most(({ way, figures }) =>
				Math.max(0, figures.peakInFlight - (wayNamed(way).bound ?? Infinity)),
			),
		},
	];
}

export const judgementOf = ({ measured, mustBe, aim = mustBe }: Target) => {
	if (Number.isNaN(measured)) return 'not measured';
	if (measured <= aim) return 'reached';
	return measured <= mustBe ? 'between' : 'missed';
};
