import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { sendMessage } from '../../../../../../nodes/PickyAssist/operations/message/send';
import { SUCCESS } from '../../../../strictContext';
import { call, detailsIn, issuesOf } from '../../calling';

const base64 = Buffer.from('a picture').toString('base64');
const MEDIA = { application: '121', messageType: 'media', mediaSource: 'binary' };

const ITEM = { ...MEDIA, number: '15550000001', binaryPropertyName: '' };

const itemsTo = (count: number, changes: IDataObject = {}) =>
	Array.from({ length: count }, (_, place) => ({
		...{ ...MEDIA, number: `1555000000${place}`, binaryPropertyName: '' },
		...changes,
	}));

const binary = (more: object = {}): IBinaryKeyData => ({
	data: { data: base64, mimeType: 'image/png', fileName: 'menu.png', ...more },
});
const stored = (id: string, more: object = {}) =>
	binary({ data: 'filesystem-v2', id: `filesystem-v2:${id}`, ...more });

/** The one body that goes out for an item with this file. */
async function bodyOf(item: IDataObject, file: IBinaryKeyData) {
	const { bodies, outputs } = await call(sendMessage, [item], { binary: [file] });
	expect(outputs).toMatchObject([[{ status: 100 }]]);
	expect(bodies()).toHaveLength(1);
	return bodies()[0];
}

describe('a file of a binary field', () => {
	it('goes out in base64, from the field data if none is named', async () => {
		const { bodies } = await call(sendMessage, itemsTo(1), { binary: [binary()] });
		expect(bodies()).toMatchObject([{ globalmedia_code: base64, media_name: 'menu.png' }]);
	});

	it('is read once for all items that have the same, also if they need several requests', async () => {
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

	it('is read when its request goes out, and not before', async () => {
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

	it('shares requests with equal files, also if items with another file are between them', async () => {
		const other = binary({ data: 'b3RoZXI=' });
		const sketch = { binary: [binary(), other, binary()] };
		const { bodies } = await call(sendMessage, itemsTo(3), sketch);
		expect(bodies()).toMatchObject([
			{ globalmedia_code: base64, data: [{ number: '15550000000' }, { number: '15550000002' }] },
			{ globalmedia_code: 'b3RoZXI=', data: [{ number: '15550000001' }] },
		]);
	});

	it.each([
		['another field', 'picture', binary()],
		['no file at all', 'data', undefined],
	])('is refused if the item has none: %s', async (_, binaryPropertyName, own) => {
		const [item] = itemsTo(1, { binaryPropertyName });
		const [issue] = await issuesOf(sendMessage, item!, { binary: [own] });
		expect(issue).toMatchObject({
			field: 'binaryPropertyName',
			message: `The item has no file in its binary field "${binaryPropertyName}"`,
			hint: expect.stringContaining('Set Input Data Field Name') as string,
		});
	});

	it.each<[given: unknown, message: RegExp]>([
		[undefined, /gives no file$/],
		[null, /gives no file$/],
		['x'.repeat(500), /binary field "x{60}…"$/],
	])('is not taken from %j, nor is another one that the item has', async (given, message) => {
		const item = { ...ITEM, binaryPropertyName: given as never };
		const [issue] = await issuesOf(sendMessage, item, { binary: [binary()] });
		expect(issue!.field).toBe('binaryPropertyName');
		expect(issue!.message).toMatch(message);
		expect(issue!.hint).toMatch(/\$\("Download"\)/);
	});

	it('is found where n8n shows it without its content, as in $binary', async () => {
		const shown = { mimeType: 'image/png', fileName: 'menu.png' };
		const item = { ...ITEM, binaryPropertyName: shown };
		const own = { other: { data: 'eA==', mimeType: 'text/plain' }, ...binary() };
		expect(await bodyOf(item, own)).toMatchObject({
			globalmedia_code: base64,
			media_name: 'menu.png',
		});
	});

	it('is read by its ID alone, as older n8n shows it in $binary', async () => {
		const readFile = jest.fn(async () => await Promise.resolve(Buffer.from('a picture')));
		const item = { ...ITEM, binaryPropertyName: { id: 'filesystem-v2:1', fileName: 'menu.png' } };
		const { bodies } = await call(sendMessage, [item], { readFile });
		expect(bodies()).toMatchObject([{ globalmedia_code: base64, media_name: 'menu.png' }]);
		expect(readFile.mock.calls).toMatchObject([[0, { data: '', mimeType: '' }]]);
	});

	it('is found where the workflow keeps files in the JSON of its items', async () => {
		const own = { '_files.data': binary().data! };
		expect(await bodyOf(ITEM, own)).toMatchObject({
			globalmedia_code: base64,
		});
	});

	it.each<[what: string, data: unknown, sent: string]>([
		['bytes', Buffer.from('a picture'), base64],
		['a data URL', `data:image/png;base64,${base64}`, base64],
		['base64 in lines', 'QUJD\r\nREVG\n', 'QUJDREVG'],
		['base64 for URLs', 'QUJ-_w==', 'QUJ+/w=='],
	])('of a Code node may hold %s', async (_, data, sent) => {
		const file = binary({ data });
		expect(await bodyOf(ITEM, file)).toMatchObject({
			globalmedia_code: sent,
		});
	});

	it.each<[what: string, more: object, message: string]>([
		['text', { data: 'Hello, world!' }, 'The file "menu.png" holds text that is not base64'],
		['nothing', { data: undefined }, 'The file "menu.png" is empty'],
		['null', { data: null }, 'The file "menu.png" is empty'],
		['blanks', { data: ' \n' }, 'The file "menu.png" is empty'],
	])('that holds %s is refused', async (_, more, message) => {
		const file = binary(more);
		expect(await issuesOf(sendMessage, ITEM, { binary: [file] })).toMatchObject([
			{ field: 'binaryPropertyName', message },
		]);
	});

	it.each([null, 7, { a: 1 }])('whose name is %j is sent all the same', async (fileName) => {
		const file = binary({ fileName });
		expect(await bodyOf(ITEM, file)).toMatchObject({
			globalmedia_code: base64,
			media_name: typeof fileName === 'number' ? '7.png' : 'file.png',
		});
	});
});
