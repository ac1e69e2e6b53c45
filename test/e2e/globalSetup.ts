/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs beside n8n, not inside it */
import { existsSync } from 'node:fs';

import { TARBALL } from '../../tools/n8n/folders';
import { installN8n } from '../../tools/n8n/installN8n';

/** Brings n8n once for all tests, and says what it does meanwhile. */
export default async function globalSetup(): Promise<void> {
	if (!existsSync(TARBALL)) {
		throw new Error('The package is not packed: run `npx gulp pack`, then the same command again.');
	}
	await installN8n((line) => console.log(line));
}
