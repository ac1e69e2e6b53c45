/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SIMULATOR_TOKEN, startSimulator, type Simulator } from '../../../tools/simulator';
import { makeCertificate } from '../../../tools/simulator/certificate';
import { credentialDataOf, expect, test } from '../fixtures';
import { removeFolder, TARBALL, temporaryFolder } from '../../../tools/n8n/folders';
import type { InstalledN8n } from '../../../tools/n8n/installN8n';
import { N8nClient, type Execution, type SavedWorkflow } from '../../../tools/n8n/n8nClient';
import { N8nServer } from '../../../tools/n8n/n8nServer';
import { startRecordingProxy } from '../../../tools/n8n/recordingProxy';
import {
	chain,
	manualTrigger,
	NODE_NAME,
	pickyAssist,
	webhook,
} from '../../../tools/n8n/workflows';

type Credential = Record<string, unknown>;

/** An n8n with these settings for the time of one test; what it logs is checked for the token. */
async function withN8n(
	installed: InstalledN8n,
	env: Record<string, string>,
	use: (n8n: N8nClient, server: N8nServer) => Promise<void>,
): Promise<void> {
	const server = await N8nServer.start({ installed, tarball: TARBALL, env });
	try {
		const n8n = new N8nClient(server.url);
		await n8n.setUpOwner();
		await use(n8n, server);
		expect(server.logs()).not.toContain(SIMULATOR_TOKEN);
	} finally {
		await server.stop();
	}
}

async function updateAbout(
	n8n: N8nClient,
	credential: Credential,
	about: string,
): Promise<Execution> {
	const stored = await n8n.createCredential('Picky Assist account', 'pickyAssistApi', credential);
	const parameters = { updateFields: { about }, options: { maxRetries: 0 } };
	const nodes = [manualTrigger(), pickyAssist(stored, parameters)];
	const execution = await n8n.run(await n8n.createWorkflow(chain('Update', nodes)), 'Start');
	expect(execution.raw).not.toContain(SIMULATOR_TOKEN);
	return execution;
}

test('SSRF protection keeps the node from private addresses until they are allowed', async ({
	installed,
	simulator,
}) => {
	const protection = { N8N_SSRF_PROTECTION_ENABLED: 'true' };
	await withN8n(installed, protection, async (n8n) => {
		const execution = await updateAbout(n8n, credentialDataOf(simulator), 'Let in?');
		expect(execution.status).toBe('error');
		expect(JSON.stringify(execution.errorOf(NODE_NAME))).toContain('SSRF');
		expect(simulator.requests).toHaveLength(0);
	});
	const allowed = { ...protection, N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32' };
	await withN8n(installed, allowed, async (n8n) => {
		const execution = await updateAbout(n8n, credentialDataOf(simulator), 'Let in');
		expect(execution.status).toBe('success');
		expect(simulator.profile()).toEqual({ about: 'Let in' });
	});
});

test('requests go through the proxy that n8n is given', async ({ installed, simulator }) => {
	const proxy = await startRecordingProxy();
	try {
		const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: '' };
		await withN8n(installed, env, async (n8n) => {
			const execution = await updateAbout(n8n, credentialDataOf(simulator), 'By proxy');
			expect(execution.status).toBe('success');
			expect(simulator.profile()).toEqual({ about: 'By proxy' });
			expect(proxy.seen.join('\n')).toContain(new URL(simulator.baseUrl).host);

			for (const [platform, host] of [
				['v3', 'pickyassist.com'],
				['v4', 'app.pickyassist.com'],
			]) {
				const failed = await updateAbout(n8n, { token: SIMULATOR_TOKEN, platform }, 'Nowhere');
				expect(failed.status).toBe('error');
				expect(proxy.seen).toContain(`CONNECT ${host}:443`);
			}
		});
	} finally {
		await proxy.close();
	}
});

test('a certificate authority of one’s own is trusted once n8n is told of it', async ({
	installed,
	n8n: untold,
}) => {
	const tls = await makeCertificate();
	const folder = temporaryFolder('certificate');
	const authority = join(folder, 'authority.pem');
	writeFileSync(authority, tls.cert);
	const secure: Simulator = await startSimulator({ tls });
	try {
		const refused = await updateAbout(untold, credentialDataOf(secure), 'Unknown authority');
		expect(refused.status).toBe('error');
		expect(secure.requests).toHaveLength(0);
		await withN8n(installed, { NODE_EXTRA_CA_CERTS: authority }, async (n8n) => {
			const execution = await updateAbout(n8n, credentialDataOf(secure), 'Known authority');
			expect(execution.status).toBe('success');
			expect(secure.profile()).toEqual({ about: 'Known authority' });
		});
	} finally {
		await secure.close();
		removeFolder(folder);
	}
});

const MODES = [
	{
		name: 'binary data on disk, nothing saved of a success or an error',
		env: {
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
			EXECUTIONS_DATA_SAVE_ON_ERROR: 'none',
		},
		isSaved: false,
	},
	{
		name: 'binary data in memory, progress saved after each node',
		env: { N8N_DEFAULT_BINARY_DATA_MODE: 'default', EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'true' },
		isSaved: true,
	},
	{
		name: 'binary data in the database, everything saved',
		env: {
			N8N_DEFAULT_BINARY_DATA_MODE: 'database',
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
			EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
		},
		isSaved: true,
	},
];

for (const { name, env, isSaved } of MODES) {
	test(`the node behaves with ${name}`, async ({ installed, simulator }) => {
		await withN8n(installed, env, async (n8n, server) => {
			const data = credentialDataOf(simulator);
			const workflow = await uploadWorkflow(n8n, data);
			const send = async (slogan: string) => {
				const form = new FormData();
				form.set('slogan', slogan);
				form.set('logo', new Blob(['not really a picture']), 'logo.png');
				return await fetch(`${server.url}/webhook/upload`, { method: 'POST', body: form });
			};
			const response = await send('Came with a file');
			expect(response.status).toBe(200);
			expect(await response.json()).toMatchObject({ status: 100 });
			expect(simulator.profile()).toEqual({ about: 'Came with a file' });

			expect((await send('x'.repeat(140))).status).toBe(500);
			expect(simulator.requests).toHaveLength(1);
			const saved = async () =>
				(await n8n.executions(workflow.id)).map(({ status }) => status).sort();
			await expect.poll(saved).toEqual(isSaved ? ['error', 'success'] : []);
			for (const { id } of await n8n.executions(workflow.id)) {
				expect((await n8n.execution(id)).raw).not.toContain(simulator.token);
			}
		});
	});
}

async function uploadWorkflow(n8n: N8nClient, data: Credential): Promise<SavedWorkflow> {
	const credential = await n8n.createCredential('Simulator', 'pickyAssistApi', data);
	const update = pickyAssist(credential, { updateFields: { about: '={{ $json.body.slogan }}' } });
	const workflow = await n8n.createWorkflow(
		chain('Upload', [webhook('upload', 'lastNode'), update]),
	);
	await n8n.publish(workflow);
	return workflow;
}
