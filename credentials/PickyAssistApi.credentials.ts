import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { ERROR_CODES } from '../nodes/data/errorCodes';
import { demandBelow } from '../nodes/core/api/addresses';
import { baseUrlOf, bodyOf, tokenOf } from '../nodes/core/api/settings';

type Rules = NonNullable<ICredentialTestRequest['rules']>;
type Rule = Rules[number];

const REDIRECTED =
	'The server redirects to another address, and the token was not sent there. Check the platform and, if it is custom, the base URL';
const NOT_FOUND =
	'There is no Picky Assist API at this address. Check the platform and, if it is custom, the base URL';

const NO_STATUS =
	'The answer did not come from the Picky Assist API. Check the platform and, if it is custom, the base URL';

/** What the HTTP statuses mean that a token check can meet; n8n tells the others by their standard names. */
const HTTP_STATUSES = new Map([
	...[301, 302, 303, 307, 308].map((status) => [status, REDIRECTED] as const),
	[401, 'The server did not accept the token. Check the token and the platform'],
	[
		403,
		'The server refused access. Check the token, and whether it is restricted to an IP address',
	],
	[404, NOT_FOUND],
	[405, NOT_FOUND],
	[429, 'The server is receiving too many requests. Try again later'],
]);

const failsOnHttp = ([value, message]: readonly [number, string]): Rule => ({
	type: 'responseCode',
	properties: { value, message },
});

const failsOn = (value: unknown, message: string): Rule => ({
	type: 'responseSuccessBody',
	properties: { key: 'status', value, message },
});

/** Every code that any call may answer; n8n compares strictly, and a status comes as a number or as text. */
const generalCodes = Object.entries(ERROR_CODES).flatMap(([code, { message, hint }]) =>
	[Number(code), code].map((status) => failsOn(status, `${message} (code ${code}). ${hint}`)),
);

export class PickyAssistApi implements ICredentialType {
	name = 'pickyAssistApi';

	displayName = 'Picky Assist API';

	icon: Icon = {
		light: 'file:../nodes/PickyAssist/pickyAssist.svg',
		dark: 'file:../nodes/PickyAssist/pickyAssist.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-pickyassist/n8n-nodes-pickyassist#the-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The API token of your Picky Assist project. In Picky Assist, open Settings → Developers → API and create one. It is shown only once.',
		},
		{
			displayName: 'Platform',
			name: 'platform',
			type: 'options',
			options: [
				{ name: 'V3 (pickyassist.com)', value: 'v3' },
				{ name: 'V4 (app.pickyassist.com)', value: 'v4' },
				{ name: 'Custom', value: 'custom' },
			],
			default: 'v3',
			description:
				'Where you sign in to Picky Assist. A token of one platform is not valid on the other.',
		},
		{
			displayName: 'Default Channel ID',
			name: 'channelId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 8',
			description:
				'The number of the WhatsApp channel to use if Channel ID is blank in a node, from Settings → Channels in Picky Assist. Blank means none.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For the Picky Assist Trigger: a call without this text is refused. Make up a text of about 32 letters and digits, and add it to the end of the webhook URL at Picky Assist: ?secret=YourSecret, or &secret=YourSecret if the URL already has a ?. If it is blank, every call is accepted.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'https://pickyassist.com/app/api/v2',
			displayOptions: { show: { platform: ['custom'] } },
			description:
				'The address of the API up to its version, for a proxy or a test server. Must begin with https://, or with http:// for this same machine (localhost).',
		},
	];

	/**
	 * Puts the token into the JSON body, and the base URL before a relative path. Any node may come
	 * with any address, so what is not below the base URL is refused, and no redirect is followed.
	 * A function and not n8n's generic form, which evaluates an expression for every request and
	 * writes the token into the caller's own body.
	 *
	 * @throws CredentialSettingError for an address or a base URL that may not be sent the token, an empty token, and a body without room for it.
	 */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const baseUrl = baseUrlOf(credentials);
		demandBelow(baseUrl, requestOptions);
		return {
			...requestOptions,
			baseURL: requestOptions.baseURL || baseUrl,
			body: { ...bodyOf(requestOptions.body), token: tokenOf(credentials) },
			// n8n's newer helpers know the one, the HTTP Request node's the other.
			disableFollowRedirect: true,
			maxRedirects: 0,
		};
	};

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: '/check-balance',
			json: true,
			disableFollowRedirect: true,
		},
		rules: [
			...[...HTTP_STATUSES].map(failsOnHttp),
			...generalCodes,
			...[undefined, null, '', 0, true, false].map((status) => failsOn(status, NO_STATUS)),
		] as Rules,
	};
}
