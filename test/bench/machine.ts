/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** On what it was measured. */
import { cpus, loadavg, totalmem, type, arch } from 'node:os';
import { version } from '../../package.json';
import { version as core } from 'n8n-core/package.json';
import { version as nodesBase } from 'n8n-nodes-base/package.json';

export interface Machine {
	readonly date: string;
	readonly command: string;
	readonly processor: string;
	readonly cores: number;
	/** GB. */
	readonly memory: number;
	readonly system: string;
	/** How many processes wanted to run in the minute before. */
	readonly load: number;
	readonly versions: Readonly<Record<string, string>>;
}

/** @param args of the command line, without paths of this machine */
export function thisMachine(args: readonly string[]): Machine {
	const [{ model = 'unknown' } = {}, ...others] = cpus();
	return {
		date: new Date().toISOString().slice(0, 10),
		command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
		processor: model.trim(),
		cores: others.length + 1,
		memory: Math.round(totalmem() / 2 ** 30),
		system: `${type()} ${arch()}`,
		load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
		versions: {
			'n8n-nodes-pickyassist': version,
			'n8n-core': core,
			'n8n-nodes-base': nodesBase,
			'Node.js': process.versions.node,
		},
	};
}
