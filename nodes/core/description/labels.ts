import type { INodeProperties } from 'n8n-workflow';

/**
 * The names that the editor shows, by the parameters' own names, those inside a collection too. Where two share a name
 * (a text, or the caption of a file), the first one counts.
 */
export function labelsOf(properties: readonly INodeProperties[]): Map<string, string> {
	const labels = properties.flatMap(({ name, displayName, type, options }) => [
		[name, displayName] as const,
		...(type === 'collection' ? labelsOf(options as INodeProperties[]) : []),
	]);
	return new Map(labels.reverse());
}
