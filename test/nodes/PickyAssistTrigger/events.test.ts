import { itemsOf } from './calling';

const TEXT = {
	number: '15550000001',
	'message-in': 'Hello+there',
	message_in_raw: 'Hello there',
	type: 1,
	application: 121,
	'unique-id': '751403635',
	'project-id': 501326,
	direction: 0,
	name: 'Ava',
};

const DELIVERY = {
	project_id: '1',
	event_id: '1',
	data: [
		{
			push_id: '7478630',
			number: '15550000001',
			msg_id: '9844217',
			status: '2',
			reference_number: 'order-1',
			template_id: 'AX211481604',
			channel_id: '5',
			error_code: '131037',
			error_message: 'display name not approved',
		},
	],
};

const message = async (fields: object) => (await itemsOf({ ...TEXT, ...fields }))![0]!;
const delivery = async (fields: object) =>
	(await itemsOf({ event_id: 1, data: [{ msg_id: '1', ...fields }] }))![0]!;

describe('a message', () => {
	it('is one flat item of text, its keys in their order', async () => {
		const items = await itemsOf(TEXT);
		expect(items).toEqual([
			{
				event: 'messageReceived',
				messageId: '751403635',
				number: '15550000001',
				name: 'Ava',
				message: 'Hello there',
				chatInput: 'Hello there',
				sessionId: '121:15550000001',
				type: 'text',
				channelId: '121',
				projectId: '501326',
				direction: '0',
			},
		]);
		expect(Object.keys(items![0]!)).toEqual([
			...['event', 'messageId', 'number', 'name', 'message', 'chatInput', 'sessionId'],
			...['type', 'channelId', 'projectId', 'direction'],
		]);
	});

	it('has no key for what came empty', async () => {
		const empty = { name: null, payload: ' ', 'group-mentions': [], interactive: {}, shop: [] };
		expect(await message(empty)).toEqual((await itemsOf({ ...TEXT, name: null }))![0]);
	});

	it.each([
		[0, 'messageReceived'],
		[1, 'messageSent'],
		[' 1 ', 'messageSent'],
		[[1], 'messageReceived'],
	])('with direction %j is %s', async (direction, event) => {
		expect((await message({ direction })).event).toBe(event);
	});

	it('that was sent has nothing for an AI agent', async () => {
		const sent = await message({ direction: '1' });
		expect(sent).not.toHaveProperty('chatInput');
		expect(sent).not.toHaveProperty('sessionId');
	});

	it.each([{ number: '15550000001' }, { 'unique-id': 7 }, { messenger_id: 42 }])(
		'is known by %j alone',
		async (body) => {
			expect((await itemsOf(body))![0]).toMatchObject({
				event: 'messageReceived',
				type: 'unknown',
			});
		},
	);

	it.each([
		[{ message_in_raw: ' ', 'message-in-raw': 'b', 'message-in': 'c' }, 'b'],
		[{ message_in_raw: ['a'], 'message-in': 'Not+Sure%21' }, 'Not Sure!'],
		[{ message_in_raw: null, 'message-in': '1+1 is 50%' }, '1+1 is 50%'],
		[{ message_in_raw: '1+1%21' }, '1+1%21'],
		[{ message_in_raw: '  as it came\n' }, '  as it came\n'],
	])('reads its text from %j', async (fields, text) => {
		expect((await message(fields)).message).toBe(text);
	});

	it('without text says its type to an AI agent', async () => {
		const image = { message_in_raw: '', 'message-in': '', type: '2' };
		expect(await message(image)).toMatchObject({ chatInput: '[image]', type: 'image' });
	});

	it.each([
		[{ 'group-id': 'g1' }, '121:g1'],
		[{ number: 'Ava', messenger_id: '42' }, '121:42'],
		[{ number: 'Ava' }, '121:Ava'],
		[{ application: null }, '15550000001'],
		[{ number: null }, undefined],
	])('with %j has the session %s', async (fields, sessionId) => {
		expect((await message(fields)).sessionId).toBe(sessionId);
	});

	it.each([
		['+1 (555) 000-00\u201101', '15550000001', '+1 (555) 000-00\u201101'],
		['Family @Ava / 15550000001', '15550000001', 'Family @Ava / 15550000001'],
		['Family @Ava / １５５５００００００１', '15550000001', 'Family @Ava / １５５５００００００１'],
		['Ava Smith', undefined, 'Ava Smith'],
		[15550000001, '15550000001', undefined],
		['15550000001', '15550000001', undefined],
		[-15550000001, undefined, '-15550000001'],
		[1.5, undefined, '1.5'],
		[['15550000001'], undefined, undefined],
	])('from %j has the number %s and the sender %s', async (number, digits, sender) => {
		const item = await message({ number });
		expect([item.number, item.sender]).toEqual([digits, sender]);
	});

	it.each([
		[1, 'text'],
		['2', 'image'],
		[3, 'video'],
		[4, 'audio'],
		[' 5 ', 'location'],
		[6, 'document'],
		[7, 'contact'],
		[9, 'button'],
		[8, 'unknown'],
		['constructor', 'unknown'],
		[null, 'unknown'],
		[{ a: 1 }, 'unknown'],
	])('of the type %j is %s', async (type, word) => {
		expect((await message({ type })).type).toBe(word);
	});

	it('has its type from its content before its number', async () => {
		const parts = {
			interactive: { type: 2, id: 'ref1', description: null },
			Location: { lat: '81.5', long: 6.9, name: 'Office', address: 'Main Street', url: '' },
			contact: { first_name: 'Ava' },
			payload: 'confirm',
		};
		const { interactive, ...others } = parts;
		const { contact, payload } = parts;
		expect(await message(parts)).toMatchObject({
			type: 'choice',
			choice: { id: 'ref1', kind: 'button' },
			location: { latitude: 81.5, longitude: 6.9, name: 'Office', address: 'Main Street' },
			contacts: [{ first_name: 'Ava' }],
			payload: 'confirm',
		});
		expect((await message({ interactive })).type).toBe('choice');
		expect((await message(others)).type).toBe('location');
		expect((await message({ location: { lat: 1 } })).type).toBe('location');
		expect((await message({ contact, payload })).type).toBe('contact');
		expect((await message({ payload })).type).toBe('button');
	});

	it('has a choice of a list, and none without anything in it', async () => {
		const interactive = { type: '1', id: 'ref1', description: 'Tea' };
		const { choice } = await message({ interactive });
		expect(choice).toEqual({ id: 'ref1', description: 'Tea', kind: 'list' });
		expect(await message({ interactive: { type: 3, id: '' } })).not.toHaveProperty('choice');
		expect(await message({ interactive: 'text' })).not.toHaveProperty('choice');
	});

	it('has latitude and longitude as numbers, or not at all', async () => {
		const { location } = await message({ location: { lat: '', long: 'east', name: 'Office' } });
		expect(location).toEqual({ name: 'Office' });
	});

	it('has lists also if one entry came alone, without what is empty', async () => {
		expect(
			await message({
				contact: [{ a: 1 }, null, {}],
				'group-mentions': '15550000002',
				referral: { source: 'ad' },
			}),
		).toMatchObject({
			contacts: [{ a: 1 }],
			mentions: ['15550000002'],
			referral: [{ source: 'ad' }],
		});
		expect(await message({ contact: [null] })).not.toHaveProperty('contacts');
	});

	it('has what it answers, its file and its group as text', async () => {
		expect(
			await message({
				'context-msg-id': 30486936,
				'media-url': 'https://a.example/b.jpg',
				'group-id': 8,
			}),
		).toMatchObject({ repliesTo: '30486936', mediaUrl: 'https://a.example/b.jpg', groupId: '8' });
	});

	it('has no key for a list or an object if text is meant', async () => {
		const fields = { name: ['Ava'], payload: { a: 1 }, 'context-msg-id': [1], 'media-url': {} };
		const item = await message(fields);
		for (const key of ['name', 'payload', 'repliesTo', 'mediaUrl'])
			expect(item).not.toHaveProperty(key);
	});

	it('has unknown keys and the variables of the address as custom, those of the address last', async () => {
		const query = { shop: '7', campaign: 'may', empty: '', application: '9' };
		const body = { ...TEXT, shop: '1', 'custom-variable': 'test', tags: ['new'], notes: [] };
		const [item] = (await itemsOf(body, { query }))!;
		expect(item!.custom).toEqual({
			shop: '7',
			'custom-variable': 'test',
			tags: ['new'],
			campaign: 'may',
			application: '9',
		});
		expect(item!.channelId).toBe('121');
	});

	it('has what came as raw only if Include Raw Data is on', async () => {
		const [item] = (await itemsOf(
			{ ...TEXT, name: null },
			{ parameters: { options: { includeRaw: true } } },
		))!;
		expect(item!.raw).toEqual({ ...TEXT, name: null });
	});
});

