import { recordLog } from './harness';
import { refusalIn, useEngine } from './support';

const long = (length: number) => 'x'.repeat(length);
const site = (url: unknown) => ({ websites: { website: [{ url }] } });

/** What the checks refuse: the fields, the code, the field named, and numbers where they apply. */
const REFUSED: ReadonlyArray<
	[sentence: string, fields: object, code: number | null, field: string, numbers?: object]
> = [
	['about over 139 characters', { about: long(140) }, 819, 'about', { limit: 139, actual: 140 }],
	['email with white space', { email: 'a b@c.example' }, 823, 'email'],
	[
		'three websites',
		site('a.example, b.example, c.example'),
		824,
		'websites',
		{ limit: 2, actual: 3 },
	],
	['a website of another scheme', site('ftp://a.example'), 826, 'websites'],
	['an unknown industry', { industry: 'Bakery' }, 825, 'industry'],
	['a picture that is no URL', { profilePic: 'logo.jpg' }, null, 'profilePic'],
];

/** What is just within the rules. */
const TAKEN = {
	about: long(139),
	address: long(256),
	description: long(256),
	email: `${long(240)}@b.example`,
	industry: 17,
	profilePic: 'http://a.example/logo',
	...site('a.example, b.example'),
};

describe('What the checks refuse', () => {
	const setting = useEngine();
	const { run, received } = setting;

	it.each(REFUSED)('%s', async (_, updateFields, code, field, numbers = {}) => {
		const { items, errorItems } = await run({
			onError: 'continueErrorOutput',
			parameters: { updateFields },
		});
		const { error } = refusalIn(errorItems[0]);
		const hint: unknown = expect.stringMatching(/\w+ \w+/);
		const issues = [{ code, field, message: error, hint, ...numbers }];
		expect(items).toEqual([]);
		expect(errorItems).toEqual([
			{
				json: { error, details: { code, source: 'check', retryable: false, issues } },
				pairedItem: { item: 0 },
			},
		]);
		expect(received()).toEqual([]);
	});

	it('takes what is just within the rules', async () => {
		const { items } = await run({ parameters: { updateFields: TAKEN } });
		expect(items[0]!.json.status).toBe(100);
		expect(received()).toHaveLength(1);
	});

	it.each(['0', '-1', '1.5', 'eight', '9'.repeat(400)])(
		'refuses the Channel ID %s without a code',
		async (application) => {
			const { items } = await run({
				onError: 'continueRegularOutput',
				parameters: { application, updateFields: { about: 'Hi' } },
			});
			expect(refusalIn(items[0]).details).toMatchObject({
				code: null,
				source: 'check',
				issues: [{ field: 'application', code: null }],
			});
			expect(received()).toEqual([]);
		},
	);

	it('names every problem of an item, in the order of the table', async () => {
		const { items } = await run({
			onError: 'continueRegularOutput',
			parameters: {
				application: 'x',
				updateFields: {
					...site('ftp://a.example'),
					industry: 99,
					email: 'nobody',
					about: long(200),
				},
			},
		});
		const { code, issues } = refusalIn(items[0]).details;
		expect(code).toBeNull();
		expect(issues.map((issue) => [issue.field, issue.code])).toEqual([
			['application', null],
			['about', 819],
			['email', 823],
			['industry', 825],
			['websites', 826],
		]);
	});

	it('names every expression that cannot be resolved, and what else is wrong', async () => {
		const { items } = await run({
			onError: 'continueRegularOutput',
			parameters: {
				updateFields: {
					about: '={{ foo bar }}',
					address: '={{ foo bar }}',
					description: long(257),
				},
			},
		});
		expect(refusalIn(items[0]).details.issues.map(({ field, code }) => [field, code])).toEqual([
			['about', null],
			['address', null],
			['description', 821],
		]);
	});

	it('gives both counts where Picky Assist counts more than a reader sees', async () => {
		const about = '🥐'.repeat(100);
		const { items } = await run({
			onError: 'continueRegularOutput',
			parameters: { updateFields: { about } },
		});
		const { error, details } = refusalIn(items[0]);
		expect(details).toMatchObject({ code: 819, source: 'api', attempts: 1, httpStatus: 200 });
		expect(error).toMatch(/100/);
		expect(error).toMatch(/200/);
	});

	it('with the check off sends what it would refuse, and Picky Assist refuses it', async () => {
		const { items } = await run({
			onError: 'continueRegularOutput',
			parameters: {
				updateFields: { about: long(140), industry: 'Bakery' },
				options: { checkBeforeSending: false },
			},
		});
		expect(received()).toEqual([{ about: long(140), industry: 'Bakery' }]);
		expect(refusalIn(items[0]).details).toMatchObject({ code: 819, source: 'api' });
	});
});

