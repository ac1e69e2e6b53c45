/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** What nodes hand on in production is live: the editor shows the text of a date, and the next node gets the date. */
import { createRequire } from 'node:module';
import type { IDataObject, INode } from 'n8n-workflow';
import { CREDENTIAL_TYPE, NODE_NAME, runWorkflow, workflowAround } from '../../tools/engine';
import { refusalIn, useEngine } from './support';

const MOMENT = '2026-11-20T08:30:00.000Z';
const LOCAL = '2026-11-20T14:00:00.000+05:30';

const { DateTime } = createRequire(require.resolve('n8n-core'))('luxon') as {
	readonly DateTime: { fromISO(text: string, options?: { zone: string }): unknown };
};

const LIVE: ReadonlyArray<[kind: string, value: () => unknown, text: string]> = [
	['a Date', () => new Date(MOMENT), MOMENT],
	['a Luxon date', () => DateTime.fromISO(MOMENT, { zone: 'Asia/Kolkata' }), LOCAL],
	['a BigInt', () => 7n, '7'],
];

const VALUE = '={{ $json.value }}';
const AT_ONCE = { requestsPerMinute: 0 };
const MESSAGE = { application: '121', number: '15550000001', options: AT_ONCE };
const TEMPLATE = { ...MESSAGE, template: { __rl: true, mode: 'id', value: 'VG7935' } };

/** A field that takes text, and where the request has it. */
const FIELDS: ReadonlyArray<
	[field: string, operation: string, parameters: object, sent: (body: IDataObject) => unknown]
> = [
	['About', 'whatsappProfile.update', { updateFields: { about: VALUE } }, ({ about }) => about],
	['a text', 'message.send', { ...MESSAGE, message: VALUE }, (body) => recipientIn(body).message],
	[
		'a text by a longer expression',
		'message.send',
		{ ...MESSAGE, message: '={{ $json.value ?? "" }}' },
		(body) => recipientIn(body).message,
	],
	[
		'a row of values',
		'message.sendTemplate',
		{ ...TEMPLATE, values: { value: [{ value: 'Loom' }, { value: VALUE }] } },
		(body) => (recipientIn(body).template_message as unknown[])[1],
	],
	[
		'a row that holds a whole list',
		'message.sendTemplate',
		{ ...TEMPLATE, valuesFrom: 'list', valuesList: '={{ $json.list }}' },
		(body) => (recipientIn(body).template_message as unknown[])[0],
	],
	[
		'an option',
		'message.send',
		{ ...MESSAGE, message: 'Hi', options: { ...AT_ONCE, referenceNumber: VALUE } },
		(body) => recipientIn(body).reference_number,
	],
];

const recipientIn = ({ data }: IDataObject) => (data as IDataObject[])[0]!;

