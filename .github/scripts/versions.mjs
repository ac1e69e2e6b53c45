// Prints the n8n of the compatibility table as JSON, with no package installed: the pinned one, then those that VERSIONS
// of tools/n8n/installN8n.ts writes out.
import { readFile } from 'node:fs/promises';

const { dependencies } = JSON.parse(await readFile('tools/n8n/pinned/package.json', 'utf8'));
const source = await readFile('tools/n8n/installN8n.ts', 'utf8');
const others = [...source.matchAll(/\{ n8n: '([\d.]+)', node: '/g)].map(([, n8n]) => n8n);

console.log(JSON.stringify([dependencies.n8n, ...others]));
