/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { defineConfig } from '@playwright/test';
import { join } from 'node:path';

import { CHROMIUM_ARGUMENTS, findChromium } from '../../tools/n8n/chromium';
import { PROJECT } from '../../tools/n8n/folders';

// Two runs side by side must not clear each other's traces; the workers inherit the run's name.
const run = (process.env['PICKYASSIST_E2E_RUN'] ??= String(process.pid));

export default defineConfig({
	testDir: join(__dirname, 'specs'),
	outputDir: join(PROJECT, 'reports', 'e2e', run),
	globalSetup: join(__dirname, 'globalSetup.ts'),
	// One n8n serves all tests of a worker; two of them would compete for the same two cores.
	workers: 1,
	timeout: 120_000,
	expect: { timeout: 15_000 },
	reporter: [['list'], ['json', { outputFile: join(PROJECT, 'reports', 'e2e', 'results.json') }]],
	use: {
		browserName: 'chromium',
		headless: true,
		launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGUMENTS },
		testIdAttribute: 'data-test-id',
		viewport: { width: 1280, height: 800 },
		locale: 'en-GB',
		timezoneId: 'UTC',
		actionTimeout: 15_000,
		screenshot: 'only-on-failure',
		trace: process.env['CI'] ? 'retain-on-failure' : 'off',
	},
});
