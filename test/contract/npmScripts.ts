/** The scripts of package.json that a text asks npm to run, each once. */
export const scriptsNamedIn = (text: string): string[] => [
	...new Set(
		[...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(
			([, name, short = '']) => name ?? short,
		),
	),
];
