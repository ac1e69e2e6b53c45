/** The figures as lines of text. */
import type { Results } from './results';
import { headingOf } from './scenarios';
import { resultTable, targetTable } from './tables';
import { targetsOf } from './targets';
import type { Figures } from './types';

export function runLine(way: string, figures: Figures): string {
	const { wall, cpu, memory, frozen, inFlight, lost, lookups, outOfOrder } = figures;
	const number = (value: number) => value.toFixed(1).padStart(8);
	return [
		`${way.padEnd(17)} wall ${number(wall)} ms, CPU ${number(cpu)} ms`,
		`memory ${memory.toFixed(0)} MB, frozen ${frozen.toFixed(0)} ms`,
		`in flight ${inFlight}, lost ${lost}, look-ups ${lookups}, out of order ${outOfOrder}`,
	].join(', ');
}

function aligned(rows: ReadonlyArray<readonly string[]>): string {
	const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
	const pad = (cell: string, column: number) =>
		column === 0 ? cell.padEnd(width(column)) : cell.padStart(width(column));
	return rows.map((row) => row.map(pad).join('  ')).join('\n');
}

/** All tables that have a figure. */
export function resultText(results: Results): string {
	const tables = results.measured
		.filter(({ rounds }) => rounds.length > 0)
		.map((entry) => `${headingOf(entry.scenario)}\n${aligned(resultTable(entry))}`);
	const targets = targetsOf(results).filter(({ measured }) => !Number.isNaN(measured));
	return `\n${[...tables, aligned(targetTable(targets))].join('\n\n')}\n`;
}
