/** The figures of one scenario as a table: a row for each way, medians over the rounds. */
import type { Figures } from './types';

export interface Row {
	readonly title: string;
	/** The title of the row that this one is compared with. */
	readonly comparedWith: string;
}

export interface Measured {
	readonly rows: readonly Row[];
	/** What was measured side by side: each row once, by its title. */
	readonly rounds: ReadonlyArray<Readonly<Record<string, Figures>>>;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Three figures that count. */
const rounded = (value: number) =>
	value >= 100
		? Math.round(value).toLocaleString('en-US')
		: String(Number(value.toPrecision(value < 1 ? 2 : 3)));

type Cell = (measured: Measured, row: Row) => number;

const middle =
	(figure: keyof Figures): Cell =>
	({ rounds }, { title }) =>
		median(rounds.map((round) => round[title]![figure]));

const most =
	(figure: keyof Figures): Cell =>
	({ rounds }, { title }) =>
		Math.max(...rounds.map((round) => round[title]![figure]));

/** The median of the ratios of what was measured side by side. */
const ratio: Cell = ({ rounds }, { title, comparedWith }) =>
	median(rounds.map((round) => round[title]!.cpu / round[comparedWith]!.cpu));

const COLUMNS: Readonly<Record<string, Cell>> = {
	'time, ms': middle('wall'),
	'CPU, ms': middle('cpu'),
	'CPU, first = 1': ratio,
	'memory, MB': middle('memory'),
	'frozen, ms': middle('frozen'),
	requests: most('requests'),
	'at a time': most('inFlight'),
	'look-ups': most('lookups'),
	'out of order': most('outOfOrder'),
};

export const tableOf = (measured: Measured): string => {
	const head = ['way', ...Object.keys(COLUMNS)];
	const line = head.map((_, column) => (column === 0 ? '---' : '---:'));
	const rows = measured.rows.map((row) => [
		row.title,
		...Object.values(COLUMNS).map((cell) => rounded(cell(measured, row))),
	]);
	return [head, line, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};
