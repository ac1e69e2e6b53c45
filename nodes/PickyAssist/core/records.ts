/** Whether a value is an object with keys, and no list, date, set or the like. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return Object.prototype.toString.call(value) === '[object Object]';
}
