import type { IDataObject } from 'n8n-workflow';
import { searchList } from './harness';
import { refusalIn, useEngine } from './support';

const GET = 'template.get';
const GET_MANY = 'template.getMany';
const SUBMIT = 'template.submit';

const long = (length: number) => 'x'.repeat(length);

/** A template with anything changed, as `/template-status` shows it. */
const template = (changes: object = {}) => ({
	template_id: 'AB1',
	template_name: 'greeting',
	template_status: '3',
	message_type: '1',
	category: '12',
	template_message: [{ message: 'Hello {{1}}', language: 'en' }],
	...changes,
});

describe('Template: Get Many', () => {
	const setting = useEngine();
	const { call, received } = setting;

	it('asks with the token alone, and gives an item for each template with its state in words', async () => {
		const { items } = await call(GET_MANY);
		expect(setting.simulator.requests[0]).toMatchObject({ path: '/app/api/v2/template-status' });
		expect(received()).toEqual([{}]);
		expect(
			items.map(({ json, pairedItem }) => [json.template_id, json.stateText, pairedItem]),
		).toEqual([
			...['XY6479', 'YG7203', 'VG7935', 'DC5120', 'VD2280', 'HW1001'].map((id) => [
				id,
				'Approved',
				{ item: 0 },
			]),
			['AX211481604', 'Pending Review', { item: 0 }],
			['PW4410', 'WhatsApp Pending Review', { item: 0 }],
			['RJ9034', 'Rejected', { item: 0 }],
		]);
		const [first] = setting.simulator.settings.templates;
		expect(items[0]!.json).toEqual({ ...first, stateText: 'Approved' });
	});

	it.each([
		[{ filters: { state: 'pending' } }, 2],
		[{ filters: { state: '={{ "" }}' } }, 9],
		[{ limit: '={{ "3" }}' }, 3],
		[{ limit: '={{ null }}' }, 9],
		[{ limit: 1, filters: { state: 'pending' } }, 1],
		[{ returnAll: true, limit: 2 }, 9],
		[{ returnAll: '={{ "true" }}', limit: 2 }, 9],
	])('with %j gives %i', async (parameters, count) => {
		const { items, error } = await call(GET_MANY, parameters);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(count);
		expect(received()).toEqual([{}]);
	});

	it('gives 50 unless told, and all with Return All', async () => {
		const templates = Array.from({ length: 60 }, (_, index) =>
			template({ template_id: `T${index}` }),
		);
		setting.simulator.set({ templates });
		expect((await call(GET_MANY)).items).toHaveLength(50);
		expect((await call(GET_MANY, { returnAll: true })).items).toHaveLength(60);
	});

	it.each([
		[{ limit: '={{ 1.5 }}' }, 'limit'],
		[{ filters: { language: '={{ ["en"] }}' } }, 'language'],
	])('refuses %j', async (parameters, field) => {
		const { items } = await call(GET_MANY, parameters, { onError: 'continueRegularOutput' });
		expect(refusalIn(items[0]).details).toMatchObject({
			code: null,
			source: 'check',
			issues: [{ field }],
		});
		expect(received()).toEqual([]);
	});

	it('asks once for items that filter in different ways, and pairs what each gets', async () => {
		const { items } = await call(
			GET_MANY,
			{ filters: { state: '={{ $json.state }}' } },
			{
				items: ['rejected', 'nothing else', 'pending'].map((state) => ({ state })),
				onError: 'continueRegularOutput',
			},
		);
		expect(received()).toHaveLength(1);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
			{ item: 2 },
		]);
		expect(refusalIn(items[1]).details.source).toBe('check');
	});

	it.each([
		['817', { status: 817 }],
		['an empty bare array', { body: [] }],
	])('gives no items for %s', async (_, fault) => {
		setting.simulator.fault(fault);
		const { items, error, run } = await call(GET_MANY);
		expect(error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(items).toEqual([]);
	});

	it('leaves out what is no template', async () => {
		setting.simulator.fault({ body: { templates: [null, 'AB2', {}, template()] } });
		const { items } = await call(GET_MANY);
		expect(items.map(({ json }) => json.template_id)).toEqual(['AB1']);
	});
});

