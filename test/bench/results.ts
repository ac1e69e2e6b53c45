import type { Machine } from './machine';
import type { Measured } from './rounds';

/** All that one bench measured. */
export interface Results {
	readonly machine: Machine;
	readonly measured: readonly Measured[];
	/** Milliseconds to load the built package, and another one. */
	readonly load: { readonly own: readonly number[]; readonly peer?: readonly number[] };
}
