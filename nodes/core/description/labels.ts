import type { INodeProperties } from 'n8n-workflow';

/** The names that the editor shows, by the parameters' own names, those inside a collection too. */
export function labelsOf(properties: readonly INodeProperties[]): Map<string, string> {
	return new Map(
		properties.flatMap(({ name, displayName, type, options }) => [
			[name, displayName] as const,
			...(type === 'collection' ? labelsOf(options as INodeProperties[]) : []),
		]),
	);
}
