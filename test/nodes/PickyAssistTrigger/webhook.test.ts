import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ALL_EVENTS, call, itemsOf, newNode, WATCHWORD, type Sketch } from './calling';

const MESSAGE = { number: '15550000001', 'unique-id': '1', 'message-in': 'Hi', type: 1 };
const credential = { webhookSecret: ` ${WATCHWORD}\n` };

const jsonOf = async (sketch: Sketch) => (await call(sketch)).json;
const startsARun = async (sketch: Sketch) => (await call(sketch)).json !== undefined;

describe('the body', () => {
	const text = JSON.stringify(MESSAGE);
	const form = 'number=15550000001&unique-id=1&message-in=Hi&type=1';

	it.each([
		['as JSON', 'application/json; charset=utf-8', text],
		['as text', 'text/plain', text],
		['as text with a byte order mark', 'text/plain', `\uFEFF${text}`],
		['as a form that is JSON', 'application/x-www-form-urlencoded', text],
		[
			'as a form that is encoded JSON',
			'application/x-www-form-urlencoded',
			encodeURIComponent(text),
		],
		[
			'as a form that is JSON with the signs of a form',
			'application/x-www-form-urlencoded',
			JSON.stringify({ ...MESSAGE, note: 'a=b&c=d' }),
		],
		['as a form in parts', 'multipart/form-data; boundary=x', text],
		['as text in another encoding', 'text/plain; charset=utf-16le', text],
		['as an ordinary form', 'application/x-www-form-urlencoded', form],
		['of an unknown type', 'application/vnd.picky+json', text],
		['of a binary type', 'application/octet-stream', text],
		['without a type', undefined, text],
	])('is read %s', async (_, contentType, body) => {
		expect(await jsonOf({ body, contentType })).toMatchObject([
			{ event: 'messageReceived', number: '15550000001', messageId: '1', message: 'Hi' },
		]);
	});

	it('is an ordinary object as raw, also if it came as a form', async () => {
		const contentType = 'application/x-www-form-urlencoded';
		const parameters = { options: { includeRaw: true } };
		const [item] = (await jsonOf({ body: form, contentType, parameters }))!;
		expect(item!.raw).toStrictEqual({ ...MESSAGE, type: '1' });
	});

	it.each([
		['application/json', '[1]'],
		['application/json', '"text"'],
		['application/json', 'null'],
		['application/json', ''],
		['text/plain', 'hello'],
		['text/plain', '[1]'],
		['application/xml', '<a>1</a>'],
		['application/octet-stream', '\u0000'],
		['application/x-www-form-urlencoded', ''],
		['application/x-www-form-urlencoded', '&'],
		['multipart/form-data; boundary=x', '1'],
		['multipart/form-data; boundary=x', ''],
		[undefined, ''],
	])('that is no object is refused: %s %s', async (contentType, body) => {
		const { result, refused } = await call({ body, contentType });
		expect(refused).toEqual({
			status: 400,
			body: { error: 'The body of the call is not a JSON object' },
		});
		expect(result).toEqual({ noWebhookResponse: true });
	});
});

