/** The figures as lines of text. */
import type { Results } from './results';
import { rowsOf, HEAD, targetRows, TARGET_HEAD } from './tables';
import type { Figures } from './types';

const number = (value: number, digits = 0) => value.toFixed(digits).padStart(8);

export function roundLine(round: number, way: string, figures: Figures): string {
	const { wall, cpu, first, memory, blocked, peakInFlight, lost, lookups, outOfOrder } = figures;
	return [
		`${round + 1} ${way.padEnd(17)}`,
		`wall ${number(wall, 1)} ms, CPU ${number(cpu, 1)} ms (first item ${first.cpu.toFixed(0)} ms)`,
		`memory ${memory.toFixed(0)} MB, blocked ${blocked.toFixed(0)} ms`,
		`in flight ${peakInFlight}, lost ${lost}, look-ups ${lookups}, out of order ${outOfOrder}`,
		...(figures.refused > 0 ? [`${figures.refused} refused`] : []),
		...(figures.error === undefined ? [] : [figures.error]),
	].join(', ');
}

function aligned(rows: ReadonlyArray<readonly string[]>): string {
	const widths = rows[0]?.map((_, column) =>
		Math.max(...rows.map((row) => (row[column] ?? '').length)),
	);
	return rows
		.map((row) =>
			row
				.map((cell, column) =>
					column === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[column] ?? 0),
				)
				.join('  '),
		)
		.join('\n');
}

export function resultText(results: Results): string {
	const parts = results.measured.map(
		(measured) =>
			`${measured.scenario.title}, server ${String(measured.scenario.latency)} ms\n${aligned([HEAD, ...rowsOf(measured)])}`,
	);
	return `\n${[...parts, aligned([TARGET_HEAD, ...targetRows(results)])].join('\n\n')}\n`;
}
