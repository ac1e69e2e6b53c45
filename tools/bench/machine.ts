/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** On what it was measured, and what. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { arch, cpus, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { version as core } from 'n8n-core/package.json';
import { version as nodesBase } from 'n8n-nodes-base/package.json';
import { version } from '../../package.json';
import { PACKAGE_COPY } from './processes';

export interface Machine {
	readonly processor: string;
	readonly cores: number;
	/** GB. */
	readonly memory: number;
	readonly system: string;
	readonly versions: Readonly<Record<string, string>>;
	/** Another one for another build of the package. */
	readonly build: string;
}

export function thisMachine(): Machine {
	const [{ model = 'unknown' } = {}, ...others] = cpus();
	return {
		processor: model.trim(),
		cores: others.length + 1,
		memory: Math.round(totalmem() / 2 ** 30),
		system: `${type()} ${arch()}`,
		versions: {
			'n8n-nodes-pickyassist': version,
			'n8n-core': core,
			'n8n-nodes-base': nodesBase,
			'Node.js': process.versions.node,
		},
		build: buildOf(join(PACKAGE_COPY, 'dist')),
	};
}

function buildOf(folder: string): string {
	const hash = createHash('sha256');
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
	for (const path of paths) hash.update(readFileSync(path));
	return hash.digest('hex');
}
