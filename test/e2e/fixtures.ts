/* eslint-disable no-empty-pattern -- Playwright reads a fixture's needs from the pattern */
import { test as base, expect } from '@playwright/test';

import { SIMULATOR_TOKEN, startSimulator, type Simulator } from '../../tools/simulator';
import { Editor } from './editor';
import { TARBALL } from '../../tools/n8n/folders';
import { installN8n, type InstalledN8n } from '../../tools/n8n/installN8n';
import { BROWSER_ID, N8nClient, type StoredCredential } from '../../tools/n8n/n8nClient';
import { N8nServer } from '../../tools/n8n/n8nServer';

type WorkerFixtures = {
	installed: InstalledN8n;
	simulator: Simulator;
	server: N8nServer;
	n8n: N8nClient;
	credential: StoredCredential;
};

type TestFixtures = { editor: Editor; cleanSimulator: void };

export const credentialDataOf = (simulator: Simulator) => ({
	token: simulator.token,
	platform: 'custom',
	baseUrl: simulator.baseUrl,
});

/** One n8n with the packed package and one simulator for all tests of a worker. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
	installed: [async ({}, use) => await use(await installN8n()), { scope: 'worker' }],

	simulator: [
		async ({}, use) => {
			const simulator = await startSimulator();
			await use(simulator);
			await simulator.close();
		},
		{ scope: 'worker' },
	],

	server: [
		async ({ installed }, use) => {
			const server = await N8nServer.start({ installed, tarball: TARBALL });
			try {
				await use(server);
				expect(server.logs(), 'n8n must not log the token').not.toContain(SIMULATOR_TOKEN);
			} finally {
				await server.stop();
			}
		},
		{ scope: 'worker', timeout: 360_000 },
	],

	n8n: [
		async ({ server }, use) => {
			const n8n = new N8nClient(server.url);
			await n8n.setUpOwner();
			await use(n8n);
		},
		{ scope: 'worker' },
	],

	credential: [
		async ({ n8n, simulator }, use) => {
			const data = credentialDataOf(simulator);
			await use(await n8n.createCredential('Picky Assist account', 'pickyAssistApi', data));
		},
		{ scope: 'worker' },
	],

	cleanSimulator: [
		async ({ simulator }, use) => {
			simulator.reset();
			await use();
		},
		{ auto: true },
	],

	editor: async ({ page, n8n, server }, use) => {
		await page.context().addCookies([n8n.cookieFor(server.url)]);
		// n8n ties a session to the browser that signed in.
		await page.addInitScript((id) => localStorage.setItem('n8n-browserId', id), BROWSER_ID);
		await use(new Editor(page, server.url));
		expect(await page.content(), 'the page must not show the token').not.toContain(SIMULATOR_TOKEN);
	},
});

export { expect };
