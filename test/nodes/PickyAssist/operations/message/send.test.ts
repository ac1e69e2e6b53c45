import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { sendMessage } from '../../../../../nodes/PickyAssist/operations/message/send';
import { SUCCESS, TOKEN } from '../../../strictContext';
import { bodyOf, call, detailsIn, issuesOf } from '../calling';

const ONE = '15550000001';
const LINK = 'https://shop.example/a.jpg';
const REFERENCE = '231-f3a1-0-0';

const text = { application: '121', number: ONE, message: 'Hello' };
const media = { ...text, messageType: 'media', mediaUrl: LINK, message: '' };
const location = { ...text, messageType: 'location', latitude: '1', longitude: '2', message: '' };
const group = { recipient: 'group', groupId: 'G1' };
const messenger = { recipient: 'messenger', messengerId: 4210 };

const recipient = { number: ONE, reference_number: REFERENCE };
const hello = { ...recipient, message: 'Hello' };

describe('the body', () => {
	it.each<[what: string, item: IDataObject, body: IDataObject]>([
		['a text', text, { data: [hello] }],
		[
			'blank choices as the ordinary ones',
			{ ...text, recipient: ' ', messageType: null },
			{ data: [hello] },
		],
		[
			'a text where a file was chosen before',
			{ ...text, mediaSource: 'binary' },
			{ data: [hello] },
		],
		['a file by its link', media, { globalmedia: LINK, data: [recipient] }],
		[
			'a file with a caption and a name',
			{ ...media, message: 'Hello', options: { fileName: 'Menu.jpg' } },
			{ globalmedia: LINK, media_name: 'Menu.jpg', data: [hello] },
		],
		[
			'a location of texts',
			{ ...location, latitude: '9.9312', longitude: '76,2673' },
			{ location: { lat: 9.9312, long: 76.2673 }, data: [recipient] },
		],
		[
			'a location with its words',
			{ ...location, locationName: 'Shop', locationAddress: 'Long Street 1' },
			{
				location: { lat: 1, long: 2, name: 'Shop', address: 'Long Street 1' },
				data: [recipient],
			},
		],
		['a text to a group', { ...text, ...group }, { group_id: 'G1', globalmessage: 'Hello' }],
		['a file to a group', { ...media, ...group }, { group_id: 'G1', globalmedia: LINK }],
		[
			'a location to a group',
			{ ...location, ...group },
			{ group_id: 'G1', location: { lat: 1, long: 2 } },
		],
		[
			'a text to a Messenger user',
			{ ...text, ...messenger },
			{ data: [{ messenger_id: '4210', message: 'Hello', reference_number: REFERENCE }] },
		],
		[
			'a high priority and a mark of its own',
			{ ...text, options: { highPriority: true, referenceNumber: 7 } },
			{ priority: 1, data: [{ ...hello, reference_number: '7' }] },
		],
		['no priority', { ...text, options: { highPriority: 'false' } }, { data: [hello] }],
		[
			'further fields, which go in last',
			{
				...text,
				options: {
					highPriority: true,
					extraBody: '{ "priority": 2 }',
					extraRecipient: { message: 'Mine', reference_number: 'mine' },
				},
			},
			{ priority: 2, data: [{ ...hello, message: 'Mine', reference_number: 'mine' }] },
		],
	])('%s', async (_, item, body) => {
		expect(await bodyOf(sendMessage, item)).toStrictEqual({ application: '121', ...body });
	});

	it('has the channel of the credential where the field is blank', async () => {
		const credential = { token: TOKEN, platform: 'v3', channelId: '8' };
		expect(await bodyOf(sendMessage, { ...text, application: ' ' }, { credential })).toEqual({
			application: '8',
			data: [hello],
		});
	});
});

describe('a phone number', () => {
	it('is read as its digits', async () => {
		const number = '+1 (555) 000-0001';
		expect(await bodyOf(sendMessage, { ...text, number })).toMatchObject({
			data: [{ number: ONE }],
		});
	});

	it('is refused where it cannot be one, and goes out as it is with the checks off', async () => {
		const item = { ...text, number: 15550000001.5 };
		const [issue] = await issuesOf(sendMessage, item);
		expect(issue).toMatchObject({ code: 406, field: 'number' });
		expect(issue.message).toMatch(/fraction/);
		const sent = await bodyOf(sendMessage, { ...item, options: { checkBeforeSending: false } });
		expect(sent).toMatchObject({ data: [{ number: '15550000001.5' }] });
	});
});

