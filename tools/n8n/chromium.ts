/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { chromium } from '@playwright/test';
import { existsSync } from 'node:fs';

const INSTALLED = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/google-chrome',
	'/opt/google/chrome/chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Debian's Chromium, then an installed Chrome, then Playwright's own. */
export function findChromium(): string {
	const found = [...INSTALLED, chromium.executablePath()].find((path) => existsSync(path));
	if (found) return found;
	throw new Error(
		'There is no Chromium or Chrome on this machine: run `apt-get install chromium` (Debian, Ubuntu) or `npx playwright install chromium`, then the same command again.',
	);
}

/** Headless, also as root and in a container, with no way out to the internet. */
export const CHROMIUM_ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-dev-shm-usage',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];
