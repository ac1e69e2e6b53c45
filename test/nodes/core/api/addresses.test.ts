import { demandBelow } from '../../../../nodes/core/api/addresses';
import { CredentialSettingError } from '../../../../nodes/core/api/settings';
import { expectClear } from '../../clearWords';

const BASE = 'https://pickyassist.com/app/api/v2';

type Target = Parameters<typeof demandBelow>[1];

const verdictOn = (baseUrl: string, target: Target) => {
	try {
		demandBelow(baseUrl, target);
		return 'passes';
	} catch (error) {
		expect(error).toBeInstanceOf(CredentialSettingError);
		return 'is refused';
	}
};

/** The same address by each name that n8n has for it. */
const namesFor = (url: string): Target[] => [{ url }, { uri: url }, { url, uri: url }];

it.each([
	`${BASE}`,
	`${BASE}/`,
	`${BASE}/group-details`,
	`${BASE}/group-details/`,
	`${BASE}/a/b/c`,
	`${BASE}//group-details`,
	`${BASE}/a/../group-details`,
	`${BASE}/a/%2e%2e/group-details`,
	`${BASE}/./group-details`,
	`${BASE}/%C3%A9t%C3%A9%20a`,
	`${BASE}/a.b..c/d`,
	'HTTPS://PickyAssist.COM/app/api/v2/group-details',
	'https://pickyassist.com:443/app/api/v2/group-details',
	'https://pickyassist.com/app/../app/api/v2/group-details',
	`${BASE}/x?url=https://evil.example/..\\@ and more`,
	`${BASE}/x?`,
	`${BASE}?a=/../../..`,
	`${BASE}/x#/../../../..`,
	`${BASE}#@evil.example`,
	'',
	'/',
	'/group-details',
	'group-details',
	'./group-details',
	'a/../group-details',
	'/a/%2E%2e/group-details',
	'?a=../../../../x',
	'/x?next=https://evil.example',
	'/x#//evil.example',
])('%j is below the base URL', (url) => {
	for (const target of namesFor(url)) expect(verdictOn(BASE, target)).toBe('passes');
});

