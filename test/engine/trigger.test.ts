/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	Workflow,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeType,
} from 'n8n-workflow';
import {
	CREDENTIAL_TYPE,
	publish,
	recordLog,
	TRIGGER_NAME,
	TRIGGER_TYPE,
	type Published,
	type PublishOptions,
	type TriggerCall,
} from './harness';
import { useEngine } from './support';

const WATCHWORD = 'Str33t+market/42';
const MESSAGE = {
	number: '15550000001',
	'unique-id': '1',
	message_in_raw: 'Hi',
	type: 1,
	name: 'Ava',
};
const ANSWERER = 'test.answerer';

/** Stands in for the operation that answers a call from within the run. */
const answerer = {
	description: {
		...{ displayName: 'Answerer', name: 'answerer', group: [], version: 1, description: '' },
		...{ defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
	},
	async execute(this: IExecuteFunctions) {
		const [item] = this.getInputData();
		this.sendResponse({
			headers: {},
			statusCode: 200,
			body: { 'message-out': `You wrote ${String(item!.json.message)}` },
		});
		return [this.getInputData()];
	},
} as unknown as INodeType;

const setting = useEngine({ nodes: { [ANSWERER]: answerer } });

let nodes = 0;
const newId = () => `trigger-${++nodes}`;
const open: Published[] = [];
afterEach(async () => {
	for (const published of open.splice(0)) await published.close();
});

interface Sketch extends PublishOptions {
	readonly parameters?: object;
	readonly secret?: string;
	/** The type of the node behind the trigger. */
	readonly next?: string;
	readonly settings?: Partial<INode>;
	readonly id?: string;
}

async function live({ parameters, secret, next, settings, id, ...options }: Sketch = {}) {
	const node = (name: string, type: string, place: number) => ({
		...{ id: `node-${place}`, name, type, typeVersion: 1 },
		...{ position: [place * 200, 0] as [number, number], parameters: {} },
	});
	const nodes: INode[] = [
		{
			...node(TRIGGER_NAME, TRIGGER_TYPE, 0),
			id: id ?? newId(),
			parameters: { ...parameters },
			...settings,
		},
		node('Next', next ?? 'n8n-nodes-base.noOp', 1),
	];
	const connections = {
		[TRIGGER_NAME]: { main: [[{ node: 'Next', type: 'main' as const, index: 0 }]] },
	};
	const credentials = {
		[CREDENTIAL_TYPE]: { ...setting.credential(), webhookSecret: secret ?? '' },
	};
	const published = await publish(
		setting.engine,
		{ nodes, connections },
		{ ...(secret !== undefined && { credentials }), ...options },
	);
	open.push(published);
	return {
		...published,
		call: async (body: string | object, call: TriggerCall = {}) =>
			await published.call({ body, ...call }),
		items: async () => await published.output('Next'),
	};
}

const json = (body: unknown, status = 200) => ({
	status,
	type: 'application/json; charset=utf-8',
	text: JSON.stringify(body),
});

it.each([
	[['messageReceived'], 'Message Received'],
	[['deliveryStatus', 'other'], 'Delivery Status, Other Event'],
	['=deliveryStatus', 'Delivery Status'],
])('says under its name on the canvas what starts it: %j', async (events, line) => {
	const node = { id: 'a', name: TRIGGER_NAME, type: TRIGGER_TYPE, typeVersion: 1 };
	const nodes: INode[] = [{ ...node, position: [0, 0], parameters: { events } }];
	const { nodeTypes } = setting.engine;
	const workflow = new Workflow({ nodes, connections: {}, active: false, nodeTypes });
	const { subtitle } = nodeTypes.getByNameAndVersion(TRIGGER_TYPE, 1).description;
	await workflow.expression.acquireIsolate();
	const shown = workflow.expression.getSimpleParameterValue(nodes[0]!, subtitle, 'manual', {});
	await workflow.expression.releaseIsolate();
	expect(shown).toBe(line);
});

describe('a call', () => {
	it('starts a run with the items, and is answered with empty JSON', async () => {
		const workflow = await live();
		expect(await workflow.call(MESSAGE)).toEqual(json({}));
		expect(await workflow.items()).toEqual([
			{
				event: 'messageReceived',
				messageId: '1',
				number: '15550000001',
				name: 'Ava',
				message: 'Hi',
				chatInput: 'Hi',
				sessionId: '15550000001',
				type: 'text',
			},
		]);
	});

	it('of two delivery states is one run with two items', async () => {
		const workflow = await live({ parameters: { events: ['deliveryStatus'] } });
		const data = [1, 2].map((status) => ({ msg_id: status, status }));
		await workflow.call({ event_id: '1', data });
		expect(await workflow.items()).toMatchObject([{ status: 'Delivered' }, { status: 'Failed' }]);
		expect(await workflow.runs()).toHaveLength(1);
	});

	it.each([
		['text/plain', JSON.stringify(MESSAGE)],
		[
			'application/x-www-form-urlencoded',
			'number=15550000001&unique-id=1&message_in_raw=Hi&type=1',
		],
		['application/x-www-form-urlencoded', JSON.stringify(MESSAGE)],
		['application/picky', JSON.stringify(MESSAGE)],
		['', JSON.stringify(MESSAGE)],
	])('with the content type "%s" is read', async (type, body) => {
		const workflow = await live();
		expect(await workflow.call(body, { headers: { 'content-type': type } })).toEqual(json({}));
		expect(await workflow.items()).toMatchObject([{ number: '15550000001', message: 'Hi' }]);
	});

	it.each([
		['a list', '[1]', 400],
		['nothing', '', 400],
		['broken JSON', '{', 422],
	])('with %s starts no run', async (_, body, status) => {
		const workflow = await live();
		const answer = await workflow.call(body);
		expect(answer).toMatchObject({ status, type: 'application/json; charset=utf-8' });
		expect(await workflow.runs()).toEqual([]);
	});

	it('that is filtered starts no run, and is answered with empty JSON', async () => {
		const workflow = await live({ parameters: { options: { messageTypes: ['image'] } } });
		expect(await workflow.call(MESSAGE)).toEqual(json({}));
		expect(await workflow.runs()).toEqual([]);
	});

	it('is answered with the reply text, which may hold an expression', async () => {
		const parameters = { replyText: '=Hello {{ $json.body.name }}{{ $json.query.mark }}' };
		const workflow = await live({ parameters });
		const answer = await workflow.call(MESSAGE, { query: '?mark=!' });
		expect(answer).toEqual(json({ 'message-out': 'Hello Ava!', type: '1', delay: '0' }));
		expect(await workflow.runs()).toHaveLength(1);
	});

	it('starts its run also where no expression of the node can be resolved', async () => {
		const broken = "={{ $('Nowhere').item.json.a.b }}";
		const workflow = await live({
			parameters: {
				events: broken,
				respond: broken,
				replyText: broken,
				options: { channelIds: broken, downloadMedia: broken, ignoreRepeats: broken },
			},
		});
		expect(await workflow.call(MESSAGE)).toEqual(json({}));
		expect(await workflow.items()).toMatchObject([{ message: 'Hi' }]);
	});
});

describe('the secret', () => {
	it('lets in who has it, and stands in nothing that n8n stores or logs', async () => {
		const log = recordLog();
		const workflow = await live({
			secret: WATCHWORD,
			parameters: { options: { includeRaw: true }, replyText: 'Hi' },
		});
		const query = `?secret=${encodeURIComponent(WATCHWORD)}&shop=7`;
		const answer = await workflow.call(
			{ ...MESSAGE, secret: WATCHWORD, note: WATCHWORD },
			{ query },
		);
		expect(answer.status).toBe(200);
		expect(await workflow.items()).toMatchObject([
			{ custom: { shop: '7', note: '[hidden]' }, raw: { note: '[hidden]' } },
		]);
		const stored = JSON.stringify([await workflow.runs(), workflow.staticData(), log.text()]);
		log.stop();
		for (const form of [WATCHWORD, encodeURIComponent(WATCHWORD), 'Str33t'])
			expect(stored).not.toContain(form);
	});

	it('keeps out who does not have it, and says so in the log', async () => {
		const log = recordLog();
		const workflow = await live({ secret: WATCHWORD });
		for (const query of ['', '?secret=', '?secret=other', '?Secret=x'])
			expect(await workflow.call(MESSAGE, { query })).toEqual(
				json({ error: 'The call does not carry the secret of this webhook' }, 401),
			);
		log.stop();
		expect(await workflow.runs()).toEqual([]);
		expect(log.text().match(/warn: A call to "Picky Assist Trigger" was refused/g)).toHaveLength(4);
	});

	it('keeps everyone out where the chosen credential is gone', async () => {
		const credentials = { [CREDENTIAL_TYPE]: { id: 'gone', name: 'Gone' } };
		const workflow = await live({ secret: WATCHWORD, settings: { credentials } });
		const query = `?secret=${encodeURIComponent(WATCHWORD)}`;
		expect(await workflow.call(MESSAGE, { query })).toMatchObject({ status: 503 });
		expect(await workflow.runs()).toEqual([]);
	});
});

describe('with a reply by a later node', () => {
	const parameters = { respond: 'replyNode', replyText: 'Not this' };

	it('the call is answered by it, and the run is remembered', async () => {
		const workflow = await live({ parameters, next: ANSWERER });
		expect(await workflow.call(MESSAGE)).toEqual(json({ 'message-out': 'You wrote Hi' }));
		expect(await workflow.call(MESSAGE)).toEqual(json({}));
		expect(await workflow.runs()).toHaveLength(1);
		expect(Object.keys(workflow.staticData())).toEqual([`node:${TRIGGER_NAME}`]);
	});

	it('a filtered call is answered by the trigger', async () => {
		const workflow = await live({ parameters: { ...parameters, events: [] }, next: ANSWERER });
		expect(await workflow.call(MESSAGE)).toEqual(json({}));
	});
});

describe('a repeat', () => {
	it('starts no second run, also at the same time', async () => {
		const workflow = await live();
		const calls = Array.from({ length: 12 }, async (_, index) =>
			workflow.call({ ...MESSAGE, 'unique-id': index % 4 }),
		);
		expect(await Promise.all(calls)).toEqual(Array.from({ length: 12 }, () => json({})));
		const ids = (await workflow.items()).map(({ messageId }) => messageId);
		expect(ids.sort()).toEqual(['0', '1', '2', '3']);
	});

	it('is caught after a restart, by what each run has stored', async () => {
		const before = await live();
		for (const id of [1, 2, 3]) await before.call({ ...MESSAGE, 'unique-id': id });
		await before.runs();
		const after = await live({ staticData: before.staticData() });
		for (const id of [1, 2, 3, 4]) await after.call({ ...MESSAGE, 'unique-id': id });
		expect(await after.items()).toMatchObject([{ messageId: '4' }]);
	});

	it('starts a run where n8n could not store the first', async () => {
		const answers = [true, false];
		const workflow = await live({ cannotStore: () => answers.shift() ?? false });
		expect((await workflow.call(MESSAGE)).status).toBe(500);
		expect((await workflow.call(MESSAGE)).status).toBe(200);
		expect((await workflow.call(MESSAGE)).status).toBe(200);
		expect(await workflow.runs()).toHaveLength(1);
	});

	it('at the Test URL starts a run each time, and nothing is stored', async () => {
		const workflow = await live({ mode: 'manual' });
		await workflow.call(MESSAGE);
		await workflow.call(MESSAGE);
		expect(await workflow.runs()).toHaveLength(2);
		expect(workflow.staticData()).toEqual({});
	});

	it('is caught by the process that saw it, also before anything was stored', async () => {
		const id = newId();
		const first = await live({ id });
		await first.call(MESSAGE);
		const again = await live({ id });
		await again.call(MESSAGE);
		expect(await again.runs()).toEqual([]);
	});
});

describe('the file of a message', () => {
	const parameters = { options: { downloadMedia: true } };
	const seen: Array<{ url: string; headers: IncomingHttpHeaders }> = [];
	let files: string;
	let close: () => Promise<unknown>;

	const serve: RequestListener = ({ url = '', headers }, response) => {
		seen.push({ url, headers });
		const hops = /^\/hops\/(\d+)/.exec(url)?.[1];
		if (hops !== undefined && hops !== '0') {
			return response
				.writeHead(302, { location: `/hops/${Number(hops) - 1}`, 'set-cookie': 'a=b' })
				.end();
		}
		if (url.startsWith('/missing')) return response.writeHead(404).end('not here');
		if (url.startsWith('/empty')) return response.writeHead(200).end();
		if (url.startsWith('/broken')) {
			response.writeHead(200, { 'content-length': '100' }).write('half');
			return setTimeoutless(() => response.destroy());
		}
		return response
			.writeHead(200, {
				'content-type': 'image/png',
				'content-disposition': 'attachment; filename="card.png"',
			})
			.end('picture');
	};
	const setTimeoutless = (then: () => void) => void Promise.resolve().then(then);

	beforeAll(async () => {
		const server = createServer(serve);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		files = `127.0.0.1:${(server.address() as AddressInfo).port}`;
		close = async () => await new Promise((resolve) => server.close(resolve));
	});
	beforeEach(() => seen.splice(0));
	afterAll(async () => await close());

	async function messageWith(path: string, sign = '') {
		const workflow = await live({ secret: WATCHWORD, parameters });
		const body = { ...MESSAGE, 'media-url': `http://${sign}${files}${path}`, secret: WATCHWORD };
		expect(await workflow.call(body)).toEqual(json({}));
		const [run] = await workflow.runs();
		return run!.data.resultData.runData[TRIGGER_NAME]![0]!.data!.main![0]![0]!;
	}

	it('is in the item, fetched without a credential or a cookie', async () => {
		const { binary, json: item } = await messageWith('/hops/5', 'user:word@');
		expect(binary!.data).toMatchObject({
			data: Buffer.from('picture').toString('base64'),
			fileName: 'card.png',
			mimeType: 'image/png',
			fileExtension: 'png',
		});
		expect(item).not.toHaveProperty('mediaError');
		expect(seen).toHaveLength(6);
		for (const { headers } of seen) {
			expect(headers).not.toHaveProperty('authorization');
			expect(headers).not.toHaveProperty('cookie');
		}
	});

	it.each([
		['/hops/6?a=b', /^The file cannot be fetched from 127\.0\.0\.1:\d+( \([A-Z_]+\))?$/],
		['/missing?a=b', /^127\.0\.0\.1:\d+ has no file at this link \(HTTP 404\)$/],
		['/empty?a=b', /^The file from 127\.0\.0\.1:\d+ is empty$/],
		['/broken?a=b', /^The file cannot be fetched from 127\.0\.0\.1:\d+( \([A-Z_]+\))?$/],
	])('that cannot be had, %s, starts a run without it', async (path, sentence) => {
		const { binary, json: item } = await messageWith(path);
		expect(binary).toBeUndefined();
		expect((item as IDataObject).mediaError).toMatch(sentence);
		expect(item).toMatchObject({ message: 'Hi' });
	});
});
