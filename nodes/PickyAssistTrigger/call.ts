import type { IWebhookFunctions } from 'n8n-workflow';
import { deepMapper, isRecord, parsedJson, type Data } from '../core/json';
import { textOf, withoutEmpty } from '../core/output/keys';
import { withoutHidden } from '../core/reading/characters';
import { isSame } from '../core/sameText';

/** Deeper than anything documented, and shallow enough for whatever n8n does with an item. */
const MAX_LEVELS = 40;

/** The secret, and the one name that changes what an object is. */
const WITHHELD = ['secret', '__proto__'];

const withoutWithheld = deepMapper((part) => part, {
	rename: (key) => (WITHHELD.includes(key) ? undefined : key),
	levels: MAX_LEVELS,
}) as (data: Data) => Data;

/** What Picky Assist posted. */
export function callOf(context: IWebhookFunctions) {
	// What n8n keeps of a request beside the body that it parsed.
	const { rawBody } = context.getRequestObject() as { readonly rawBody?: Uint8Array };
	const query: Data = { ...context.getQueryData() };
	const body = bodyOf(context.getBodyData(), context.getHeaderData()?.['content-type'], rawBody);
	return {
		/** `undefined` if it is no object. */
		body: body && withoutWithheld(body),
		variables: withoutEmpty(withoutWithheld(query)),
		/** Picky Assist hands on the variables of the address in the body. */
		secrets: [query.secret, body?.secret],
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

/** Whether the right secret is among those that a call carries. */
export function isSecretIn(secrets: readonly unknown[], secret: string): boolean {
	return secrets.some((given) => isSame(withoutHidden(textOf(given) ?? ''), secret));
}
