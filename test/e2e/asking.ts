/** What the tests of Ask and Wait share: a workflow that asks, one that delivers the answers, and the customer's phone. */
import { randomUUID } from 'node:crypto';

import { expect } from '@playwright/test';

import type { SentMessage, Simulator } from '../../tools/simulator';
import { phone, type Phone } from '../../tools/simulator/phone';
import type { N8nClient, SavedWorkflow, StoredCredential } from '../../tools/n8n/n8nClient';
import type { Service } from '../../tools/n8n/service';
import {
	chain,
	httpRequest,
	pickyAssist,
	pickyAssistTrigger,
	webhook,
	webhookPath,
	type WorkflowNode,
} from '../../tools/n8n/workflows';

export const CHANNEL = '121';

/** A busy machine takes its time. */
export const PATIENCE = { timeout: 90_000 };

export type Item = Record<string, unknown>;

export interface Setting {
	readonly n8n: N8nClient;
	readonly server: { readonly url: string };
	readonly simulator: Simulator;
	readonly credential: StoredCredential;
	/** Told of what comes behind the questions and behind the trigger. */
	readonly service: Service;
}

export const askNode = (
	credential: StoredCredential,
	parameters: Item = {},
	name = 'Ask',
): WorkflowNode => ({
	...pickyAssist(credential, {
		...{ resource: 'message', operation: 'ask', application: CHANNEL },
		number: '={{ $json.body?.number ?? $json.number }}',
		message: `${name}?`,
		...parameters,
	}),
	name,
	id: name,
});

/** `answers` is what each question before it brought. */
export const tellNode = (from: string, url: string, names: readonly string[] = []) =>
	httpRequest(
		`Tell ${from}`,
		url,
		`={{ ({ from: '${from}', item: $json, answers: [${names.map((name) => `$('${name}').first().json.answer`).join()}] }) }}`,
	);

let people = 0;

/** Numbers that no other test has. */
export const numbers = (count: number): string[] =>
	Array.from({ length: count }, () => String(15_550_001_000 + people++));

export interface Plot {
	/** The parameters of the questions, one after another. */
	readonly asks?: readonly Item[];
	/** Parameters of the trigger. */
	readonly trigger?: Item;
}

/** The two workflows that a user has, published. */
export async function stage(setting: Setting, { asks = [{}], trigger = {} }: Plot = {}) {
	const { n8n, credential, service } = setting;
	const path = randomUUID();
	const questions = asks.map((parameters, index) =>
		askNode(credential, parameters, index === 0 ? 'Ask' : `Ask ${index + 1}`),
	);
	const tell = tellNode(
		'run',
		service.url,
		questions.map(({ name }) => name),
	);
	const asking = await n8n.createWorkflow(chain('Asks', [webhook(path), ...questions, tell]));
	await n8n.publish(asking);
	const { options, ...parameters } = trigger;
	const own = pickyAssistTrigger({
		...parameters,
		options: { deliverAnswers: true, ...(options as object) },
	});
	const nodes = [own, tellNode('trigger', service.url)];
	const delivering = await n8n.createWorkflow(chain('Delivers', nodes));
	await n8n.publish(delivering);
	service.calls.length = 0;
	return new Stage(setting, path, asking, delivering);
}

export class Stage {
	constructor(
		readonly setting: Setting,
		private readonly path: string,
		readonly asking: SavedWorkflow,
		readonly delivering: SavedWorkflow,
	) {}

	phone(number: string, channel: number | string = CHANNEL): Phone {
		const { server } = this.setting;
		return phone(`${server.url}${webhookPath(this.delivering)}`, number, channel);
	}

