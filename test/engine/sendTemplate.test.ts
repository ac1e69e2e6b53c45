import type { IDataObject } from 'n8n-workflow';
import type { NodeRunOptions } from './harness';
import { refusalIn, useEngine } from './support';

type Fields = Record<string, unknown>;

const ONE = '15550000001';
const LINK = 'https://shop.example/ticket.png';
const CONTINUE = { onError: 'continueRegularOutput' } as const;

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const fromList = (value: string) => ({ __rl: true, mode: 'list', value });
const rows = (...values: string[]) => ({ value: values.map((value) => ({ value })) });

describe('Message: Send Template', () => {
	const setting = useEngine();

	const send = async ({ options, ...changes }: Fields = {}, rest: NodeRunOptions = {}) =>
		await setting.call(
			'message.sendTemplate',
			{
				application: '121',
				number: ONE,
				template: byId('XY6479'),
				values: rows('42', '9 USD', 'Monday'),
				...changes,
				options: { requestsPerMinute: 0, ...(options as object) },
			},
			rest,
		);

	const recipientSent = () => {
		const [{ reference_number: reference, ...recipient } = {}] = (setting.received()[0]?.data ??
			[]) as IDataObject[];
		expect(reference).toMatch(/-node-1-0-0$/);
		return recipient;
	};

	it('sends the template, its language and the values of the recipient', async () => {
		const { items } = await send();
		expect(setting.received()).toEqual([
			{ application: 121, template_id: 'XY6479', language: 'en', data: [expect.anything()] },
		]);
		expect(recipientSent()).toEqual({
			number: ONE,
			template_message: ['42', '9 USD', 'Monday'],
			language: 'en',
		});
		expect(items[0]!.json).toMatchObject({
			status: 100,
			pushId: '7478630',
			messageId: '9844217',
			number: ONE,
			recipients: 1,
			referenceNumber: expect.stringMatching(/-node-1-0-0$/),
		});
	});

	it('folds recipients with values of their own into one request', async () => {
		await send(
			{ number: '={{ $json.number }}', values: rows('={{ $json.order }}', '9', 'x') },
			{ items: [1, 2, 3].map((order) => ({ number: `1555000000${order}`, order })) },
		);
		expect(setting.received()).toHaveLength(1);
		expect(setting.simulator.messages.map(({ template }) => template!.values[0])).toEqual([
			'1',
			'2',
			'3',
		]);
	});

	it('each language is a request of its own', async () => {
		await send(
			{ number: '={{ $json.number }}', language: '={{ $json.language }}' },
			{
				items: ['en', 'es', 'en'].map((language, index) => ({
					language,
					number: `1555000000${index}`,
				})),
			},
		);
		expect(setting.received().map(({ language }) => language)).toEqual(['en', 'es']);
	});

	describe('takes the language', () => {
		it.each<[string, Fields, string]>([
			['of the list', { template: fromList('XY6479|es') }, 'es'],
			['of the list before the field', { template: fromList('XY6479|es'), language: 'en' }, 'es'],
			['of an ID with a language', { template: byId('XY6479|es'), language: 'en' }, 'es'],
			['of the field', { language: 'es' }, 'es'],
			['en, where it is blank', { language: ' ' }, 'en'],
			['en, where it is null', { language: '={{ null }}' }, 'en'],
		])('%s', async (_, changes, language) => {
			await send(changes);
			expect(setting.received()[0]).toMatchObject({ template_id: 'XY6479', language });
			expect(recipientSent()).toMatchObject({ language });
		});
	});

	describe('reads values', () => {
		const SENT = ['42', '9 USD', 'Monday'];

		it.each<[string, Fields]>([
			['of rows', {}],
			[
				'of rows, numbers too',
				{ values: { value: [{ value: '={{ 42 }}' }, ...rows('9 USD', 'Monday').value] } },
			],
			['of a list by an expression', { valuesList: '={{ [42, "9 USD", "Monday"] }}' }],
			['of a JSON array', { valuesList: '["42", "9 USD", "Monday"]' }],
			[
				'of a JSON array by an expression',
				{ valuesList: '={{ JSON.stringify([42, "9 USD", "Monday"]) }}' },
			],
		])('%s', async (_, changes) => {
			await send({
				...('valuesList' in changes && { valuesFrom: 'list', values: {} }),
				...changes,
			});
			expect(recipientSent().template_message).toEqual(SENT);
		});

		it.each<[string, Fields]>([
			['no rows', { values: {} }],
			['no rows in the collection', { values: { value: [] } }],
			['an empty list', { valuesFrom: 'list', valuesList: '[]' }],
			['a blank list', { valuesFrom: 'list', valuesList: ' ' }],
			['rows that are not asked for', { valuesFrom: 'list', values: rows('x'), valuesList: '' }],
		])('and sends no key for %s', async (_, changes) => {
			await send({ template: byId('HW1001'), ...changes });
			expect(recipientSent()).toEqual({ number: ONE, language: 'en' });
		});

		it.each<[string, Fields, number]>([
			['of rows', { values: rows('42', '={{ " " }}', 'Monday') }, 2],
			['of rows, the first', { values: rows('={{ null }}', '9', 'Monday') }, 1],
			['of rows, the last', { values: rows('42', '9', '') }, 3],
			['of the only row', { values: rows('={{ $json.missing }}') }, 1],
			['of all rows', { values: rows('', ' ') }, 1],
			['of a list', { valuesFrom: 'list', valuesList: '["42", "", "Monday"]' }, 2],
			['of a list, null', { valuesFrom: 'list', valuesList: '={{ ["42", null, "x"] }}' }, 2],
			['of the only one of a list', { valuesFrom: 'list', valuesList: '[""]' }, 1],
		])('and refuses a blank one %s, checks on or off', async (_, changes, place) => {
			for (const checkBeforeSending of [true, false]) {
				const { items } = await send({ ...changes, options: { checkBeforeSending } }, CONTINUE);
				const { error, details } = refusalIn(items[0]);
				expect(error).toContain(`value ${place} ({{${place}}}) is blank`);
				expect(details).toMatchObject({
					source: 'check',
					mayHaveBeenSent: false,
					issues: expect.arrayContaining([
						expect.objectContaining({ field: 'valuesFrom' in changes ? 'valuesList' : 'values' }),
					]),
				});
			}
			expect(setting.received()).toEqual([]);
		});

		it.each(['two\nlines', 'a\rreturn', 'a\ttab', 'five     spaces'])(
			'and refuses %j while the checks are on',
			async (value) => {
				const changes = { values: rows(`={{ ${JSON.stringify(value)} }}`, '9', 'Monday') };
				const { items } = await send(changes, CONTINUE);
				expect(refusalIn(items[0]).details).toMatchObject({
					source: 'check',
					issues: [{ field: 'values' }],
				});
				expect(setting.received()).toEqual([]);
				await send({ ...changes, options: { checkBeforeSending: false } }, CONTINUE);
				expect(recipientSent().template_message).toEqual([value, '9', 'Monday']);
			},
		);

		it('and takes four spaces in a row', async () => {
			const { items } = await send({ values: rows('a    b', '9', 'Monday') });
			expect(items[0]!.json.status).toBe(100);
		});

		it.each(['{ "a": 1 }', 'Diana', '["Diana"', '={{ 5 }}', '={{ ({ a: 1 }) }}', '[["Diana"]]'])(
			'and refuses %s, which is no list of texts, checks on or off',
			async (valuesList) => {
				for (const checkBeforeSending of [true, false]) {
					const { items } = await send(
						{ valuesFrom: 'list', valuesList, options: { checkBeforeSending } },
						CONTINUE,
					);
					expect(refusalIn(items[0]).details).toMatchObject({
						source: 'check',
						issues: [{ field: 'valuesList' }],
					});
				}
				expect(setting.received()).toEqual([]);
			},
		);
	});

	describe('fills the header and the buttons', () => {
		it.each<[string, Fields, Fields]>([
			[
				'values of a text header',
				{ template: byId('VG7935'), options: { headerValues: '["Loom 91"]' } },
				{ template_header: ['Loom 91'] },
			],
			[
				'a picture',
				{ template: byId('YG7203'), values: rows('Ava'), options: { headerMediaUrl: LINK } },
				{ media: LINK },
			],
			[
				'a document with its name',
				{
					template: byId('DC5120'),
					values: rows('42'),
					options: { headerMediaUrl: LINK, headerFileName: 'x'.repeat(60) },
				},
				{ media: LINK, template_header: 'x'.repeat(60) },
			],
		])('%s', async (_, changes, expected) => {
			const { items, error } = await send(changes);
			expect(error).toBeUndefined();
			expect(items[0]!.json.status).toBe(100);
			expect(recipientSent()).toMatchObject(expected);
		});

		it('values of the buttons, for the whole request', async () => {
			await send({
				template: byId('HW1001'),
				values: {},
				options: { buttonValues: '={{ ["tea"] }}' },
			});
			expect(setting.received()[0]).toMatchObject({ interactive_globalbuttons: ['tea'] });
			expect(setting.simulator.messages[0]!.template!.buttons).toEqual(['tea']);
		});

		it.each<[string, Fields]>([
			['headerFileName', { headerMediaUrl: LINK, headerFileName: 'x'.repeat(61) }],
			['headerMediaUrl', { headerFileName: 'Invoice.pdf' }],
			[
				'headerFileName',
				{ headerMediaUrl: LINK, headerFileName: 'Invoice.pdf', headerValues: '["x"]' },
			],
			['headerMediaUrl', { headerMediaUrl: 'shop.example/a.jpg' }],
			['headerValues', { headerValues: '["a", ""]' }],
			['headerValues', { headerValues: 'Loom 91' }],
			['headerValues', { headerValues: '={{ ["a\\nb"] }}' }],
			['buttonValues', { buttonValues: '[" "]' }],
			['buttonValues', { buttonValues: '{ "a": 1 }' }],
			['extraRecipient', { extraRecipient: '{ "number": "1" }' }],
		])('and refuses %s in %j', async (field, options) => {
			const { items } = await send({ options }, CONTINUE);
			expect(refusalIn(items[0]).details).toMatchObject({ source: 'check', issues: [{ field }] });
			expect(setting.received()).toEqual([]);
		});
	});

	it.each<[string, Fields, number | null]>([
		['application', { application: ' ' }, null],
		['number', { number: ' ' }, 402],
		['template', { template: byId(' ') }, 804],
		['template', { template: fromList('') }, 804],
		['valuesFrom', { valuesFrom: '={{ "somewhere" }}' }, null],
	])('refuses %s in %j, checks on or off', async (field, changes, code) => {
		for (const checkBeforeSending of [true, false]) {
			const { items } = await send({ ...changes, options: { checkBeforeSending } }, CONTINUE);
			expect(refusalIn(items[0]).details).toMatchObject({
				source: 'check',
				issues: [{ field, code }],
			});
		}
		expect(setting.received()).toEqual([]);
	});

	it('names the field where Picky Assist does not know the template', async () => {
		const { items } = await send({ template: byId('NONE') }, CONTINUE);
		expect(refusalIn(items[0]).details).toMatchObject({
			code: 804,
			source: 'api',
			mayHaveBeenSent: false,
			issues: [{ field: 'template' }],
		});
	});

	it('shows a dry run with this recipient alone', async () => {
		const { items } = await send(
			{ number: '={{ $json.number }}', options: { dryRun: true } },
			{ items: [{ number: ONE }, { number: '15550000002' }] },
		);
		expect(items[1]!.json).toEqual({
			dryRun: true,
			url: `${setting.simulator.baseUrl}/push`,
			recipients: 2,
			body: {
				application: 121,
				template_id: 'XY6479',
				language: 'en',
				data: [
					{
						number: '15550000002',
						template_message: ['42', '9 USD', 'Monday'],
						language: 'en',
						reference_number: expect.stringMatching(/-node-1-0-1$/),
					},
				],
			},
		});
		expect(setting.received()).toEqual([]);
	});
});
