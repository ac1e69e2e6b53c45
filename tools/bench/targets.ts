/** The project's own targets, and what was measured: figures, never a test. */
import { PEER } from './peer';
import { figuresOf, type Measured, type Results } from './results';
import { headingOf, scenarioNamed } from './scenarios';
import { highest, median, medianRatio } from './statistics';
import type { Figures } from './types';
import { wayNamed } from './ways';

export interface Target {
	readonly title: string;
	readonly mustBe?: number;
	readonly aim?: number;
	/** `NaN` where it was not measured. */
	readonly measured: number;
}

interface Ratio extends Omit<Target, 'title' | 'measured'> {
	readonly setting: string;
	readonly figure: keyof typeof FIGURES;
	readonly way: string;
	readonly other: string;
}

const FIGURES = { cpu: 'CPU', wall: 'wall time', memory: 'peak memory' };

const RATIOS: readonly Ratio[] = [
	{ setting: '1', figure: 'cpu', way: 'node-10', other: 'http', mustBe: 1.05, aim: 0.6 },
	{ setting: '1000', figure: 'cpu', way: 'node-10', other: 'http', mustBe: 0.85, aim: 0.2 },
	{ setting: '1000', figure: 'cpu', way: 'node-10', other: 'sequential', mustBe: 0.75, aim: 0.17 },
	{ setting: '1000', figure: 'cpu', way: 'node-10', other: 'declarative', mustBe: 0.3, aim: 0.06 },
	{ setting: '1000', figure: 'cpu', way: 'node-10', other: 'floor-10', aim: 1.15 },
	{ setting: '10000', figure: 'wall', way: 'node-10', other: 'http', mustBe: 0.85, aim: 0.15 },
	{ setting: '10000', figure: 'memory', way: 'node-10', other: 'http', mustBe: 0.6, aim: 0.45 },
	{ setting: '100-slow', figure: 'wall', way: 'node-10', other: 'sequential', mustBe: 0.13 },
	{ setting: '100-slow', figure: 'wall', way: 'node-50', other: 'sequential', mustBe: 0.06 },
	{ setting: '100-slow', figure: 'wall', way: 'node-10', other: 'floor-10', aim: 1.05 },
	{ setting: '100-slow', figure: 'wall', way: 'node-50', other: 'floor-50', aim: 1.1 },
	{
		setting: '1000-slow',
		figure: 'wall',
		way: 'node-50-continue',
		other: 'floor-50',
		mustBe: 1.5,
		aim: 1.1,
	},
	{ setting: 'send', figure: 'cpu', way: 'node-send', other: 'http-send', mustBe: 0.04, aim: 0.02 },
	{ setting: 'send', figure: 'cpu', way: 'node-send', other: 'sequential-send', mustBe: 0.03 },
	{ setting: 'send', figure: 'cpu', way: 'node-send', other: 'fold-send', mustBe: 0.7 },
	{ setting: 'send', figure: 'cpu', way: 'node-send', other: 'floor-send', mustBe: 1.6 },
	{ setting: 'send', figure: 'cpu', way: 'node-send-1000', other: 'http-send', mustBe: 0.03 },
	{ setting: 'send-computed', figure: 'cpu', way: 'node-send', other: 'http-send', mustBe: 0.3 },
	{ setting: 'send-10000', figure: 'memory', way: 'node-send', other: 'http-send', mustBe: 0.4 },
	{
		setting: 'send-picture',
		figure: 'cpu',
		way: 'node-picture',
		other: 'fold-picture',
		mustBe: 0.35,
	},
	{
		setting: 'send-picture',
		figure: 'memory',
		way: 'node-picture',
		other: 'fold-picture',
		mustBe: 0.6,
	},
];

/** The longest time in which n8n can serve nothing else. */
const FREEZES: ReadonlyArray<
	Omit<Target, 'title' | 'measured'> & { setting: string; way: string }
> = [
	{ setting: '10000', way: 'node-10', mustBe: 150, aim: 50 },
	{ setting: 'send', way: 'node-send', mustBe: 50 },
	{ setting: 'send-computed', way: 'node-send', mustBe: 50 },
	{ setting: 'send-10000', way: 'node-send', mustBe: 50 },
];

export function targetsOf({ measured, loads }: Results): Target[] {
	const figures = (setting: string, way: string, figure: keyof Figures) => {
		const found = measured.find(({ scenario }) => scenario.name === setting);
		return found ? figuresOf(found, way, figure) : [];
	};
	return [
		...RATIOS.map(({ setting, figure, way, other, ...target }) => ({
			...target,
			title: `${headingOf(scenarioNamed(setting))}: ${FIGURES[figure]} of ${wayNamed(way).title}, against ${wayNamed(other).title}`,
			measured: medianRatio(figures(setting, way, figure), figures(setting, other, figure)),
		})),
		...FREEZES.map(({ setting, way, ...target }) => ({
			...target,
			title: `${headingOf(scenarioNamed(setting))}: longest time in which n8n can serve nothing else, ms`,
			measured: median(figures(setting, way, 'frozen')),
		})),
		{
			title: `${headingOf(scenarioNamed('send'))}: requests`,
			mustBe: 10,
			measured: highest(figures('send', 'node-send', 'requests')),
		},
		{
			title: `time to load the built node, against ${PEER}`,
			mustBe: 0.6,
			aim: 0.4,
			measured: medianRatio(loads?.own ?? [], loads?.peer ?? []),
		},
		...countsOf(measured),
	];
}

/** What may not happen even once, in any run of this node. */
function countsOf(measured: readonly Measured[]): Target[] {
	const runs = measured
		.flatMap(({ rounds }) => rounds.flatMap((round) => Object.entries(round)))
		.filter(([way]) => way.startsWith('node-'));
	const most = (value: (figures: Figures, way: string) => number) =>
		highest(runs.map(([way, figures]) => value(figures, way)));
	const aboveBound = ({ inFlight }: Figures, way: string) =>
		Math.max(0, inFlight - (wayNamed(way).bound ?? Infinity));
	return [
		{ title: 'credential look-ups in a run', mustBe: 1, measured: most(({ lookups }) => lookups) },
		{ title: 'requests lost', mustBe: 0, measured: most(({ lost }) => lost) },
		{ title: 'requests doubled', mustBe: 0, measured: most(({ doubled }) => doubled) },
		{ title: 'writes out of order', mustBe: 0, measured: most(({ outOfOrder }) => outOfOrder) },
		{ title: 'requests above the bound', mustBe: 0, measured: most(aboveBound) },
	];
}

export function judgementOf({ measured, mustBe = Infinity, aim = mustBe }: Target): string {
	if (Number.isNaN(measured)) return 'not measured';
	if (measured <= aim) return 'reached';
	return measured <= mustBe ? 'between' : 'missed';
}
