import type { IDataObject } from 'n8n-workflow';
import { submitTemplate } from '../../../../../nodes/PickyAssist/operations/template/submit';
import { json } from '../../../strictContext';
import { bodyOf, call, issuesOf } from '../calling';

const rows = (...translation: IDataObject[]) => ({ translations: { translation } });
const HELLO = { language: 'en', text: 'Hello {{1}}' };

const item = (changes: IDataObject = {}): IDataObject => ({
	name: 'order_1',
	...rows(HELLO),
	...changes,
});

describe('the body', () => {
	const messages = [{ message: 'Hello {{1}}', language: 'en' }];
	const ordinary = { name: 'order_1', category: 12, message_type: 1, messages };

	it.each<[what: string, changes: IDataObject, body: IDataObject]>([
		['a text for transactions unless told', {}, ordinary],
		['a channel as a number', { application: '8' }, { application: 8, ...ordinary }],
		[
			'choices by name and by number as text',
			{ category: 'marketing', messageType: ' 4 ' },
			{ ...ordinary, category: 13, message_type: 4 },
		],
		[
			'all words of each language, without blanks',
			rows(
				{ ...HELLO, header: 'Hi', footer: 'Bye' },
				{ language: 'es', text: ' ', footer: 'x' },
				{ text: '' },
			),
			{
				...ordinary,
				messages: [
					{ ...messages[0], header: 'Hi', footer: 'Bye' },
					{ language: 'es', footer: 'x' },
				],
			},
		],
		['rows by an expression', { translations: [HELLO] }, ordinary],
		[
			'samples',
			{ options: { sampleValues: '["Ada", 5]', sampleUrl: 'https://a.example/x.png' } },
			{ ...ordinary, sample_message: ['Ada', '5'], sample_url: 'https://a.example/x.png' },
		],
		[
			'further fields, which go in last',
			{ options: { extraBody: { category: 2 } } },
			{ ...ordinary, category: 2 },
		],
		[
			'no blank options',
			{ options: { extraBody: ' ', sampleValues: '', sampleUrl: ' ' } },
			ordinary,
		],
	])('has %s', async (_, changes, body) => {
		expect(await bodyOf(submitTemplate, item(changes))).toEqual(body);
	});
});

describe('is refused', () => {
	const INCOMPLETE = 'Translations has no entry with both a language and a text';

	it.each<[field: string, changes: IDataObject, message: string]>([
		['name', { name: ' ' }, 'Name is blank'],
		['category', { category: null }, 'Category is blank'],
		['messageType', { messageType: '' }, 'Message Type is blank'],
		['translations', rows(), INCOMPLETE],
		[
			'translations',
			{ translations: 'Hello' },
			'Translations is Hello, but it must be rows of language, header, text, footer',
		],
		['translations', rows({ language: 'en' }, { text: 'Hello' }), INCOMPLETE],
		['sampleValues', { options: { sampleValues: 'Ada' } }, 'Sample Values is not a list'],
		['extraBody', { options: { extraBody: '[]' } }, 'Extra Body Fields is not a JSON object'],
		[
			'extraBody',
			{ options: { extraBody: '{ "token": 1 }' } },
			'Extra Body Fields may not set "token"',
		],
	])('for its %s, checks on or off: %j', async (field, changes, message) => {
		for (const checkBeforeSending of [true, false]) {
			const options = { ...(changes.options as object), checkBeforeSending };
			expect(await issuesOf(submitTemplate, item({ ...changes, options }))).toMatchObject([
				{ field, message },
			]);
		}
	});

	const tooLong = (name: string, actual: number, limit: number) =>
		`Translations: the ${name} of entry 1 has ${actual} characters, and Picky Assist allows ${limit}`;

	it.each<[field: string, changes: IDataObject, message: string]>([
		['application', { application: 'main' }, 'Channel ID is not the number of a channel (main)'],
		['name', { name: 'My Order' }, 'Name has signs other than lower case letters, digits and _'],
		['category', { category: 2 }, 'Category is not in the list of Picky Assist (2)'],
		[
			'messageType',
			{ messageType: 'Song' },
			'Message Type is not in the list of Picky Assist (Song)',
		],
		['translations', rows({ ...HELLO, header: 'x'.repeat(61) }), tooLong('header', 61, 60)],
		['translations', rows({ ...HELLO, footer: 'x'.repeat(61) }), tooLong('footer', 61, 60)],
		['translations', rows({ ...HELLO, text: 'x'.repeat(1025) }), tooLong('text', 1025, 1024)],
		[
			'translations',
			{ messageType: 2, ...rows({ ...HELLO, text: 'x'.repeat(161) }) },
			tooLong('text', 161, 160),
		],
		['sampleUrl', { options: { sampleUrl: 'menu.pdf' } }, 'Sample URL is not a web address'],
	])('for its %s while the checks are on: %#', async (field, changes, message) => {
		expect(await issuesOf(submitTemplate, item(changes))).toMatchObject([{ field, message }]);
		const options = { ...(changes.options as object), checkBeforeSending: false };
		await bodyOf(submitTemplate, item({ ...changes, options }));
	});

	it('not for words that are just short enough', async () => {
		const words = { header: '👩‍👧'.repeat(60), footer: 'x'.repeat(60) };
		await bodyOf(submitTemplate, item(rows({ ...HELLO, ...words, text: 'x'.repeat(1024) })));
	});
});

it.each<[what: string, answer: IDataObject, output: IDataObject]>([
	[
		'with its state in words',
		{ status: 100, template_id: 'A', template_status: '1' },
		{ status: 100, template_id: 'A', template_status: '1', stateText: 'Pending Review' },
	],
	['without one', { status: '100', template_id: 'A' }, { status: '100', template_id: 'A' }],
])('gives the answer %s', async (_, answer, output) => {
	const { outputs } = await call(submitTemplate, [item()], { answer: () => json(answer) });
	expect(outputs).toEqual([[output]]);
});
