/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { Readable } from 'node:stream';
import type { IDataObject } from 'n8n-workflow';
import { ALL_EVENTS, call, type Sketch } from './calling';

const LINK = 'https://files.example/2026/photo%20one.jpg?signature=abc';
const MESSAGE = { number: '15550000001', type: 2, 'media-url': LINK, custom1: 'x' };
const OPTIONS = { events: ALL_EVENTS, options: { downloadMedia: true, includeRaw: true } };

const file = (pieces: Iterable<Uint8Array>, headers: IDataObject = {}, statusCode = 200) => ({
	statusCode,
	headers,
	body: Readable.from(pieces),
});
const text = (content: string) => [new TextEncoder().encode(content)];

async function fetched(answer: () => Promise<unknown> | unknown, changes: Sketch = {}) {
	const httpRequest = jest.fn<Promise<unknown>, [IDataObject]>(async () => await answer());
	const { items } = await call({ body: MESSAGE, parameters: OPTIONS, httpRequest, ...changes });
	return { httpRequest, item: items![0]!, json: items![0]!.json, data: items![0]!.binary?.data };
}

const refusal = async (answer: () => unknown) => {
	const { json, item } = await fetched(answer);
	expect(item).not.toHaveProperty('binary');
	expect(json.number).toBe('15550000001');
	expect(Object.keys(json).slice(-3)).toEqual(['custom', 'mediaError', 'raw']);
	expect(json.mediaError).not.toMatch(/[?]|signature|abc/);
	return json.mediaError;
};

it('fetches the file of a message, with the limits and with nothing of the credential', async () => {
	const { httpRequest, json, data } = await fetched(
		() => file([...text('one '), ...text('two')], { 'content-type': 'image/jpeg; q=1' }),
		{ credential: { token: 'token', webhookSecret: '' } },
	);
	expect(data).toEqual({
		data: Buffer.from('one two').toString('base64'),
		fileName: 'photo one.jpg',
		mimeType: 'image/jpeg',
	});
	expect(json).not.toHaveProperty('mediaError');
	expect(httpRequest.mock.calls).toEqual([
		[
			{
				url: LINK,
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				maxRedirects: 5,
				timeout: 60_000,
				abortSignal: expect.any(AbortSignal) as AbortSignal,
			},
		],
	]);
});

it.each([
	['attachment; filename="menu card.pdf"', 'menu card.pdf'],
	['inline; filename=menu.pdf; size=1', 'menu.pdf'],
	[`attachment; filename="x.pdf"; filename*=UTF-8''caf%C3%A9.pdf`, 'café.pdf'],
	["attachment; filename*=UTF-8''100%.pdf", '100%.pdf'],
	['attachment', 'photo one.jpg'],
	['attachment; filename=""', 'photo one.jpg'],
	[['attachment'], 'photo one.jpg'],
])('names the file by %j: %s', async (header, name) => {
	const { data } = await fetched(() => file(text('x'), { 'content-disposition': header }));
	expect([data?.fileName, data?.mimeType]).toEqual([name, undefined]);
});

/** As Node.js gives the bytes of a header. */
const raw = (text: string, encoding: BufferEncoding = 'utf8') =>
	Buffer.from(text, encoding).toString('latin1');

it.each([
	[`attachment; filename="${raw('Résumé für Ava.pdf')}"`, 'Résumé für Ava.pdf'],
	[`attachment; filename=${raw('قائمة.pdf')}; size=1`, 'قائمة.pdf'],
	[`attachment; filename="${raw('🎉.pdf')}"`, '🎉.pdf'],
	[`attachment; filename="${raw('Menü.pdf', 'latin1')}"`, 'Menü.pdf'],
	[`attachment; filename="${raw('é half')}\u00c3.pdf"`, `${raw('é half')}\u00c3.pdf`],
	[`attachment; filename=${raw('voilà.pdf')}; size=1`, 'voilà.pdf'],
	['attachment; filename="Łódź"', 'Łódź.jpg'],
	[`attachment; filename="${raw('ü.pdf')}"; filename*=UTF-8''%C3%A4.pdf`, 'ä.pdf'],
	["attachment; filename*=UTF-8''a%0D%0Ab%E2%80%AEfdp.jpg", 'a bfdp.jpg'],
])('reads the bytes of %j as %j', async (header, name) => {
	const headers = { 'content-disposition': header, 'content-type': 'image/jpeg' };
	expect((await fetched(() => file(text('x'), headers))).data?.fileName).toBe(name);
});

it('reads the type of the file off its name if the header says nothing of it', async () => {
	const headers = {
		'content-disposition': 'attachment; filename="menu.pdf"',
		'content-type': 'application/octet-stream',
	};
	const { data } = await fetched(() => file(text('x'), headers));
	expect([data?.fileName, data?.mimeType]).toEqual(['menu.pdf', 'application/pdf']);
});

