/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs beside n8n, not inside it */
/**
 * `npx tsx tools/bench/realN8n.ts`, after `npx gulp pack`: what a thousand messages cost the processes of a real n8n,
 * its Code runner among them. Each execution counts whole, less one that only makes the items.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { TARBALL } from '../../test/e2e/server/folders';
import { installN8n } from '../../test/e2e/server/installN8n';
import { N8nClient, type StoredCredential } from '../../test/e2e/server/n8nClient';
import { N8nServer } from '../../test/e2e/server/n8nServer';
import { chain, items, manualTrigger, node, splitRows } from '../../test/e2e/server/workflows';
import { CREDENTIAL_TYPE, NODE_TYPE } from '../../test/engine/harness';
import { untilIdle } from './idle';
import { messages } from './messages';
import { prepare, startServer } from './processes';
import { median } from './statistics';
import { wayNamed } from './ways';

const WAYS = ['node-send', 'fold-send', 'http-send'];
const MESSAGES = 1000;
const ROUNDS = 7;

/** Linux counts in hundredths of a second. */
const MILLISECONDS = 10;
const LOOK = { every: 250, idle: MILLISECONDS, times: 4 };
const N8N = /n8n\/bin\/n8n\0start|task-runner/;

/** The processor time of n8n's processes so far, in milliseconds. */
function cpu(): number {
	const times = readdirSync('/proc').flatMap((id) => {
		try {
			if (!N8N.test(readFileSync(`/proc/${id}/cmdline`, 'utf8'))) return [];
			const [, own = ''] = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ');
			const [user, system] = own.split(' ').slice(11, 13);
			return [Number(user) + Number(system)];
		} catch {
			// No process, or one that has just ended.
			return [];
		}
	});
	return MILLISECONDS * times.reduce((sum, time) => sum + time, 0);
}

function nodesOf(way: string, baseUrl: string, credentials: Record<string, StoredCredential>) {
	return wayNamed(way)
		.nodes({ mixed: false, baseUrl })
		.map(({ type, typeVersion = 1, parameters }, place) =>
			node(`Tested ${place + 1}`, type, parameters, {
				typeVersion,
				...(type === NODE_TYPE && { credentials: { [CREDENTIAL_TYPE]: credentials.own! } }),
				...(type.endsWith('.httpRequest') && {
					credentials: { httpCustomAuth: credentials.custom! },
				}),
			}),
		);
}

async function measure(n8n: N8nServer, { baseUrl, token }: { baseUrl: string; token: string }) {
	const client = new N8nClient(n8n.url);
	await client.setUpOwner();
	const own = { token, platform: 'custom', baseUrl };
	const credentials = {
		own: await client.createCredential('Own', CREDENTIAL_TYPE, own),
		custom: await client.createCredential('Custom', 'httpCustomAuth', {
			json: JSON.stringify({ body: { token } }),
		}),
	};
	const making = [manualTrigger(), items(messages(MESSAGES)), splitRows()];
	const figures = new Map<string, number[]>();
	const workflows = new Map(
		await Promise.all(
			['', ...WAYS].map(async (way) => {
				const tested = way === '' ? [] : nodesOf(way, baseUrl, credentials);
				const saved = await client.createWorkflow(chain(way || 'items', [...making, ...tested]));
				return [way, saved] as const;
			}),
		),
	);
	for (let round = 0; round <= ROUNDS; round++) {
		for (const [way, workflow] of workflows) {
			await untilIdle(cpu, LOOK);
			const before = cpu();
			const { status } = await client.run(workflow, 'Start');
			await untilIdle(cpu, LOOK);
			if (status !== 'success') throw new Error(`${way} ended with ${status}`);
			// The first round warms up.
			if (round > 0) figures.set(way, [...(figures.get(way) ?? []), cpu() - before]);
		}
	}
	return figures;
}

async function main() {
	await prepare();
	const server = await startServer();
	const n8n = await N8nServer.start({ installed: await installN8n(), tarball: TARBALL });
	try {
		await server.begin(0);
		const figures = await measure(n8n, server);
		const making = median(figures.get('') ?? []);
		for (const way of WAYS) {
			const { title } = wayNamed(way);
			console.log(`${title}: ${median(figures.get(way) ?? []) - making} ms of CPU`);
		}
	} finally {
		await n8n.stop();
		await server.end();
	}
}

void main();
