/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import {
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeParameters,
} from 'n8n-workflow';
import {
	aiNodes,
	CREDENTIAL_TYPE,
	NODE_TYPE,
	publish,
	recordLog,
	runWorkflow,
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
const setting = useEngine({ nodes: aiNodes([{}]) });

let nodes = 0;
const newId = () => `trigger-${++nodes}`;
const open: Published[] = [];
afterEach(async () => {
	for (const published of open.splice(0)) await published.close();
});

interface Sketch extends PublishOptions {
	readonly parameters?: object;
	readonly secret?: string;
	/** The node behind the trigger, and one between the two. */
	readonly next?: Partial<INode>;
	readonly between?: Partial<INode>;
	/** Whether the last node stands behind the error output of the one between. */
	readonly byErrorOutput?: boolean;
	readonly settings?: Partial<INode>;
	readonly id?: string;
}

const nodeOf = (name: string, type: string, own: Partial<INode> = {}): INode => ({
	...{ id: `node-${name}`, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
	...own,
});
const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];

async function live(sketch: Sketch = {}) {
	const { parameters, secret, next, between, byErrorOutput, settings, id, ...options } = sketch;
	const start = { id: id ?? newId(), parameters: { ...parameters }, ...settings };
	const nodes: INode[] = [
		nodeOf(TRIGGER_NAME, TRIGGER_TYPE, start),
		nodeOf('Between', 'n8n-nodes-base.noOp', between),
		nodeOf('Next', 'n8n-nodes-base.noOp', next),
	];
	const connections = {
		[TRIGGER_NAME]: { main: [to('Between')] },
		Between: { main: [...(byErrorOutput ? [[]] : []), to('Next')] },
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

	it.each([
		["={{ new Date('2026-11-20T08:30:00Z') }}", '2026-11-20T08:30:00.000Z'],
		["={{ DateTime.fromISO('2026-11-20T08:30:00Z').toUTC() }}", '2026-11-20T08:30:00.000Z'],
		["={{ 'Thanks \u{1F642}'.slice(0, 8) }}", 'Thanks \ufffd'],
		['={{ 2 + 2 }}', '4'],
	])('is answered with the live value %s as text', async (replyText, text) => {
		const workflow = await live({ parameters: { replyText } });
		expect(await workflow.call(MESSAGE)).toEqual(
			json({ 'message-out': text, type: '1', delay: '0' }),
		);
	});

	it('starts one run, and its repeat none, where the node has no id', async () => {
		const workflow = await live({ settings: { id: undefined } as unknown as Partial<INode> });
		const body = { ...MESSAGE, 'unique-id': newId() };
		expect(await workflow.call(body)).toEqual(json({}));
		expect(await workflow.call(body)).toEqual(json({}));
		expect(await workflow.items()).toHaveLength(1);
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

/** A node that replies, and what n8n has of it as saved. */
const replying = (parameters: object, own: Partial<INode> = {}): Partial<INode> => ({
	type: NODE_TYPE,
	parameters: { resource: 'message', operation: 'reply', ...parameters } as INodeParameters,
	...own,
});

describe('with a reply by a later node', () => {
	const parameters = { respond: 'replyNode', replyText: 'Not this' };
	const next = replying({ message: '=You wrote {{ $json.message }}' });
	const reply = json;

	it('the call is answered by it, and the run is remembered', async () => {
		const workflow = await live({ parameters, next });
		expect(await workflow.call(MESSAGE)).toEqual(
			reply({ 'message-out': 'You wrote Hi', delay: '0', type: '1' }),
		);
		expect(await workflow.call(MESSAGE)).toEqual(json({}));
		expect(await workflow.runs()).toHaveLength(1);
		expect(Object.keys(workflow.staticData())).toEqual([`node:${TRIGGER_NAME}`]);
	});

	it('a filtered call is answered by the trigger', async () => {
		const workflow = await live({ parameters: { ...parameters, events: [] }, next });
		expect(await workflow.call(MESSAGE)).toEqual(json({}));
	});

	it.each<[object, object]>([
		[
			{ message: 'Hi', options: { extraBody: '={{ { application: $json.channelId } }}' } },
			{ 'message-out': 'Hi', delay: '0', type: '1', application: '8' },
		],
	])('%j is answered as %j', async (own, body) => {
		const workflow = await live({ parameters, next: replying(own) });
		expect(await workflow.call({ ...MESSAGE, application: 8 })).toEqual(reply(body));
	});

	it('the call is answered also after a wait, for which n8n stores the run', async () => {
		const between = {
			...{ type: 'n8n-nodes-base.wait', typeVersion: 1.1 },
			parameters: { resume: 'timeInterval', amount: 70, unit: 'seconds' },
		};
		const workflow = await live({ parameters, next, between });
		expect(await workflow.call(MESSAGE)).toEqual(
			reply({ 'message-out': 'You wrote Hi', delay: '0', type: '1' }),
		);
	});

	it('the first item is the reply, and all go on as they came', async () => {
		const workflow = await live({
			parameters,
			between: {
				type: 'n8n-nodes-base.splitOut',
				parameters: { fieldToSplitOut: 'contacts', options: {} },
			},
			next: replying({ message: '=For {{ $json.name }}' }),
		});
		const contact = [{ name: 'Ava' }, { name: 'Ben' }];
		expect(await workflow.call({ ...MESSAGE, contact })).toEqual(
			reply({ 'message-out': 'For Ava', delay: '0', type: '1' }),
		);
		const [run] = await workflow.runs();
		const { runData } = run!.data.resultData;
		const came = runData.Between![0]!.data!.main![0]!;
		expect(runData.Next![0]!.data!.main![0]).toEqual(
			came.map(({ json: item }, index) => ({ json: item, pairedItem: { item: index } })),
		);
		expect(came).toHaveLength(2);
	});

	describe('what is no message of a customer is answered {} and refused', () => {
		const all = {
			...parameters,
			events: ['deliveryStatus', 'messageReceived', 'messageSent', 'other'],
		};
		const OTHERS: Array<[string, object, RegExp]> = [
			[
				'a delivery state',
				{
					event_id: 1,
					data: [
						{ msg_id: 7, status: 1 },
						{ msg_id: 8, status: 3 },
					],
				},
				/^What came in is a delivery state/,
			],
			['an own message', { ...MESSAGE, direction: 1 }, /^What came in is a message of your own/],
			['another event', { event_id: 4, group: 'Family' }, /^What came in is another event/],
		];
		/** A node that leaves nothing of the item of the trigger, and one that says the contrary. */
		const edited: Partial<INode> = {
			...{ type: 'n8n-nodes-base.set', typeVersion: 3.4 },
			parameters: {
				mode: 'raw',
				jsonOutput: '{ "event": "messageReceived", "output": "Hi" }',
				options: {},
			},
		};

		describe.each(OTHERS)('%s', (_, body, sentence) => {
			it('with Stop', async () => {
				const workflow = await live({ parameters: all, between: edited, next });
				expect(await workflow.call(body)).toEqual(json({}));
				const [run] = await workflow.runs();
				expect(run!.data.resultData.error!.message).toMatch(sentence);
			});

			it.each([
				['continueRegularOutput', 0],
				['continueErrorOutput', 1],
			] as const)('with %s', async (onError, output) => {
				const workflow = await live({
					parameters: all,
					between: edited,
					next: { ...next, onError },
				});
				expect(await workflow.call(body)).toEqual(json({}));
				const [run] = await workflow.runs();
				expect(run!.status).toBe('success');
				const [first] = run!.data.resultData.runData.Next![0]!.data!.main![output]!;
				expect(first!.json.error).toMatch(sentence);
			});

			it('also by a second reply behind the error output', async () => {
				const workflow = await live({
					parameters: all,
					between: { ...next, onError: 'continueErrorOutput' },
					next: replying({ message: 'Sorry' }),
					byErrorOutput: true,
				});
				expect(await workflow.call(body)).toEqual(json({}));
			});
		});

		it('and the messages that come in between are answered', async () => {
			const workflow = await live({
				parameters: all,
				between: edited,
				next: replying({ message: '={{ $json.output }}' }),
			});
			for (const id of [1, 2]) {
				for (const [, body] of OTHERS) {
					const own = { ...body, 'unique-id': id, data: [{ msg_id: id, status: 1 }] };
					expect(await workflow.call(own)).toEqual(json({}));
				}
				expect(await workflow.call({ ...MESSAGE, 'unique-id': id })).toEqual(
					reply({ 'message-out': 'Hi', delay: '0', type: '1' }),
				);
			}
			expect(await workflow.runs()).toHaveLength(8);
		});

		it.each([
			['messageReceived', { 'message-out': 'Hi', delay: '0', type: '1' }],
			['messageSent', {}],
		])("in n8n's combined binary mode too: %s", async (event, body) => {
			const nodes = [
				nodeOf(TRIGGER_NAME, TRIGGER_TYPE, { parameters: { respond: 'replyNode' } }),
				nodeOf('Between', 'n8n-nodes-base.set', edited),
				nodeOf('Next', NODE_TYPE, replying({ message: 'Hi' })),
			];
			const { responses } = await runWorkflow(
				setting.engine,
				{
					nodes,
					connections: {
						[TRIGGER_NAME]: { main: [to('Between')] },
						Between: { main: [to('Next')] },
					},
					settings: { binaryMode: 'combined' },
				},
				{ startNode: TRIGGER_NAME, pinData: { [TRIGGER_NAME]: [{ json: { event } }] } },
			);
			expect(responses).toMatchObject([{ body }]);
			expect(responses[0]!.body).toEqual(body);
		});

		it('also behind a merge of two ways', async () => {
			const start = nodeOf(TRIGGER_NAME, TRIGGER_TYPE, {
				id: newId(),
				parameters: all as INodeParameters,
			});
			const nodes = [
				start,
				nodeOf('One', 'n8n-nodes-base.noOp'),
				nodeOf('Two', 'n8n-nodes-base.set', edited),
				nodeOf('Merge', 'n8n-nodes-base.merge', { typeVersion: 3.2 }),
				nodeOf('Next', NODE_TYPE, next),
			];
			const connections: IConnections = {
				[TRIGGER_NAME]: { main: [[...to('One'), ...to('Two')]] },
				One: { main: [to('Merge')] },
				Two: { main: [[{ node: 'Merge', type: 'main', index: 1 }]] },
				Merge: { main: [to('Next')] },
			};
			const published = await publish(setting.engine, { nodes, connections });
			open.push(published);
			for (const [, body] of OTHERS) expect(await published.call({ body })).toEqual(json({}));
			expect(await published.call({ body: MESSAGE })).toMatchObject({
				text: expect.stringContaining('message-out') as string,
			});
		});
	});

	it('a second reply of the run is ignored', async () => {
		const between = replying({ message: 'First' });
		const workflow = await live({ parameters, between, next });
		expect(await workflow.call(MESSAGE)).toMatchObject(
			reply({ 'message-out': 'First', delay: '0', type: '1' }),
		);
		expect((await workflow.runs())[0]!.status).toBe('success');
		expect(await workflow.items()).toMatchObject([{ message: 'Hi' }]);
	});

	describe('that the checks refuse', () => {
		const blank = (own: Partial<INode> = {}) => replying({ message: '={{ $json.nothing }}' }, own);
		const refused = { error: 'Text is blank', details: { source: 'check', code: null } };

		it('with Stop, the call is answered {} before the run fails, and is not repeated', async () => {
			const workflow = await live({ parameters, next: blank() });
			expect(await workflow.call(MESSAGE)).toEqual(json({}));
			const [run] = await workflow.runs();
			expect(run).toMatchObject({
				status: 'error',
				data: {
					resultData: {
						lastNodeExecuted: 'Next',
						error: { message: expect.stringMatching(/^Text is blank/) as string },
					},
				},
			});
			expect(await workflow.call(MESSAGE)).toEqual(json({}));
			expect(await workflow.runs()).toHaveLength(1);
		});

		it('with Continue, the refusal is the item, and n8n answers when the run ends', async () => {
			const workflow = await live({
				parameters,
				next: blank({ onError: 'continueRegularOutput' }),
			});
			expect(await workflow.call(MESSAGE)).toMatchObject({ status: 200, text: '' });
			expect(await workflow.items()).toMatchObject([refused]);
		});

		it('with the error output, another reply behind it can still answer', async () => {
			const between = blank({ onError: 'continueErrorOutput' });
			const workflow = await live({
				parameters,
				between,
				next: replying({ message: '=Sorry: {{ $json.error }}' }),
				byErrorOutput: true,
			});
			expect(await workflow.call(MESSAGE)).toEqual(
				reply({ 'message-out': 'Sorry: Text is blank', delay: '0', type: '1' }),
			);
			const [run] = await workflow.runs();
			const [success, refusals] = run!.data.resultData.runData.Between![0]!.data!.main!;
			expect(success).toEqual([]);
			expect(refusals).toMatchObject([{ json: { ...refused, message: 'Hi' } }]);
		});
	});
});

describe('a reply that nobody waits for', () => {
	it('is refused where the trigger answers at once', async () => {
		const workflow = await live({ next: replying({ message: 'Hi' }) });
		expect(await workflow.call(MESSAGE)).toEqual(json({}));
		const [run] = await workflow.runs();
		expect(run!.data.resultData.error!.message).toMatch(/answered at once/);
	});

	const sentences: Array<[string, string, boolean, RegExp]> = [
		['manualTrigger', 'without our trigger', false, /^There is no Picky Assist Trigger/],
		['manualTrigger', 'while our trigger did not run', true, /did not start this run/],
		['executeWorkflowTrigger', 'as a sub-workflow', true, /^A sub-workflow/],
	];
	it.each(sentences)('is refused behind %s, %s', async (start, _, withTrigger, sentence) => {
		const trigger = nodeOf(TRIGGER_NAME, TRIGGER_TYPE, { parameters: { respond: 'replyNode' } });
		const nodes = [
			nodeOf('Start', `n8n-nodes-base.${start}`, { parameters: { inputSource: 'passthrough' } }),
			...(withTrigger ? [trigger] : []),
			nodeOf('Next', NODE_TYPE, replying({ message: 'Hi' })),
		];
		const connections: IConnections = {
			Start: { main: [to('Next')] },
			...(withTrigger && { [TRIGGER_NAME]: { main: [to('Next')] } }),
		};
		const pinData = { Start: [{ json: {} }] };
		const { error } = await runWorkflow(
			setting.engine,
			{ nodes, connections },
			{ startNode: 'Start', pinData },
		);
		expect(error?.message).toMatch(sentence);
	});

	it('is refused as the tool of an agent, which reads why', async () => {
		const agent = '@n8n/n8n-nodes-langchain';
		const nodes = [
			nodeOf('Chat', `${agent}.chatTrigger`),
			nodeOf('Agent', `${agent}.agent`, { typeVersion: 3 }),
			nodeOf('Tool', `${NODE_TYPE}Tool`, replying({ message: 'Hi' }, { type: `${NODE_TYPE}Tool` })),
		];
		const connections: IConnections = {
			Chat: { main: [to('Agent')] },
			Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		};
		const { output } = await runWorkflow(
			setting.engine,
			{ nodes, connections },
			{ startNode: 'Chat', pinData: { Chat: [{ json: {} }] } },
		);
		const sentence = expect.stringMatching(/^As the tool of an AI agent/) as string;
		expect(output('Agent')[0]!.json.answers).toEqual([[{ error: sentence }]]);
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
		if (url.startsWith('/broken')) {
			response.writeHead(200, { 'content-length': '100' }).write('half');
			return setTimeoutless(() => response.destroy());
		}
		if (url.startsWith('/empty')) return response.writeHead(200).end();
		const { type = 'image/png', name = 'card.png' } = parse(url.split('?')[1] ?? '');
		response.setHeader('content-disposition', [
			`attachment; filename="${Buffer.from(String(name)).toString('latin1')}"`,
		]);
		if (type !== '') response.setHeader('content-type', type);
		return response.writeHead(200).end('picture');
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
		['Résumé', 'application/pdf', 'Résumé.pdf', 'application/pdf', 'pdf'],
		['قائمة.pdf', 'application/octet-stream', 'قائمة.pdf', 'application/pdf', 'pdf'],
		['menu.pdf', '', 'menu.pdf', 'application/pdf', 'pdf'],
		['Rechnung Nr. 4711 Ava', 'image/jpeg', 'Rechnung Nr. 4711 Ava.jpg', 'image/jpeg', 'jpg'],
	])(
		'%s of the type "%s" is %s of the type %s',
		async (name, type, fileName, mimeType, fileExtension) => {
			const query = new URLSearchParams({ name, type }).toString();
			const { binary } = await messageWith(`/file?${query}`);
			expect(binary!.data).toMatchObject({ fileName, mimeType, fileExtension });
		},
	);

	it('goes on with its item through a reply', async () => {
		const workflow = await live({
			parameters: { ...parameters, respond: 'replyNode' },
			next: replying({ message: 'Thank you' }),
		});
		await workflow.call({ ...MESSAGE, 'media-url': `http://${files}/card` });
		const { runData } = (await workflow.runs())[0]!.data.resultData;
		const [came, went] = ['Between', 'Next'].map((name) => runData[name]![0]!.data!.main![0]![0]!);
		expect(came!.binary!.data).toMatchObject({ fileName: 'card.png' });
		expect(went).toEqual({ json: came!.json, binary: came!.binary, pairedItem: { item: 0 } });
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