describe('How a refusal looks', () => {
	const setting = useEngine();
	const { run, received } = setting;
	const updateFields = { about: '={{ $json.about }}' };
	const good = { about: 'Hello' };
	const bad = { about: long(150) };

	it('with Stop, a refused check is a NodeOperationError with the item, and nothing is sent', async () => {
		const { error, run: whole } = await run({
			items: [good, good, bad, good, bad],
			parameters: { updateFields },
		});
		expect(whole.status).toBe('error');
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 2 } });
		expect(error!.message).toMatch(/150.*139/);
		expect(error!.description).toBeTruthy();
		expect(error!.description).not.toContain(error!.message);
		expect(error!.message).not.toContain(error!.description!);
		expect(received()).toEqual([]);
	});

	it('with Stop, what Picky Assist refuses is a NodeApiError with its code as text', async () => {
		setting.simulator.fault({ status: 830 });
		const { error } = await run({
			items: [good],
			parameters: { updateFields },
		});
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '830',
			context: { itemIndex: 0 },
		});
		expect(error!.description).not.toContain(error!.message);
	});

	it('with Continue, an item has error and details and no other key', async () => {
		const { items } = await run({
			items: [bad],
			onError: 'continueRegularOutput',
			parameters: { updateFields },
		});
		expect(Object.keys(items[0]!.json).sort()).toEqual(['details', 'error']);
		expect(items[0]!.error).toBeUndefined();
		expect(items[0]!.pairedItem).toEqual({ item: 0 });
		expect(Object.keys(refusalIn(items[0]).details).sort()).toEqual(
			['code', 'issues', 'retryable', 'source'].sort(),
		);
	});

	it('with Continue (using error output), refused items leave there, with their details', async () => {
		const { items, errorItems } = await run({
			items: [good, bad, good],
			onError: 'continueErrorOutput',
			parameters: { updateFields },
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0]).toMatchObject({ pairedItem: { item: 1 } });
		expect(refusalIn(errorItems[0]).details.code).toBe(819);
	});

	it('says clearly that a token was not accepted, and sends it once', async () => {
		const { error } = await run({
			credential: setting.credential({ token: 'wrong' }),
			parameters: { updateFields: { about: 'Hi' } },
		});
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '401' });
		expect(error!.message).toMatch(/token/i);
		expect(setting.simulator.counts.requests).toBe(1);
	});

	it.each(['resource', 'operation'])(
		'answers a custom API call clearly, chosen as the %s',
		async (name) => {
			const { items } = await run({
				items: [{}, {}],
				onError: 'continueRegularOutput',
				parameters: { [name]: '__CUSTOM_API_CALL__' },
			});
			expect(items).toHaveLength(2);
			expect(refusalIn(items[1]).error).toMatch(/custom API call/i);
			const { error } = await run({ parameters: { [name]: '__CUSTOM_API_CALL__' } });
			expect(error).toMatchObject({ name: 'NodeOperationError' });
		},
	);

	it('a dry run shows the request and sends nothing', async () => {
		const { items, stored } = await run({
			items: [good],
			parameters: { application: '8', updateFields, options: { dryRun: true } },
		});
		expect(items).toEqual([
			{
				json: {
					dryRun: true,
					url: `${setting.simulator.baseUrl}/update-profile`,
					body: { application: 8, about: 'Hello' },
					updatedFields: ['about'],
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(stored()).not.toContain(setting.simulator.token);
		expect(setting.simulator.counts.requests).toBe(0);
	});

	it('a dry run refuses what a real run refuses', async () => {
		const errorOf = async (options: object) =>
			(await run({ items: [bad], parameters: { updateFields, options } })).error!;
		const { name, message, description } = await errorOf({ dryRun: true });
		expect(name).toBe('NodeOperationError');
		expect(await errorOf({})).toMatchObject({ name, message, description });
	});

	it.each(['raw', 'urlEncoded', 'embedded'] as const)(
		'hides a token that is echoed (%s), from data, errors and log',
		async (echoToken) => {
			const log = recordLog();
			for (const onError of ['continueRegularOutput', 'stopWorkflow'] as const) {
				setting.simulator.fault({ echoToken });
				const { stored } = await run({ onError, parameters: { updateFields: { about: 'Hi' } } });
				expect(stored()).toContain('[token hidden]');
				expect(stored()).not.toContain(setting.simulator.token);
			}
			log.stop();
			expect(log.text()).toContain('Running node "Picky Assist" started');
			expect(log.text()).not.toContain(setting.simulator.token);
		},
	);

	it.each([
		['spaces and letters', 'tok en+/= ü"quote'],
		['percent signs', 'a%20b%7Ec'],
	])('hides an echoed token with %s', async (_, token) => {
		setting.simulator.fault({ echoToken: 'urlEncoded' });
		const { stored } = await run({
			credential: setting.credential({ token }),
			onError: 'continueRegularOutput',
			parameters: { updateFields: { about: 'Hi' } },
		});
		const text = stored();
		expect(text).toContain('[token hidden]');
		expect(text).not.toContain(token);
		expect(text).not.toContain(encodeURIComponent(token));
	});
});

const REFUSED_URLS: ReadonlyArray<[sentence: string, changes: object, words: RegExp]> = [
	['http: to a foreign host', { baseUrl: 'http://api.example/v2' }, /encrypt/i],
	['a user name in it', { baseUrl: 'https://me:pw@api.example/v2' }, /user name/i],
	['nothing', { baseUrl: '' }, /empty/i],
];

describe('A credential that cannot be used', () => {
	const setting = useEngine();
	const parameters = { updateFields: { about: 'Hi' } };

	it.each(REFUSED_URLS)('a base URL with %s refuses each item', async (_, changes, words) => {
		const { items, stored } = await setting.run({
			items: [{}, {}],
			onError: 'continueRegularOutput',
			credential: setting.credential(changes as never),
			parameters,
		});
		expect(items).toHaveLength(2);
		for (const item of items) {
			expect(refusalIn(item).error).toMatch(words);
			expect(refusalIn(item).details).toMatchObject({ source: 'check', retryable: false });
		}
		expect(stored()).not.toMatch(/f00d5afe|me:pw/);
		const { error } = await setting.run({
			credential: setting.credential(changes as never),
			parameters,
		});
		expect(error).toMatchObject({ name: 'NodeOperationError' });
		expect(error!.message).toMatch(words);
	});

	it.each(['', '   '])('the token %j is refused before anything is sent', async (token) => {
		const credential = setting.credential({ token });
		const { items } = await setting.run({
			items: [{}, {}],
			onError: 'continueRegularOutput',
			credential,
			parameters,
		});
		expect(items).toHaveLength(2);
		expect(refusalIn(items[0]).error).toMatch(/token/i);
		expect(refusalIn(items[0]).details.source).toBe('check');
		const { error } = await setting.run({ credential, parameters });
		expect(error).toMatchObject({ name: 'NodeOperationError' });
		expect(setting.simulator.counts.requests).toBe(0);
	});
});
