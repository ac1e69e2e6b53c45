import type { IBinaryData, IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { HttpAnswer } from '../core/api/answers';
import { nameOf, typeOf } from '../core/fileNames';
import { orderKeys, textOf } from '../core/output/keys';
import { eventOf } from './events';

const LIMITS = { megabytes: 100, seconds: 60, redirects: 5 };

/** Why there is no file; the message is a sentence for the item, and no part of a link but its host is in it. */
class MediaFailure extends Error {}

/** A file as it comes in. */
type Stream = AsyncIterable<Uint8Array> & { destroy(): void };

/** The item with the file of its message. Without the file the message is still worth a run. */
export async function withMedia(
	context: IWebhookFunctions,
	json: IDataObject,
): Promise<INodeExecutionData> {
	if (!eventOf(json).hasFile || typeof json.mediaUrl !== 'string') return { json };
	try {
		return { json, binary: { data: await fileAt(context, urlOf(json.mediaUrl)) } };
	} catch (error) {
		const mediaError = error instanceof MediaFailure ? error.message : 'The file cannot be fetched';
		return { json: orderKeys({ ...json, mediaError }) };
	}
}

/** A link without the user name and the password that may stand in it. */
function urlOf(text: string): URL {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
		throw new MediaFailure('The link to the file is not a web address');
	}
	url.username = '';
	url.password = '';
	return url;
}

async function fileAt(context: IWebhookFunctions, url: URL): Promise<IBinaryData> {
	const time = AbortSignal.timeout(LIMITS.seconds * 1000);
	try {
		const { headers = {}, body, statusCode } = await answerFrom(context, url, time);
		if (statusCode >= 300) {
			body.destroy();
			throw new MediaFailure(`${url.host} has no file at this link (HTTP ${statusCode})`);
		}
		const file = await wholeOf(body, time);
		if (file.length === 0) throw new MediaFailure(`The file from ${url.host} is empty`);
		const fileName = nameIn(headers['content-disposition']) ?? lastPartOf(url);
		const mimeType = typeOf(fileName, headers['content-type']);
		const name = fileName && nameOf({ fileName, mimeType });
		return await context.helpers.prepareBinaryData(file, name, mimeType);
	} catch (error) {
		throw explained(error, url, time);
	}
}

/** A function of its own: n8n's linter keeps requests apart from the reading of credentials. */
async function answerFrom(context: IWebhookFunctions, url: URL, abortSignal: AbortSignal) {
	return (await context.helpers.httpRequest({
		url: url.href,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		maxRedirects: LIMITS.redirects,
		timeout: LIMITS.seconds * 1000,
		abortSignal,
	})) as HttpAnswer<Stream>;
}

/** Reads a file piece by piece, since only then it can be left at the limit. */
async function wholeOf(body: Stream, time: AbortSignal): Promise<Buffer> {
	time.addEventListener('abort', () => body.destroy());
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of body) {
		length += piece.length;
		if (length > LIMITS.megabytes * 1024 * 1024) {
			throw new MediaFailure(`The file has more than ${LIMITS.megabytes} MB`);
		}
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

function explained(error: unknown, { host }: URL, time: AbortSignal): MediaFailure {
	if (time.aborted) {
		return new MediaFailure(`The file from ${host} took more than ${LIMITS.seconds} seconds`);
	}
	if (error instanceof MediaFailure) return error;
	const { code } = Object(error) as { code?: unknown };
	const known = typeof code === 'string' && /^[A-Z_]+$/.test(code) ? ` (${code})` : '';
	return new MediaFailure(`The file cannot be fetched from ${host}${known}`);
}

/** The name in `Content-Disposition` (RFC 6266): the encoded one before the plain one. */
function nameIn(header: unknown): string | undefined {
	const value = bytesAsText(textOf(header) ?? '');
	const encoded = /filename\*\s*=\s*[\w-]+'[^']*'([^;\s]+)/i.exec(value)?.[1];
	const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(value);
	return decodedName(encoded) ?? textOf(plain?.[1] ?? plain?.[2]);
}

/** Node.js gives each byte of a header as a character of its own; most servers mean UTF-8. */
function bytesAsText(value: string): string {
	const bytes = Buffer.from(value, 'latin1');
	if (bytes.toString('latin1') !== value) return value;
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return value;
	}
}

const lastPartOf = ({ pathname }: URL) => decodedName(pathname.split('/').at(-1));

function decodedName(part = ''): string | undefined {
	try {
		return textOf(decodeURIComponent(part));
	} catch {
		return textOf(part);
	}
}