describe('a delivery state', () => {
	it('is one flat item of text, its keys in their order', async () => {
		const items = await itemsOf(DELIVERY);
		expect(items).toEqual([
			{
				event: 'deliveryStatus',
				eventId: '1',
				messageId: '9844217',
				number: '15550000001',
				channelId: '5',
				projectId: '1',
				pushId: '7478630',
				status: 'Failed',
				statusCode: '2',
				referenceNumber: 'order-1',
				templateId: 'AX211481604',
				errorCode: '131037',
				errorMessage: 'display name not approved',
			},
		]);
		expect(Object.keys(items![0]!).slice(-6)).toEqual([
			...['status', 'statusCode', 'referenceNumber', 'templateId', 'errorCode', 'errorMessage'],
		]);
	});

	it('is an item for each entry, each with what the envelope says', async () => {
		const items = await itemsOf({
			event_id: 1,
			project_id: 27,
			shop: 'main',
			data: [{ msg_id: 1, status: 1 }, null, 'x', {}, [], { msg_id: 2, status: 3, shop: 'own' }],
		});
		expect(items).toEqual([
			expect.objectContaining({ messageId: '1', status: 'Delivered', custom: { shop: 'main' } }),
			expect.objectContaining({ messageId: '2', status: 'Read', custom: { shop: 'own' } }),
		]);
		expect(items![1]!.projectId).toBe('27');
	});

	it('is one item if data is a single object', async () => {
		const [item, ...others] = (await itemsOf({ event_id: '1', data: { msg_id: 5, status: 4 } }))!;
		expect([item!.messageId, item!.status, others]).toEqual(['5', 'Submitted', []]);
	});

	it.each([undefined, null, [], {}, 'text', [1, null, {}]])(
		'is one item with the whole body if data is %j',
		async (data) => {
			const body = { event_id: 1, project_id: 3, data };
			const items = await itemsOf(body, { query: { shop: '1' } });
			expect(items).toEqual([
				{
					event: 'deliveryStatus',
					eventId: '1',
					custom: { shop: '1' },
					raw: JSON.parse(JSON.stringify(body)) as object,
				},
			]);
		},
	);

	it.each([
		[0, 'Unknown', '0'],
		['1', 'Delivered', '1'],
		[' 2 ', 'Failed', '2'],
		['read', 'Read', '3'],
		['SUBMITTED', 'Submitted', '4'],
		[5, 'Refunded', '5'],
		[6, 'Unknown', '6'],
		[-1, 'Unknown', '-1'],
		['on its way', 'Unknown', 'on its way'],
		['constructor', 'Unknown', 'constructor'],
		['00', 'Unknown', '00'],
		[null, 'Unknown', undefined],
		[[1], 'Unknown', undefined],
	])('with the status %j is %s with the code %s', async (raw, status, statusCode) => {
		const item = await delivery({ status: raw });
		expect([item.status, item.statusCode]).toEqual([status, statusCode]);
	});

	it('has its message, its file and its type in lower case', async () => {
		const fields = { message: 'Hi', message_type: 'Image', media: 'https://a.example/b' };
		expect(await delivery(fields)).toMatchObject({
			message: 'Hi',
			type: 'image',
			mediaUrl: 'https://a.example/b',
		});
	});

	it('has what its envelope says if the entry has it empty', async () => {
		const data = [{ msg_id: 1, project_id: '', channel_id: null }];
		const [item] = (await itemsOf({ event_id: 1, project_id: 27, channel_id: 8, data }))!;
		expect(item).toMatchObject({ projectId: '27', channelId: '8' });
	});

	it('has its entry as raw if Include Raw Data is on', async () => {
		const [item] = (await itemsOf(DELIVERY, { parameters: { options: { includeRaw: true } } }))!;
		expect(item!.raw).toEqual(DELIVERY.data[0]);
	});
});

