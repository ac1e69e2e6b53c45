import { isRecord, parsedJson, type Data } from '../json';
import { withoutHidden } from '../reading/characters';
import { faultIn, linkOf } from '../reading/links';

/** The name of the credential, by which nodes ask for it. */
export const CREDENTIAL = 'pickyAssistApi';

/** The hosts of Picky Assist's two platform generations; both serve the same API, version 2. */
const PLATFORM_URLS: ReadonlyMap<unknown, string> = new Map([
	['v3', 'https://pickyassist.com/app/api/v2'],
	['v4', 'https://app.pickyassist.com/api/v2'],
]);

/** The only hosts that may be spoken to without encryption: the token goes out in the body. */
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** What is wrong with a setting of the credential, and how to fix it. */
export class CredentialSettingError extends Error {
	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'CredentialSettingError';
	}
}

/**
 * The base URL that a credential stands for, without a slash at its end.
 *
 * @throws CredentialSettingError where no token may be sent to it.
 */
export function baseUrlOf({ platform = 'v3', baseUrl }: Data): string {
	if (platform === 'custom')
		return customBaseUrl(typeof baseUrl === 'string' ? visible(baseUrl) : '');

	const url = PLATFORM_URLS.get(platform);
	if (url === undefined) {
		throw new CredentialSettingError(
			'The platform in the Picky Assist credential is not one that this node knows',
			'Open the credential and choose V3, V4 or Custom as its platform',
		);
	}
	return url;
}

/**
 * The token of a credential.
 *
 * @throws CredentialSettingError where there is none.
 */
export function tokenOf({ token }: Data): string {
	const text = visible(token);
	if (text !== '') return text;
	throw new CredentialSettingError(
		'The Picky Assist credential has no token',
		'Open the credential and paste the API token of your Picky Assist project',
	);
}

/** The channel that a blank Channel ID means; `undefined` where there is none. It throws as `textOf` does. */
export const channelIdOf = ({ channelId }: Data) => textOf(channelId, 'Default Channel ID');

/** What a call to the webhook must carry; `undefined` where any call may come. It throws as `textOf` does. */
export const webhookSecretOf = ({ webhookSecret }: Data) => textOf(webhookSecret, 'Webhook Secret');

/**
 * The body of a request as the object that the token is put into. The HTTP Request node gives a raw one as text.
 *
 * @throws CredentialSettingError where it is no JSON object.
 */
export function bodyOf(body: unknown): object {
	if (body === undefined || body === null || body === '') return {};
	const json = typeof body === 'string' ? parsedJson(body) : body;
	if (isRecord(json)) return json;
	throw new CredentialSettingError(
		'The body of the request is not a JSON object, so the token cannot be added to it',
		'Send the body as JSON, like { "about": "Fresh bread" }',
	);
}

/** What a reader sees: white space and hidden signs are pasted along. */
const visible = (value: unknown): string => withoutHidden(String(value ?? '')).trim();

/**
 * An optional field. What is no text is no blank either, so it is refused.
 *
 * @throws CredentialSettingError where an expression gives neither text nor a number.
 */
function textOf(value: unknown, field: string): string | undefined {
	if (typeof value === 'object' && value !== null) {
		throw new CredentialSettingError(
			`The ${field} in the Picky Assist credential is neither text nor a number`,
			'Open the credential and write the value itself, or an expression that gives it',
		);
	}
	const text = visible(value);
	return text === '' ? undefined : text;
}

function customBaseUrl(text: string): string {
	if (text === '') {
		throw new CredentialSettingError(
			'The base URL in the Picky Assist credential is empty',
			'Open the credential and write a base URL like https://pickyassist.com/app/api/v2, or choose the platform V3 or V4',
		);
	}
	const url = parseUrl(text);
	if (url.username !== '' || url.password !== '') {
		throw new CredentialSettingError(
			'The base URL in the Picky Assist credential holds a user name or a password',
			'Remove the part before the @: Picky Assist needs only the token',
		);
	}
	if (/[?#]/.test(text)) {
		throw new CredentialSettingError(
			'The base URL in the Picky Assist credential contains a ? or a #',
			'End it with the path, like https://pickyassist.com/app/api/v2',
		);
	}
	if (url.protocol === 'http:' && !LOOPBACK_HOSTS.includes(url.hostname)) {
		throw new CredentialSettingError(
			'The base URL in the Picky Assist credential would send the token without encryption',
			'Begin it with https:// (http:// is allowed for localhost, 127.0.0.1 and [::1] only)',
		);
	}
	return url.href.replace(/\/+$/, '');
}

function parseUrl(text: string): URL {
	const link = linkOf(text);
	if (!faultIn(link)) return new URL(link);
	throw new CredentialSettingError(
		'The base URL in the Picky Assist credential is not a web address',
		'Write it like https://pickyassist.com/app/api/v2',
	);
}
