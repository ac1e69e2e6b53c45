/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Puts the packed package where an admin would: n8n loads it from the user folder's `nodes/`. */
export async function installPackage(tarball: string, n8nFolder: string): Promise<void> {
	if (!existsSync(tarball)) {
		throw new Error(`There is no ${tarball}: run \`npx gulp pack\`, which makes it.`);
	}
	const nodes = join(n8nFolder, 'nodes');
	mkdirSync(nodes, { recursive: true });
	// n8n's own file, so that npm does not look for a project further up.
	writeFileSync(join(nodes, 'package.json'), '{ "name": "installed-nodes", "private": true }\n');
	await run(
		process.platform === 'win32' ? 'npm.cmd' : 'npm',
		['install', '--ignore-scripts', '--omit=peer', '--no-audit', '--no-fund', tarball],
		{ cwd: nodes, shell: process.platform === 'win32' },
	);
}