describe('another event', () => {
	it.each([
		[{}, undefined],
		[{ hello: 'world', number: '' }, undefined],
		[{ event_id: 2, data: [{ number: '15550000001' }] }, '2'],
		[{ event_id: { a: 1 }, number: '15550000001' }, undefined],
		[{ event_id: 'constructor' }, 'constructor'],
		[{ event_id: 3, number: '15550000001', direction: 1 }, '3'],
	])('is one item with the whole of %j', async (body, eventId) => {
		expect(await itemsOf(body)).toEqual([
			{ event: 'other', ...(eventId && { eventId }), raw: body },
		]);
	});

	it('is a message if event_id is empty', async () => {
		expect((await message({ event_id: '' })).event).toBe('messageReceived');
	});

	it('has the variables of the address alone as custom', async () => {
		const [item] = (await itemsOf({ hello: 'world' }, { query: { shop: '1' } }))!;
		expect(item).toEqual({ event: 'other', custom: { shop: '1' }, raw: { hello: 'world' } });
	});

	it('is without the name that changes what an object is', async () => {
		const [item] = (await itemsOf('{"a":{"__proto__":{"b":1},"constructor":2}}'))!;
		expect(JSON.stringify(item!.raw)).toBe('{"a":{"constructor":2}}');
	});

	it('is shallow enough for n8n however deep it came', async () => {
		const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
		const [item] = (await itemsOf(deep))!;
		expect(JSON.stringify(item).length).toBeLessThan(500);
		expect(JSON.stringify(item)).toContain('[more levels left out]');
	});
});
