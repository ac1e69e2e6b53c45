/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs beside n8n, not inside it */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { PROJECT } from '../../tools/n8n/folders';

/** `npm run test:e2e`: Playwright Test with one flag of our own, `--pictures`, for the README's pictures. */
const flags = process.argv.slice(2);
const playwright = join(PROJECT, 'node_modules', '@playwright', 'test', 'cli.js');
const args = ['test', '--config', __dirname, ...flags.filter((flag) => flag !== '--pictures')];

const tests = spawn(process.execPath, [playwright, ...args], {
	stdio: 'inherit',
	env: { ...process.env, ...(flags.includes('--pictures') ? { PICTURES: 'yes' } : {}) },
});
// A terminal sends Ctrl+C to both; Playwright then stops what it started, and this waits for it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => tests.kill(signal));
}
tests.on('exit', (code) => process.exit(code ?? 1));
