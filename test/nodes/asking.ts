import { askReader } from '../../nodes/core/reading/asks';
import type { Parameters as ItemParameters } from '../../nodes/core/reading/parameters';

/** Reads an item as a run does whose operation loads nothing. */
export function asking(...parameters: Parameters<typeof askReader>) {
	const { read, bodyOf } = askReader(...parameters);
	return (item: ItemParameters) => {
		const ask = read(item);
		return { ...ask, body: bodyOf(ask.values) };
	};
}