const options = (own: IDataObject) => ({ ...text, options: own });

describe('is refused', () => {
	it.each<[field: string, item: IDataObject, code: number | null, message: string]>([
		['application', { ...text, application: ' ' }, null, 'Channel ID is blank'],
		['number', { ...text, number: null }, 402, 'Phone Number is blank'],
		['groupId', { ...text, ...group, groupId: ' ' }, 402, 'Group ID is blank'],
		['messengerId', { ...text, ...messenger, messengerId: '' }, 402, 'Messenger User ID is blank'],
		['message', { ...text, message: ' ' }, 407, 'Text is blank'],
		['mediaUrl', { ...media, mediaUrl: ' ' }, null, 'Media URL is blank'],
		['latitude', { ...location, latitude: ' ' }, null, 'Latitude is blank'],
		['longitude', { ...location, longitude: '' }, null, 'Longitude is blank'],
		[
			'latitude',
			{ ...location, latitude: 'north' },
			null,
			'Latitude is north, but it must be a number from -90 to 90',
		],
		[
			'recipient',
			{ ...text, recipient: 'someone' },
			null,
			'Recipient is someone, but it must be one of Messenger User, Phone Number, WhatsApp Group',
		],
		[
			'messageType',
			{ ...text, messageType: 'song' },
			null,
			'Message Type is song, but it must be one of Location, Media, Text',
		],
		[
			'mediaSource',
			{ ...media, mediaSource: 'disk' },
			null,
			'Media Source is disk, but it must be one of Binary Field, URL',
		],
		[
			'recipientsPerRequest',
			options({ recipientsPerRequest: 10_001 }),
			null,
			'Recipients per Request is 10001, but it must be a whole number from 1 to 10000',
		],
		['extraBody', options({ extraBody: '[1]' }), null, 'Extra Body Fields is not a JSON object'],
		[
			'extraRecipient',
			options({ extraRecipient: 'priority: 1' }),
			null,
			'Extra Recipient Fields is not a JSON object',
		],
		...['token', 'application', 'data', 'number'].flatMap(
			(key): Array<[string, IDataObject, null, string]> => [
				[
					'extraBody',
					options({ extraBody: { [key]: 1 } }),
					null,
					`Extra Body Fields may not set "${key}"`,
				],
				[
					'extraRecipient',
					options({ extraRecipient: `{ "${key}": 1 }` }),
					null,
					`Extra Recipient Fields may not set "${key}"`,
				],
			],
		),
	])('for its %s, checks on or off: %j', async (field, item, code, message) => {
		for (const checkBeforeSending of [true, false]) {
			const changed = { ...item, options: { ...(item.options as object), checkBeforeSending } };
			expect(await issuesOf(sendMessage, changed)).toMatchObject([{ field, code, message }]);
		}
	});

	it.each<[field: string, item: IDataObject, message: string]>([
		['application', { ...text, application: -8 }, 'Channel ID is not the number of a channel (-8)'],
		['mediaUrl', { ...media, mediaUrl: 'ftp://a.example/a' }, 'Media URL is not a web address'],
		[
			'latitude',
			{ ...location, latitude: '90.1' },
			'Latitude is 90.1, but it must be a number from -90 to 90',
		],
		[
			'longitude',
			{ ...location, longitude: -180.1 },
			'Longitude is -180.1, but it must be a number from -180 to 180',
		],
		[
			'fileName',
			{ ...media, options: { fileName: 'x'.repeat(21) } },
			'File Name has 21 characters, and Picky Assist allows 20',
		],
	])('for its %s while the checks are on: %j', async (field, item, message) => {
		expect(await issuesOf(sendMessage, item)).toMatchObject([{ field, code: null, message }]);
		const unchecked = { ...(item.options as object), checkBeforeSending: false };
		await bodyOf(sendMessage, { ...item, options: unchecked });
	});

	it('for Extra Recipient Fields of a group, with where they go, checks on or off', async () => {
		for (const checkBeforeSending of [true, false]) {
			const options = { extraRecipient: '{ "quoted": "1" }', checkBeforeSending };
			const [issue, ...others] = await issuesOf(sendMessage, { ...text, ...group, options });
			expect(others).toEqual([]);
			expect(issue).toMatchObject({ field: 'extraRecipient', code: null });
			expect(issue!.message).toMatch(/^Extra Recipient Fields .* group/);
			expect(issue!.hint).toContain('extraBody');
		}
	});

	it('but not for Extra Recipient Fields of a group that hold nothing', async () => {
		for (const extraRecipient of ['{}', {}, ' '])
			await bodyOf(sendMessage, { ...text, ...group, options: { extraRecipient } });
	});

	it('for all that is missing at once', async () => {
		const issues = await issuesOf(sendMessage, { messageType: 'location' });
		expect(issues.map(({ field }) => field)).toEqual([
			'application',
			'number',
			'latitude',
			'longitude',
		]);
	});
});

