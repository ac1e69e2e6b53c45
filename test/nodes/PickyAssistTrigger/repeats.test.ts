import type { IDataObject } from 'n8n-workflow';
import { ALL_EVENTS, call, newNode, runWith, type Sketch } from './calling';

const MESSAGE = {
	number: '15550000001',
	'unique-id': '1',
	'message-in': 'Hi',
	application: 8,
	'project-id': 27,
	direction: 0,
};
const entry = (msg_id: number, status: number) => ({ msg_id, status });
const event = (...data: object[]) => ({ event_id: 1, data });

/** The calls of one node: how many items each of them starts a run with. */
function useNode(changes: Sketch = {}) {
	const sketch = { node: newNode(), staticData: {}, ...changes };
	const parameters = { events: ALL_EVENTS, ...changes.parameters };
	const send = async (body: object) => await call({ ...sketch, parameters, body });
	return {
		sketch,
		send,
		started: async (body: object) => (await send(body)).json?.length ?? 0,
	};
}

/** As after a restart: what the process knew is gone, and what n8n stored is there. */
const anotherProcess = (staticData: IDataObject) =>
	useNode({ staticData: JSON.parse(JSON.stringify(staticData)) as IDataObject });

afterEach(() => jest.useRealTimers());

const at = (time: string) => jest.useFakeTimers({ now: new Date(time), doNotFake: ['nextTick'] });

describe('a repeat', () => {
	it('starts no second run, and is answered with nothing', async () => {
		const node = useNode({ parameters: { replyText: 'Thank you' } });
		expect(await node.started(MESSAGE)).toBe(1);
		const { result } = await node.send({ ...MESSAGE });
		expect(result).toEqual({ webhookResponse: {} });
	});

	it('that comes at the same time starts none either', async () => {
		const node = useNode({ credential: { webhookSecret: '' } });
		const counts = await Promise.all(
			Array.from({ length: 20 }, async () => await node.started(MESSAGE)),
		);
		expect(counts.filter((count) => count > 0)).toHaveLength(1);
	});

	it.each<IDataObject>([
		{ 'unique-id': 2 },
		{ number: '15550000002' },
		{ number: 'Ava' },
		{ messenger_id: 7 },
		{ application: 9 },
		{ 'project-id': 28 },
		{ direction: 1 },
	])('is none with another %j', async (change) => {
		const node = useNode();
		expect([await node.started(MESSAGE), await node.started({ ...MESSAGE, ...change })]).toEqual([
			1, 1,
		]);
	});

	it('is one whatever else has changed, numbers for text too', async () => {
		const node = useNode();
		await node.started(MESSAGE);
		expect(await node.started({ ...MESSAGE, 'unique-id': 1, application: '8', name: 'Ava' })).toBe(
			0,
		);
	});

	it('is none without an id', async () => {
		const node = useNode();
		for (const body of [
			{ number: '15550000001' },
			event({ status: 1 }),
			{},
			{ event_id: 2, msg_id: 1 },
		])
			expect([await node.started(body), await node.started(body)]).toEqual([1, 1]);
	});

	it('is found for each delivery state, also within one call', async () => {
		const node = useNode();
		expect(await node.started(event(entry(1, 4), entry(2, 4), entry(1, 4)))).toBe(2);
		expect(await node.started(event(entry(1, 4), entry(1, 1)))).toBe(1);
		expect(await node.started(event(entry(1, 1), { msg_id: '2', status: 'submitted' }))).toBe(0);
		expect(await node.started(event(entry(1, 8), entry(1, 9), entry(1, 8)))).toBe(2);
	});

	it('is none at the Test URL, nor for another node, nor if the option is off', async () => {
		const test = useNode({ mode: 'manual' });
		expect([await test.started(MESSAGE), await test.started(MESSAGE)]).toEqual([1, 1]);
		const off = useNode({ parameters: { options: { ignoreRepeats: false } } });
		expect([await off.started(MESSAGE), await off.started(MESSAGE)]).toEqual([1, 1]);
		expect(await useNode().started(MESSAGE)).toBe(1);
	});

	it.each([undefined, ''])(
		'is known by the names of node and workflow if they have no ids: %j',
		async (id) => {
			const of = (workflow: string, name: string) =>
				useNode({ itself: { id, name }, workflow: { id, name: workflow } });
			const workflow = newNode();
			expect(await of(workflow, 'One').started(MESSAGE)).toBe(1);
			expect(await of(workflow, 'Two').started(MESSAGE)).toBe(1);
			expect(await of(newNode(), 'One').started(MESSAGE)).toBe(1);
			expect(await of(workflow, 'One').started(MESSAGE)).toBe(0);
		},
	);

	it('is known by its id, whatever the node is called by then', async () => {
		const id = newNode();
		expect(await useNode({ itself: { id, name: 'Before' } }).started(MESSAGE)).toBe(1);
		expect(await useNode({ itself: { id, name: 'After' } }).started(MESSAGE)).toBe(0);
	});

	it('of a call that was filtered is none', async () => {
		const node = newNode();
		const only = (channelIds: string) => useNode({ node, parameters: { options: { channelIds } } });
		expect(await only('5').started(MESSAGE)).toBe(0);
		expect(await only('8').started(MESSAGE)).toBe(1);
	});
});

describe('a call that n8n answered', () => {
	it.each([
		[{}, 200, 0],
		[{}, 499, 0],
		[{}, 500, 1],
		[{}, 503, 1],
		[{ respond: 'replyNode' }, 500, 0],
	])('with %j and HTTP %d lets its repeat start %d runs', async (parameters, status, runs) => {
		const node = useNode({ parameters });
		(await node.send(MESSAGE)).answered(status);
		expect(await node.started(MESSAGE)).toBe(runs);
	});
});

