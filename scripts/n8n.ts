/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs beside n8n, not inside it */
import { parseArgs } from 'node:util';

import { TARBALL } from '../tools/n8n/folders';
import { freePort, requirePort } from '../tools/n8n/freePort';
import { installN8n } from '../tools/n8n/installN8n';
import { N8nClient, OWNER } from '../tools/n8n/n8nClient';
import { N8nServer } from '../tools/n8n/n8nServer';
import { exampleWorkflows } from '../tools/n8n/workflows';
import { startSimulator, type Simulator } from '../tools/simulator';

const HELP = `npm run n8n [-- --live] [-- --port <number>]

Starts a real n8n on this machine with the packed package, an owner account and the example workflows.
  --live    no simulator: add your own credential, and what you send goes to the real Picky Assist
  --port    the port of n8n; by default any free one`;

type Stoppable = { stop(): Promise<void> };

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			live: { type: 'boolean', default: false },
			port: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		console.log(HELP);
		return;
	}

	const started: Stoppable[] = [];
	let isEnding = false;
	const end = async (code: number) => {
		if (isEnding) return;
		isEnding = true;
		for (const part of started.reverse()) await part.stop();
		process.exit(code);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			console.log('\nStopping …');
			void end(0);
		});
	}

	try {
		const port = values.port ? await requirePort(values.port) : await freePort();
		const installed = await installN8n((line) => console.log(line));
		const simulator = values.live ? undefined : await startSimulator();
		if (simulator) started.push({ stop: async () => await simulator.close() });
		console.log(`Starting n8n ${installed.version} …`);
		const server = await N8nServer.start({ installed, tarball: TARBALL, port });
		started.push(server);
		const count = await furnish(new N8nClient(server.url), simulator);
		console.log(welcome(server.url, count, simulator));
	} catch (error) {
		console.error(`\n${(error as Error).message}`);
		await end(1);
	}
}

/** An owner, a credential for the simulator and the examples; returns how many of these there are. */
async function furnish(n8n: N8nClient, simulator: Simulator | undefined): Promise<number> {
	await n8n.setUpOwner();
	const credential =
		simulator &&
		(await n8n.createCredential('Picky Assist (simulator)', 'pickyAssistApi', {
			token: simulator.token,
			platform: 'custom',
			channelId: '121',
			baseUrl: simulator.baseUrl,
		}));
	const examples = exampleWorkflows(credential);
	for (const example of examples) await n8n.createWorkflow(example);
	return examples.length;
}

const welcome = (url: string, examples: number, simulator: Simulator | undefined): string => `
n8n is ready:  ${url}
  sign in with  ${OWNER.email}
  password      ${OWNER.password}
  workflows     ${examples} example${examples === 1 ? '' : 's'}
  Picky Assist  ${
		simulator
			? `the simulator at ${simulator.baseUrl}, with the credential "Picky Assist (simulator)"`
			: 'the real service, once you add a credential with your token'
	}${simulator ? '\n  a customer    how to write as one: "Try it by hand" in CONTRIBUTING.md' : ''}

Press Ctrl+C to stop everything; nothing is kept.`;

main().catch((error: unknown) => {
	console.error(`${(error as Error).message}\n\n${HELP}`);
	process.exitCode = 1;
});
