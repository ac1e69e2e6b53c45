import { itemReader, parameterNamesOf } from '../../nodes/core/running/itemReader';
import type { Parameters as ItemParameters } from '../../nodes/core/reading/parameters';

/** Reads an item as a run does whose operation loads nothing. */
export function asking(...parameters: Parameters<typeof itemReader>) {
	const { read, bodyOf } = itemReader(...parameters);
	const computed = parameterNamesOf(parameters[0]);
	return (item: Omit<ItemParameters, 'computed'>) => {
		const ask = read({ ...item, computed });
		return { ...ask, body: bodyOf(ask.values) };
	};
}