describe('the secret', () => {
	it.each([
		['the address', { query: { secret: WATCHWORD } }],
		['the body', { body: { ...MESSAGE, secret: WATCHWORD } }],
		[
			'the body, with another in the address',
			{
				query: { secret: 'other' },
				body: { ...MESSAGE, secret: WATCHWORD },
			},
		],
	])('lets a call in that has it in %s', async (_, sketch) => {
		const { json, refused } = await call({ body: MESSAGE, credential, ...sketch });
		expect(refused).toBeUndefined();
		expect(json).toMatchObject([{ messageId: '1' }]);
	});

	it.each([
		[`${WATCHWORD}\u200B`, WATCHWORD],
		[WATCHWORD, `\u2060${WATCHWORD}`],
		[`\uFEFF${WATCHWORD}`, `\uFEFF${WATCHWORD}`],
	])(
		'is the same with hidden signs that were pasted along: %j, %j',
		async (webhookSecret, secret) => {
			const sketch = { body: MESSAGE, query: { secret }, credential: { webhookSecret } };
			expect(await startsARun(sketch)).toBe(true);
		},
	);

	it('as digits is the same as a number in the body', async () => {
		const body = { ...MESSAGE, secret: 4711 };
		expect(await startsARun({ body, credential: { webhookSecret: '4711' } })).toBe(true);
	});

	it.each([
		[{}],
		[{ query: { secret: WATCHWORD.toLowerCase() } }],
		[{ query: { secret: `${WATCHWORD} ` } }],
		[{ query: { secret: [WATCHWORD] } }],
		[{ query: { secret: { a: WATCHWORD } } }],
		[{ query: { Secret: WATCHWORD } }],
		[{ body: { ...MESSAGE, data: { secret: WATCHWORD } } }],
		[{ body: { ...MESSAGE, secret: null } }],
		[{ body: 'no JSON', contentType: 'text/plain' }],
	])('keeps a call out that does not have it: %j', async (sketch) => {
		const { result, refused, log } = await call({ body: MESSAGE, credential, ...sketch });
		expect(refused).toEqual({
			status: 401,
			body: { error: 'The call does not carry the secret of this webhook' },
		});
		expect(result).toEqual({ noWebhookResponse: true });
		expect(log).toEqual([
			'A call to "Picky Assist Trigger" was refused, since it does not carry the webhook secret',
		]);
	});

	it.each([undefined, { token: 'x' }, { webhookSecret: ' ' }])(
		'is not asked for if none is set: %j',
		async (none) => {
			expect(await startsARun({ body: MESSAGE, ...(none && { credential: none }) })).toBe(true);
		},
	);

	it('keeps everyone out while the chosen credential cannot be read', async () => {
		const broken = new Error(`Cannot decrypt ${WATCHWORD}`);
		const { result, refused, log } = await call({ body: MESSAGE, credential: broken });
		expect(refused).toEqual({
			status: 503,
			body: { error: 'The credential of this webhook cannot be read at the moment' },
		});
		expect(result).toEqual({ noWebhookResponse: true });
		expect(log.join()).toContain('its credential cannot be read');
		expect(log.join()).not.toContain(WATCHWORD);
	});

	it('is in no item, in whatever form and wherever it came', async () => {
		const everywhere = {
			...MESSAGE,
			secret: WATCHWORD,
			message_in_raw: `it is ${WATCHWORD}`,
			'message-in': encodeURIComponent(encodeURIComponent(WATCHWORD)),
			name: encodeURIComponent(WATCHWORD),
			shop: [{ secret: 'x', key: WATCHWORD.toUpperCase() }],
			[WATCHWORD]: JSON.stringify({ a: WATCHWORD }),
			'media-url': `https://a.example/${encodeURIComponent(WATCHWORD)}?a=${WATCHWORD}`,
			contact: [{ note: WATCHWORD, secret: WATCHWORD }],
			data: [{ secret: WATCHWORD, msg_id: WATCHWORD }],
		};
		const parameters = { events: ALL_EVENTS, options: { includeRaw: true } };
		for (const body of [everywhere, { ...everywhere, event_id: 1 }, { event_id: 7, everywhere }]) {
			const query = { secret: WATCHWORD, callback: `?secret=${encodeURIComponent(WATCHWORD)}` };
			const text = JSON.stringify(await jsonOf({ body, query, credential, parameters }));
			expect(text).toContain('[hidden]');
			expect(text).not.toContain('"secret"');
			for (const form of [WATCHWORD, encodeURIComponent(WATCHWORD), 'market', 'Str33t'])
				expect(text.toLowerCase()).not.toContain(form.toLowerCase());
		}
	});

	it('is taken out by its name also if none is set', async () => {
		const parameters = { options: { includeRaw: true } };
		const query = { secret: 'abc', shop: '1' };
		const body = { ...MESSAGE, secret: 'abc', nested: { secret: 'abc' } };
		const text = JSON.stringify(await jsonOf({ body, query, parameters }));
		expect(text).not.toContain('abc');
		expect(text).toContain('"shop":"1"');
	});
});

