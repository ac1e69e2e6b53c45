/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error -- runs beside n8n, not inside it */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { removeFolder, temporaryFolder } from './folders';
import { freePort } from './freePort';
import { KeptProcess } from './keptProcess';

export type Database = { env: Record<string, string>; stop(): Promise<void> };

const MISSING =
	'PostgreSQL is missing, which the queue mode tests need: run `apt-get install postgresql`, then the same command again.';

/** A fresh PostgreSQL on loopback; it refuses to run as root, so root hands it to another user. */
export async function startPostgres(): Promise<Database> {
	const folder = temporaryFolder('postgres');
	try {
		const user = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
		const data = join(folder, 'data');
		mkdirSync(data);
		chmodSync(data, 0o700);
		chmodSync(folder, 0o755);
		if (user) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);

		const options = { cwd: folder, stdio: 'ignore' as const, ...user };
		const setUp = ['-D', data, '-U', 'n8n', '--auth=trust', '--no-sync', '--encoding=UTF8'];
		execFileSync(program('initdb'), [...setUp, '--locale=C'], options);

		const port = await freePort();
		const server = await KeptProcess.start({
			title: 'PostgreSQL',
			command: program('postgres'),
			args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
			cwd: folder,
			env: process.env,
			log: join(folder, 'postgres.log'),
			...(user ? { user } : {}),
		});
		const says = 'database system is ready to accept connections';
		await server.ready(async () => server.output().includes(says), 30_000);
		return {
			env: {
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: String(port),
				DB_POSTGRESDB_USER: 'n8n',
				DB_POSTGRESDB_DATABASE: 'postgres',
				DB_POSTGRESDB_PASSWORD: 'trusted',
			},
			stop: async () => {
				await server.stop();
				removeFolder(folder);
			},
		};
	} catch (error) {
		removeFolder(folder);
		throw error;
	}
}

/** Debian keeps these programs out of the PATH, in a folder for each version. */
function program(name: string): string {
	const debian = '/usr/lib/postgresql';
	const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
	const folders = [
		...versions.map((version) => join(debian, version, 'bin')),
		...(process.env['PATH'] ?? '').split(delimiter),
	];
	const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
	if (!found) throw new Error(MISSING);
	return found;
}

function unprivilegedUser(): { uid: number; gid: number } {
	for (const name of ['postgres', 'nobody']) {
		try {
			const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }));
			return { uid: id('-u'), gid: id('-g') };
		} catch {
			// No such user here: try the next one.
		}
	}
	throw new Error(
		'PostgreSQL does not run as root and there is no other user: run the tests as an ordinary user.',
	);
}
