/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Workflow, type IConnections, type INode } from 'n8n-workflow';
import {
	CREDENTIAL_TYPE,
	NODE_TYPE,
	publish,
	recordLog,
	runWorkflow,
	TRIGGER_NAME,
	TRIGGER_TYPE,
	type WorkflowJson,
} from '../../tools/engine';
import { useEngine } from './support';

const WATCHWORD = 'Str33t+market/42';
const SECRET = { secret: WATCHWORD };
const MESSAGE = { number: '15550000001', 'unique-id': '1', message_in_raw: 'Hi', name: 'Ava' };
const setting = useEngine();

let nodes = 0;
const nodeOf = (name: string, type: string, own: Partial<INode> = {}): INode => ({
	...{ id: `node-${++nodes}`, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
	...own,
});
const triggerWith = (parameters: object, own: Partial<INode> = {}) =>
	nodeOf(TRIGGER_NAME, TRIGGER_TYPE, { parameters: parameters as INode['parameters'], ...own });
const replyOf = (message: string, own: Partial<INode> = {}) =>
	nodeOf('Reply', NODE_TYPE, {
		parameters: { resource: 'message', operation: 'reply', message },
		...own,
	});
/** Leaves nothing of the item of the trigger, and says the contrary of it. */
const edited = () =>
	nodeOf('Edit', 'n8n-nodes-base.set', {
		...{ typeVersion: 3.4 },
		parameters: { mode: 'raw', jsonOutput: '{ "event": "messageReceived" }', options: {} },
	});

const to = (node: string, index = 0) => ({ node, type: 'main' as const, index });
const chain = (...chained: INode[]): WorkflowJson => ({
	nodes: chained,
	connections: Object.fromEntries(
		chained.slice(1).map(({ name }, index) => [chained[index]!.name, { main: [[to(name)]] }]),
	),
});

const stored = (webhookSecret = '') => ({
	[CREDENTIAL_TYPE]: { ...setting.credential(), webhookSecret },
});
const answering = (...chained: INode[]) => publish(setting.engine, chain(...chained));
const ok = (body: object) => ({ status: 200, body });
const repliedWith = (text: string) => ok({ 'message-out': text, type: '1', delay: '0' });

it.each([
	[['messageReceived'], 'Message Received'],
	[['deliveryStatus', 'other'], 'Delivery Status, Other Event'],
	['=deliveryStatus', 'Delivery Status'],
])('the canvas shows what starts the workflow: %j', async (events, line) => {
	const { nodeTypes } = setting.engine;
	const trigger = triggerWith({ events });
	const workflow = new Workflow({ nodes: [trigger], connections: {}, active: false, nodeTypes });
	const { subtitle } = nodeTypes.getByNameAndVersion(TRIGGER_TYPE, 1).description;
	await workflow.expression.acquireIsolate();
	const shown = workflow.expression.getSimpleParameterValue(trigger, subtitle, 'manual', {});
	await workflow.expression.releaseIsolate();
	expect(shown).toBe(line);
});

describe('the reply text', () => {
	it.each([
		['=Hello {{ $json.body.name }}{{ $json.query.mark }}', 'Hello Ava!'],
		["={{ new Date('2026-11-20T08:30:00Z') }}", '2026-11-20T08:30:00.000Z'],
		["={{ DateTime.fromISO('2026-11-20T08:30:00Z').toUTC() }}", '2026-11-20T08:30:00.000Z'],
		['={{ 2 + 2 }}', '4'],
	])('%s is resolved for the call', async (replyText, text) => {
		const workflow = answering(triggerWith({ replyText }));
		expect(await workflow.call(MESSAGE, { mark: '!' })).toEqual(repliedWith(text));
		expect(await workflow.output(TRIGGER_NAME)).toMatchObject([{ message: 'Hi' }]);
	});

	it('does not stop the run if no expression of the node can be resolved', async () => {
		const broken = "={{ $('Nowhere').item.json.a.b }}";
		const options = { channelIds: broken, downloadMedia: broken, ignoreRepeats: broken };
		const parameters = { events: broken, respond: broken, replyText: broken, options };
		const workflow = answering(triggerWith(parameters));
		expect(await workflow.call(MESSAGE)).toEqual(ok({}));
		expect(await workflow.output(TRIGGER_NAME)).toMatchObject([{ message: 'Hi' }]);
	});
});

describe('the secret', () => {
	it('is in nothing that n8n stores or logs', async () => {
		const log = recordLog();
		const trigger = triggerWith({ options: { includeRaw: true } });
		const credentials = stored(WATCHWORD);
		const workflow = publish(setting.engine, chain(trigger), credentials);
		expect(await workflow.call({ ...MESSAGE, ...SECRET, note: WATCHWORD }, SECRET)).toEqual(ok({}));
		expect(await workflow.call(MESSAGE)).toMatchObject({ status: 401 });
		expect(await workflow.output(TRIGGER_NAME)).toMatchObject([{ custom: { note: '[hidden]' } }]);
		const kept = JSON.stringify([await workflow.runs(), workflow.staticData(), log.text()]);
		log.stop();
		expect(kept).toContain('does not carry the webhook secret');
		expect(kept).not.toContain('Str33t');
	});

	it('lets nobody in if the chosen credential is gone', async () => {
		const credentials = { [CREDENTIAL_TYPE]: { id: 'gone', name: 'Gone' } };
		const workflow = publish(setting.engine, chain(triggerWith({}, { credentials })), stored());
		expect(await workflow.call(MESSAGE, SECRET)).toMatchObject({ status: 503 });
		expect(await workflow.runs()).toEqual([]);
	});
});

it('a repeat after a restart starts no run, by what each run has stored with the workflow', async () => {
	const before = answering(triggerWith({}));
	for (const id of [1, 2]) await before.call({ ...MESSAGE, 'unique-id': id });
	await before.runs();
	const after = publish(setting.engine, chain(triggerWith({})), {}, before.staticData());
	for (const id of [1, 2, 3]) await after.call({ ...MESSAGE, 'unique-id': id });
	expect(await after.output(TRIGGER_NAME)).toMatchObject([{ messageId: '3' }]);
});

describe('Reply to Incoming', () => {
	const LATER = { respond: 'replyNode', replyText: 'Not this', events: ['messageReceived'] };
	const ALL = { ...LATER, events: ['messageReceived', 'messageSent', 'deliveryStatus', 'other'] };

	it('answers the call by the first item, and each item goes on from where it came', async () => {
		const split = nodeOf('Contacts', 'n8n-nodes-base.splitOut', {
			parameters: { fieldToSplitOut: 'contacts', options: {} },
		});
		const workflow = answering(triggerWith(LATER), split, replyOf('=For {{ $json.name }}'));
		const contact = [{ name: 'Ava' }, { name: 'Ben' }];
		expect(await workflow.call({ ...MESSAGE, contact })).toEqual(repliedWith('For Ava'));
		const [run] = await workflow.runs();
		expect(run!.data.resultData.runData.Reply![0]!.data!.main![0]).toEqual(
			contact.map((json, item) => ({ json, pairedItem: { item } })),
		);
	});

	it('refuses what is no message by the item of the trigger, and answers {}', async () => {
		const workflow = answering(triggerWith(ALL), edited(), replyOf('Hi'));
		expect(await workflow.call({ event_id: 1, data: { msg_id: 7 } })).toEqual(ok({}));
		const [run] = await workflow.runs();
		expect(run!.data.resultData.error!.message).toMatch(/^What came in is a delivery state/);
		expect(await workflow.call(MESSAGE)).toEqual(repliedWith('Hi'));
	});

	it('finds the item of the trigger also behind a merge of two ways', async () => {
		const connections: IConnections = {
			[TRIGGER_NAME]: { main: [[to('One'), to('Edit')]] },
			One: { main: [[to('Merge')]] },
			Edit: { main: [[to('Merge', 1)]] },
			Merge: { main: [[to('Reply')]] },
		};
		const ways = [nodeOf('One', 'n8n-nodes-base.noOp'), edited()];
		const merge = nodeOf('Merge', 'n8n-nodes-base.merge', { typeVersion: 3.2 });
		const merged = [triggerWith(ALL), ...ways, merge, replyOf('Hi')];
		const workflow = publish(setting.engine, { nodes: merged, connections });
		expect(await workflow.call({ event_id: 4 })).toEqual(ok({}));
		expect(await workflow.call(MESSAGE)).toEqual(repliedWith('Hi'));
	});

	it.each([
		['messageReceived', { 'message-out': 'Hi', delay: '0', type: '1' }],
		['messageSent', {}],
	])("finds %s also in n8n's combined binary mode", async (event, body) => {
		const workflow = chain(triggerWith(LATER), edited(), replyOf('Hi'));
		const { responses } = await runWorkflow(
			setting.engine,
			{ ...workflow, settings: { binaryMode: 'combined' } },
			{ startNode: TRIGGER_NAME, pinData: { [TRIGGER_NAME]: [{ json: { event } }] } },
		);
		expect(responses.map((response) => response.body)).toEqual([body]);
	});

	it.each<[string, boolean, RegExp]>([
		['n8n-nodes-base.manualTrigger', false, /^There is no Picky Assist Trigger/],
		['n8n-nodes-base.manualTrigger', true, /did not start this run/],
		['n8n-nodes-base.executeWorkflowTrigger', true, /^A sub-workflow/],
	])('behind %s, with our trigger: %p, is refused', async (type, hasTrigger, sentence) => {
		const start = nodeOf('Start', type, { parameters: { inputSource: 'passthrough' } });
		const { error } = await runWorkflow(
			setting.engine,
			{
				nodes: [start, ...(hasTrigger ? [triggerWith(LATER)] : []), replyOf('Hi')],
				connections: {
					Start: { main: [[to('Reply')]] },
					...(hasTrigger && { [TRIGGER_NAME]: { main: [[to('Reply')]] } }),
				},
			},
			{ startNode: 'Start', pinData: { Start: [{ json: {} }] } },
		);
		expect(error?.message).toMatch(sentence);
	});
});

describe('the file of a message', () => {
	const DOWNLOAD = { respond: 'replyNode', options: { downloadMedia: true } };
	const seen: IncomingHttpHeaders[] = [];
	/** Redirects as often as the path says, then sends a file whose name is in bytes of UTF-8. */
	const server = createServer(({ url = '', headers }, response) => {
		seen.push(headers);
		const [, path, hops = '0'] = /^\/(\w+)\/?(\d*)/.exec(url)!;
		if (Number(hops) > 0) {
			const next = { location: `/${path}/${Number(hops) - 1}`, 'set-cookie': 'a=b' };
			return response.writeHead(302, next).end();
		}
		if (path === 'missing') return response.writeHead(404).end('not here');
		if (path === 'broken') {
			response.writeHead(200, { 'content-length': '100' });
			return response.write('half', () => response.destroy());
		}
		const name = Buffer.from('قائمة.pdf').toString('latin1');
		response.setHeader('content-disposition', [`attachment; filename="${name}"`]);
		return response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('menu');
	});
	beforeAll(async () => await new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
	beforeEach(() => seen.splice(0));
	afterAll(async () => await new Promise((done) => server.close(done)));

	async function itemsWith(path: string) {
		const workflow = publish(setting.engine, chain(triggerWith(DOWNLOAD), replyOf('Hi')), stored());
		const { port } = server.address() as AddressInfo;
		const link = `http://user:word@127.0.0.1:${port}/${path}?a=b`;
		expect(await workflow.call({ ...MESSAGE, 'media-url': link })).toEqual(repliedWith('Hi'));
		const [run] = await workflow.runs();
		const { runData } = run!.data.resultData;
		return [TRIGGER_NAME, 'Reply'].map((node) => runData[node]![0]!.data!.main![0]![0]!);
	}

	it('is in the item, through a reply too, fetched without a credential or a cookie', async () => {
		const [came, went] = await itemsWith('menu/5');
		expect(came!.binary!.data).toMatchObject({
			data: Buffer.from('menu').toString('base64'),
			...{ fileName: 'قائمة.pdf', mimeType: 'application/pdf', fileExtension: 'pdf' },
		});
		expect(came!.json).not.toHaveProperty('mediaError');
		expect(went).toMatchObject({ json: came!.json, binary: came!.binary });
		expect(seen).toHaveLength(6);
		for (const headers of seen) {
			expect(headers).not.toHaveProperty('authorization');
			expect(headers).not.toHaveProperty('cookie');
		}
	});

	it.each([
		['menu/6', /^The file cannot be fetched from 127\.0\.0\.1:\d+( \([A-Z_]+\))?$/],
		['missing', /^127\.0\.0\.1:\d+ has no file at this link \(HTTP 404\)$/],
		['broken', /^The file cannot be fetched from 127\.0\.0\.1:\d+( \([A-Z_]+\))?$/],
	])(
		'that cannot be had, as at %s, does not stop the run, and the item says why',
		async (path, sentence) => {
			const [item] = await itemsWith(path);
			expect(item).not.toHaveProperty('binary');
			expect(item!.json).toMatchObject({
				message: 'Hi',
				mediaError: expect.stringMatching(sentence) as string,
			});
		},
	);
});
