/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
/** Another community package, to compare the load time with. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORK_FOLDER } from './processes';

const NAME = 'n8n-nodes-evolution-api';
const VERSION = '1.0.4';

export const PEER = `${NAME} ${VERSION}`;

/** Its folder, with its own dependencies installed; `undefined` where the registry cannot be reached. */
export async function peerFolder(): Promise<string | undefined> {
	const prefix = join(WORK_FOLDER, 'peer');
	const folder = join(prefix, 'node_modules', NAME);
	if (existsSync(folder)) return folder;
	await mkdir(prefix, { recursive: true });
	const args = ['install', '--no-save', '--ignore-scripts', '--legacy-peer-deps', '--no-audit'];
	try {
		await promisify(execFile)(
			'npm',
			[...args, '--no-fund', '--prefix', prefix, `${NAME}@${VERSION}`],
			{ cwd: prefix, timeout: 120_000, shell: process.platform === 'win32' },
		);
		return existsSync(folder) ? folder : undefined;
	} catch {
		return undefined;
	}
}
