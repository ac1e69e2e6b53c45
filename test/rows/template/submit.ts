import { submitTemplate } from '../../../nodes/PickyAssist/operations/template/submit';
import type { Rows } from '../rows';

const rows = (...translation: object[]) => ({ translations: { translation } });
const HELLO = { language: 'en', text: 'Hello {{1}}' };

const messages = [{ message: 'Hello {{1}}', language: 'en' }];
const BODY = { name: 'order_1', category: 12, message_type: 1, messages };

const INCOMPLETE = {
	field: 'translations',
	says: 'Translations has no entry with both a language and a text',
};
const tooLong = (name: string, actual: number, limit: number, entry = 1) => ({
	field: 'translations',
	says: `Translations: the ${name} of entry ${entry} has ${actual} characters, and Picky Assist allows ${limit}`,
	hint: new RegExp(`^Shorten it by ${actual - limit}$`),
});

const option = (field: string, value: unknown, says: string) =>
	[{ options: { [field]: value } }, { field, says }] as const;

export const SUBMIT_TEMPLATE: Rows = {
	operation: submitTemplate,
	ordinary: { name: 'order_1', ...rows(HELLO) },
	sends: {
		'a text for transactions, unless something else is chosen': [{}, BODY],
		'a channel as a number': [{ application: '8' }, { application: 8, ...BODY }],
		'choices by name and by number as text': [
			{ category: 'marketing', messageType: ' 4 ' },
			{ ...BODY, category: 13, message_type: 4 },
		],
		'all words of each language, without blanks': [
			rows(
				{ ...HELLO, language: ' en ', header: 'Hi', footer: 'Bye' },
				{ language: 'es', header: '', text: ' ', footer: 'x' },
				{ language: '', header: ' ', text: 'Hola', footer: '' },
				{ language: '', header: '', text: '', footer: '' },
			),
			{
				...BODY,
				messages: [
					{ ...messages[0], header: 'Hi', footer: 'Bye' },
					{ language: 'es', footer: 'x' },
					{ message: 'Hola' },
				],
			},
		],
		samples: [
			{ options: { sampleValues: '["Ada", 5]', sampleUrl: ' https://a.example/x.png ' } },
			{ ...BODY, sample_message: ['Ada', '5'], sample_url: 'https://a.example/x.png' },
		],
		'extra fields last': [
			{ options: { extraBody: '{ "category": 2 }' } },
			{ ...BODY, category: 2 },
		],
		'no blank options': [{ options: { extraBody: ' ', sampleValues: '', sampleUrl: ' ' } }, BODY],
		'words that are just short enough': [
			rows({
				...HELLO,
				header: '👩‍👧'.repeat(60),
				footer: 'x'.repeat(60),
				text: 'x'.repeat(1024),
			}),
			expect.anything() as object,
		],
	},
	refuses: {
		'a blank name': [{ name: ' ' }, { field: 'name', says: 'Name is blank' }],
		'a blank category': [{ category: null }, { field: 'category', says: 'Category is blank' }],
		'a blank message type': [
			{ messageType: '' },
			{ field: 'messageType', says: 'Message Type is blank' },
		],
		'no translation': [{ translations: {} }, INCOMPLETE],
		'no translation that has both a language and a text': [
			rows({ language: 'en' }, { text: 'Hello' }),
			INCOMPLETE,
		],
		'a text that is an object': [
			{ translations: { translation: [{ language: 'en', text: [1] }] } },
			{ field: 'translations' },
		],
		'sample values that are no list': option('sampleValues', 'Ada', 'Sample Values is not a list'),
		'extra fields that are no object': option(
			'extraBody',
			'[]',
			'Extra Body Fields is not a JSON object',
		),
		'extra fields with a token': option(
			'extraBody',
			'{ "token": 1 }',
			'Extra Body Fields may not set "token"',
		),
		'extra fields with a channel': option(
			'extraBody',
			{ application: 8 },
			'Extra Body Fields may not set "application"',
		),
	},
	checks: {
		'all that is wrong at once': [
			{ application: 'main', name: 'My Order', category: 2, messageType: 'Song' },
			{ field: 'application', says: 'Channel ID is not the number of a channel (main)' },
			{ field: 'name', says: 'Name has characters other than lower case letters, digits and _' },
			{ field: 'category', says: 'Category is not in the list of Picky Assist (2)' },
			{ field: 'messageType', says: 'Message Type is not in the list of Picky Assist (Song)' },
		],
		'words that are too long, in each entry': [
			rows(
				{ ...HELLO, header: 'x'.repeat(61), footer: 'x'.repeat(62) },
				{ ...HELLO, text: 'x'.repeat(1025) },
			),
			tooLong('header', 61, 60),
			tooLong('footer', 62, 60),
			tooLong('text', 1025, 1024, 2),
		],
		'a text that is too long beside an image': [
			{ messageType: 2, ...rows({ ...HELLO, text: 'x'.repeat(161) }) },
			tooLong('text', 161, 160),
		],
		'a sample that is no web address': option(
			'sampleUrl',
			'menu.pdf',
			'Sample URL is not a web address',
		),
	},
	shows: { 'the body': [{ options: { extraBody: { a: 1 } } }, { body: { ...BODY, a: 1 } }] },
	answers: {
		'a state in words beside the answer': [
			[{}],
			{ status: 100, template_id: 'A', template_status: '1' },
			[[{ status: 100, template_id: 'A', template_status: '1', stateText: 'Pending Review' }]],
		],
		'an answer without a state as it is': [
			[{}],
			{ status: '100', template_id: 'A' },
			[[{ status: '100', template_id: 'A' }]],
		],
		'an odd state as Unknown, since it was accepted': [
			[{}],
			{ status: 'success', template_status: { code: 1 }, error: null },
			[
				[
					{
						status: 'success',
						template_status: { code: 1 },
						stateText: 'Unknown',
						apiError: null,
					},
				],
			],
		],
		'a code as a refusal': [
			[{}],
			{ status: 410, template_status: 1 },
			[{ source: 'api', code: 410, details: { mayHaveBeenSent: false } }],
		],
		'an answer of its own for each item, also for equal ones': [
			[{}, {}],
			{ status: 100 },
			[[{ status: 100 }], [{ status: 100 }]],
			{ requests: 2 },
		],
	},
};
