export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The median of the ratios of what was measured side by side. */
export const medianRatio = (values: readonly number[], others: readonly number[]) =>
	median(values.map((value, round) => value / (others[round] ?? NaN)));

/** `NaN` of none. */
export const highest = (values: readonly number[]) =>
	values.length === 0 ? NaN : Math.max(...values);
