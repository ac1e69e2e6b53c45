/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- runs beside n8n, not inside it */
/**
 * `npx tsx tools/bench/asking.ts`, after `npx gulp pack`: what Ask and Wait adds to a Send, and Deliver Answers to an
 * incoming message, on a real n8n, beside n8n's own Data Table, Wait and HTTP Request nodes wired by hand. All ways take
 * turns in one run; what counts are the ratios.
 */
import { randomUUID } from 'node:crypto';
import { TARBALL } from '../n8n/folders';
import { installN8n } from '../n8n/installN8n';
import { N8nClient, type StoredCredential } from '../n8n/n8nClient';
import { N8nServer } from '../n8n/n8nServer';
import { startService, type Service } from '../n8n/service';
import {
	chain,
	httpRequest,
	node,
	pickyAssist,
	pickyAssistTrigger,
	webhook,
	webhookPath,
	type WorkflowNode,
} from '../n8n/workflows';
import { startSimulator, type Simulator } from '../simulator';
import { phone } from '../simulator/phone';
import { median } from './tables';

const ROUNDS = 9;
/** How long n8n gets to put its runs to sleep. */
const SETTLED_MS = { 1: 1500, 100: 15_000 };
const CHANNEL = '121';
const TABLE = 'questions_by_hand';

const dataTable = (name: string, parameters: object, options = {}) =>
	node(
		name,
		'n8n-nodes-base.dataTable',
		{
			resource: 'row',
			dataTableId: { __rl: true, mode: 'name', value: TABLE },
			...parameters,
		},
		{ typeVersion: 1.1, ...options },
	);

const message = (credential: StoredCredential, operation: string) =>
	pickyAssist(credential, {
		...{ resource: 'message', operation, application: CHANNEL, message: 'Fine?' },
		number: "={{ $('Start').first().json.body.number }}",
		options: { requestsPerMinute: 0 },
	});

/** The question by n8n's own nodes: a row, the message, a Wait. */
const byHand = (credential: StoredCredential): WorkflowNode[] => [
	dataTable('Keep', {
		operation: 'insert',
		columns: {
			mappingMode: 'defineBelow',
			value: { number: '={{ $json.body.number }}', resumeUrl: '={{ $execution.resumeUrl }}' },
		},
	}),
	message(credential, 'send'),
	node(
		'Wait',
		'n8n-nodes-base.wait',
		{ resume: 'webhook', httpMethod: 'POST', responseMode: 'onReceived', options: {} },
		{ typeVersion: 1.1, webhookId: randomUUID() },
	),
];

/** The delivery by n8n's own nodes. */
const deliveryByHand = (): WorkflowNode[] => [
	dataTable(
		'Find',
		{
			operation: 'get',
			returnAll: true,
			filters: {
				conditions: [{ keyName: 'number', condition: 'eq', keyValue: '={{ $json.number }}' }],
			},
		},
		{ alwaysOutputData: true },
	),
	node(
		'Wake',
		'n8n-nodes-base.httpRequest',
		{ method: 'POST', url: '={{ $json.resumeUrl }}', options: { timeout: 2000 } },
		{ typeVersion: 4.2, onError: 'continueRegularOutput' },
	),
];

class Bench {
	private people = 0;

	constructor(
		private readonly n8n: N8nClient,
		private readonly url: string,
		private readonly simulator: Simulator,
		private readonly service: Service,
	) {}

	/** Publishes nodes behind a webhook; gives its path. */
	async asking(nodes: WorkflowNode[]): Promise<string> {
		const path = randomUUID();
		const tell = httpRequest('Tell', this.service.url, '={{ ({ from: "run" }) }}');
		await this.n8n.publish(
			await this.n8n.createWorkflow(chain('Asks', [webhook(path), ...nodes, tell])),
		);
		return path;
	}

	/** Publishes nodes behind a trigger, which is told to the service last; gives its address. */
	async incoming(options: object, nodes: WorkflowNode[]): Promise<string> {
		const tell = httpRequest('Tell', this.service.url, '={{ ({ from: "trigger" }) }}');
		const own = [pickyAssistTrigger({ options }), ...nodes, tell];
		const workflow = await this.n8n.createWorkflow(chain('Incoming', own));
		await this.n8n.publish(workflow);
		return this.url + webhookPath(workflow);
	}

	numbers = (count: number) =>
		Array.from({ length: count }, () => String(15_550_100_000 + this.people++));

