import {
	baseUrlOf,
	channelIdOf,
	CredentialSettingError,
	tokenOf,
	webhookSecretOf,
} from '../../../../nodes/core/api/settings';
import type { Data } from '../../../../nodes/core/json';
import { expectClear } from '../../clearWords';

const V3 = 'https://pickyassist.com/app/api/v2';
const V4 = 'https://app.pickyassist.com/api/v2';

it.each([
	['v3', V3],
	['v4', V4],
	[undefined, V3],
])('platform %p is %s', (platform, url) => {
	expect(baseUrlOf({ platform, baseUrl: 'https://elsewhere.example' })).toBe(url);
});

it.each([
	['https://proxy.example/api/v2', 'https://proxy.example/api/v2'],
	['https://proxy.example/api/v2/', 'https://proxy.example/api/v2'],
	['https://proxy.example/api//', 'https://proxy.example/api'],
	[' https://proxy.example\n', 'https://proxy.example'],
	['\u200Bhttps://proxy.exam\u00ADple/api \u2060', 'https://proxy.example/api'],
	['https://proxy.example/my api', 'https://proxy.example/my%20api'],
	['HTTPS://Proxy.Example:8443/Api', 'https://proxy.example:8443/Api'],
	['https://192.168.0.1', 'https://192.168.0.1'],
	['http://localhost:3000/api', 'http://localhost:3000/api'],
	['HTTP://LOCALHOST', 'http://localhost'],
	['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
	['http://[::1]:3000/api', 'http://[::1]:3000/api'],
])('a custom base URL %j is %s', (baseUrl, url) => {
	expect(baseUrlOf({ platform: 'custom', baseUrl })).toBe(url);
});

const NO_ADDRESS = 'is not a web address';
const NO_ENCRYPTION = 'without encryption';
const EMPTY = 'is empty';
const USER = 'holds a user name or a password';
const GOES_ON = 'contains a ? or a #';

it.each([
	['', EMPTY],
	[' \n', EMPTY],
	['\u200B', EMPTY],
	[undefined, EMPTY],
	[null, EMPTY],
	[8, EMPTY],
	[{}, EMPTY],
	['proxy.example/api', NO_ADDRESS],
	['ftp://proxy.example', NO_ADDRESS],
	['file:///etc/passwd', NO_ADDRESS],
	['javascript:alert(1)', NO_ADDRESS],
	['see https://proxy.example', NO_ADDRESS],
	['https://', NO_ADDRESS],
	['https:proxy.example', NO_ADDRESS],
	['https://pro xy.example', NO_ADDRESS],
	['https://proxy.example:99999', NO_ADDRESS],
	['https://proxy.example/a\npi', NO_ADDRESS],
	['https://proxy.example/api, https://proxy.example', NO_ADDRESS],
	['https://proxy.example,pickyassist.com', NO_ADDRESS],
	['={{ $json.url }}', NO_ADDRESS],
	['http://proxy.example', NO_ENCRYPTION],
	['http://pickyassist.com/app/api/v2', NO_ENCRYPTION],
	['http://localhost.evil.example', NO_ENCRYPTION],
	['http://127.0.0.1.evil.example', NO_ENCRYPTION],
	['http://192.168.0.1', NO_ENCRYPTION],
	['http://0.0.0.0', NO_ENCRYPTION],
	['http://[::2]', NO_ENCRYPTION],
	['https://user@proxy.example', USER],
	['https://user:pass@proxy.example', USER],
	['https://:pass@proxy.example', USER],
	['http://localhost@evil.example', USER],
	['https://proxy.example/api?key=1', GOES_ON],
	['https://proxy.example/api#top', GOES_ON],
	['https://proxy.example/api?', GOES_ON],
	['https://proxy.example/api#', GOES_ON],
])('a custom base URL %p is refused, since it %s', (baseUrl, why) => {
	expectRefusal({ platform: 'custom', baseUrl }, why);
});

it.each(['v5', '', 'V3', 3, null, 'constructor', 'toString', '__proto__'])(
	'platform %p is refused',
	(platform) => {
		expectRefusal({ platform }, 'platform in the Picky Assist credential is not one');
	},
);

it.each(['abc', ' abc\n', 'abc\u200B', '\uFEFFa\u00ADbc \u2060'])(
	'the token %j is abc',
	(token) => {
		expect(tokenOf({ token })).toBe('abc');
	},
);

it.each([undefined, null, '', ' ', '\u200B'])('the token %j is none', (token) => {
	expectRefusal({ token }, 'has no token', tokenOf);
});

/** The optional text fields, and what reads them. */
const optional = [
	['channelId', 'Default Channel ID', channelIdOf],
	['webhookSecret', 'Webhook Secret', webhookSecretOf],
] as const;

describe.each(optional)('%s', (name, label, read) => {
	it.each([
		['8', '8'],
		[' 8\n', '8'],
		['\u200E8 \u200B', '8'],
		['\u2060', undefined],
		[8, '8'],
		[0, '0'],
		['eight', 'eight'],
		['', undefined],
		[' \n', undefined],
		[undefined, undefined],
		[null, undefined],
	])('%j is read as %j', (value, text) => {
		expect(read({ [name]: value })).toBe(text);
		expect(read({})).toBeUndefined();
	});

	it.each([[{}], [['8']], [new Date(0)]])('%j is refused, since it is no text', (value) => {
		const why = `The ${label} in the Picky Assist credential is neither text nor a number`;
		expectRefusal({ [name]: value }, why, read);
	});
});

function expectRefusal(settings: Data, why: string, read: (settings: Data) => unknown = baseUrlOf) {
	try {
		expect(read(settings)).toBe('refused');
	} catch (error) {
		expect(error).toBeInstanceOf(CredentialSettingError);
		const { name, message, hint } = error as CredentialSettingError;
		expect(name).toBe('CredentialSettingError');
		expect(message).toContain(why);
		expect(hint).toMatch(/^(Open|Write|Remove|End|Begin) /);
		expectClear(message, hint);
	}
}
