import type { IHttpRequestOptions } from 'n8n-workflow';
import { CredentialSettingError } from '../../credentials/baseUrl';
import { PickyAssistApi } from '../../credentials/PickyAssistApi.credentials';
import { ERROR_CODES } from '../../nodes/PickyAssist/data/errorCodes';
import { expectClear } from '../nodes/PickyAssist/clearWords';

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
		});
		expect(signed).not.toBe(options);
		expect(options).toEqual({ url: '/update-profile', body: { about: 'Hi' }, json: true });
	});

	it('makes a body where there is none', async () => {
		const { body, baseURL } = await authenticate({ token: 't' }, { url: '/check-balance' });
		expect(body).toEqual({ token: 't' });
		expect(baseURL).toBe('https://pickyassist.com/app/api/v2');
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
			.map(({ properties }) => properties as { key: string; value: unknown; message: string })
			.find(({ key, value }) => answer[key] === value)?.message;

	const met = Object.entries(ERROR_CODES).filter(([, { tokenCheck }]) => tokenCheck);

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
		const texts = rules!.map(({ properties }) => (properties as { message: string }).message);
		expect(new Set(texts).size).toBe(met.length + 1);
	});

	it('fails on an answer without a status', () => {
		expect(verdictOn({ message: 'Welcome' })).toMatch(/did not come from the Picky Assist API/);
	});

	it.each([100, '100'])('passes on status %p', (status) => {
		expect(verdictOn({ status })).toBeUndefined();
	});

	it('passes on no code that names a field of the profile', () => {
		expect(met.filter(([, { field }]) => field !== undefined)).toEqual([]);
	});
});

describe('the form', () => {
	const [token, platform, baseUrl] = credential.properties;

	it('is called as saved workflows call it', () => {
		expect([credential.name, credential.displayName]).toEqual([
			'pickyAssistApi',
			'Picky Assist API',
		]);
		expect(credential.properties.map(({ name }) => name)).toEqual(['token', 'platform', 'baseUrl']);
		expect(credential.documentationUrl).toMatch(/^https:/);
		expect(Object.values(credential.icon)).toEqual([
			expect.stringMatching(/\.svg$/),
			expect.stringMatching(/dark\.svg$/),
		]);
	});

	it('hides the token and demands it', () => {
		expect(token).toMatchObject({
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		});
	});

	it('starts with V3 and shows the base URL for Custom only', () => {
		expect(platform).toMatchObject({ type: 'options', default: 'v3' });
		expect(platform!.options!.map((option) => (option as { value: string }).value)).toEqual([
			'v3',
			'v4',
			'custom',
		]);
		expect(baseUrl).toMatchObject({
			type: 'string',
			default: '',
			displayOptions: { show: { platform: ['custom'] } },
		});
	});

	it.each(credential.properties)('has a name and a help text for $name', (property) => {
		expectClear(property.displayName, property.description ?? '');
	});
});
