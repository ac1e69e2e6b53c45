import { startSimulator, type SettingChanges, type Simulator } from './index';
import { call, post, statusOf, update, useSimulator } from './support';

const ONE = '15550000001';

const push = async (simulator: Simulator, fields: Record<string, unknown> = {}) =>
	await call(simulator, 'push', {
		application: '121',
		data: [{ number: ONE, message: 'Hello' }],
		...fields,
	});

describe('the settings', () => {
	const simulator = useSimulator({ settings: { balance: 7 } });

	it('are those of the start, and again after a reset', () => {
		simulator().set({ balance: 8, templates: [] });
		expect(simulator().settings).toMatchObject({ balance: 8, templates: [] });
		simulator().reset();
		expect(simulator().settings.balance).toBe(7);
		expect(simulator().settings.templates).not.toEqual([]);
	});

	it('change one property as a whole and leave the others', () => {
		simulator().set({ refuse: { [ONE]: 406 }, takenOfRefused: 'others' });
		simulator().set({ refuse: { '15550000002': 407 } });
		expect(simulator().settings).toMatchObject({
			refuse: { '15550000002': 407 },
			takenOfRefused: 'others',
			balance: 7,
		});
		expect(simulator().settings.refuse).not.toHaveProperty(ONE);
	});

	it.each<[string, unknown]>([
		['at "": Unrecognized key: "refused"', { refused: {} }],
		['at "takenOfRefused"', { takenOfRefused: 'all' }],
		['at "pushAnswer": Unrecognized key: "entries"', { pushAnswer: { entries: 'none' } }],
		['at "rateLimits.pull": Invalid key in record', { rateLimits: { pull: { requests: 1 } } }],
		[
			'at "rateLimits.push.excess": A fault has no property "rest"',
			{ rateLimits: { push: { requests: 1, excess: { rest: true } } } },
		],
		...[{ latency: 5 }, { hang: true, applyFirst: true }].map((excess): [string, unknown] => [
			'at "rateLimits.push.excess": This fault lets the request have its effect',
			{ rateLimits: { push: { requests: 1, excess } } },
		]),
		['at "templates.0.template_id"', { templates: [{}] }],
		['at ""', 'none'],
	])('are refused %s', (sentence, changes) => {
		expect(() => simulator().set(changes as SettingChanges)).toThrow(
			`The settings are refused ${sentence}`,
		);
		expect(simulator().settings.balance).toBe(7);
	});

	it('name the channels of the project; any other answers 801', async () => {
		simulator().set({ channels: [121] });
		const statuses = [
			await push(simulator()),
			await push(simulator(), { application: 121 }),
			await push(simulator(), { application: '8' }),
			await update(simulator(), { application: 101, about: 'x' }),
			await update(simulator(), { about: 'x' }),
		].map(statusOf);
		expect(await Promise.all(statuses)).toEqual([100, 100, 801, 801, 100]);
	});

	it('take the official account from the project', async () => {
		simulator().set({ officialAccount: false });
		const answers = await Promise.all(
			['update-profile', 'template-request', 'two-step-verification', 'check-balance'].map(
				async (name) => await statusOf(await call(simulator(), name)),
			),
		);
		expect(answers).toEqual([801, 801, 801, 100]);
	});
});