describe('A live value', () => {
	const setting = useEngine();

	it.each(LIVE)('%s goes out as its text, in every field', async (_, value, text) => {
		for (const [field, operation, parameters, sent] of FIELDS) {
			setting.simulator.reset();
			await setting.call(operation, parameters, {
				items: [{ value: value(), list: [value(), 'b'] } as never],
				onError: 'continueRegularOutput',
			});
			expect([field, ...setting.received().map(sent)]).toEqual([field, text]);
		}
	});

	it.each(LIVE)('%s deep in a JSON field goes out as its JSON', async (kind, value, text) => {
		await setting.call(
			'message.send',
			{ ...MESSAGE, message: 'Hi', options: { ...AT_ONCE, extraBody: '={{ $json.extra }}' } },
			{ items: [{ extra: { contact: [{ name: value() }] } } as never] },
		);
		const [body] = setting.simulator.requests.map(({ body }) => body as IDataObject);
		expect(body!.contact).toEqual([{ name: kind === 'a BigInt' ? 7 : text }]);
	});

	it.each<[string, unknown, RegExp]>([
		['a date that does not exist', new Date(NaN), /date that does not exist/],
		['a Luxon date that does not exist', DateTime.fromISO('never'), /date that does not exist/],
		['binary data', Buffer.from('abc'), /binary data|whole object/],
		['a map', new Map([[1, 2]]), /a map|whole object/],
	])('%s refuses its own item alone, in a sentence', async (_, value, sentence) => {
		const { items } = await setting.call(
			'message.send',
			{ ...MESSAGE, message: VALUE },
			{ items: [{ value } as never, { value: 'Hi' }], onError: 'continueRegularOutput' },
		);
		expect(refusalIn(items[0])).toMatchObject({
			error: expect.stringMatching(sentence),
			details: { source: 'check', issues: [{ field: 'message' }] },
		});
		expect(items[1]!.json.status).toBe(100);
	});

	it.each<[string, IDataObject, string]>([
		['=Since {{ $json.value }}!', { value: new Date(MOMENT) as never }, `Since ${MOMENT}!`],
		['={{ $json.value }}\n', { value: new Date(MOMENT) as never }, MOMENT],
		[
			'=On {{ $json.value }}',
			{ value: DateTime.fromISO(MOMENT, { zone: 'Asia/Kolkata' }) as never },
			`On ${LOCAL}`,
		],
		['=Tags: {{ $json.value }}', { value: ['a', 'b'] }, 'Tags: a,b'],
		[
			'={{ DateTime.fromJSDate(new Date($json.value)).toFormat("dd.MM.yyyy") }}',
			{ value: new Date(MOMENT) as never },
			'20.11.2026',
		],
	])('%j is written into a text as its text', async (message, item, text) => {
		await setting.call('message.send', { ...MESSAGE, message }, { items: [item] });
		expect(setting.received().map((body) => recipientIn(body).message)).toEqual([text]);
	});

	it.each<[string, IDataObject]>([
		['=Hi {{ $json.value }}', { value: { name: 'Ava' } }],
		['={{ "Hi " + $json.value }}', { value: { name: 'Ava' } }],
		['={{ $json.value }}\n', { value: { name: 'Ava' } }],
		['={{ $json.value ?? "" }} ', { value: DateTime.fromISO(MOMENT) as never }],
	])('%j sends nobody [object Object]', async (message, item) => {
		const { items } = await setting.call(
			'message.send',
			{ ...MESSAGE, message },
			{ items: [item], onError: 'continueRegularOutput' },
		);
		expect(refusalIn(items[0]).details).toMatchObject({
			source: 'check',
			issues: [{ field: 'message', hint: expect.stringContaining('Map one value') }],
		});
		expect(setting.received()).toEqual([]);
	});

	/** A node of n8n's own between the start and this node, and the expression that takes what it gives. */
	it.each<[string, Partial<INode>, string, string]>([
		[
			'Aggregate',
			{
				type: 'n8n-nodes-base.aggregate',
				typeVersion: 1,
				parameters: { fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: 'at' }] } },
			},
			'={{ $json.at[0] }}',
			MOMENT,
		],
		[
			'Date & Time',
			{
				type: 'n8n-nodes-base.dateTime',
				typeVersion: 2,
				parameters: {
					operation: 'addToDate',
					magnitude: '={{ $json.at }}',
					duration: 1,
					outputFieldName: 'at',
				},
			},
			'={{ $json.at }}',
			'2026-11-21T03:30:00.000-05:00',
		],
	])('from %s is read', async (_, between, expression, text) => {
		const workflow = workflowAround({ parameters: { updateFields: { about: expression } } });
		const nodes = [
			...workflow.nodes,
			{ ...workflow.nodes[0]!, id: 'between', name: 'Between', ...between },
		];
		const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
		const run = await runWorkflow(
			setting.engine,
			{
				nodes: nodes as INode[],
				connections: { ...workflow.connections, Start: to('Between'), Between: to(NODE_NAME) },
			},
			{
				startNode: 'Start',
				pinData: { Start: [{ json: { at: new Date(MOMENT) } as never }] },
				credentials: { [CREDENTIAL_TYPE]: setting.credential() },
			},
		);
		expect(run.error).toBeUndefined();
		expect(setting.received()).toEqual([{ about: text }]);
	});
});

describe('An expression that cannot be resolved', () => {
	const setting = useEngine();

	it('refuses its own item alone, and says what else is wrong with it', async () => {
		const { items } = await setting.run({
			items: [{ about: 'One' }, { long: 'x'.repeat(257) }, { about: 'Three' }],
			onError: 'continueRegularOutput',
			parameters: {
				updateFields: {
					about: '={{ $json.about ?? $("Nowhere").first().json.about }}',
					description: '={{ $json.long }}',
				},
			},
		});
		expect(setting.received()).toEqual([{ about: 'One' }, { about: 'Three' }]);
		expect(items.map(({ json }) => json.status ?? 'refused')).toEqual([100, 'refused', 100]);
		const { details } = refusalIn(items[1]);
		expect(details).toMatchObject({
			source: 'check',
			issues: [{ field: 'about' }, { field: 'description', code: 821 }],
		});
	});
});