describe('what starts a run', () => {
	const delivery = (status: number) => ({ event_id: 1, data: [{ msg_id: 1, status }] });

	it.each([
		[undefined, MESSAGE, true],
		[undefined, { ...MESSAGE, direction: 1 }, false],
		[undefined, delivery(1), false],
		[undefined, {}, false],
		[['messageSent'], { ...MESSAGE, direction: 1 }, true],
		[['messageSent'], MESSAGE, false],
		[['deliveryStatus', 'other'], delivery(1), true],
		[['deliveryStatus', 'other'], {}, true],
		[['deliveryStatus', 'other'], MESSAGE, false],
		[[], MESSAGE, false],
		[null, MESSAGE, true],
		[null, delivery(1), false],
		['messageSent, messageReceived', MESSAGE, true],
		[{ a: 1 }, MESSAGE, true],
		[{ a: 1 }, delivery(1), false],
	])('with Trigger On %j is %j: %p', async (events, body, starts) => {
		expect(
			await startsARun({ body, parameters: { ...(events !== undefined && { events }) } }),
		).toBe(starts);
	});

	it.each([
		['channelIds', '', { application: 8 }, true],
		['channelIds', '8', { application: 8 }, true],
		['channelIds', ' 5 ,8', { application: '8' }, true],
		['channelIds', [5, 8], { application: '8' }, true],
		['channelIds', 8, { application: 8 }, true],
		['channelIds', '٥,٨', { application: 8 }, true],
		['channelIds', '5,80', { application: 8 }, false],
		['channelIds', '5', {}, true],
		['channelIds', BigInt(8), { application: 8 }, true],
		['channelIds', '\u200b', { application: '8' }, true],
		['channelIds', { id: 5 }, { application: '8' }, true],
		['channelIds', [5, { id: 8 }], { application: '7' }, true],
		['deliveryStatuses', { a: 1 }, delivery(1), true],
		['messageTypes', ['text', 'image'], { type: 2 }, true],
		['messageTypes', ['text', 'image'], { type: 3 }, false],
		['messageTypes', ['unknown'], { type: 8 }, true],
		['messageTypes', ['text'], { event_id: 1, data: [{ status: 1, message_type: 'Image' }] }, true],
		['messageTypes', ['text'], { event_id: 9 }, true],
		['deliveryStatuses', ['Failed'], { type: 1 }, true],
		['deliveryStatuses', ['Failed', 'Refunded'], delivery(2), true],
		['deliveryStatuses', ['Failed', 'Refunded'], delivery(1), false],
		['deliveryStatuses', ['Unknown'], { event_id: 1, data: [] }, true],
		['deliveryStatuses', ['Read'], { event_id: 1, data: [] }, false],
	])('with %s %p is %j: %p', async (name, value, fields, starts) => {
		const parameters = { events: ALL_EVENTS, options: { [name]: value } } as IDataObject;
		expect(await startsARun({ body: { ...MESSAGE, ...fields }, parameters })).toBe(starts);
	});

	it('is each entry of a delivery event by itself', async () => {
		const data = [1, 2, 3].map((status) => ({ msg_id: status, status, channel_id: status }));
		const parameters = {
			events: ['deliveryStatus'],
			options: { deliveryStatuses: ['Failed', 'Read'], channelIds: '1,3' },
		};
		expect(await itemsOf({ event_id: 1, data }, { parameters })).toMatchObject([
			{ messageId: '3' },
		]);
	});

	it.each([null, '', 'perhaps'])('does not depend on an option that says %j', async (said) => {
		const sketch = { body: MESSAGE, node: newNode() };
		const parameters = { options: { includeRaw: said, ignoreRepeats: said } };
		const [item] = (await jsonOf({ ...sketch, parameters }))!;
		expect(item).not.toHaveProperty('raw');
		expect(await startsARun({ ...sketch, parameters })).toBe(false);
	});

	it('does not depend on a parameter whose expression cannot be resolved', async () => {
		const { json, log, result } = await call({
			body: { ...MESSAGE, application: 8 },
			parameters: {
				replyText: 'x',
				options: {
					channelIds: '5',
					messageTypes: ['image'],
					includeRaw: true,
					ignoreRepeats: true,
				},
			},
			unresolvable: [
				...['events', 'respond', 'replyText', 'options.channelIds', 'options.messageTypes'],
				...['options.ignoreRepeats', 'options.downloadMedia', 'options.deliveryStatuses'],
			],
		});
		expect(json).toMatchObject([{ messageId: '1', raw: MESSAGE }]);
		expect(result.webhookResponse).toEqual({});
		expect(log).toHaveLength(8);
		expect(log).toContain(
			'The expression of "options.channelIds" in "Picky Assist Trigger" cannot be resolved, so it counts as not set',
		);
		expect(log.join()).not.toContain(WATCHWORD);
	});
});

