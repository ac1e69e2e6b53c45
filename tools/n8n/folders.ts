/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const PROJECT = resolve(__dirname, '../..');

/** Everything that is installed for these tests; ignored by git and safe to delete. */
export const N8N_HOME = join(PROJECT, '.n8n');

/** The packed package; another one may be named to try it on the same n8n. */
export const TARBALL =
	process.env['PICKYASSIST_TARBALL'] ?? join(PROJECT, 'build', 'n8n-nodes-pickyassist.tgz');

/** A fresh folder for one run; PostgreSQL runs as another user, so its folder must be reachable. */
export const temporaryFolder = (purpose: string): string =>
	mkdtempSync(join(tmpdir(), `pickyassist-${purpose}-`));

export const removeFolder = (folder: string): void =>
	rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
