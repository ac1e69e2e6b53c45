import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { replyToIncoming } from '../../../../../nodes/PickyAssist/operations/message/reply';
import { expectClear } from '../../../clearWords';
import { run, type NodeBefore, type Sketch } from '../../../strictContext';

const trigger = (respond: string, ran = true, name = 'Picky Assist Trigger'): NodeBefore => ({
	name,
	type: 'n8n-nodes-pickyassist.pickyAssistTrigger',
	parameters: { respond },
	ran,
	item: { event: 'messageReceived' },
});
const other = (type: string, ran = true): NodeBefore => ({ name: type, type, ran });
const WAITING = [other('n8n-nodes-base.set'), trigger('replyNode')];

const reply = async (parameters: IDataObject = {}, sketch: Sketch = {}) =>
	await run({
		before: WAITING,
		...sketch,
		parameters: {
			...{ resource: 'message', operation: 'reply', message: '', mediaUrl: '', delay: 0 },
			...parameters,
		},
	});

const answered = (body: IDataObject) => [{ headers: {}, statusCode: 200, body }];

describe('the answer', () => {
	it.each<[IDataObject, IDataObject]>([
		[{ message: ' Hello\n' }, { 'message-out': 'Hello', delay: '0', type: '1' }],
		[
			{ message: 7, delay: '90' },
			{ 'message-out': '7', delay: '90', type: '1' },
		],
		[
			{ message: 'Hi', delay: '' },
			{ 'message-out': 'Hi', delay: '0', type: '1' },
		],
		[
			{ message: 'Menu', mediaUrl: 'https://a.example/b.jpg', delay: 3600 },
			{
				...{ 'message-out': 'Menu', 'media-url': 'https://a.example/b.jpg' },
				...{ delay: '3600', type: '2' },
			},
		],
		[
			{ mediaUrl: 'https://a.example/b.jpg' },
			{ 'media-url': 'https://a.example/b.jpg', delay: '0', type: '2' },
		],
		[
			{ options: { extraBody: '{"type":"5","location":{"lat":1,"long":2}}' } },
			{ delay: '0', type: '5', location: { lat: 1, long: 2 } },
		],
		[
			{ message: 'Hi', options: { extraBody: { 'message-out': 'Ho', delay: '1' } } },
			{ 'message-out': 'Ho', delay: '1', type: '1' },
		],
	])('of %j is %j', async (parameters, body) => {
		const { replies, error } = await reply(parameters);
		expect(error).toBeUndefined();
		expect(replies()).toEqual(answered(body));
	});

	it('is that of the first item, and all items go on as they came', async () => {
		const { replies, output, getCredentials, post } = await reply(
			{ message: '={{ $json.text }}' },
			{
				items: [{ text: 'One' }, { text: 'Two', error: 'kept' }, {}],
				expressions: { '={{ $json.text }}': ({ text }) => text },
			},
		);
		expect(replies()).toEqual(answered({ 'message-out': 'One', delay: '0', type: '1' }));
		expect(output).toEqual<INodeExecutionData[]>([
			{ json: { text: 'One' }, pairedItem: { item: 0 } },
			{ json: { text: 'Two', error: 'kept' }, pairedItem: { item: 1 } },
			{ json: {}, pairedItem: { item: 2 } },
		]);
		expect(getCredentials).not.toHaveBeenCalled();
		expect(post).not.toHaveBeenCalled();
	});

	it('is none if there is no item', async () => {
		const { replies, output } = await reply({ message: 'Hi' }, { items: [] });
		expect([replies(), output]).toEqual([[], []]);
	});

	it('belongs to the trigger that ran, whatever other ones there are', async () => {
		const before = [trigger('immediately', false, 'Another'), trigger('replyNode')];
		expect((await reply({ message: 'Hi' }, { before })).replies()).toHaveLength(1);
	});

	it.each(['CUSTOM.pickyAssistTrigger', 'n8n-nodes-pickyassist.pickyAssistTrigger'])(
		'goes to a trigger of the type %s',
		async (type) => {
			const before = [{ ...trigger('replyNode'), type }];
			expect((await reply({ message: 'Hi' }, { before })).replies()).toHaveLength(1);
		},
	);
});

describe('a reply that the checks refuse', () => {
	const REFUSED: Array<[IDataObject, string]> = [
		[{}, 'Text is blank'],
		[{ message: ' ', options: { extraBody: '{}' } }, 'Text is blank'],
		[{ message: { a: 1 } }, 'Text is a whole object, but it needs text'],
		[{ mediaUrl: 'menu.jpg' }, 'Media URL is not a web address'],
		[{ message: 'Hi', delay: 3601 }, 'Delay is 3601, but it must be a number from 0 to 3600'],
		[{ message: 'Hi', delay: -1 }, 'Delay is -1, but it must be a number from 0 to 3600'],
		[{ message: 'Hi', options: { extraBody: '[1]' } }, 'Extra Body Fields is not a JSON object'],
		[{ message: '=broken' }, 'An expression cannot be resolved: no such node'],
	];
	const expressions: Sketch['expressions'] = {
		'=broken': () => {
			throw new Error('no such node');
		},
	};

	it.each(REFUSED)('%j stops the run, and the call is answered {} first', async (own, message) => {
		const { replies, error } = await reply(own, { expressions });
		expect(error).toMatchObject({ message, context: { itemIndex: 0 } });
		expectClear(message, String(error!.description));
		expect(replies()).toEqual(answered({}));
	});

	it.each(REFUSED)('%j is in the item if the workflow goes on', async (own, message) => {
		const { replies, output, error } = await reply(own, {
			expressions,
			items: [{ a: 1 }, { b: 2 }],
			continueOnFail: true,
		});
		expect(error).toBeUndefined();
		expect(output).toEqual([
			{
				json: { error: message, details: expect.objectContaining({ source: 'check' }) as object },
				pairedItem: { item: 0 },
			},
			{ json: { b: 2 }, pairedItem: { item: 1 } },
		]);
		expect(replies()).toEqual([]);
	});

	it('names all that is wrong at once', async () => {
		const { output } = await reply(
			{ message: ['a'], mediaUrl: 'x', delay: 'soon' },
			{ continueOnFail: true },
		);
		const { issues } = output[0]!.json.details as { issues: Array<{ field: string }> };
		expect(issues.map(({ field }) => field)).toEqual(['message', 'mediaUrl', 'delay']);
	});
});

