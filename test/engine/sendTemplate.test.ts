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

	describe('takes the language', () => {
		it.each<[string, Fields, string]>([
			['of the list before the field', { template: fromList('XY6479|es'), language: 'en' }, 'es'],
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
			[
				'of rows, numbers too',
				{ values: { value: [{ value: '={{ 42 }}' }, ...rows('9 USD', 'Monday').value] } },
			],
			['of a list by an expression', { valuesList: '={{ [42, "9 USD", "Monday"] }}' }],
		])('%s', async (_, changes) => {
			await send({
				...('valuesList' in changes && { valuesFrom: 'list', values: {} }),
				...changes,
			});
			expect(recipientSent().template_message).toEqual(SENT);
		});

		it.each<[string, Fields]>([
			['no rows', { values: {} }],
			['rows that are not asked for', { valuesFrom: 'list', values: rows('x'), valuesList: '' }],
		])('and sends no key for %s', async (_, changes) => {
			await send({ template: byId('HW1001'), ...changes });
			expect(recipientSent()).toEqual({ number: ONE, language: 'en' });
		});

		it.each<[string, Fields, number]>([
			['of rows', { values: rows('42', '={{ " " }}', 'Monday') }, 2],
			['of rows, the last', { values: rows('42', '9', '') }, 3],
			['of a list, null', { valuesFrom: 'list', valuesList: '={{ ["42", null, "x"] }}' }, 2],
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
			['headerMediaUrl', { headerFileName: 'Invoice.pdf' }],
			['headerValues', { headerValues: '={{ ["a\\nb"] }}' }],
			['extraRecipient', { extraRecipient: '{ "number": "1" }' }],
		])('and refuses %s in %j', async (field, options) => {
			const { items } = await send({ options }, CONTINUE);
			expect(refusalIn(items[0]).details).toMatchObject({ source: 'check', issues: [{ field }] });
			expect(setting.received()).toEqual([]);
		});
	});

	it.each<[string, Fields, number | null]>([
		['template', { template: byId(' ') }, 804],
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