it('gives the last part of the link the ending of its type', async () => {
	const body = { ...MESSAGE, 'media-url': 'https://files.example/get/4711?x=1' };
	const answer = () => file(text('x'), { 'content-type': 'image/webp' });
	expect((await fetched(answer, { body })).data?.fileName).toBe('4711.webp');
	const root = { ...MESSAGE, 'media-url': 'https://files.example/' };
	expect((await fetched(answer, { body: root })).data?.fileName).toBeUndefined();
});

it('takes an answer without headers', async () => {
	const answer = { statusCode: 200, body: Readable.from(text('x')) };
	expect((await fetched(() => answer)).data?.fileName).toBe('photo one.jpg');
});

it('reads the name off a link whose signs are no encoding', async () => {
	const odd = { ...MESSAGE, 'media-url': 'https://files.example/100%.jpg' };
	expect((await fetched(() => file(text('x')), { body: odd })).data?.fileName).toBe('100%.jpg');
});

it('leaves out a user name and a password that are in the link', async () => {
	const body = { ...MESSAGE, 'media-url': 'https://user:word@files.example/a.jpg' };
	const { httpRequest } = await fetched(() => file(text('x')), { body });
	expect(httpRequest.mock.calls[0]![0].url).toBe('https://files.example/a.jpg');
});

it.each([
	['the option is off', { parameters: { ...OPTIONS, options: {} } }],
	['the message has no file', { body: { number: '1' } }],
	['it is a delivery state', { body: { event_id: 1, data: [{ msg_id: 1, media: LINK }] } }],
	['the message starts no run', { parameters: { ...OPTIONS, events: ['other', 'messageSent'] } }],
])('fetches nothing if %s', async (_, changes) => {
	const httpRequest = jest.fn();
	await call({ body: MESSAGE, parameters: OPTIONS, httpRequest, ...changes });
	expect(httpRequest).not.toHaveBeenCalled();
});

it('also fetches the file of a message that was sent', async () => {
	const { data } = await fetched(() => file(text('x')), { body: { ...MESSAGE, direction: 1 } });
	expect(data).toBeDefined();
});

it.each([
	'ftp://files.example/a',
	'file:///etc/passwd',
	'photo.jpg',
	'https://',
	'data:text/plain,x',
])('asks nobody for %s, and says why', async (link) => {
	const body = { ...MESSAGE, 'media-url': link };
	const { httpRequest, json } = await fetched(() => file(text('x')), { body });
	expect(httpRequest).not.toHaveBeenCalled();
	expect(json.mediaError).toBe('The link to the file is not a web address');
});

describe('without the file the run starts, and mediaError', () => {
	it.each([404, 500, 304])('says HTTP %d, and no more is read', async (status) => {
		const answer = file(text('not found'), {}, status);
		expect(await refusal(() => answer)).toBe(
			`files.example has no file at this link (HTTP ${status})`,
		);
		expect(answer.body.destroyed).toBe(true);
	});

	it.each([[[]], [[new Uint8Array()]]])('says that the file is empty: %j', async (pieces) => {
		const headers = { 'content-type': 'image/jpeg', 'content-length': '0' };
		expect(await refusal(() => file(pieces, headers))).toBe('The file from files.example is empty');
	});

	it('says that the file is over the limit, and no more is read', async () => {
		let pieces = 0;
		const piece = new Uint8Array(40 * 1024 * 1024);
		function* endless() {
			for (;;) {
				pieces++;
				yield piece;
			}
		}
		const answer = {
			statusCode: 200,
			headers: {},
			body: Readable.from(endless(), { highWaterMark: 1 }),
		};
		expect(await refusal(() => answer)).toBe('The file has more than 100 MB');
		expect(answer.body.destroyed).toBe(true);
		expect(pieces).toBeLessThan(6);
	});

	it.each([
		[Object.assign(new Error(`connect ${LINK}`), { code: 'ECONNREFUSED' }), ' (ECONNREFUSED)'],
		[Object.assign(new Error(LINK), { code: '?a=b' }), ''],
		[new Error(`Maximum number of redirects (5) exceeded ${LINK}`), ''],
		[`thrown text ${LINK}`, ''],
		[undefined, ''],
	])('says that nothing came: %p', async (reason, code) => {
		const answer = async () => await Promise.reject(reason as Error);
		expect(await refusal(answer)).toBe(`The file cannot be fetched from files.example${code}`);
	});

	it('says that the connection broke half way', async () => {
		const body = new Readable({ read() {} });
		body.push('half');
		const broken = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
		const answer = { statusCode: 200, headers: {}, body };
		setImmediate(() => body.destroy(broken));
		expect(await refusal(() => answer)).toBe(
			'The file cannot be fetched from files.example (ECONNRESET)',
		);
	});

	it('says that the time is over, also if the file trickles', async () => {
		const time = new AbortController();
		jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(time.signal);
		const body = new Readable({ read() {} });
		body.push('half');
		setImmediate(() => time.abort());
		expect(await refusal(() => ({ statusCode: 200, headers: {}, body }))).toBe(
			'The file from files.example took more than 60 seconds',
		);
		expect(body.destroyed).toBe(true);
	});
});
