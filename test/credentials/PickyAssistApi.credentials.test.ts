import type { IHttpRequestOptions } from 'n8n-workflow';
import { CredentialSettingError } from '../../nodes/core/api/settings';
import { PickyAssistApi } from '../../credentials/PickyAssistApi.credentials';
import { ERROR_CODES } from '../../nodes/data/errorCodes';
import { expectClear } from '../nodes/clearWords';

const credential = new PickyAssistApi();
const authenticate = credential.authenticate as (
	credentials: Record<string, unknown>,
	options: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

describe('authenticate', () => {
	it('puts the token into a new body of new options, and leaves the given ones as they were', async () => {
		const body = Object.freeze({ about: 'Hi' });
		const options: IHttpRequestOptions = Object.freeze({
			url: '/update-profile',
			body,
			json: true,
		});
		const signed = await authenticate({ token: ' t0ken\n', platform: 'v4' }, options);
		expect(signed).toEqual({
			url: '/update-profile',
			baseURL: 'https://app.pickyassist.com/api/v2',
			body: { about: 'Hi', token: 't0ken' },
			json: true,
			disableFollowRedirect: true,
			maxRedirects: 0,
		});
		expect(signed).not.toBe(options);
		expect(options).toEqual({ url: '/update-profile', body: { about: 'Hi' }, json: true });
	});

	it('makes a body where there is none', async () => {
		const { body, baseURL } = await authenticate({ token: 't' }, { url: '/check-balance' });
		expect(body).toEqual({ token: 't' });
		expect(baseURL).toBe('https://pickyassist.com/app/api/v2');
	});

	it('puts the token into a body that is written as JSON text', async () => {
		const options = { url: '/update-profile', body: '{"about":"Hi"}' };
		expect((await authenticate({ token: 't' }, options)).body).toEqual({ about: 'Hi', token: 't' });
	});

	it.each([['text'], ['[1]'], ['8'], [['a']], [new URLSearchParams('a=b')], [Buffer.from('a')]])(
		'refuses the body %p, which has no place for a token',
		async (body) => {
			const refused = authenticate({ token: 't' }, { url: '/', body });
			await expect(refused).rejects.toThrow(/not a JSON object/);
		},
	);

	it.each([
		[{ url: 'https://pickyassist.com/app/api/v2/group-details' }],
		[{ uri: 'https://pickyassist.com/app/api/v2/group-details' }],
		[{ url: '/x', baseURL: 'https://pickyassist.com/app/api/v2/groups' }],
	])('leaves the address %j as it is, since it is below the base URL', async (target) => {
		const signed = await authenticate({ token: 't' }, target as IHttpRequestOptions);
		expect(signed).toMatchObject({ ...target, body: { token: 't' } });
	});

	it.each([
		[{ url: 'https://evil.example/app/api/v2/x' }],
		[{ uri: 'https://evil.example/app/api/v2/x' }],
		[{ url: '/../x' }],
		[{ url: '/x', baseURL: 'https://evil.example' }],
	])('refuses %j, which is not below the base URL', async (target) => {
		const refused = authenticate({ token: 't' }, target as IHttpRequestOptions);
		await expect(refused).rejects.toThrow(CredentialSettingError);
		await expect(refused).rejects.toThrow(
			'This URL is not below https://pickyassist.com/app/api/v2, so the Picky Assist credential does not send its token there',
		);
	});

	it('follows no redirect, whatever the node asks for', async () => {
		const asked = { uri: '', url: '', followAllRedirects: true, maxRedirects: 21 };
		expect(await authenticate({ token: 't' }, asked)).toMatchObject({
			disableFollowRedirect: true,
			maxRedirects: 0,
		});
	});

	it('takes a token that is a number', async () => {
		expect((await authenticate({ token: 123 }, { url: '/' })).body).toEqual({ token: '123' });
	});

	it.each([undefined, null, '', ' \n'])('refuses the token %p', async (token) => {
		const refused = authenticate({ token, platform: 'v3' }, { url: '/check-balance' });
		await expect(refused).rejects.toThrow(CredentialSettingError);
		await expect(refused).rejects.toMatchObject({
			message: 'The Picky Assist credential has no token',
			hint: 'Open the credential and paste the API token of your Picky Assist project',
		});
	});

	it.each(['http://elsewhere.example', 'https://u@elsewhere.example', ''])(
		'refuses the base URL %p for the test as for a run',
		async (baseUrl) => {
			const refused = authenticate({ token: 't', platform: 'custom', baseUrl }, { url: '/' });
			await expect(refused).rejects.toThrow(/base URL in the Picky Assist credential/);
		},
	);
});

describe('the test', () => {
	const { request, rules } = credential.test;

	/** What n8n shows for an answer: the text of the first rule that it equals. */
	const verdictOn = (answer: Record<string, unknown>) =>
		rules!
			.filter(({ type }) => type === 'responseSuccessBody')
			.map(({ properties }) => properties as { key: string; value: unknown; message: string })
			.find(({ key, value }) => answer[key] === value)?.message;

	const met = Object.entries(ERROR_CODES).filter(([, { field }]) => field === undefined);

	it('posts to /check-balance, and follows no redirect', () => {
		expect(request).toEqual({
			method: 'POST',
			url: '/check-balance',
			json: true,
			disableFollowRedirect: true,
		});
	});

	it.each(met)('fails on %s as a number and as text, with a text of its own', (code, known) => {
		const verdict = verdictOn({ status: Number(code) })!;
		expect(verdict).toBe(`${known.message} (code ${code}). ${known.hint}`);
		expect(verdictOn({ status: code })).toBe(verdict);
		expectClear(verdict);
	});

	it('knows every code that a token check can meet', () => {
		expect(met.map(([code]) => Number(code))).toEqual(
			expect.arrayContaining([401, 405, 408, 409, 410]),
		);
	});

	it('says something else for each code', () => {
		const texts = met.map(([code]) => verdictOn({ status: code }));
		expect(new Set(texts).size).toBe(met.length);
	});

	it.each([301, 302, 303, 307, 308, 401, 403, 404, 405, 429])(
		'has words of its own for HTTP %s',
		(status) => {
			const rule = rules!.find(
				({ type, properties }) => type === 'responseCode' && properties.value === status,
			);
			expectClear(rule?.properties.message ?? '');
		},
	);

	it.each([undefined, null, '', 0, true, false])('fails on the status %p', (status) => {
		expect(verdictOn({ status })).toMatch(/did not come from the Picky Assist API/);
	});

	it.each([100, '100'])('passes on status %p', (status) => {
		expect(verdictOn({ status })).toBeUndefined();
	});
});