	/** From the call until the message is at Picky Assist, in milliseconds. */
	async ask(path: string, number: string): Promise<number> {
		const begin = performance.now();
		await fetch(`${this.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify({ number }),
		});
		await until(() => this.simulator.messages.some(({ to }) => to === number));
		return performance.now() - begin;
	}

	/** From the messages of these people until as many runs of this kind have told the service. */
	async write(address: string, numbers: string[], kind: 'run' | 'trigger'): Promise<number> {
		this.service.calls.length = 0;
		const begin = performance.now();
		await Promise.all(
			numbers.map(async (number) => await phone(address, number, CHANNEL).write('Yes')),
		);
		const told = () => this.service.calls.filter(({ from }) => from === kind).length;
		await until(() => told() >= numbers.length);
		if (told() < numbers.length) console.log(`  ${told()} of ${numbers.length} came`);
		return performance.now() - begin;
	}

	async settled(count: keyof typeof SETTLED_MS = 1): Promise<void> {
		await pause(SETTLED_MS[count]);
	}
}

const pause = async (time: number) => await new Promise((resolve) => setTimeout(resolve, time));

/** Messages may be lost, in ways that are wired by hand. */
const PATIENCE_MS = 60_000;

async function until(isSo: () => boolean): Promise<void> {
	const end = performance.now() + PATIENCE_MS;
	while (!isSo() && performance.now() < end) await pause(2);
}

const report = (title: string, times: ReadonlyMap<string, readonly number[]>) => {
	console.log(`\n${title}`);
	const [first] = [...times.values()].map(median) as [number];
	for (const [way, own] of times) {
		const middle = median(own);
		console.log(`  ${way}: ${Math.round(middle)} ms, ${(middle / first).toFixed(2)}`);
	}
};

async function main(): Promise<void> {
	const simulator = await startSimulator();
	const service = await startService();
	const server = await N8nServer.start({ installed: await installN8n(), tarball: TARBALL });
	try {
		const n8n = new N8nClient(server.url);
		await n8n.setUpOwner();
		const { token, baseUrl } = simulator;
		const data = { token, platform: 'custom', baseUrl };
		const credential = await n8n.createCredential('Own', 'pickyAssistApi', data);
		const bench = new Bench(n8n, server.url, simulator, service);
		const create = dataTable('Create', {
			...{ resource: 'table', operation: 'create', tableName: TABLE },
			columns: { column: ['number', 'resumeUrl'].map((name) => ({ name, type: 'string' })) },
			options: { createIfNotExists: true },
		});
		const made = await n8n.createWorkflow(
			chain('Table', [node('Start', 'n8n-nodes-base.manualTrigger'), create]),
		);
		await n8n.run(made, 'Start');

		const paths = {
			Send: await bench.asking([message(credential, 'send')]),
			'Ask and Wait': await bench.asking([message(credential, 'ask')]),
			'Data Table, Send, Wait': await bench.asking(byHand(credential)),
		};
		const asked = new Map(Object.keys(paths).map((way) => [way, [] as number[]]));
		for (let round = 0; round <= ROUNDS; round++) {
			for (const [way, path] of Object.entries(paths)) {
				const time = await bench.ask(path, bench.numbers(1)[0]!);
				await bench.settled();
				if (round > 0) asked.get(way)!.push(time);
			}
		}
		report('From the call until the message is at Picky Assist', asked);

		const plain = await bench.incoming({}, []);
		const delivering = await bench.incoming({ deliverAnswers: true }, []);
		const hand = await bench.incoming({}, deliveryByHand());
		for (const count of [1, 100] as const) {
			const ways = new Map<string, () => Promise<number>>([
				[
					'a message, without Deliver Answers',
					async () => await bench.write(plain, bench.numbers(count), 'trigger'),
				],
				[
					'a message, with Deliver Answers',
					async () => await bench.write(delivering, bench.numbers(count), 'trigger'),
				],
				...[
					['an answer, with Deliver Answers', 'Ask and Wait', delivering] as const,
					['an answer, by Data Table and HTTP Request', 'Data Table, Send, Wait', hand] as const,
				].map(
					([title, asks, address]) =>
						[
							title,
							async () => {
								const people = bench.numbers(count);
								await Promise.all(
									people.map(async (number) => await bench.ask(paths[asks], number)),
								);
								await bench.settled(count);
								return await bench.write(address, people, 'run');
							},
						] as const,
				),
			]);
			const times = new Map([...ways.keys()].map((way) => [way, [] as number[]]));
			for (let round = 0; round <= (count === 1 ? ROUNDS : 2); round++) {
				for (const [way, run] of ways) {
					const time = await run();
					await bench.settled();
					if (round > 0) times.get(way)!.push(time);
				}
			}
			report(`${count} at once, until the next node has run`, times);
		}
	} finally {
		await server.stop();
		await service.close();
		await simulator.close();
	}
}

void main();