describe('Template: Get', () => {
	const setting = useEngine();
	const { call, received } = setting;

	const chosen = (value: unknown, mode = 'list') => ({ template: { __rl: true, mode, value } });

	it.each([
		['from the list, with a language', chosen('XY6479|es')],
		[
			'by an expression with white space and a language',
			chosen('={{ " " + $json.id + " | en " }}', 'id'),
		],
	])('asks for the one chosen %s', async (_, parameters) => {
		const { items } = await call(GET, parameters, { items: [{ id: 'XY6479' }] });
		expect(received()).toEqual([{ template_id: 'XY6479' }]);
		const [first] = setting.simulator.settings.templates;
		expect(items).toEqual([{ json: { ...first, stateText: 'Approved' }, pairedItem: { item: 0 } }]);
	});

	it.each([
		['nothing', ''],
		['a list', '={{ ["XY6479"] }}'],
	])('refuses %s', async (_, value) => {
		const { items } = await call(GET, chosen(value, 'id'), { onError: 'continueRegularOutput' });
		expect(refusalIn(items[0]).details).toMatchObject({
			code: null,
			source: 'check',
			issues: [{ field: 'template' }],
		});
		expect(received()).toEqual([]);
	});

	it('asks once for each template, and gives each item its own', async () => {
		const { items } = await call(GET, chosen('={{ $json.id }}', 'id'), {
			items: ['XY6479', 'RJ9034', 'XY6479|es'].map((id) => ({ id })),
		});
		expect(received()).toEqual([{ template_id: 'XY6479' }, { template_id: 'RJ9034' }]);
		expect(
			items.map(({ json, pairedItem }) => [json.template_id, json.stateText, pairedItem]),
		).toEqual([
			['XY6479', 'Approved', { item: 0 }],
			['RJ9034', 'Rejected', { item: 1 }],
			['XY6479', 'Approved', { item: 2 }],
		]);
	});

	it.each([
		['804', { status: 804 }, 804],
		['no template at all', { body: { status: 100, message: 'Success' } }, 817],
	])('refuses where the answer is %s', async (_, fault, code) => {
		setting.simulator.fault(fault);
		const { items } = await call(GET, chosen('XY6479', 'id'), { onError: 'continueRegularOutput' });
		const { error, details } = refusalIn(items[0]);
		expect(details).toMatchObject({
			code,
			source: 'api',
			retryable: false,
			attempts: 1,
			issues: [{ code, field: 'template' }],
		});
		expect(error).not.toMatch(/success/i);
	});
});