it.each([
	['another host', 'https://evil.example/app/api/v2/x'],
	['another host in front', 'https://evil.example/https://pickyassist.com/app/api/v2/x'],
	['the host as a subdomain', 'https://pickyassist.com.evil.example/app/api/v2/x'],
	['a subdomain', 'https://app.pickyassist.com/app/api/v2/x'],
	['a longer name', 'https://notpickyassist.com/app/api/v2/x'],
	['a trailing dot', 'https://pickyassist.com./app/api/v2/x'],
	['a letter that looks alike', 'https://pickyаssist.com/app/api/v2/x'],
	['no encryption', 'http://pickyassist.com/app/api/v2/x'],
	['no encryption on the same port', 'http://pickyassist.com:443/app/api/v2/x'],
	['another scheme', 'ftp://pickyassist.com/app/api/v2/x'],
	['a web socket', 'wss://pickyassist.com/app/api/v2/x'],
	['another port', 'https://pickyassist.com:8443/app/api/v2/x'],
	['a port that is none', 'https://pickyassist.com:99999/app/api/v2/x'],
	['the host alone', 'https://pickyassist.com'],
	['a path above', 'https://pickyassist.com/app/api'],
	['a path beside', 'https://pickyassist.com/app/api/v3/x'],
	['a segment that begins alike', `${BASE}x`],
	['a segment that begins alike, with more', `${BASE}x/y`],
	['a query instead of the path', `https://pickyassist.com/?${BASE}/x`],
	['another case of the path', 'https://pickyassist.com/App/Api/V2/x'],
	['a doubled slash in the base path', 'https://pickyassist.com//app/api/v2/x'],
	['a step up', `${BASE}/../x`],
	['a step up at the end', `${BASE}/..`],
	['a step up and down again', `${BASE}/../v2x/y`],
	['many steps up', `${BASE}/a/../../../../../../x`],
	['an encoded step up', `${BASE}/%2e%2e/x`],
	['a step up, encoded in part', `${BASE}/.%2E/x`],
	['an encoded slash', `${BASE}/..%2fx`],
	['an encoded slash behind a folder', `${BASE}/a%2f..%2f..%2fx`],
	['dots and slash encoded', `${BASE}/%2e%2e%2fx`],
	['an encoded backslash', `${BASE}/..%5cx`],
	['what is encoded twice', `${BASE}/%252e%252e%252fx`],
	['what is encoded three times', `${BASE}/%25252e%25252e/x`],
	['a step up with a parameter', `${BASE}/..;/x`],
	['an encoded step up with a parameter', `${BASE}/%2e%2e;a=b/x`],
	['an encoded zero', `${BASE}/..%00/x`],
	['an encoded line break', `${BASE}/x%0d%0aHost:evil`],
	['an encoding that is broken', `${BASE}/%zz`],
	['an overlong encoding', `${BASE}/%c0%ae%c0%ae/x`],
	['a backslash', `${BASE}\\..\\x`],
	['a backslash before the host', 'https:\\\\evil.example/app/api/v2/x'],
	['a backslash behind the host', 'https://evil.example\\@pickyassist.com/app/api/v2/x'],
	['a user name', 'https://user@pickyassist.com/app/api/v2/x'],
	['a user name and a password', 'https://user:pass@pickyassist.com/app/api/v2/x'],
	['a password alone', 'https://:pass@pickyassist.com/app/api/v2/x'],
	['the host as a user name', 'https://pickyassist.com@evil.example/app/api/v2/x'],
	['the base as a user name', 'https://pickyassist.com%2fapp%2fapi%2fv2@evil.example/x'],
	['a path from the host', '//evil.example/app/api/v2/x'],
	['a path from the own host', '//pickyassist.com/app/api/v2/x'],
	['three slashes', '///evil.example/x'],
	['slash and backslash', '/\\evil.example/x'],
	['two backslashes', '\\\\evil.example/x'],
	['a scheme without slashes', 'https:evil.example/x'],
	['a scheme with one slash', 'https:/evil.example/x'],
	['a host and port without a scheme', 'evil.example:443/x'],
	['a scheme that runs', 'javascript:alert(1)'],
	['data', 'data:text/plain,x'],
	['the address within another', `blob:${BASE}/x`],
	['white space in front', ` https://evil.example/x`],
	['white space in front of the own address', ` ${BASE}/x`],
	['white space behind', `${BASE}/x `],
	['white space before a path', ' /x'],
	['a tab in the scheme', 'ht\ttps://evil.example/x'],
	['a tab in a step up', `${BASE}/.\t./x`],
	['a line break in the slashes', '/\n/evil.example/x'],
	['a zero', `${BASE}/x\0`],
	['a relative step up', '../x'],
	['a relative step up from the root', '/../x'],
	['a relative step up behind a folder', 'a/../../x'],
	['a relative step up, encoded', '%2e%2e/x'],
	['a relative step up with an encoded slash', '/..%2Fx'],
])('%s is refused', (_, url) => {
	for (const target of namesFor(url)) expect(verdictOn(BASE, target)).toBe('is refused');
});

it.each([
	[{ url: `${BASE}/x`, uri: 'https://evil.example' }],
	[{ url: 'https://evil.example', uri: `${BASE}/x` }],
])('both names of an address count: %j is refused', (target) => {
	expect(verdictOn(BASE, target)).toBe('is refused');
});

it.each([
	[{}, 'passes'],
	[{ url: null, uri: undefined }, 'passes'],
	[{ url: null, uri: 'https://evil.example' }, 'is refused'],
	[{ url: new URL(`${BASE}/x`) }, 'passes'],
	[{ uri: new URL('https://evil.example') }, 'is refused'],
	[{ url: ['https://evil.example'] }, 'is refused'],
])('what is no text is read as one: %p %s', (target, verdict) => {
	expect(verdictOn(BASE, target)).toBe(verdict);
});

