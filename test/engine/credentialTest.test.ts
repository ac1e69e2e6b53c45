import type { ICredentialTestRequest, IHttpRequestOptions } from 'n8n-workflow';
import { CREDENTIAL_TYPE } from './harness';
import { useEngine } from './support';

/** What n8n makes of the test's rules: the first that holds fails the test. */
const verdictOf = ({ rules = [] }: ICredentialTestRequest, body: Record<string, unknown>) =>
	rules
		.filter((rule) => rule.type === 'responseSuccessBody')
		.find(({ properties: { key, value } }) => body[key] === value)?.properties.message;

describe('The test of the credential', () => {
	const setting = useEngine();
	const credentialType = () => setting.engine.credentialType(CREDENTIAL_TYPE);
	const test = () => credentialType().test!;

	it('posts to /check-balance, with the token in the body, and follows no redirect', async () => {
		const { request } = test();
		expect(request).toMatchObject({
			method: 'POST',
			url: '/check-balance',
			disableFollowRedirect: true,
		});
		expect(request).not.toHaveProperty('ignoreHttpStatusErrors');
	});

	it.each([101, 401, 403, 405, 408, 409, 410, 801])(
		'fails on status %i with its own text',
		(status) => {
			const texts = [status, String(status)].map((value) => verdictOf(test(), { status: value }));
			expect(texts[0]).toContain(String(status));
			expect(texts[1]).toBe(texts[0]);
		},
	);

	it('has another text for each status', () => {
		const texts = [101, 401, 403, 405, 408, 409, 410, 801].map((status) =>
			verdictOf(test(), { status }),
		);
		expect(new Set(texts).size).toBe(texts.length);
	});

	it('passes on status 100, and fails where there is no status', () => {
		expect(verdictOf(test(), { status: 100 })).toBeUndefined();
		expect(verdictOf(test(), { status: '100' })).toBeUndefined();
		expect(verdictOf(test(), {})).toMatch(/did not come from/);
	});

	it('puts the token into a new body of new options', async () => {
		const authenticate = credentialType().authenticate as (
			data: object,
			options: IHttpRequestOptions,
		) => Promise<IHttpRequestOptions>;
		const options: IHttpRequestOptions = { url: '/update-profile', body: { about: 'Hi' } };
		const signed = await authenticate(setting.credential(), options);
		expect(signed).not.toBe(options);
		expect(options).toEqual({ url: '/update-profile', body: { about: 'Hi' } });
		expect(signed.body).toEqual({ about: 'Hi', token: setting.simulator.token });
	});

	it.each(['http://api.example', 'https://me@api.example', 'nothing', ''])(
		'refuses the base URL %j, as a run does',
		async (baseUrl) => {
			const authenticate = credentialType().authenticate as (
				...given: object[]
			) => Promise<unknown>;
			await expect(authenticate(setting.credential({ baseUrl }), test().request)).rejects.toThrow(
				/base URL/,
			);
		},
	);
});