describe('Template: Submit for Approval', () => {
	const setting = useEngine();
	const { call, received } = setting;

	const text = 'Your order {{1}} is on its way.';
	const translations = { translation: [{ language: 'en', text }] };
	const parameters = { name: 'order_on_its_way', translations };

	const submit = async (changes: object, items: IDataObject[] = [{}]) =>
		await call(SUBMIT, { ...parameters, ...changes }, { items, onError: 'continueRegularOutput' });

	it('sends a template, a text for transactions unless told, and gives the answer with its state in words', async () => {
		const { items } = await call(SUBMIT, parameters);
		expect(setting.simulator.requests[0]).toMatchObject({ path: '/app/api/v2/template-request' });
		expect(received()).toEqual([
			{
				name: 'order_on_its_way',
				category: 12,
				message_type: 1,
				messages: [{ message: text, language: 'en' }],
			},
		]);
		expect(items).toEqual([
			{
				json: {
					template_id: 'XY6480',
					template_status: 1,
					stateText: 'Pending Review',
					status: 100,
					message: 'Success',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(setting.simulator.submissions).toHaveLength(1);
	});

	it('sends every field under its name on the wire', async () => {
		const { items } = await submit({
			application: '121',
			category: 13,
			messageType: 2,
			translations: {
				translation: [
					{ language: ' en ', header: 'Hi {{1}}', text: 'Hello', footer: 'Bye' },
					{ language: 'es', header: ' ', text: 'Hola', footer: '' },
					{ language: '', header: '', text: '', footer: '' },
				],
			},
			options: {
				sampleValues: '["Ada", 5]',
				sampleUrl: ' https://example.com/a.png ',
				extraBody: '{ "sample_button_value": "x" }',
			},
		});
		expect(received()).toEqual([
			{
				application: 121,
				name: 'order_on_its_way',
				category: 13,
				message_type: 2,
				sample_message: ['Ada', '5'],
				sample_url: 'https://example.com/a.png',
				messages: [
					{ message: 'Hello', language: 'en', header: 'Hi {{1}}', footer: 'Bye' },
					{ message: 'Hola', language: 'es' },
				],
				sample_button_value: 'x',
			},
		]);
		expect(items[0]!.json.status).toBe(100);
	});

	const row = (changes: object) => ({
		translations: { translation: [{ language: 'en', text: 'Hi', ...changes }] },
	});

	it.each([
		['capitals in the name', { name: 'Order' }, 'name', /Name has signs other than lower case/],
		[
			'a header that is too long',
			row({ header: long(61) }),
			'translations',
			/header of entry 1 has 61 characters, and Picky Assist allows 60/,
		],
	])('refuses %s, and sends it with the check off', async (_, changes, field, says) => {
		const { items } = await submit(changes);
		const { error, details } = refusalIn(items[0]);
		expect(error).toMatch(says);
		expect(details).toMatchObject({
			code: null,
			source: 'check',
			retryable: false,
			mayHaveBeenSent: false,
			issues: [{ code: null, field, message: error }],
		});
		expect(received()).toEqual([]);
		await submit({ ...changes, options: { checkBeforeSending: false } });
		expect(received()).toHaveLength(1);
	});

	it.each([
		['no name', { name: ' ' }, 'name'],
		['no translation', { translations: {} }, 'translations'],
		['a translation without a text', row({ text: '={{ undefined }}' }), 'translations'],
		['a text that is an object', row({ text: '={{ {} }}' }), 'translations'],
		['extra fields with a channel', { options: { extraBody: '{"application":8}' } }, 'extraBody'],
	])('always refuses %s', async (_, changes, field) => {
		for (const checkBeforeSending of [true, false]) {
			const options = { ...('options' in changes && changes.options), checkBeforeSending };
			const { items } = await submit({ ...changes, options });
			expect(refusalIn(items[0]).details).toMatchObject({
				source: 'check',
				mayHaveBeenSent: false,
				issues: [{ field }],
			});
		}
		expect(received()).toEqual([]);
	});

	it('names all that is wrong at once', async () => {
		const { items } = await submit({
			name: 'A',
			category: 1,
			...row({ header: long(61), footer: long(61) }),
		});
		expect(refusalIn(items[0]).details.issues.map(({ field }) => field)).toEqual([
			'name',
			'category',
			'translations',
			'translations',
		]);
	});

	it('shows a dry run and submits nothing', async () => {
		const { items } = await submit({ options: { dryRun: true, extraBody: '{"sample_url":"x"}' } });
		expect(items[0]!.json).toEqual({
			dryRun: true,
			url: `${setting.simulator.baseUrl}/template-request`,
			body: {
				name: 'order_on_its_way',
				category: 12,
				message_type: 1,
				messages: [{ message: text, language: 'en' }],
				sample_url: 'x',
			},
		});
		expect(setting.simulator.counts.requests).toBe(0);
	});

	it('gives an answer of an odd shape as it is, since it was accepted', async () => {
		setting.simulator.fault({
			body: { status: 'success', template_status: { code: 1 }, error: null },
		});
		const { items } = await submit({});
		expect(items[0]!.json).toEqual({
			status: 'success',
			template_status: { code: 1 },
			stateText: 'Unknown',
			apiError: null,
		});
	});

	it('sends one request for each item, in order', async () => {
		const { items } = await submit({ name: '={{ $json.name }}' }, [
			{ name: 'a' },
			{ name: 'b' },
			{ name: 'a' },
		]);
		expect(received().map(({ name }) => name)).toEqual(['a', 'b', 'a']);
		expect(items.map(({ json }) => json.template_id ?? refusalIn({ json }).details.code)).toEqual([
			'XY6480',
			'XY6481',
			410,
		]);
	});
});

describe('The list of templates in the editor', () => {
	const setting = useEngine();

	const search = async (filter?: string) =>
		await searchList(setting.engine, {
			method: 'searchTemplates',
			credential: setting.credential(),
			...(filter !== undefined && { filter }),
		});

	it('has an entry for each language with name, language, state and words, approved ones first', async () => {
		const { results } = await search();
		expect(results.map(({ value }) => value)).toEqual([
			...['XY6479|en', 'XY6479|es', 'YG7203|en', 'VG7935|en', 'DC5120|en', 'VD2280|en'],
			...['HW1001|en', 'HW1001|pt_BR', 'HW1001|de', 'AX211481604|en', 'PW4410|en', 'RJ9034|en'],
		]);
		expect(results[1]!.name).toBe(
			'order_confirmation · es · Approved · Su pedido {{1}} por un total de {{2}} está confirmado. Llega el {{3}}.',
		);
		expect(results.at(-1)!.name).toBe('lottery · en · Rejected · You have won {{1}}!');
		expect(setting.received()).toEqual([{}]);
	});

	it.each([
		['a language', 'pt_br', ['HW1001|pt_BR']],
		['what is not there', 'zebra', []],
	])('is searched by %s', async (_, filter, values) => {
		expect((await search(filter)).results.map(({ value }) => value)).toEqual(values);
	});

	it('is not narrowed by blanks', async () => {
		expect((await search('  ')).results).toHaveLength(12);
	});

	it.each([['817', { templates: [] }]])(
		'says that there are none yet, for %s',
		async (_, changes) => {
			setting.simulator.set(changes);
			await expect(search()).rejects.toMatchObject({
				message: 'The Picky Assist project has no templates yet',
				description: expect.stringMatching(/Submit one/),
			});
		},
	);

	it.each([
		['Picky Assist refuses', { echoToken: 'embedded', status: 401 }, /did not accept the token/],
		['no answer comes', { reset: true }, /connection to Picky Assist broke/],
		['a page comes', { httpStatus: 503, body: '<h1>Busy</h1>' }, /HTTP 503\): Busy/],
	] as const)(
		'shows one sentence where %s, asked once and without the token',
		async (_, fault, says) => {
			setting.simulator.fault({ ...fault, times: Infinity });
			const thrown: unknown = await search().catch((error: unknown) => error);
			expect(thrown).toMatchObject({ message: expect.stringMatching(says) });
			expect(JSON.stringify(thrown)).not.toContain(setting.simulator.token);
			expect(String((thrown as Error).message)).not.toContain(setting.simulator.token);
			expect(setting.simulator.counts.requests).toBe(1);
		},
	);

	it('says what is wrong with the credential', async () => {
		await expect(
			searchList(setting.engine, {
				method: 'searchTemplates',
				credential: setting.credential({ token: ' ' }),
			}),
		).rejects.toThrow(/has no token/);
	});
});