it.each([
	[{ url: '/x', baseURL: BASE }, 'passes'],
	[{ url: '/x', baseURL: `${BASE}/` }, 'passes'],
	[{ url: '/x', baseURL: `${BASE}/groups` }, 'passes'],
	[{ url: '../x', baseURL: `${BASE}/groups` }, 'passes'],
	[{ url: '/x', baseURL: '' }, 'passes'],
	[{ url: `${BASE}/x`, baseURL: 'https://evil.example' }, 'passes'],
	[{ url: '/x', baseURL: 'https://evil.example' }, 'is refused'],
	[{ baseURL: 'https://evil.example' }, 'is refused'],
	[{ url: '/app/api/v2/x', baseURL: 'https://pickyassist.com@evil.example' }, 'is refused'],
	[{ url: 'x/x', baseURL: `${BASE}x` }, 'is refused'],
	[{ url: '/x', baseURL: '//evil.example' }, 'is refused'],
	[{ url: '/x', baseURL: '/app/api/v2' }, 'is refused'],
	[{ url: '/x', baseURL: ` ${BASE}` }, 'is refused'],
	[{ url: 'https://evil.example', baseURL: BASE }, 'is refused'],
	[{ url: '/../../x', baseURL: `${BASE}/groups` }, 'is refused'],
])("a caller's own base URL counts: %j %s", (target, verdict) => {
	expect(verdictOn(BASE, target)).toBe(verdict);
});

it.each([
	['https://proxy.example', 'https://proxy.example/x', 'passes'],
	['https://proxy.example', '/x', 'passes'],
	['https://proxy.example', 'https://proxy.example', 'passes'],
	['https://proxy.example', '/../x', 'passes'],
	['https://proxy.example', '/..%2fx', 'is refused'],
	['https://proxy.example', 'https://proxy.example.evil.example/x', 'is refused'],
	['https://proxy.example:8443', 'https://proxy.example/x', 'is refused'],
	['https://proxy.example:8443', 'https://PROXY.example:8443/x', 'passes'],
	['https://proxy.example./api', 'https://proxy.example./api/x', 'passes'],
	['https://proxy.example./api', 'https://proxy.example/api/x', 'is refused'],
	['https://proxy.example/my%20api', 'https://proxy.example/my%20api/x', 'passes'],
	['https://proxy.example/my%20api', '/x', 'passes'],
	['https://proxy.example/my%20api', 'https://proxy.example/my%2520api/x', 'is refused'],
	['https://proxy.example/100%25', '/x', 'passes'],
	['http://localhost:3000/api', 'http://localhost:3000/api/x', 'passes'],
	['http://localhost:3000/api', 'http://localhost:3001/api/x', 'is refused'],
	['http://localhost:3000/api', 'http://127.0.0.1:3000/api/x', 'is refused'],
	['http://127.0.0.1/api', 'http://0x7f.1/api/x', 'passes'],
	['http://[::1]:3000/api', 'http://[0:0:0:0:0:0:0:1]:3000/api/x', 'passes'],
])('with the base URL %s, %s %s', (baseUrl, url, verdict) => {
	expect(verdictOn(baseUrl, { url })).toBe(verdict);
});

it('says which addresses the token is sent to, and how to write one', () => {
	const refusal = catchRefusal(() => demandBelow(BASE, { url: 'https://evil.example' }));
	expect(refusal).toMatchObject({
		message: `This URL is not below ${BASE}, so the Picky Assist credential does not send its token there`,
		hint: `Begin the URL with ${BASE}/, without spaces, backslashes and "..", or choose another credential`,
	});
	expectClear(refusal.message, refusal.hint);
});

function catchRefusal(act: () => void): CredentialSettingError {
	try {
		act();
	} catch (error) {
		return error as CredentialSettingError;
	}
	throw new Error('It passed');
}
