/** What the tests of Ask and Wait share: a workflow that asks, one that delivers the answers, and the customer's phone. */
import { expect } from '@playwright/test';

import type { Simulator } from '../../tools/simulator';
import { phone, type Phone } from '../../tools/simulator/phone';
import type {
	Execution,
	N8nClient,
	SavedWorkflow,
	StoredCredential,
} from '../../tools/n8n/n8nClient';
import type { Service } from '../../tools/n8n/service';
import {
	chain,
	httpRequest,
	node,
	pickyAssist,
	pickyAssistTrigger,
	webhookPath,
	type WorkflowNode,
} from '../../tools/n8n/workflows';

export const CHANNEL = '121';

export type Item = Record<string, unknown>;

type Scene = {
	n8n: N8nClient;
	server: { url: string };
	simulator: Simulator;
	credential: StoredCredential;
	/** Told of all that goes on: `{ from: 'run' | 'trigger', item }`. */
	service: Service;
};

/** Starts a run for each call. */
const start = (path: string) =>
	node(
		'Start',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		{ typeVersion: 2, webhookId: path },
	);

export const askNode = (
	credential: StoredCredential,
	parameters: Item = {},
	name = 'Ask',
	options: Partial<WorkflowNode> = {},
): WorkflowNode => ({
	...pickyAssist(credential, {
		...{ resource: 'message', operation: 'ask', application: CHANNEL },
		number: '={{ $json.body?.number ?? $json.number }}',
		message: `${name}?`,
		...parameters,
	}),
	name,
	id: name,
	...options,
});

const tell = (from: string, url: string) =>
	httpRequest(`Tell ${from}`, url, `={{ ({ from: '${from}', item: $json }) }}`);

let scenes = 0;

/** Two workflows, as a user has them. */
export async function stage(
	{ n8n, server, simulator, credential, service }: Scene,
	{
		asks = [{}],
		trigger = {},
		settings = {},
		withTrigger = true,
	}: {
		/** The parameters of the questions, one after another. */
		asks?: Item[];
		trigger?: Item;
		settings?: Item;
		withTrigger?: boolean;
	} = {},
) {
	scenes += 1;
	const path = `ask-${process.pid}-${scenes}`;
	const questions = asks.map((parameters, index) =>
		askNode(credential, parameters, index === 0 ? 'Ask' : `Ask ${index + 1}`),
	);
	const nodes = [start(path), ...questions, tell('run', service.url)];
	const asking = await n8n.createWorkflow(chain('Asks', nodes, settings));
	await n8n.publish(asking);
	let delivering: SavedWorkflow | undefined;
	if (withTrigger) {
		const { options, ...parameters } = trigger;
		const own = pickyAssistTrigger({
			...parameters,
			options: { deliverAnswers: true, ...(options as object) },
		});
		delivering = await n8n.createWorkflow(chain('Delivers', [own, tell('trigger', service.url)]));
		await n8n.publish(delivering);
	}
	service.calls.length = 0;
	return new Stage(n8n, server, simulator, service, path, asking, delivering);
}

export class Stage {
	constructor(
		readonly n8n: N8nClient,
		readonly server: { url: string },
		readonly simulator: Simulator,
		readonly service: Service,
		private readonly path: string,
		readonly asking: SavedWorkflow,
		readonly delivering: SavedWorkflow | undefined,
	) {}

	phone(number: string, channel: number | string = CHANNEL): Phone {
		return phone(`${this.server.url}${webhookPath(this.delivering!)}`, number, channel);
	}

	/** Starts a run that asks this person. */
	async ask(number: string, more: Item = {}): Promise<void> {
		const answer = await fetch(`${this.server.url}/webhook/${this.path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ number, ...more }),
		});
		expect(answer.status).toBe(200);
	}

	/** Asks, and waits until the run sleeps; gives the execution. */
	async askAndSleep(number: string, more: Item = {}): Promise<string> {
		const before = this.sentTo(number).length;
		const known = new Set((await this.n8n.executions(this.asking.id)).map(({ id }) => id));
		await this.ask(number, more);
		await expect.poll(() => this.sentTo(number).length, PATIENCE).toBe(before + 1);
		let id: string | undefined;
		await expect
			.poll(async () => {
				const runs = await this.n8n.executions(this.asking.id);
				const own = runs.find((run) => !known.has(run.id) && run.status === 'waiting');
				id = own?.id;
				return id;
			}, PATIENCE)
			.toBeDefined();
		return id!;
	}

	sentTo(number: string) {
		return this.simulator.messages.filter(({ to }) => to === number);
	}

	lastTo(number: string) {
		return this.sentTo(number).at(-1)!;
	}

	/** The items that came behind the questions. */
	get woken(): Item[] {
		return this.told('run');
	}

	/** The items that came behind the trigger. */
	get passedOn(): Item[] {
		return this.told('trigger');
	}

	private told(from: string): Item[] {
		return this.service.calls.filter((call) => call.from === from).map(({ item }) => item as Item);
	}

	async expectWoken(count: number): Promise<Item[]> {
		await expect.poll(() => this.woken.length, PATIENCE).toBe(count);
		return this.woken;
	}

	async expectPassedOn(count: number): Promise<Item[]> {
		await expect.poll(() => this.passedOn.length, PATIENCE).toBe(count);
		return this.passedOn;
	}

	async rows(): Promise<Array<Record<string, unknown>>> {
		const rows = await this.n8n.tableRows('picky_assist_questions');
		return rows.filter(({ question }) => question !== 'deliver-answers');
	}

	async run(id: string): Promise<Execution> {
		return await this.n8n.execution(id);
	}
}

/** A busy machine takes its time. */
export const PATIENCE = { timeout: 60_000 };
