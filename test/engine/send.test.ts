import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { CREDENTIAL_TYPE, NODE_NAME, runWorkflow, workflowAround } from './harness';
import type { NodeRunOptions } from './harness';
import { refusalIn, useEngine } from './support';

type Fields = Record<string, unknown>;

const numberOf = (index: number) => `1555${String(index).padStart(7, '0')}`;

const itemsFor = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ number: numberOf(index) }));

const CONTINUE = { onError: 'continueRegularOutput' } as const;

describe('Message: Send', () => {
	const setting = useEngine();

	const parametersFor = ({ options = {}, ...changes }: Fields) => ({
		application: '={{ $json.channel ?? "121" }}',
		number: '={{ $json.number }}',
		message: '={{ $json.text ?? "Hello" }}',
		...changes,
		options: { requestsPerMinute: 0, ...(options as object) },
	});

	const send = async (
		items: readonly IDataObject[],
		changes: Fields = {},
		rest: NodeRunOptions = {},
	) => await setting.call('message.send', parametersFor(changes), { items, ...rest });

	const recipientsIn = (body: IDataObject) => (body.data as IDataObject[] | undefined) ?? [];
	const numbersSent = () =>
		setting.received().map((body) => recipientsIn(body).map(({ number }) => number));

	/** The one body that went out, without the reference number of its recipient. */
	const bodySent = () => {
		const [body, ...others] = setting.received();
		expect(others).toEqual([]);
		if (!body?.data) return body;
		const data = recipientsIn(body).map(({ reference_number: reference, ...recipient }) => {
			expect(reference).toMatch(/-node-1-0-0$/);
			return recipient;
		});
		return { ...body, data };
	};

	describe('folds items into few requests', () => {
		it('250 items are 3 requests, in their order and paired', async () => {
			const { items, error } = await send(itemsFor(250));
			expect(error).toBeUndefined();
			expect(numbersSent().map(({ length }) => length)).toEqual([100, 100, 50]);
			expect(numbersSent().flat()).toEqual(itemsFor(250).map(({ number }) => number));
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
			expect(items.map(({ json }) => json.number)).toEqual(numbersSent().flat());
			expect(items.map(({ json }) => json.recipients)).toEqual([
				...Array<number>(200).fill(100),
				...Array<number>(50).fill(50),
			]);
			const taken = new Map(setting.simulator.messages.map(({ to, messageId }) => [to, messageId]));
			for (const { json } of items) expect(json.messageId).toBe(taken.get(String(json.number)));
		});

		it('items with an equal shared part share requests where others stand between them', async () => {
			const items: IDataObject[] = itemsFor(6).map((item, index) => ({
				...item,
				channel: `${121 + (index % 2)}`,
			}));
			const { items: outputs } = await send(items);
			expect(numbersSent().sort()).toEqual([[0, 2, 4].map(numberOf), [1, 3, 5].map(numberOf)]);
			expect(outputs.map(({ json }) => json.number)).toEqual(items.map(({ number }) => number));
		});

		it('no recipient stands twice in a request, and each gets his messages in order', async () => {
			const order = [0, 1, 0, 2, 0, 1];
			await send(order.map((index, place) => ({ number: numberOf(index), text: `${place}` })));
			expect(numbersSent()).toEqual([[0, 1, 2].map(numberOf), [0, 1].map(numberOf), [numberOf(0)]]);
			const textsTo = (number: string) =>
				setting.simulator.messages.filter(({ to }) => to === number).map(({ text }) => text);
			expect([0, 1, 2].map(numberOf).map(textsTo)).toEqual([['0', '2', '4'], ['1', '5'], ['3']]);
		});

		it('a recipient in two forms is one recipient', async () => {
			await send([{ number: '+1 555 000 0001' }, { number: '0015550000001' }]);
			expect(numbersSent()).toEqual([['15550000001'], ['15550000001']]);
		});

		it('more than 100 recipients stand in a request where told so', async () => {
			await send(itemsFor(250), { options: { recipientsPerRequest: 10000 } });
			expect(numbersSent().map(({ length }) => length)).toEqual([250]);
		});

		it('requests of one channel go out one after another', async () => {
			setting.simulator.fault({ latency: 20, times: Infinity });
			await send(itemsFor(6), { options: { recipientsPerRequest: 1 } });
			expect(setting.simulator.peakInFlight).toBe(1);
			expect(numbersSent().flat()).toEqual(itemsFor(6).map(({ number }) => number));
		});

		it('an item that the checks refuse leaves the others in one request, with Continue', async () => {
			const { items } = await send(
				[{ number: numberOf(0) }, { number: 'none' }, { number: numberOf(2) }],
				{},
				CONTINUE,
			);
			expect(numbersSent()).toEqual([[0, 2].map(numberOf)]);
			expect(items.map(({ json }) => json.status ?? 'refused')).toEqual([100, 'refused', 100]);
		});
	});

	describe('puts out', () => {
		it('the ids, the number and the mark of the message', async () => {
			const { items } = await send([{ number: '+1 (555) 000-0001' }]);
			expect(items[0]!.json).toEqual({
				status: 100,
				message: 'Success',
				pushId: '7478630',
				messageId: '9844217',
				number: '15550000001',
				credit: '0.005',
				recipients: 1,
				referenceNumber: expect.stringMatching(/-node-1-0-0$/),
			});
			expect(setting.simulator.messages[0]!.referenceNumber).toBe(items[0]!.json.referenceNumber);
		});

		it('a reference number of its own', async () => {
			const { items } = await send([{ number: numberOf(1) }], {
				options: { referenceNumber: 'order-7' },
			});
			expect(items[0]!.json.referenceNumber).toBe('order-7');
			expect(setting.simulator.tally.byReference.get('order-7')).toBe(1);
		});

		it('the reference number that went out, where the extra fields set one', async () => {
			const { items } = await send([{ number: numberOf(1) }], {
				options: { extraRecipient: '{ "reference_number": "order-8" }' },
			});
			expect(items[0]!.json.referenceNumber).toBe('order-8');
			expect(setting.simulator.tally.byReference.get('order-8')).toBe(1);
		});

		it('a default reference number for each item, no two the same', async () => {
			const { items } = await send(itemsFor(3));
			const marks = items.map(({ json }) => String(json.referenceNumber));
			expect(new Set(marks).size).toBe(3);
			marks.forEach((mark, index) => expect(mark).toMatch(new RegExp(`-node-1-0-${index}$`)));
		});
	});

	describe('reads a phone number', () => {
		it.each<[unknown, string]>([
			[15550000001, '15550000001'],
			['+1 (555) 000-0001', '15550000001'],
			['1‑555‐000−0001', '15550000001'],
			['\u200e1555\u00a0000\u200b0001\ufeff', '15550000001'],
			['1555000.0001', '15550000001'],
		])('%j as %s', async (number, read) => {
			const { items } = await send([{ number } as IDataObject]);
			expect(items[0]!.json).toMatchObject({ status: 100, number: read });
			expect(numbersSent()).toEqual([[read]]);
		});

		it.each<[unknown, RegExp]>([
			['05550000001', /begins with 0/],
			[15550000001.5, /fraction/],
			['15550000001,5', /fraction/],
			['15550000001.25', /fraction/],
			['+15550000001.125', /fraction/],
			['1555000,25', /fraction/],
			['\u202a15550000001.25\u202c', /fraction/],
			['1.555E+10', /scientific notation/],
		])('%j is refused by its own sentence', async (number, sentence) => {
			const { items } = await send([{ number } as IDataObject], {}, CONTINUE);
			const { error, details } = refusalIn(items[0]);
			expect(details).toMatchObject({
				code: 406,
				source: 'check',
				mayHaveBeenSent: false,
				issues: [{ code: 406, field: 'number' }],
			});
			expect(error).toMatch(sentence);
			expect(details.issues[0]!.hint).toMatch(/\w+ \w+/);
			expect(setting.received()).toEqual([]);
		});

		it.each(['05550000001', '1.5E+9'])(
			'%j goes out as it is with the checks off',
			async (number) => {
				const { items } = await send(
					[{ number }],
					{ options: { checkBeforeSending: false } },
					CONTINUE,
				);
				expect(numbersSent()).toEqual([[number]]);
				expect(refusalIn(items[0]).details).toMatchObject({ code: 406, source: 'api' });
			},
		);
	});

	describe('sends', () => {
		const binaryRun = async (binary: IBinaryKeyData, changes: Fields = {}, count = 1) =>
			await runWorkflow(
				setting.engine,
				workflowAround({
					...CONTINUE,
					parameters: {
						resource: 'message',
						operation: 'send',
						...parametersFor({
							messageType: 'media',
							mediaSource: 'binary',
							message: '',
							...changes,
						}),
					},
				}),
				{
					startNode: 'Start',
					pinData: { Start: itemsFor(count).map((json) => ({ json, binary })) },
					credentials: { [CREDENTIAL_TYPE]: setting.credential() },
				},
			);

		const file = (fileName?: string): IBinaryKeyData => ({
			data: {
				data: 'YSBwaWN0dXJl',
				mimeType: 'image/png',
				...(fileName !== undefined && { fileName }),
			},
		});

		const ONE = numberOf(1);
		const LINK = 'https://shop.example/a.jpg';

		it.each<[string, Fields, Fields]>([
			[
				'a text with high priority',
				{ options: { highPriority: true } },
				{ application: '121', priority: 1, data: [{ number: ONE, message: 'Hello' }] },
			],
			[
				'a file by its link, without a caption and with a name',
				{ messageType: 'media', mediaUrl: LINK, message: ' ', options: { fileName: 'Menu.jpg' } },
				{
					application: '121',
					globalmedia: LINK,
					media_name: 'Menu.jpg',
					data: [{ number: ONE }],
				},
			],
			[
				'a location of texts',
				{
					messageType: 'location',
					message: '',
					latitude: '9.9312',
					longitude: '76,2673',
					locationName: 'Shop',
					locationAddress: '',
				},
				{
					application: '121',
					location: { lat: 9.9312, long: 76.2673, name: 'Shop' },
					data: [{ number: ONE }],
				},
			],
			[
				'a text to a group',
				{ application: '10', recipient: 'group', groupId: 'G1' },
				{ application: '10', group_id: 'G1', globalmessage: 'Hello' },
			],
			[
				'a text to a Messenger user',
				{ application: '5', recipient: 'messenger', messengerId: '={{ 42100001 }}' },
				{ application: '5', data: [{ messenger_id: '42100001', message: 'Hello' }] },
			],
			[
				'further fields, last',
				{
					options: {
						extraBody: '{ "priority": 1 }',
						extraRecipient: '={{ ({ message: "Mine" }) }}',
					},
				},
				{ application: '121', priority: 1, data: [{ number: ONE, message: 'Mine' }] },
			],
		])('%s', async (_, changes, body) => {
			const { items, error } = await send([{ number: ONE }], changes);
			expect(error).toBeUndefined();
			expect(bodySent()).toEqual(body);
			expect(items[0]!.json.status).toBe(100);
		});

		it.each([
			['a very long name of a menu.png', {}, 'a very long name.png'],
			['Rechnung Nr. 4711 Ava', {}, 'Rechnung Nr. 471.png'],
			[undefined, {}, 'file.png'],
		])('a file %s from binary data, as %3$s', async (name, changes, sent) => {
			const run = await binaryRun(file(name), changes);
			expect(run.output(NODE_NAME)[0]!.json.status).toBe(100);
			expect(bodySent()).toEqual({
				application: '121',
				globalmedia_code: 'YSBwaWN0dXJl',
				media_name: sent,
				data: [{ number: numberOf(0) }],
			});
		});

		it('no file where the item does not have the binary field', async () => {
			for (const checkBeforeSending of [true, false]) {
				const run = await binaryRun(file(), {
					binaryPropertyName: 'picture',
					options: { checkBeforeSending },
				});
				expect(refusalIn(run.output(NODE_NAME)[0])).toMatchObject({
					error: expect.stringMatching(/"picture"/),
					details: { source: 'check', issues: [{ field: 'binaryPropertyName' }] },
				});
			}
			expect(setting.received()).toEqual([]);
		});

		it('nothing in a dry run, which tells the size of a file', async () => {
			const run = await binaryRun(file('menu.png'), { options: { dryRun: true } });
			expect(run.output(NODE_NAME)[0]!.json).toEqual({
				dryRun: true,
				url: `${setting.simulator.baseUrl}/push`,
				recipients: 1,
				body: {
					application: '121',
					globalmedia_code: '[a file of 1 kB in base64]',
					media_name: 'menu.png',
					data: [{ number: numberOf(0), reference_number: expect.any(String) }],
				},
			});
			expect(setting.simulator.counts.requests).toBe(0);
		});
	});

	describe('refuses', () => {
		it.each<[string, Fields, number | null]>([
			['number', { number: '={{ null }}' }, 402],
			['number', { number: '={{ "\u202a\u200b \u202c" }}' }, 402],
			['latitude', { messageType: 'location', latitude: 'north', longitude: '1' }, null],
			['messageType', { messageType: '={{ "song" }}' }, null],
			['extraBody', { options: { extraBody: '{ "token": "x" }' } }, null],
		])('%s %j, checks on or off', async (field, changes, code) => {
			for (const checkBeforeSending of [true, false]) {
				const { items } = await send(
					[{ number: numberOf(1) }],
					{ ...changes, options: { ...(changes.options as object), checkBeforeSending } },
					CONTINUE,
				);
				expect(refusalIn(items[0]).details).toMatchObject({
					source: 'check',
					mayHaveBeenSent: false,
					issues: [{ field, code }],
				});
			}
			expect(setting.received()).toEqual([]);
		});

		it.each<[string, Fields]>([
			['application', { application: 'eight' }],
			['latitude', { messageType: 'location', latitude: '90.1', longitude: '1' }],
		])('%s %j while the checks are on, and sends it with them off', async (field, changes) => {
			const { items } = await send([{ number: numberOf(1) }], changes, CONTINUE);
			expect(refusalIn(items[0]).details).toMatchObject({ source: 'check', issues: [{ field }] });
			expect(setting.received()).toEqual([]);
			const options = { ...(changes.options as object), checkBeforeSending: false };
			await send([{ number: numberOf(1) }], { ...changes, options }, CONTINUE);
			expect(setting.received()).toHaveLength(1);
		});

		it('with Stop, nothing is sent where one of the items is refused by the checks', async () => {
			const { error } = await send([...itemsFor(120), { number: 'none' }]);
			expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 120 } });
			expect(setting.received()).toEqual([]);
		});
	});
});
