/** The figures as rows of text: medians over the rounds. */
import { figuresOf, type Measured } from './results';
import { highest, median, medianRatio } from './statistics';
import { judgementOf, type Target } from './targets';
import type { Figures } from './types';
import { wayNamed } from './ways';

/** Three figures that count. */
export const rounded = (value: number) =>
	Number.isNaN(value)
		? '–'
		: value >= 100
			? Math.round(value).toLocaleString('en-US')
			: String(Number(value.toPrecision(value < 1 ? 2 : 3)));

interface Column {
	readonly head: string;
	readonly cell: (measured: Measured, way: string) => string;
}

const middle = (head: string, figure: keyof Figures): Column => ({
	head,
	cell: (measured, way) => rounded(median(figuresOf(measured, way, figure))),
});

const worst = (head: string, figure: keyof Figures): Column => ({
	head,
	cell: (measured, way) => highest(figuresOf(measured, way, figure)).toLocaleString('en-US'),
});

const COLUMNS: readonly Column[] = [
	{ head: 'way', cell: (_, way) => wayNamed(way).title },
	middle('wall ms', 'wall'),
	middle('CPU ms', 'cpu'),
	{ head: 'CPU, floor = 1', cell: againstFloor },
	middle('peak MB', 'memory'),
	middle('frozen ms', 'frozen'),
	worst('requests', 'requests'),
	worst('in flight', 'inFlight'),
	worst('look-ups', 'lookups'),
	worst('lost', 'lost'),
	{ head: 'out of order', cell: outOfOrder },
];

/** The floor of the same bound, or else that of a bound of 10 or 50. */
function againstFloor(measured: Measured, way: string) {
	const { ways } = measured.scenario;
	const { bound = 10 } = wayNamed(way);
	const floors = [`floor-${bound}`, 'floor-10', 'floor-50', 'floor-send'];
	const floor = floors.find((name) => ways.includes(name));
	if (floor === undefined) return '–';
	return medianRatio(figuresOf(measured, way, 'cpu'), figuresOf(measured, floor, 'cpu')).toFixed(2);
}

function outOfOrder(measured: Measured, way: string) {
	const count = String(highest(figuresOf(measured, way, 'outOfOrder')));
	const wrongLast = highest(figuresOf(measured, way, 'wrongLast')) > 0;
	return wrongLast ? `${count}, wrong last write` : count;
}

/** A row for each way, below the head. */
export const resultTable = (measured: Measured): string[][] => [
	COLUMNS.map(({ head }) => head),
	...measured.scenario.ways.map((way) => COLUMNS.map(({ cell }) => cell(measured, way))),
];

/** A row for each target, below the head. */
export const targetTable = (targets: readonly Target[]): string[][] => [
	['figure', 'must be', 'aim', 'measured', ''],
	...targets.map((target) => [
		target.title,
		String(target.mustBe ?? '–'),
		String(target.aim ?? '–'),
		rounded(target.measured),
		judgementOf(target),
	]),
];
