import { nameOf, typeOf } from '../../../nodes/core/fileNames';
import { ENDINGS } from '../../../nodes/data/fileTypes';

const PDF = 'application/pdf';
const PNG = 'image/png';
const BYTES = 'application/octet-stream';

const sent = (fileName?: string, mimeType?: string, fileExtension?: string) =>
	nameOf({ fileName, mimeType, fileExtension }, 20);

describe('the name of a file', () => {
	it.each<[string, string, string]>([
		['Rechnung Nr. 4711 Ava', PDF, 'Rechnung Nr. 471.pdf'],
		['Invoice 2026.11', PDF, 'Invoice 2026.11.pdf'],
		['pdf', PDF, 'pdf.pdf'],
		['v1.2', PDF, 'v1.2.pdf'],
		['St. John', PDF, 'St. John.pdf'],
		['Hello.World', PDF, 'Hello.World.pdf'],
		['menu.2024', PDF, 'menu.2024.pdf'],
		['Résumé', PDF, 'Résumé.pdf'],
		['photo', 'image/jpeg', 'photo.jpg'],
		['photo', 'IMAGE/JPEG; q=1', 'photo.jpg'],
		['photo', 'image/pjpeg', 'photo.jpg'],
		['photo', 'image/heic', 'photo.heic'],
		['song', 'audio/aac', 'song.aac'],
		['voice', 'audio/ogg; codecs=opus', 'voice.ogg'],
		['voice', 'audio/mpeg', 'voice.mp3'],
		['voice', 'audio/x-wav', 'voice.wav'],
		['clip', 'video/3gpp', 'clip.3gp'],
		['notes', 'text/plain', 'notes.txt'],
		['list', 'text/csv', 'list.csv'],
		['Ava', 'text/x-vcard', 'Ava.vcf'],
		['letter', 'application/msword', 'letter.doc'],
		[
			'letter',
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'letter.docx',
		],
		['prices', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'prices.xlsx'],
	])('%j of the type %s, which is no ending, gets that of the type: %j', (name, type, named) => {
		expect(sent(name, type)).toBe(named);
	});

	it.each<[string, string | undefined]>([
		['menu.png', PNG],
		['photo.JPEG', 'image/jpeg'],
		['photo.jpeg', undefined],
		['photo.png', 'image/jpeg'],
		['archive.tar.gz', 'application/gzip'],
		['scan.heif', 'image/heif'],
		['notes.md', 'text/plain'],
		['plan.dwg', BYTES],
		['menu.pdf', BYTES],
	])('%j of the type %s keeps its ending', (name, type) => {
		expect(sent(name, type)).toBe(name);
	});

	it.each([
		BYTES,
		'binary/octet-stream',
		'application/octet',
		'nonsense',
		'constructor',
		'',
		undefined,
	])('gets no ending of the type %j', (type) => {
		expect(sent('Backup', type)).toBe('Backup');
		expect(sent('v1.2', type)).toBe('v1.2');
		expect(sent(undefined, type)).toBeUndefined();
	});

	it('gets the ending that n8n knows where the type says nothing, if it is one', () => {
		expect(sent('Backup', BYTES, 'zip')).toBe('Backup.zip');
		expect(sent('Backup', BYTES, 'bin')).toBe('Backup');
		expect(sent('Rechnung Nr. 4711', PDF, ' 4711')).toBe('Rechnung Nr. 471.pdf');
		expect(sent('menu', PNG, 'jpg')).toBe('menu.png');
	});

	it('that is missing or blank is "file", if an ending is known', () => {
		expect(sent(undefined, PDF)).toBe('file.pdf');
		expect(sent(' \n', PNG)).toBe('file.png');
		expect(sent('.pdf', PDF)).toBe('file.pdf');
		expect(sent('...', PDF)).toBe('file.pdf');
		expect(sent('...', BYTES)).toBeUndefined();
		expect(nameOf({})).toBeUndefined();
	});

	it.each<[string, string, string]>([
		['a very long name of a menu.png', PNG, 'a very long name.png'],
		['my v.1 longer name of a menu.png', PNG, 'my v.1 longer na.png'],
		['a very long name without an ending', BYTES, 'a very long name wit'],
		['a name that is cut at blank.pdf', PDF, 'a name that is c.pdf'],
		['the bread menu. of the day.pdf', PDF, 'the bread menu.pdf'],
		['the breads menu - of the day.pdf', PDF, 'the breads menu.pdf'],
		['menu .pdf', PDF, 'menu.pdf'],
		['menu..pdf', PDF, 'menu.pdf'],
		['a backup of the whole shop.tar.gz', 'application/gzip', 'a backup of the w.gz'],
	])('%j is cut before its ending, and nothing dangles: %3$j', (name, type, cut) => {
		expect(sent(name, type)).toBe(cut);
	});

	it.each([
		['Arabic', 'قائمة أسعار المطعم الجديدة لهذا الشهر'],
		['Persian, with its joiners', 'می‌خواهم این فهرست را برای شما بفرستم'],
		['Devanagari', 'मासिक किराना सामान की पूरी सूची'],
		['accents of their own', 'Re\u0301sume\u0301 de\u0301taille\u0301 de l\u2019e\u0301te\u0301'],
		['emoji', '👍🏽👩‍👩‍👧‍👦🎉🇮🇳🇮🇳❤️‍🔥🎉🎉'],
		['emoji of many parts', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦'],
	])('in %s is cut between what a reader sees as characters', (_, name) => {
		const named = sent(name, PDF)!;
		expect(named).toMatch(/^.+\.pdf$/);
		expect(named.length).toBeLessThanOrEqual(20);
		expect([...named].length).toBeLessThanOrEqual(20);
		const characters = (text: string) =>
			[...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
		const own = characters(named.slice(0, -'.pdf'.length));
		expect(own).toEqual(characters(name).slice(0, own.length));
		// As much of it as there is room for.
		const next = characters(name)[own.length]!;
		expect(named.length + next.length).toBeGreaterThan(20);
	});

	it('of a single character that is longer than a name is "file"', () => {
		expect(sent(`a${'\u0301'.repeat(40)}`, PDF)).toBe('file.pdf');
		expect(sent(`a${'\u0301'.repeat(40)}`, BYTES)).toBeUndefined();
	});

	it.each([
		['menu\r\nof\tMay.pdf', 'menu of May.pdf'],
		['menu\u2028May.pdf', 'menu May.pdf'],
		['me\u0000nu.pdf', 'me nu.pdf'],
		['\uFEFFmenu\u200B.pdf', 'menu.pdf'],
		['menu\u202Efdp.pdf', 'menufdp.pdf'],
		['me\u200Dnu\u200C.pdf', 'menu.pdf'],
		['menu.p\u200Bdf', 'menu.pdf'],
		['menu\u3164.pdf', 'menu.pdf'],
		['menu\uFE0F.pdf', 'menu.pdf'],
		['menu \ud83d.pdf', 'menu \uFFFD.pdf'],
		['menu \ude00', 'menu \uFFFD.pdf'],
	])('%j holds nothing that no reader sees: %j', (name, seen) => {
		expect(sent(name, PDF)).toBe(seen);
	});

	it('is as long as it is where nothing limits it', () => {
		const name = 'a very long name of a menu';
		expect(nameOf({ fileName: name, mimeType: PDF })).toBe(`${name}.pdf`);
	});

	it('is read from whatever stands there', () => {
		const odd = { fileName: 42, mimeType: { a: 1 }, fileExtension: ['pdf'] };
		expect(nameOf(odd as unknown as Parameters<typeof nameOf>[0])).toBe('42');
	});

	it('is found at once, however long and odd it is', () => {
		const started = performance.now();
		sent(`${'. '.repeat(100_000)}x`, PDF);
		sent(`${'é\u0301 .'.repeat(100_000)}x`, PDF);
		expect(performance.now() - started).toBeLessThan(2_000);
	});
});

describe('the type of a file', () => {
	it.each<[string | undefined, string | undefined, string | undefined]>([
		['menu.pdf', BYTES, PDF],
		['menu.PDF', 'Application/Octet-Stream', PDF],
		['menu.pdf', 'binary/octet-stream', PDF],
		['photo.jpeg', BYTES, 'image/jpeg'],
		['list.csv', BYTES, 'text/csv'],
		['menu.bin', BYTES, BYTES],
		['constructor', BYTES, BYTES],
		['menu', BYTES, BYTES],
		[undefined, BYTES, BYTES],
		['menu.pdf', PNG, PNG],
		['menu.pdf', 'image/png; q=1', PNG],
		// n8n looks at the name and into the file by itself.
		['menu.pdf', undefined, undefined],
		['menu.pdf', '', undefined],
	])('%j of the type %j is %j', (name, type, known) => {
		expect(typeOf(name, type)).toBe(known);
	});

	it('has endings of 2 to 5 letters or digits in the table, in lower case', () => {
		for (const [type, endings] of ENDINGS) {
			expect(type).toMatch(/^[a-z]+\/[a-z\d.+-]+$/);
			for (const ending of endings) expect(ending).toMatch(/^[a-z\d]{2,5}$/);
		}
	});
});