describe('a rate limit', () => {
	let now = 0;
	const simulator = useSimulator({ now: () => now });
	const statuses = async (count: number) => {
		const seen: number[] = [];
		for (let i = 0; i < count; i += 1) seen.push((await push(simulator())).status);
		return seen;
	};

	beforeEach(() => {
		now = 0;
	});

	it('is none unless told', async () => {
		expect(new Set(await statuses(100))).toEqual(new Set([200]));
	});

	it('answers HTTP 429 to what is above it, which has no effect', async () => {
		simulator().set({ rateLimits: { push: { requests: 2 } } });
		expect(await statuses(4)).toEqual([200, 200, 429, 429]);
		expect(simulator().messages).toHaveLength(2);
		expect((await update(simulator(), { about: 'x' })).status).toBe(200);
	});

	it('looks at any minute, and does not count what was above it', async () => {
		simulator().set({ rateLimits: { push: { requests: 2 } } });
		await statuses(1);
		now = 30_000;
		expect(await statuses(2)).toEqual([200, 429]);
		now = 60_000;
		expect(await statuses(2)).toEqual([200, 429]);
		now = 90_000;
		expect(await statuses(1)).toEqual([200]);
	});

	it('takes another window, and another answer', async () => {
		const excess = { status: 100 };
		simulator().set({ rateLimits: { push: { requests: 1, seconds: 5, excess } } });
		await push(simulator());
		expect(await (await push(simulator())).json()).toEqual({ status: 100, message: 'Success' });
		expect(simulator().messages).toHaveLength(1);
		now = 5_000;
		expect(await statuses(1)).toEqual([200]);
		expect(simulator().messages).toHaveLength(2);
	});

	it('uses up no fault', async () => {
		simulator().set({ rateLimits: { push: { requests: 1 } } });
		await statuses(1);
		simulator().fault({ status: 408 });
		await statuses(1);
		expect(simulator().counts.faults).toBe(1);
	});
});

describe('without recording', () => {
	it('messages are counted by recipient and reference number, and nothing more', async () => {
		const simulator = await startSimulator({ record: 'none' });
		await push(simulator, { data: [{ number: ONE, message: 'x', reference_number: 'a' }] });
		await push(simulator, { data: [{ number: ONE, message: 'x', reference_number: 'b' }] });
		expect(simulator.messages).toEqual([]);
		expect(simulator.tally).toMatchObject({ messages: 2, byRecipient: new Map([[ONE, 2]]) });
		const report = await call(simulator, 'delivery-report', { push_id: 7478630 });
		expect(await statusOf(report)).toBe(410);
		await simulator.close();
	});
});

describe('over HTTP', () => {
	const simulator = useSimulator();
	const url = (name: string) => `${simulator().origin}/__control/${name}`;
	const get = async (name: string) => (await (await fetch(url(name))).json()) as unknown;

	it('settings are changed and told', async () => {
		const response = await post(url('settings'), { refuse: { [ONE]: 802 } });
		expect(await response.json()).toMatchObject({ refuse: { [ONE]: 802 }, balance: 1250.5 });
		expect(await get('settings')).toEqual(simulator().settings);
		expect(await statusOf(await push(simulator()))).toBe(802);
	});

	it('settings that are wrong are refused with a sentence', async () => {
		const response = await post(url('settings'), { balance: true });
		expect(response.status).toBe(400);
		expect(await response.json()).toEqual({
			error: expect.stringMatching(/^The settings are refused at "balance"/) as string,
		});
	});

	it('messages and their counts are told', async () => {
		await push(simulator(), { data: [{ number: ONE, message: 'x', reference_number: 'a' }] });
		expect(await get('messages')).toMatchObject([{ to: ONE, text: 'x' }]);
		expect(await get('tally')).toEqual({
			messages: 1,
			byRecipient: { [ONE]: 1 },
			byReference: { a: 1 },
		});
	});

	it('submissions, commands and two-step verification are told', async () => {
		await call(simulator(), 'two-step-verification', { action: 0, pin: '987123' });
		await call(simulator(), 'device-action', { command: 'restart' });
		await call(simulator(), 'template-request', {
			name: 'new',
			category: 13,
			message_type: 1,
			messages: [{ message: 'Hello', language: 'en' }],
		});
		expect(await get('two-step-verification')).toEqual({ enabled: true, pin: '987123' });
		expect(await get('commands')).toEqual([{ channel: '', command: 'restart' }]);
		expect(await get('submissions')).toMatchObject([{ name: 'new' }]);
	});
});
