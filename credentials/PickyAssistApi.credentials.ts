import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { ERROR_CODES } from '../nodes/PickyAssist/data/errorCodes';
import { baseUrlOf, CredentialSettingError } from './baseUrl';

type SuccessBodyRule = Extract<
	NonNullable<ICredentialTestRequest['rules']>[number],
	{ type: 'responseSuccessBody' }
>;

const fails = (value: unknown, message: string): SuccessBodyRule => ({
	type: 'responseSuccessBody',
	properties: { key: 'status', value, message },
});

/** n8n compares strictly, and the API's status comes as a number or as text. */
const tokenCheckRules = Object.entries(ERROR_CODES)
	.filter(([, { tokenCheck }]) => tokenCheck)
	.flatMap(([code, { message, hint }]) =>
		[Number(code), code].map((value) => fails(value, `${message} (code ${code}). ${hint}`)),
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
	 * Puts the token into the JSON body, and the base URL before a relative path.
	 * A function and not n8n's generic form, which evaluates an expression for every request and
	 * writes the token into the caller's own body.
	 *
	 * @throws CredentialSettingError for a base URL that may not be sent a token, and for an empty token.
	 */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const baseURL = baseUrlOf(credentials);
		const token = String(credentials.token ?? '').trim();
		if (token === '') {
			throw new CredentialSettingError(
				'The Picky Assist credential has no token',
				'Open the credential and paste the API token of your Picky Assist project',
			);
		}
		return {
			...requestOptions,
			baseURL,
			body: { ...(requestOptions.body as object | undefined), token },
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
			...tokenCheckRules,
			fails(
				undefined,
				'The answer did not come from the Picky Assist API. Check the platform and, where it is custom, the base URL',
			),
		],
	};
}
