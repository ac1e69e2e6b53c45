import type { IDataObject } from 'n8n-workflow';
import { sendTemplate } from '../../../../../nodes/PickyAssist/operations/message/sendTemplate';
import { bodyOf, call, issuesOf } from '../calling';

const ONE = '15550000001';
const LINK = 'https://shop.example/ticket.png';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const fromList = (value: string) => ({ __rl: true, mode: 'list', value });
const rows = (...values: unknown[]) => ({ value: values.map((value) => ({ value })) });
const inList = (valuesList: IDataObject['valuesList']) => ({ valuesFrom: 'list', valuesList });

const item = (changes: IDataObject = {}) => ({
	application: '121',
	number: ONE,
	template: byId('XY6479'),
	...changes,
});

const reference_number = '231-f3a1-0-0';

describe('the body', () => {
	it.each<[what: string, changes: IDataObject, language: string]>([
		['of the list', { template: fromList('XY6479|es') }, 'es'],
		['of the list before the field', { template: fromList('XY6479|es'), language: 'de' }, 'es'],
		['of the field', { language: 'de' }, 'de'],
		['en, where it is blank', { language: ' ' }, 'en'],
		['of a bare text by an expression', { template: 'XY6479 | pt_BR' }, 'pt_BR'],
	])('has the language %s', async (_, changes, language) => {
		expect(await bodyOf(sendTemplate, item(changes))).toEqual({
			application: 121,
			template_id: 'XY6479',
			language,
			data: [{ number: ONE, language, reference_number }],
		});
	});

	it.each<[what: string, changes: IDataObject, own: IDataObject, shared?: IDataObject]>([
		['no values', { values: {}, ...inList([]) }, {}],
		['rows', { values: rows('Ada', 42, true) }, { template_message: ['Ada', '42', 'true'] }],
		['a list', { values: rows('x'), ...inList(['Ada', 42]) }, { template_message: ['Ada', '42'] }],
		['a JSON array', inList('["Ada", 42]'), { template_message: ['Ada', '42'] }],
		[
			'rows and not the list',
			{ valuesList: ['x'], values: rows('a') },
			{ template_message: ['a'] },
		],
		['values of the header', { options: { headerValues: '["a"]' } }, { template_header: ['a'] }],
		['a file in the header', { options: { headerMediaUrl: LINK } }, { media: LINK }],
		[
			'a file in the header with its name',
			{ options: { headerMediaUrl: LINK, headerFileName: 'Ticket.png' } },
			{ media: LINK, template_header: 'Ticket.png' },
		],
		[
			'values of buttons',
			{ options: { buttonValues: ['a', 1] } },
			{},
			{ interactive_globalbuttons: ['a', '1'] },
		],
		[
			'a priority and further fields',
			{ options: { highPriority: true, extraBody: { a: 1 }, extraRecipient: { b: 2 } } },
			{ b: 2 },
			{ priority: 1, a: 1 },
		],
	])('has %s', async (_, changes, own, shared = {}) => {
		expect(await bodyOf(sendTemplate, item(changes))).toEqual({
			application: 121,
			template_id: 'XY6479',
			language: 'en',
			...shared,
			data: [{ number: ONE, language: 'en', reference_number, ...own }],
		});
	});

	it('is shown in a dry run', async () => {
		const { outputs, bodies } = await call(sendTemplate, [item({ options: { dryRun: true } })]);
		expect(bodies()).toEqual([]);
		expect(outputs[0]).toMatchObject([
			{ dryRun: true, recipients: 1, body: { template_id: 'XY6479', data: [{ number: ONE }] } },
		]);
	});

	it('folds recipients with values of their own, each language apart', async () => {
		const items = ['en', 'es', 'en'].map((language, place) =>
			item({ language, number: `1555000000${place}`, values: rows(`v${place}`) }),
		);
		const { bodies } = await call(sendTemplate, items);
		expect(bodies()).toMatchObject([
			{ language: 'en', data: [{ template_message: ['v0'] }, { template_message: ['v2'] }] },
			{ language: 'es', data: [{ template_message: ['v1'] }] },
		]);
	});
});

describe('is refused', () => {
	it.each<[field: string, changes: IDataObject, code: number | null, message: string]>([
		['application', { application: '' }, null, 'Channel ID is blank'],
		['number', { number: ' ' }, 402, 'Phone Number is blank'],
		['template', { template: byId(' ') }, 804, 'Template is blank'],
		['values', { values: rows('a', ' ') }, null, 'Values: value 2 ({{2}}) is blank'],
		['values', { values: rows(null) }, null, 'Values: value 1 ({{1}}) is blank'],
		['valuesList', inList(['', 'a']), null, 'Values: value 1 ({{1}}) is blank'],
		['valuesList', inList('Ada, 42'), null, 'Values is not a list'],
		[
			'headerValues',
			{ options: { headerValues: '[""]' } },
			null,
			'Header Values: value 1 ({{1}}) is blank',
		],
		['headerValues', { options: { headerValues: '{}' } }, null, 'Header Values is not a list'],
		[
			'buttonValues',
			{ options: { buttonValues: [' '] } },
			null,
			'Button Values: value 1 ({{1}}) is blank',
		],
		['buttonValues', { options: { buttonValues: 5 } }, null, 'Button Values is not a list'],
		['headerMediaUrl', { options: { headerFileName: 'a.png' } }, null, 'Header Media URL is blank'],
		[
			'headerFileName',
			{ options: { headerFileName: 'a.png', headerMediaUrl: LINK, headerValues: ['a'] } },
			null,
			'Header File Name and Header Values are both set, and a header has one of them',
		],
	])('for its %s, checks on or off: %j', async (field, changes, code, message) => {
		for (const checkBeforeSending of [true, false]) {
			const options = { ...(changes.options as object), checkBeforeSending };
			expect(await issuesOf(sendTemplate, item({ ...changes, options }))).toMatchObject([
				{ field, code, message },
			]);
		}
	});

	const oneLine = 'value 1 ({{1}}) has a line break, a tab or more than four spaces in a row';

	it.each<[field: string, changes: IDataObject, message: string]>([
		['values', { values: rows('a\nb') }, `Values: ${oneLine}`],
		['valuesList', inList(['a\tb']), `Values: ${oneLine}`],
		['headerValues', { options: { headerValues: ['a     b'] } }, `Header Values: ${oneLine}`],
		['buttonValues', { options: { buttonValues: ['a\rb'] } }, `Button Values: ${oneLine}`],
		[
			'headerMediaUrl',
			{ options: { headerMediaUrl: 'a.png' } },
			'Header Media URL is not a web address',
		],
		[
			'headerFileName',
			{ options: { headerFileName: 'x'.repeat(61), headerMediaUrl: LINK } },
			'Header File Name has 61 characters, and Picky Assist allows 60',
		],
		['number', { number: '0555' }, 'Phone Number begins with 0 (0555)'],
	])('for its %s while the checks are on: %j', async (field, changes, message) => {
		expect(await issuesOf(sendTemplate, item(changes))).toMatchObject([{ field, message }]);
		const options = { ...(changes.options as object), checkBeforeSending: false };
		await bodyOf(sendTemplate, item({ ...changes, options }));
	});

	it('not for four spaces in a row', async () => {
		await bodyOf(sendTemplate, item({ values: rows('a    b') }));
	});
});
