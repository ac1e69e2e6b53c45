import { sendTemplate } from '../../../nodes/PickyAssist/operations/message/sendTemplate';
import type { Parameters, Rows } from '../rows';
import { accepts, ONE, reference, refusedBatches, sharedRefusals, TWO } from './samples';

const LINK = 'https://shop.example/ticket.png';

const chosen = (mode: string, value: unknown) => ({ template: { __rl: true, mode, value } });
const rows = (...values: unknown[]) => ({ values: { value: values.map((value) => ({ value })) } });
const list = (valuesList: unknown) => ({ valuesFrom: 'list', valuesList });
const option = (options: object) => ({ options });

/** The body in a language, with what else the recipient and the request have. */
const body = (own: object = {}, shared: object = {}, language = 'en') => ({
	application: 121,
	template_id: 'XY6479',
	language,
	...shared,
	data: [{ number: ONE, language, ...reference(), ...own }],
});
const inLanguage = (changes: Parameters, language: string) =>
	[changes, body({}, {}, language)] as const;

const blank = (changes: Parameters, field: string, label: string, place = 1) =>
	[changes, { field, says: `${label}: value ${place} ({{${place}}}) is blank` }] as const;
const noList = (changes: Parameters, field: string, label: string) =>
	[changes, { field, says: `${label} is not a list` }] as const;
const severalLines = (changes: Parameters, field: string, label: string) =>
	[
		changes,
		{
			field,
			says: `${label}: value 1 ({{1}}) has a line break, a tab or more than four spaces in a row`,
		},
	] as const;

export const SEND_TEMPLATE: Rows = {
	operation: sendTemplate,
	ordinary: { application: '121', number: ONE, ...chosen('id', 'XY6479') },
	sends: {
		'the language of the list': inLanguage(chosen('list', 'XY6479|es'), 'es'),
		'the language of the list before that of the field': inLanguage(
			{ ...chosen('id', 'XY6479|es'), language: 'de' },
			'es',
		),
		'the language of the field': inLanguage({ language: 'de' }, 'de'),
		'en if the language is blank': inLanguage({ language: ' ' }, 'en'),
		'the language of a text by an expression': inLanguage({ template: 'XY6479 | pt_BR' }, 'pt_BR'),

		'no values if there are none': [{ ...rows(), ...list([]) }, body()],
		'the values of rows': [
			rows('Ada', 42, true),
			body({ template_message: ['Ada', '42', 'true'] }),
		],
		'the values of a list': [
			{ ...rows('x'), ...list(['Ada', 42]) },
			body({ template_message: ['Ada', '42'] }),
		],
		'the values of a JSON array': [list('["Ada", 42]'), body({ template_message: ['Ada', '42'] })],
		'the values of rows and not of the list, if rows are chosen': [
			{ ...rows('a'), valuesList: ['x', ''] },
			body({ template_message: ['a'] }),
		],
		'a value with four spaces in a row': [rows('a    b'), body({ template_message: ['a    b'] })],
		'values of the header': [
			option({ headerValues: '["Loom 91"]' }),
			body({ template_header: ['Loom 91'] }),
		],
		'a file in the header': [option({ headerMediaUrl: LINK }), body({ media: LINK })],
		'a file in the header with its name': [
			option({ headerMediaUrl: LINK, headerFileName: 'x'.repeat(60) }),
			body({ media: LINK, template_header: 'x'.repeat(60) }),
		],
		'values of buttons': [
			option({ buttonValues: ['a', 1] }),
			body({}, { interactive_globalbuttons: ['a', '1'] }),
		],
		'a priority, a reference number and extra fields': [
			option({
				...{ highPriority: true, referenceNumber: 7 },
				...{ extraBody: { a: 1 }, extraRecipient: { b: 2 } },
			}),
			body({ b: 2, reference_number: '7' }, { priority: 1, a: 1 }),
		],
	},
	refuses: {
		...sharedRefusals,
		...refusedBatches,
		'no number': [{ number: ' ' }, { field: 'number', code: 402, says: 'Phone Number is blank' }],
		'no template': [chosen('id', ' '), { field: 'template', code: 804, says: 'Template is blank' }],
		'a source of values that is none': [{ valuesFrom: 'somewhere' }, { field: 'valuesFrom' }],
		'a blank value in the second row': blank(rows('a', ' '), 'values', 'Values', 2),
		'null in a row': blank(rows(null), 'values', 'Values'),
		'a blank value in a list': blank(list(['', 'a']), 'valuesList', 'Values'),
		'values that are no list': noList(list('Ada, 42'), 'valuesList', 'Values'),
		'a blank value of the header': blank(
			option({ headerValues: '[""]' }),
			'headerValues',
			'Header Values',
		),
		'values of the header that are no list': noList(
			option({ headerValues: '{}' }),
			'headerValues',
			'Header Values',
		),
		'a blank value of a button': blank(
			option({ buttonValues: [' '] }),
			'buttonValues',
			'Button Values',
		),
		'values of buttons that are no list': noList(
			option({ buttonValues: 5 }),
			'buttonValues',
			'Button Values',
		),
		'a file name without a file': [
			option({ headerFileName: 'a.png' }),
			{ field: 'headerMediaUrl', says: 'Header Media URL is blank' },
		],
		'a file name beside values of the header': [
			option({ headerFileName: 'a.png', headerMediaUrl: LINK, headerValues: ['a'] }),
			{
				field: 'headerFileName',
				says: 'Header File Name and Header Values are both set, but a header has only one of them',
			},
		],
	},
	checks: {
		'a line break in a row': severalLines(rows('a\nb'), 'values', 'Values'),
		'a tab in a list': severalLines(list(['a\tb']), 'valuesList', 'Values'),
		'five spaces in the header': severalLines(
			option({ headerValues: ['a     b'] }),
			'headerValues',
			'Header Values',
		),
		'a line break in a button': severalLines(
			option({ buttonValues: ['a\rb'] }),
			'buttonValues',
			'Button Values',
		),
		'a file that is no web address': [
			option({ headerMediaUrl: 'a.png' }),
			{ field: 'headerMediaUrl', says: 'Header Media URL is not a web address' },
		],
		'a file name that is too long': [
			option({ headerFileName: 'x'.repeat(61), headerMediaUrl: LINK }),
			{
				field: 'headerFileName',
				says: 'Header File Name has 61 characters, and Picky Assist allows 60',
			},
		],
		'a number that begins with 0': [
			{ number: '0555' },
			{ field: 'number', code: 406, says: 'Phone Number begins with 0 (0555)' },
		],
	},
	shows: { 'the body, and for how many recipients': [{}, { recipients: 1, body: body() }] },
	answers: {
		'one answer for recipients with values of their own': [
			[rows('a'), { number: TWO, ...rows('b') }],
			accepts(TWO, ONE),
			[
				[expect.objectContaining({ messageId: ONE, pushId: '7', recipients: 2 })],
				[expect.objectContaining({ messageId: TWO, pushId: '7', recipients: 2 })],
			],
		],
		'an answer for each language': [
			[{}, { number: TWO, ...chosen('id', 'XY6479|es') }],
			accepts(ONE),
			[[expect.anything()], [expect.anything()]],
			{ requests: 2 },
		],
		'code 804 as a refusal of the template': [
			[{}],
			{ status: 804 },
			[{ source: 'api', code: 804, field: 'template', details: { mayHaveBeenSent: false } }],
		],
		'code 407 as a refusal of no field': [
			[{}],
			{ status: 407 },
			[{ source: 'api', code: 407, hint: /not blank/ }],
		],
	},
};
