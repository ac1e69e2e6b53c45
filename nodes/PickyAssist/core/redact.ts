const HIDDEN = '[token hidden]';

/** Deeper than any answer of the API, and shallow enough for n8n to store. */
const MAX_DEPTH = 50;

/** Gives back the same value without the token. */
export type Redact = <T>(value: T) => T;

/** Hides the token in whatever form the API echoes it: as it is, URL-encoded, or inside a longer text. */
export function redactorOf(token: string): Redact {
	if (token === '') return (value) => value;
	const forms = [
		...new Set([token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1)]),
	];

	const hide = (text: string) =>
		forms.reduce((hidden, form) => hidden.replaceAll(form, HIDDEN), text);

	const clean = (value: unknown, depth: number): unknown => {
		if (typeof value === 'string') return hide(value);
		if (typeof value === 'number') return String(value) === token ? HIDDEN : value;
		if (typeof value !== 'object' || value === null) return value;
		if (depth === MAX_DEPTH) return '[more levels left out]';
		if (Array.isArray(value)) return value.map((entry) => clean(entry, depth + 1));
		return Object.fromEntries(
			Object.entries(value).map(([key, entry]) => [hide(key), clean(entry, depth + 1)]),
		);
	};
	return <T>(value: T) => clean(value, 0) as T;
}