describe('what the run keeps', () => {
	it('catches repeats after a restart', async () => {
		const node = useNode();
		const { items } = await node.send(MESSAGE);
		expect(node.sketch.staticData).toEqual({});
		expect(await runWith(items!, node.sketch)).toBe(items);

		const later = anotherProcess(node.sketch.staticData);
		expect(await later.started(MESSAGE)).toBe(0);
		expect(await later.started({ ...MESSAGE, 'unique-id': 2 })).toBe(1);
	});

	it('is kept also if the run is in another process than the call', async () => {
		const { items } = await useNode().send(MESSAGE);
		const worker = useNode();
		await runWith(items!, worker.sketch);
		expect(await anotherProcess(worker.sketch.staticData).started(MESSAGE)).toBe(0);
	});

	it('is no number and no text of a customer', async () => {
		const node = useNode();
		await runWith((await node.send(MESSAGE)).items!, node.sketch);
		expect(JSON.stringify(node.sketch.staticData)).toMatch(/^\{"calls":\{"[\w-]{10}":\d{8}\}\}$/);
	});

	it('has also what other runs of this process began, which it would overwrite', async () => {
		const node = useNode();
		const first = await node.send(MESSAGE);
		const second = await node.send({ ...MESSAGE, 'unique-id': 2 });
		await node.send({ ...MESSAGE, 'unique-id': 3 });
		await runWith(first.items!, { ...node.sketch, staticData: {} });
		await runWith(second.items!, node.sketch);

		const later = anotherProcess(node.sketch.staticData);
		const ids = [1, 2, 3];
		const counts = await Promise.all(
			ids.map(async (id) => await later.started({ ...MESSAGE, 'unique-id': id })),
		);
		expect(counts).toEqual([0, 0, 1]);
	});

	it('has what the runs of other processes have kept, the newest of all', async () => {
		at('2026-01-01T00:00:00Z');
		const entries = (from: number) => Array.from({ length: 600 }, (_, id) => entry(from + id, 1));
		const one = useNode();
		await runWith((await one.send(event(...entries(0)))).items!, one.sketch);
		at('2026-01-01T01:00:00Z');
		const other = useNode();
		await runWith((await other.send(event(...entries(600)))).items!, other.sketch);

		const { staticData } = other.sketch;
		await runWith((await one.send(MESSAGE)).items!, { ...one.sketch, staticData });
		const later = anotherProcess(staticData);
		expect(await later.started(event(...entries(600)))).toBe(0);
		expect(await later.started(event(...entries(0)))).toBe(201);
		expect(await later.started(MESSAGE)).toBe(0);
	});

	it.each([
		['at the Test URL', { mode: 'manual' as const }],
		['with the option off', { parameters: { options: { ignoreRepeats: false } } }],
	])('is nothing %s', async (_, changes) => {
		const node = useNode(changes);
		const { items } = await node.send(MESSAGE);
		await runWith(items!, node.sketch);
		expect(node.sketch.staticData).toEqual({});
	});

	it('is nothing for items without an id', async () => {
		const node = useNode();
		await runWith((await node.send({ number: '15550000001' })).items!, node.sketch);
		expect(node.sketch.staticData).toEqual({});
	});

	it('is not disturbed by static data that is not its own', async () => {
		const calls = { other: 'text', list: [1] } as unknown as IDataObject;
		const node = useNode({ staticData: { calls } });
		expect(await node.started(MESSAGE)).toBe(1);
		const odd = useNode({ staticData: { calls: 'text' } });
		await runWith((await odd.send(MESSAGE)).items!, odd.sketch);
		expect(Object.values(odd.sketch.staticData.calls as unknown as IDataObject)).toHaveLength(1);
	});
});

describe('for nine hours', () => {
	it.each([
		['2026-01-01T08:59:00Z', 0],
		['2026-01-01T09:01:00Z', 1],
	])('it is remembered: a repeat at %s starts %d runs', async (time, runs) => {
		at('2026-01-01T00:00:00Z');
		const node = useNode();
		await runWith((await node.send(MESSAGE)).items!, node.sketch);
		at(time);
		expect(await anotherProcess(node.sketch.staticData).started(MESSAGE)).toBe(runs);
		expect(await node.started(MESSAGE)).toBe(runs);
	});

	it('the newest thousand of a node are kept, and what is older goes', async () => {
		at('2026-01-01T00:00:00Z');
		const node = useNode();
		const send = async (from: number) => {
			const data = Array.from({ length: 600 }, (_, index) => entry(from + index, 1));
			await runWith((await node.send(event(...data))).items!, node.sketch);
		};
		await send(0);
		at('2026-01-01T01:00:00Z');
		await send(600);

		expect(Object.keys(node.sketch.staticData.calls as unknown as IDataObject)).toHaveLength(1_000);
		const later = anotherProcess(node.sketch.staticData);
		expect(
			await later.started(event(...Array.from({ length: 1_200 }, (_, id) => entry(id, 1)))),
		).toBe(200);
		expect(await node.started(event(entry(0, 1)))).toBe(0);

		at('2026-01-01T09:30:00Z');
		await runWith((await node.send(MESSAGE)).items!, node.sketch);
		expect(Object.keys(node.sketch.staticData.calls as unknown as IDataObject)).toHaveLength(601);
	});

	it('the newest ten thousand are known to the process', async () => {
		const node = useNode();
		const entries = Array.from({ length: 10_100 }, (_, id) => entry(id, 1));
		await node.send(event(...entries));
		await node.send(MESSAGE);
		expect(await node.started(event(...entries.slice(101)))).toBe(0);
		expect(await node.started(event(...entries.slice(0, 10)))).toBe(10);
	});
});
