/** The figures as rows: medians over the rounds. */
import type { Results } from './results';
import type { Measured } from './rounds';
import { median, medianRatio } from './statistics';
import { judgementOf, targetsOf, type Target } from './targets';
import type { Figures } from './types';
import { wayNamed } from './ways';

export const HEAD = [
	'way',
	'wall ms',
	'CPU ms',
	'CPU, floor = 1',
	'peak MB',
	'frozen ms',
	'in flight',
	'look-ups',
	'lost',
	'out of order',
];

/** Three figures that count. */
export const rounded = (value: number) =>
	Number.isNaN(value)
		? '–'
		: value >= 100
			? Math.round(value).toLocaleString('en-US')
			: String(Number(value.toPrecision(value < 1 ? 2 : 3)));

export function rowsOf({ ways }: Measured): string[][] {
	const all = (way: string, figure: keyof Figures) =>
		(ways[way] ?? []).map((figures) => Number(figures[figure]));
	return Object.keys(ways).map((way) => {
		const middle = (figure: keyof Figures) => rounded(median(all(way, figure)));
		const most = (figure: keyof Figures) => String(Math.max(...all(way, figure)));
		const floor = floorOf(way, Object.keys(ways));
		const out = Number(most('outOfOrder'));
		return [
			wayNamed(way).title,
			middle('wall'),
			middle('cpu'),
			floor === undefined ? '–' : medianRatio(all(way, 'cpu'), all(floor, 'cpu')).toFixed(2),
			middle('memory'),
			middle('blocked'),
			most('peakInFlight'),
			most('lookups'),
			most('lost'),
			Number(most('wrongLast')) > 0 ? `${out}, wrong last write` : String(out),
		];
	});
}

/** The floor of the same bound, or else that of a bound of 10. */
function floorOf(way: string, ways: readonly string[]) {
	const { bound = 10 } = wayNamed(way);
	return [`floor-${bound}`, 'floor-10', 'floor-50'].find((name) => ways.includes(name));
}

export const TARGET_HEAD = ['figure', 'must be', 'aim', 'measured', ''];

export const targetRows = (results: Results) => targetsOf(results).map(targetRow);

function targetRow(target: Target): string[] {
	const { figure, mustBe, aim, measured, unit = '' } = target;
	const withUnit = (value: string) => (unit === '' ? value : `${value} ${unit}`);
	return [
		figure,
		mustBe === Infinity ? '–' : withUnit(String(mustBe)),
		aim === undefined ? '–' : withUnit(String(aim)),
		withUnit(rounded(measured)),
		judgementOf(target),
	];
}
