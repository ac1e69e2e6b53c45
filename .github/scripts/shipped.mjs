// Writes a package.json that names what is bundled into dist/ as dependencies, so that npm itself
// can audit what ships and write its bill of materials. The package as such has no dependencies.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = 'build/n8n-nodes-pickyassist';
const { name, version, license } = JSON.parse(await readFile('package.json', 'utf8'));
const notices = await readFile('dist/THIRD_PARTY_LICENSES.txt', 'utf8');

// Each notice begins with a line such as `zod 3.25.76`.
const dependencies = Object.fromEntries(
	notices
		.split(/^-{80}$/m)
		.map((notice) => notice.trim().split('\n')[0].split(' '))
		.sort(([a], [b]) => a.localeCompare(b)),
);

await mkdir(folder, { recursive: true });
await writeFile(
	join(folder, 'package.json'),
	`${JSON.stringify({ name, version, license, dependencies }, null, 2)}\n`,
);
console.log(dependencies);