describe('a file of a binary field', () => {
	const base64 = Buffer.from('a picture').toString('base64');
	const binary = (fileName?: string, more: object = {}): IBinaryKeyData => ({
		data: { data: base64, mimeType: 'image/png', ...(fileName && { fileName }), ...more },
	});
	const fromField = { ...media, mediaSource: 'binary', binaryPropertyName: '' };

	it.each<[name: string | undefined, own: string | undefined, sent: string | undefined]>([
		['menu.png', undefined, 'menu.png'],
		['a very long name of a menu.png', undefined, 'a very long name.png'],
		['my v.1 longer name of a menu.png', undefined, 'my v.1 longer na.png'],
		['a very long name without an ending', undefined, 'a very long name.png'],
		['menu.png', 'Mine.png', 'Mine.png'],
		['menu.png', 'Mine v1.2', 'Mine v1.2.png'],
		[undefined, undefined, 'file.png'],
	])('%j goes out in base64; with the file name %j as %j', async (name, fileName, sent) => {
		const item = { ...fromField, options: { fileName } };
		expect(await bodyOf(sendMessage, item, { binary: [binary(name)] })).toEqual({
			application: '121',
			globalmedia_code: base64,
			...(sent && { media_name: sent }),
			data: [recipient],
		});
	});

	it('without a name and of a type that says nothing goes out without a name', async () => {
		const file = binary(undefined, { mimeType: 'application/octet-stream' });
		expect(await bodyOf(sendMessage, fromField, { binary: [file] })).not.toHaveProperty(
			'media_name',
		);
	});

	it('is named by the ending that n8n knows where its type says nothing', async () => {
		const file = binary('menu', { mimeType: 'application/octet-stream', fileExtension: 'pdf' });
		expect(await bodyOf(sendMessage, fromField, { binary: [file] })).toMatchObject({
			media_name: 'menu.pdf',
		});
	});

	const stored = (id: string, more: object = {}) =>
		binary('menu.png', { data: 'filesystem-v2', id: `filesystem-v2:${id}`, ...more });
	const itemsTo = (count: number, changes: IDataObject = {}) =>
		Array.from({ length: count }, (_, place) => ({
			...fromField,
			number: `1555000000${place}`,
			...changes,
		}));

	it('is read once for all items that have the same, also where they need several requests', async () => {
		const readFile = jest.fn(async () => await Promise.resolve(Buffer.from('a picture')));
		const binaries = [stored('1'), stored('1'), stored('1')];
		const { bodies } = await call(sendMessage, itemsTo(3), { binary: binaries, readFile });
		expect(readFile.mock.calls).toEqual([[0, binaries[0]!.data]]);
		expect(bodies()).toMatchObject([{ globalmedia_code: base64, data: [{}, {}, {}] }]);

		const each = itemsTo(3, { options: { recipientsPerRequest: 1 } });
		const { bodies: three } = await call(sendMessage, each, { binary: binaries, readFile });
		expect(readFile).toHaveBeenCalledTimes(2);
		expect(three()).toMatchObject(each.map(() => ({ globalmedia_code: base64, data: [{}] })));
	});

	it('is read when its request goes out, and let go when the last one with it is done', async () => {
		const events: string[] = [];
		const binaries = ['1', '2', '3'].map((id) => stored(id));
		await call(sendMessage, itemsTo(3), {
			binary: binaries,
			readFile: async (item) => {
				events.push(`read ${item}`);
				return await Promise.resolve(Buffer.from(`file ${item}`));
			},
			answer: ({ body }) => {
				events.push(`sent ${Buffer.from(String(body.globalmedia_code), 'base64').toString()}`);
				return SUCCESS;
			},
		});
		expect(events).toEqual([0, 1, 2].flatMap((item) => [`read ${item}`, `sent file ${item}`]));
	});

	it.each<[how: string, given: IDataObject[string]]>([
		['in memory', binary('menu.png').data as IDataObject],
		['in storage', stored('1').data as IDataObject],
	])('may come from an earlier node by an expression, %s', async (_, given) => {
		const readFile = jest.fn(async () => await Promise.resolve(Buffer.from('a picture')));
		const items = itemsTo(3, { binaryPropertyName: given });
		const { bodies } = await call(sendMessage, items, { readFile });
		expect(bodies()).toMatchObject([
			{ globalmedia_code: base64, media_name: 'menu.png', data: [{}, {}, {}] },
		]);
	});

	it.each<[given: unknown, message: RegExp]>([
		[{ data: {} }, /^Input Data Field Name is an object that holds no file$/],
		[{ mimeType: 'image/gif' }, /gives a file without its content$/],
		[undefined, /gives no file$/],
		[null, /gives no file$/],
		['x'.repeat(500), /binary field "x{60}…"$/],
	])('is not taken from %j, nor is another one that the item has', async (given, message) => {
		const item = { ...fromField, binaryPropertyName: given as never };
		const [issue] = await issuesOf(sendMessage, item, { binary: [binary()] });
		expect(issue!.field).toBe('binaryPropertyName');
		expect(issue!.message).toMatch(message);
		expect(issue!.hint).toMatch(/\$\("Download"\)/);
	});

	it('is found where n8n shows it without its content, as in $binary', async () => {
		const shown = { mimeType: 'image/png', fileName: 'menu.png' };
		const item = { ...fromField, binaryPropertyName: shown };
		const own = { other: { data: 'eA==', mimeType: 'text/plain' }, ...binary('menu.png') };
		expect(await bodyOf(sendMessage, item, { binary: [own] })).toMatchObject({
			globalmedia_code: base64,
			media_name: 'menu.png',
		});
	});

	it('is found where the workflow keeps files in the JSON of its items', async () => {
		const own = { '_files.data': binary('menu.png').data! };
		expect(await bodyOf(sendMessage, fromField, { binary: [own] })).toMatchObject({
			globalmedia_code: base64,
		});
	});

	it.each<[what: string, data: unknown, sent: string]>([
		['bytes', Buffer.from('a picture'), base64],
		['a data URL', `data:image/png;base64,${base64}`, base64],
		['base64 in lines', 'QUJD\r\nREVG\n', 'QUJDREVG'],
		['base64 for URLs', 'QUJ-_w==', 'QUJ+/w=='],
	])('of a Code node may hold %s', async (_, data, sent) => {
		const file = binary('menu.png', { data });
		expect(await bodyOf(sendMessage, fromField, { binary: [file] })).toMatchObject({
			globalmedia_code: sent,
		});
	});

	it.each<[what: string, more: object, message: string]>([
		['text', { data: 'Hello, world!' }, 'The file "menu.png" holds text that is not base64'],
		['nothing', { data: undefined }, 'The file "menu.png" is empty'],
		['null', { data: null }, 'The file "menu.png" is empty'],
		['blanks', { data: ' \n' }, 'The file "menu.png" is empty'],
	])('that holds %s is refused', async (_, more, message) => {
		const file = binary('menu.png', more);
		expect(await issuesOf(sendMessage, fromField, { binary: [file] })).toMatchObject([
			{ field: 'binaryPropertyName', message },
		]);
	});

	it.each([null, 7, { a: 1 }])('whose name is %j is sent all the same', async (fileName) => {
		const file = binary(undefined, { fileName });
		expect(await bodyOf(sendMessage, fromField, { binary: [file] })).toMatchObject({
			globalmedia_code: base64,
			media_name: typeof fileName === 'number' ? '7.png' : 'file.png',
		});
	});

	it.each<[what: string, own: IBinaryKeyData]>([
		['in memory', binary('menu.png', { data: '' })],
		['in storage, by its size', stored('1', { bytes: 0 })],
		['in storage, by the size that older n8n writes', stored('1', { fileSize: '0 B' })],
	])('that is empty is refused before anything is sent, checks on or off: %s', async (_, own) => {
		for (const checkBeforeSending of [true, false]) {
			const item = { ...fromField, options: { checkBeforeSending } };
			expect(await issuesOf(sendMessage, item, { binary: [own] })).toMatchObject([
				{ code: null, field: 'binaryPropertyName', message: 'The file "menu.png" is empty' },
			]);
		}
	});

	it.each<[what: string, read: () => Promise<Buffer>, message: string]>([
		[
			'is empty',
			async () => await Promise.resolve(Buffer.alloc(0)),
			'The file "menu.png" is empty',
		],
		[
			'cannot be read',
			async () => await Promise.reject(new Error("ENOENT: no such file, open '/data/x'")),
			'The file "menu.png" cannot be read from n8n\'s storage',
		],
	])('that %s when its request is to go out refuses its items alone', async (_, read, message) => {
		const binaries = [stored('1'), stored('2'), stored('1')];
		const readFile = async (item: number) => (item === 0 ? await read() : Buffer.from('a picture'));
		const { outputs, bodies, addExecutionHints } = await call(sendMessage, itemsTo(3), {
			binary: binaries,
			readFile,
		});
		for (const place of [0, 2]) {
			expect(outputs[place]![0]!.error).toBe(message);
			const details = detailsIn(outputs[place]![0]);
			expect(details).toMatchObject({
				source: 'check',
				mayHaveBeenSent: false,
				issues: [{ field: 'binaryPropertyName' }],
			});
			expect(details).not.toHaveProperty('attempts');
			expect(JSON.stringify(details)).not.toContain('/data');
		}
		expect(outputs[1]![0]!.status).toBe(100);
		expect(bodies()).toHaveLength(1);
		expect(addExecutionHints).toHaveBeenCalledWith(
			expect.objectContaining({ message: expect.stringMatching(/in 1 request: 1 accepted, 2/) }),
		);
	});

	it('does not part items that have another in requests of its own', async () => {
		const items = [1, 2, 3].map((place) => ({ ...fromField, number: `1555000000${place}` }));
		const other = binary(undefined, { data: 'b3RoZXI=' });
		const { bodies } = await call(sendMessage, items, { binary: [binary(), other, binary()] });
		expect(bodies()).toMatchObject([
			{ globalmedia_code: base64, data: [{ number: ONE }, { number: '15550000003' }] },
			{ globalmedia_code: 'b3RoZXI=', data: [{ number: '15550000002' }] },
		]);
	});

	it.each([
		['another field', 'picture', binary()],
		['no file at all', 'data', undefined],
	])('is refused where the item has none: %s', async (_, binaryPropertyName, own) => {
		const [issue] = await issuesOf(
			sendMessage,
			{ ...fromField, binaryPropertyName },
			{ binary: [own] },
		);
		expect(issue).toMatchObject({
			field: 'binaryPropertyName',
			message: `The item has no file in its binary field "${binaryPropertyName}"`,
			hint: expect.stringContaining('Set Input Data Field Name') as string,
		});
	});

	it('is shown by its size in a dry run', async () => {
		const item = { ...fromField, options: { dryRun: true } };
		const file = binary(undefined, { data: 'A'.repeat(4096) });
		const { outputs, bodies } = await call(sendMessage, [item], { binary: [file] });
		expect(bodies()).toEqual([]);
		expect(outputs[0]).toEqual([
			{
				dryRun: true,
				url: 'https://pickyassist.com/app/api/v2/push',
				body: {
					application: '121',
					globalmedia_code: '[a file of 3 kB in base64]',
					media_name: 'file.png',
					data: [recipient],
				},
				recipients: 1,
			},
		]);
	});
});
