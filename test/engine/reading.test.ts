import { useEngine, refusalIn } from './support';

/** One item whose field comes by an expression, and what the request then holds. */
const GOOD: ReadonlyArray<[sentence: string, field: string, value: unknown, sent: unknown]> = [
	['cuts white space at both ends of text', 'about', ' \t Fresh bread \n', 'Fresh bread'],
	['turns a number into text', 'about', 42, '42'],
	['turns 0 into text', 'about', 0, '0'],
	['turns true into text', 'address', true, 'true'],
	['takes an industry by its name in any case', 'industry', 'beauty, SPA and salon', 2],
];

const WEBSITES: ReadonlyArray<[sentence: string, value: unknown, sent: string[]]> = [
	['takes a list of { url }', [{ url: 'a.example' }], ['https://a.example']],
	[
		'takes text with commas and spaces',
		'a.example, b.example,',
		['https://a.example', 'https://b.example'],
	],
	['drops blank entries', ['', 'b.example', null, ' '], ['https://b.example']],
];

const BLANKS: ReadonlyArray<[name: string, value: unknown]> = [
	['null', null],
	['empty text', ''],
	['spaces', '   '],
	['tabs and line breaks', '\t\n\r\n'],
	['a no-break space', '\u00a0'],
];

describe('Reading values that come by expressions', () => {
	const setting = useEngine();
	const { run, received } = setting;

	it.each(GOOD)('%s', async (_, field, value, sent) => {
		const { error } = await run({
			items: [{ value } as never],
			parameters: { updateFields: { [field]: '={{ $json.value }}' } },
		});
		expect(error).toBeUndefined();
		expect(received()).toEqual([{ [field]: sent }]);
	});

	it.each(WEBSITES)('a website URL: %s', async (_, value, sent) => {
		await run({
			items: [{ value } as never],
			parameters: { updateFields: { websites: { website: [{ url: '={{ $json.value }}' }] } } },
		});
		expect(received()).toEqual([{ websites: sent }]);
	});

	it.each(BLANKS)('leaves every field alone whose value is %s', async (_, value) => {
		const blank = '={{ $json.value }}';
		const { error, items } = await run({
			items: [{ value } as never],
			parameters: {
				application: blank,
				updateFields: {
					about: 'Hello',
					address: blank,
					description: blank,
					email: blank,
					industry: blank,
					profilePic: blank,
					websites: { website: [{ url: blank }] },
				},
			},
		});
		expect(error).toBeUndefined();
		expect(received()).toEqual([{ about: 'Hello' }]);
		expect(items[0]!.json).toEqual({ status: 100, message: 'Success', updatedFields: ['about'] });
	});

	it('leaves a field alone whose property the item does not have', async () => {
		await run({
			items: [{ about: 'Here' }, { address: 'There' }, {}],
			onError: 'continueRegularOutput',
			parameters: {
				updateFields: { about: '={{ $json.about }}', address: '={{ $json.address }}' },
			},
		});
		expect(received()).toEqual([{ about: 'Here' }, { address: 'There' }]);
	});

	it.each([8, '8', ' 8 ', '008'])('sends the Channel ID %j as a number', async (value) => {
		const { items } = await run({
			items: [{ value }],
			parameters: { application: '={{ $json.value }}', updateFields: { about: 'Hi' } },
		});
		expect(received()).toEqual([{ application: 8, about: 'Hi' }]);
		expect(items[0]!.json.application).toBe(8);
	});

	it.each([
		['about', { a: 1 }],
		['about', ['a']],
		['address', {}],
		['email', ['a@b.example']],
		['profilePic', { url: 'https://a.example/x.jpg' }],
		['application', [8]],
	])('refuses %s where %j comes', async (field, value) => {
		const parameter = '={{ $json.value }}';
		const { items } = await run({
			items: [{ value } as never],
			onError: 'continueRegularOutput',
			parameters:
				field === 'application'
					? { application: parameter, updateFields: { about: 'Hi' } }
					: { updateFields: { [field]: parameter } },
		});
		const { error, details } = refusalIn(items[0]);
		expect(details).toMatchObject({ source: 'check', issues: [{ field }] });
		expect(error).not.toMatch(/\[object|undefined|invalid_type/);
		expect(received()).toEqual([]);
	});

	it('sends a DateTime of n8n as its text', async () => {
		const moment = 'DateTime.fromISO("2026-11-20T08:30", { zone: "Asia/Kolkata" })';
		await run({ parameters: { updateFields: { about: `={{ ${moment} }}` } } });
		expect(received()).toEqual([{ about: '2026-11-20T08:30:00.000+05:30' }]);
	});

	it('fails only the item whose expression cannot be resolved', async () => {
		const { items } = await run({
			items: [{ a: { b: 'One' } }, {}, { a: { b: 'Three' } }],
			onError: 'continueRegularOutput',
			parameters: { updateFields: { about: '={{ $json.a.b.trim() }}' } },
		});
		expect(received()).toEqual([{ about: 'One' }, { about: 'Three' }]);
		expect(items.map(({ json }) => json.status ?? 'refused')).toEqual([100, 'refused', 100]);
		expect(refusalIn(items[1]).details.source).toBe('check');
	});

	it('never sends the industry unless it was added', async () => {
		await run({ parameters: { updateFields: { about: 'Hi' } } });
		expect(received()).toEqual([{ about: 'Hi' }]);
	});

	it('sends an emoji as it is', async () => {
		await run({ parameters: { updateFields: { about: '👩‍👩‍👧‍👦🥐🇮🇳' } } });
		expect(setting.simulator.profile().about).toBe('👩‍👩‍👧‍👦🥐🇮🇳');
	});
});

describe('Clearing fields and nothing to update', () => {
	const setting = useEngine();
	const { run, received } = setting;

	it('sends an empty text, or an empty list for websites', async () => {
		const { items } = await run({
			parameters: { options: { clearFields: ['websites', 'address', 'description', 'email'] } },
		});
		expect(received()).toEqual([{ address: '', description: '', email: '', websites: [] }]);
		expect(items[0]!.json.updatedFields).toEqual(['address', 'description', 'email', 'websites']);
	});

	it('empties what the profile held', async () => {
		await run({ parameters: { updateFields: { about: 'Hi', address: 'Street' } } });
		await run({ parameters: { options: { clearFields: ['address'] } } });
		expect(setting.simulator.profile()).toEqual({ about: 'Hi' });
	});

	it('refuses a field that is both set and to be cleared', async () => {
		const { items } = await run({
			onError: 'continueRegularOutput',
			parameters: { updateFields: { email: 'a@b.example' }, options: { clearFields: ['email'] } },
		});
		expect(refusalIn(items[0]).details).toMatchObject({
			source: 'check',
			issues: [{ field: 'email', code: null }],
		});
		expect(received()).toEqual([]);
	});

	it('clears a field whose value is blank', async () => {
		await run({
			items: [{ email: '  ' }],
			parameters: {
				updateFields: { email: '={{ $json.email }}' },
				options: { clearFields: ['email'] },
			},
		});
		expect(received()).toEqual([{ email: '' }]);
	});

	it.each([
		['no field', {}],
		['blank fields only', { updateFields: { about: ' ', websites: { website: [{ url: '' }] } } }],
		['a channel only', { application: '8' }],
		['the check switched off', { options: { checkBeforeSending: false } }],
	])('refuses an item with %s: Nothing to update', async (_, parameters) => {
		const { items } = await run({ onError: 'continueRegularOutput', parameters });
		const message = 'Nothing to update';
		const hint: unknown = expect.stringMatching(/\w+ \w+/);
		expect(items[0]!.json).toEqual({
			error: message,
			details: {
				code: null,
				source: 'check',
				retryable: false,
				issues: [{ code: null, message, hint }],
			},
		});
		expect(received()).toEqual([]);
	});
});