describe('what came in', () => {
	const came = (item?: IDataObject): Sketch => ({
		before: [other('n8n-nodes-base.set'), { ...trigger('replyNode'), item }],
		// The nodes between may have made anything of the item of the trigger.
		items: [{ event: 'messageReceived', direction: '0' }],
	});
	const OTHERS: Array<[string, RegExp]> = [
		['deliveryStatus', /^What came in is a delivery state/],
		['messageSent', /^What came in is a message of your own/],
		['other', /^What came in is another event/],
	];
	const WAYS: Sketch[] = [
		{},
		{ continueOnFail: true, onError: 'continueRegularOutput' },
		{ continueOnFail: true, onError: 'continueErrorOutput' },
	];

	describe.each(OTHERS)('as %s', (event, sentence) => {
		it.each(WAYS)('is refused and answered with {}, with %j', async (way) => {
			const { replies, output, error } = await reply(
				{ message: 'Hi' },
				{ ...came({ event }), ...way },
			);
			expect(replies()).toEqual(answered({}));
			expect(error?.message ?? output[0]!.json.error).toMatch(sentence);
		});

		it('is said in clear words, before what is wrong with the reply', async () => {
			const { replies, error } = await reply({ message: '' }, came({ event }));
			expect(error?.message).toMatch(sentence);
			expectClear(error!.message, String(error!.description));
			expect(replies()).toEqual(answered({}));
		});
	});

	it('is looked at in the trigger, and not in the items that reach the node', async () => {
		const sketch = { ...came({ event: 'messageReceived' }), items: [{ event: 'messageSent' }] };
		expect((await reply({ message: 'Hi' }, sketch)).replies()).toMatchObject([
			{ body: { 'message-out': 'Hi' } },
		]);
	});

	it.each<IDataObject | undefined>([undefined, {}, { message: 'made up in the editor' }])(
		'is taken for a message where n8n says no event: %j',
		async (item) => {
			const { replies, error } = await reply({ message: 'Hi' }, came(item));
			expect(error).toBeUndefined();
			expect(replies()).toMatchObject([{ body: { 'message-out': 'Hi' } }]);
		},
	);
});

describe('a reply that nobody waits for', () => {
	const EXECUTE_TRIGGER = 'n8n-nodes-base.executeWorkflowTrigger';
	const PLACES: Array<[string, Sketch, RegExp]> = [
		['behind no trigger', { before: [] }, /^There is no Picky Assist Trigger/],
		[
			"behind n8n's Webhook",
			{ before: [other('n8n-nodes-base.webhook')] },
			/^There is no Picky Assist Trigger/,
		],
		[
			'behind a trigger that did not run',
			{ before: [trigger('replyNode', false), other('n8n-nodes-base.webhook')] },
			/did not start this run/,
		],
		['where the Retry button started the run', { mode: 'retry' }, /did not start this run/],
		['after one that answers at once', { before: [trigger('immediately')] }, /answered at once/],
		[
			'in a sub-workflow',
			{ before: [trigger('replyNode', false), other(EXECUTE_TRIGGER)] },
			/^A sub-workflow/,
		],
		[
			'where the trigger of a sub-workflow did not run',
			{ before: [other(EXECUTE_TRIGGER, false)] },
			/^There is no Picky Assist Trigger/,
		],
		['as a tool', { isTool: true }, /^As the tool of an AI agent/],
	];

	it.each(PLACES)('is refused %s', async (_, sketch, sentence) => {
		const { replies, error } = await reply({ message: 'Hi' }, sketch);
		expect(error?.message).toMatch(sentence);
		expectClear(error!.message, String(error!.description));
		const { output } = await reply({ message: 'Hi' }, { ...sketch, continueOnFail: true });
		expect(output[0]!.json).toMatchObject({ error: error!.message, details: { source: 'check' } });
		// Who waits there, if anybody, waits for another node.
		expect(replies()).toEqual([]);
	});

	it('is said in a sentence of its own for each of five reasons', async () => {
		const runs = PLACES.map(async ([, sketch]) => await reply({ message: 'Hi' }, sketch));
		const told = new Set((await Promise.all(runs)).map(({ error }) => error!.message));
		expect(told.size).toBe(5);
	});
});

it('says that the keys of a reply are known from others, and that a second one is ignored', () => {
	const help = replyToIncoming.fields.map(({ description }) => description).join(' ');
	expect(help).toMatch(/known from other clients/);
	expect(help).toMatch(/ignores a second reply/);
	expect(replyToIncoming.description).toMatch(
		/180 seconds \(100 on n8n Cloud, and often 60 behind a proxy\)/,
	);
});