describe('if n8n leaves out what it may leave out', () => {
	it('a call without headers is read', async () => {
		expect(await jsonOf({ body: MESSAGE, missing: ['headers'] })).toMatchObject([
			{ message: 'Hi' },
		]);
	});

	it.each<[string, Sketch, number | undefined]>([
		['lets in', { unresolvable: ['replyText', 'events'] }, undefined],
		['keeps out who has no secret', { credential }, 401],
		['keeps out everyone without a credential', { credential: new Error('gone') }, 503],
	])('a node without a log %s', async (_, sketch, status) => {
		const { refused, json } = await call({ body: MESSAGE, missing: ['logger'], ...sketch });
		expect(refused?.status).toBe(status);
		expect(json === undefined).toBe(status !== undefined);
	});

	it('a node and a workflow without ids start a run', async () => {
		const bare = { itself: { id: undefined }, workflow: {} };
		expect(await startsARun({ body: { ...MESSAGE, 'unique-id': 'bare' }, ...bare })).toBe(true);
	});
});

describe('the answer', () => {
	const parameters = { replyText: 'Thank you', events: ALL_EVENTS };

	it('is the reply text, to a message that came in', async () => {
		const { result } = await call({ body: MESSAGE, parameters });
		expect(result.webhookResponse).toEqual({ 'message-out': 'Thank you', type: '1', delay: '0' });
		expect(result.workflowData).toHaveLength(1);
	});

	it.each<[string, INodeExecutionData[]]>([
		['of n8n that shows it', [{ json: { body: { name: 'Ava' }, query: { shop: '7' } } }]],
		['of older n8n as well', []],
	])('may be made of the call by an expression %s', async (_, connectionInputData) => {
		const { result, log } = await call({
			body: { ...MESSAGE, name: 'Ava' },
			query: { shop: '7' },
			parameters: { replyText: '=reply' },
			expressions: { '=reply': ({ body, query }) => JSON.stringify([body, query]) },
			connectionInputData,
		});
		const reply = result.webhookResponse as { 'message-out': string };
		expect(JSON.parse(reply['message-out'])).toMatchObject([{ name: 'Ava' }, { shop: '7' }]);
		expect(connectionInputData).toHaveLength(1);
		expect(log).toEqual([]);
	});

	const day = new Date('2026-11-20T08:30:00Z');
	const luxon = { isLuxonDateTime: true, invalid: null, ts: day.getTime(), o: 330 };

	it.each<[unknown, string]>([
		[42, '42'],
		[true, 'true'],
		[' Hi\n', 'Hi'],
		[luxon, '2026-11-20T14:00:00.000+05:30'],
		['Thanks \ud83d', 'Thanks \ufffd'],
	])('of %p is the text %j', async (replyText, text) => {
		const parameters = { replyText } as IDataObject;
		const { result, log } = await call({ body: MESSAGE, parameters });
		expect(result.webhookResponse).toEqual({ 'message-out': text, type: '1', delay: '0' });
		expect(log).toEqual([]);
	});

	it.each<[unknown]>([[['Hi']], [{ text: 'Hi' }], [new Date('never')]])(
		'is empty if %p can be no text, and the log says so',
		async (replyText) => {
			const parameters = { replyText } as IDataObject;
			const { result, json, log } = await call({ body: MESSAGE, parameters });
			expect(result.webhookResponse).toEqual({});
			expect(json).toHaveLength(1);
			expect(log).toEqual([expect.stringContaining('"replyText"')]);
		},
	);

	it.each([
		['no reply text', MESSAGE, { replyText: ' \n' }],
		['a list for text', MESSAGE, { replyText: ['a'] }],
		['a message that was sent', { ...MESSAGE, direction: 1 }, {}],
		['a delivery state', { event_id: 1, data: [{ msg_id: 1 }] }, {}],
		['another event', { event_id: 2 }, {}],
	])('is empty for %s', async (_, body, changes) => {
		const { result } = await call({ body, parameters: { ...parameters, ...changes } });
		expect(result.webhookResponse).toEqual({});
		expect(result.workflowData).toHaveLength(1);
	});

	it('is empty if no run starts', async () => {
		const { result } = await call({ body: MESSAGE, parameters: { ...parameters, events: [] } });
		expect(result).toEqual({ webhookResponse: {} });
	});
});
