import { createHash, timingSafeEqual } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { isRecord, parsedJson } from '../core/json';
import { textOf } from '../core/output/keys';
import { withoutHidden } from '../core/reading/characters';

type Data = Readonly<Record<string, unknown>>;

/** What Picky Assist posted. */
export interface Call {
	/** `undefined` where the body is no object. */
	readonly body: Data | undefined;
	readonly query: Data;
}

/** What n8n keeps of a request beside the body that it parsed. */
interface RawRequest {
	readonly rawBody?: Uint8Array;
}

export function callOf(context: IWebhookFunctions): Call {
	const { rawBody } = context.getRequestObject() as RawRequest;
	return {
		body: bodyOf(context.getBodyData(), context.getHeaderData()?.['content-type'], rawBody),
		query: { ...context.getQueryData() },
	};
}

/** n8n parses the content types that it knows; of the others it has the bytes alone. */
function bodyOf(body: unknown, contentType = '', rawBody?: Uint8Array): Data | undefined {
	const type = contentType.split(';')[0]!.trim().toLowerCase();
	if (type === 'application/x-www-form-urlencoded') {
		return recordIn(rawBody) ?? recordInForm(body);
	}
	if (type === 'multipart/form-data') return isRecord(body) ? asRecord(body.data) : undefined;
	if (/[/+]xml$/.test(type)) return recordIn(rawBody);
	return asRecord(body) ?? recordIn(typeof body === 'string' ? body : rawBody);
}

const asRecord = (value: unknown) => (isRecord(value) ? value : undefined);

function recordIn(body: string | Uint8Array | undefined): Data | undefined {
	const json = typeof body === 'string' ? body : new TextDecoder().decode(body);
	return asRecord(parsedJson(json.replace(/^\uFEFF/, '')));
}

/** An encoded JSON object as the whole of a form is the name of its only field. */
function recordInForm(form: unknown): Data | undefined {
	if (!isRecord(form)) return undefined;
	const names = Object.keys(form);
	if (names.length === 0) return undefined;
	return (names.length === 1 ? recordIn(names[0]) : undefined) ?? { ...form };
}

/** Whether a call has the secret in its address, or where Picky Assist puts the variables of the address: in the body. */
export function carriesSecret({ query, body }: Call, secret: string): boolean {
	return [query.secret, body?.secret].some((given) =>
		isSame(withoutHidden(textOf(given) ?? ''), secret),
	);
}

/** Takes as long for a near miss as for a far one. */
function isSame(given: string, secret: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(given), digest(secret));
}
