/* eslint-disable no-console -- says how long it took */
/** Ask and Wait where n8n has few places, does not reach itself, or has no Data Tables. */
import { askNode, numbers, PATIENCE, stage, type Setting } from '../asking';
import { credentialDataOf, expect, test } from '../fixtures';
import { TARBALL } from '../../../tools/n8n/folders';
import type { InstalledN8n } from '../../../tools/n8n/installN8n';
import { N8nClient } from '../../../tools/n8n/n8nClient';
import { N8nServer } from '../../../tools/n8n/n8nServer';
import { startService, type Service } from '../../../tools/n8n/service';
import { chain, manualTrigger } from '../../../tools/n8n/workflows';
import type { Simulator } from '../../../tools/simulator';

let service: Service;
test.beforeAll(async () => {
	service = await startService();
});
test.afterAll(async () => await service.close());

/** An n8n with these variables, for one test. */
async function withN8n(
	installed: InstalledN8n,
	simulator: Simulator,
	env: Record<string, string>,
	use: (setting: Setting) => Promise<void>,
) {
	const server = await N8nServer.start({ installed, tarball: TARBALL, env });
	try {
		const n8n = new N8nClient(server.url);
		await n8n.setUpOwner();
		const data = credentialDataOf(simulator);
		const credential = await n8n.createCredential('Simulator', 'pickyAssistApi', data);
		await use({ n8n, server, simulator, credential, service });
	} finally {
		await server.stop();
	}
}

for (const limit of ['1', '2']) {
	test(`with ${limit} place(s) for runs, six answers at once wake six runs`, async ({
		installed,
		simulator,
	}) => {
		test.setTimeout(600_000);
		const env = { N8N_CONCURRENCY_PRODUCTION_LIMIT: limit };
		await withN8n(installed, simulator, env, async (setting) => {
			const scene = await stage(setting);
			const persons = numbers(6);
			await Promise.all(persons.map(async (number) => await scene.ask(number)));
			await scene.expectAsleep(6);
			const begin = Date.now();
			await Promise.all(persons.map(async (number) => await scene.phone(number).write(number)));
			await expect.poll(() => scene.woken.length, PATIENCE).toBe(6);
			console.log(`limit ${limit}: six of six within ${Date.now() - begin} ms`);
			expect(scene.passedOn).toEqual([]);
		});
	});
}

/** What a question says that is refused, of which nothing was sent. */
async function refusalOf({ n8n, credential, simulator }: Setting) {
	const nodes = [manualTrigger(), askNode(credential, { number: numbers(1)[0]! })];
	const run = await n8n.run(await n8n.createWorkflow(chain('Refused', nodes)), 'Start');
	expect(run.status).toBe('error');
	expect(simulator.requests).toEqual([]);
	return run.errorOf('Ask') as { message: string; description: string };
}

test('an n8n that does not reach its own address sends no question', async ({
	installed,
	simulator,
}) => {
	test.setTimeout(400_000);
	const env = { WEBHOOK_URL: 'http://127.0.0.1:9/' };
	await withN8n(installed, simulator, env, async (setting) => {
		const { message, description } = await refusalOf(setting);
		expect(message).toBe(
			'Nothing was sent, since no answer could wake this run: http://127.0.0.1:9 cannot be reached (ECONNREFUSED). n8n makes this address of its environment variable WEBHOOK_URL',
		);
		expect(description).toContain('WEBHOOK_URL');
	});
});

test('an n8n whose address is that of another server sends no question', async ({
	installed,
	simulator,
}) => {
	test.setTimeout(400_000);
	const env = { WEBHOOK_URL: simulator.baseUrl };
	await withN8n(installed, simulator, env, async (setting) => {
		const { message } = await refusalOf({
			...setting,
			simulator: { requests: [] } as unknown as Simulator,
		});
		expect(message).toContain('does not answer like this n8n');
		expect(simulator.messages).toEqual([]);
	});
});

test('an n8n without Data Tables sends no question, and lets messages through', async ({
	installed,
	simulator,
}) => {
	test.setTimeout(400_000);
	const env = { N8N_DISABLED_MODULES: 'mcp-registry,data-table' };
	await withN8n(installed, simulator, env, async (setting) => {
		const { message, description } = await refusalOf(setting);
		expect(message).toContain('n8n cannot keep the question in a Data Table');
		expect(description).toContain('N8N_DISABLED_MODULES');
		const scene = await stage(setting);
		await scene.phone(numbers(1)[0]!).write('Hello');
		await scene.expectPassedOn('Hello');
		expect(scene.passedOn[0]!.answerError).toContain('could not be delivered');
	});
});
