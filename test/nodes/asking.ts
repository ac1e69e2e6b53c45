import { askReader, parameterNamesOf } from '../../nodes/core/reading/asks';
import type { Parameters as ItemParameters } from '../../nodes/core/reading/parameters';

/** Reads an item as a run does whose operation loads nothing. */
export function asking(...parameters: Parameters<typeof askReader>) {
	const { read, bodyOf } = askReader(...parameters);
	const computed = parameterNamesOf(parameters[0]);
	return (item: Omit<ItemParameters, 'computed'>) => {
		const ask = read({ ...item, computed });
		return { ...ask, body: bodyOf(ask.values) };
	};
}