	/** Starts a run that asks this person. */
	async ask(number: string, more: Item = {}): Promise<void> {
		const answer = await fetch(`${this.setting.server.url}/webhook/${this.path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify({ number, ...more }),
		});
		expect(answer.status).toBe(200);
	}

	/** Asks, and waits until the run sleeps; gives its ID. */
	async askAndSleep(number: string, more: Item = {}): Promise<string> {
		const known = new Set((await this.asleep()).map(({ id }) => id));
		await this.ask(number, more);
		let id: string | undefined;
		await expect
			.poll(async () => {
				id = (await this.asleep()).find((run) => !known.has(run.id))?.id;
				return id;
			}, PATIENCE)
			.toBeDefined();
		return id!;
	}

	async runs() {
		return await this.setting.n8n.executions(this.asking.id);
	}

	async expectAsleep(count: number): Promise<void> {
		await expect.poll(async () => (await this.asleep()).length, PATIENCE).toBe(count);
	}

	private async asleep() {
		return (await this.runs()).filter(({ status }) => status === 'waiting');
	}

	sentTo(number: string): SentMessage[] {
		return this.setting.simulator.messages.filter(({ to }) => to === number);
	}

	lastTo(number: string): SentMessage {
		return this.sentTo(number).at(-1)!;
	}

	/** The items that came behind the questions. */
	get woken(): Item[] {
		return this.told('run').map(({ item }) => item as Item);
	}

	/** What the questions of a person brought. */
	answersOf(number: string): unknown[] {
		return this.told('run')
			.filter(({ item }) => (item as Item).number === number)
			.map(({ answers }) => answers);
	}

	/** The items that came behind the trigger. */
	get passedOn(): Item[] {
		return this.told('trigger').map(({ item }) => item as Item);
	}

	private told(from: string): Item[] {
		return this.setting.service.calls.filter((call) => call.from === from);
	}

	async expectWoken(...items: object[]): Promise<void> {
		await expect.poll(() => this.woken.length, PATIENCE).toBe(items.length);
		expect(this.woken).toMatchObject(items);
	}

	async expectPassedOn(...messages: string[]): Promise<void> {
		await expect
			.poll(() => this.passedOn.map(({ message }) => message).sort(), PATIENCE)
			.toEqual(messages.sort());
	}

	/** The open questions to a person. */
	async rowsOf(number: string): Promise<Item[]> {
		const rows = await this.setting.n8n.tableRows('picky_assist_questions');
		return rows.filter((row) => row.number === number);
	}
}

/** n8n ends what waits too long once a minute. */
export const PATIENCE_FOR_TIMEOUTS = { timeout: 200_000, intervals: [1000] };

/* ---- What must be true on one process and in queue mode ---- */

const shuffled = <T>(list: readonly T[]): T[] =>
	list
		.map((one) => [Math.random(), one] as const)
		.sort(([a], [b]) => a - b)
		.map(([, one]) => one);

/** Each person gets two questions, in any order, over a crash of n8n: each run has its own two answers. */
export async function twelveOverACrash(setting: Setting, crash: () => Promise<void>) {
	const scene = await stage(setting, { asks: [{}, {}] });
	const persons = numbers(12);
	await Promise.all(persons.map(async (number) => await scene.ask(number)));
	await scene.expectAsleep(12);
	const answer = async (number: string, round: number) =>
		await scene.phone(number).write(`Answer ${round} of ${number}`);
	const [early, late] = [persons.slice(0, 6), persons.slice(6)];
	await Promise.all(shuffled(early).map(async (number) => await answer(number, 1)));
	await expect
		.poll(() => early.filter((number) => scene.sentTo(number).length === 2).length, PATIENCE)
		.toBe(6);
	await scene.expectAsleep(12);
	await crash();
	await scene.expectAsleep(12);
	await Promise.all([
		...shuffled(early).map(async (number) => await answer(number, 2)),
		...shuffled(late).map(async (number) => await answer(number, 1)),
	]);
	await expect
		.poll(() => late.filter((number) => scene.sentTo(number).length === 2).length, PATIENCE)
		.toBe(6);
	await scene.expectAsleep(6);
	await Promise.all(shuffled(late).map(async (number) => await answer(number, 2)));
	await expect.poll(() => scene.woken.length, PATIENCE).toBe(12);
	for (const number of persons) {
		expect(scene.answersOf(number)).toEqual([[`Answer 1 of ${number}`, `Answer 2 of ${number}`]]);
		expect(scene.sentTo(number).map(({ text }) => text)).toEqual(['Ask?', 'Ask 2?']);
	}
	expect(scene.passedOn).toEqual([]);
}

export async function twentyAtOnce(setting: Setting) {
	const scene = await stage(setting);
	const persons = numbers(20);
	await Promise.all(persons.map(async (number) => await scene.ask(number)));
	await scene.expectAsleep(20);
	await Promise.all(
		persons.map(async (number) => await scene.phone(number).write(`I am ${number}`)),
	);
	await expect.poll(() => scene.woken.length, PATIENCE).toBe(20);
	for (const number of persons) expect(scene.answersOf(number)).toEqual([[`I am ${number}`]]);
	expect(scene.passedOn).toEqual([]);
	expect(setting.simulator.messages).toHaveLength(20);
}

/** One of three wakes the run, the two others start the workflow of the trigger. */
export async function threeAtOnce(setting: Setting, times: number) {
	const scene = await stage(setting);
	for (const number of numbers(times)) {
		setting.service.calls.length = 0;
		await scene.askAndSleep(number);
		const texts = ['One', 'Two', 'Three'];
		await Promise.all(texts.map(async (text) => await scene.phone(number).write(text)));
		await expect.poll(() => setting.service.calls.length, PATIENCE).toBe(3);
		expect(scene.woken).toHaveLength(1);
		const seen = [scene.woken[0]!.answer, ...scene.passedOn.map(({ message }) => message)];
		expect(seen.sort()).toEqual(texts.sort());
	}
}

/** The answer is there before the question's run sleeps, or knows that its message was taken. */
export async function beforeItSleeps(setting: Setting) {
	const scene = await stage(setting);
	const [number] = numbers(1) as [string];
	setting.simulator.fault({ latency: 2000, applyFirst: true });
	await scene.ask(number);
	await expect.poll(() => scene.sentTo(number).length, PATIENCE).toBe(1);
	await scene.phone(number).write('At once');
	await scene.expectWoken({ answered: true, answer: 'At once' });
	expect(scene.passedOn).toEqual([]);
}
