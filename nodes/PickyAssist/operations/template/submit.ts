import type { IDataObject } from 'n8n-workflow';
import { judgeByStatus } from '../../../core/api/answers';
import type { Issue } from '../../../core/errors';
import { defineOperation } from '../../../core/operation';
import { isLongerThan, countCharacters } from '../../../core/reading/characters';
import {
	channelId,
	choiceOf,
	extraFields,
	offWire,
	onWire,
	required,
	rowsOf,
	textLike,
	textList,
	webAddress,
} from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { TEMPLATE_CATEGORIES, TEMPLATE_TYPES } from '../../../data/templates';
import { TEMPLATE, withStateText } from './templates';

/** How many characters Picky Assist allows; a text beside an image, a document or a video has less room. */
const LIMITS = { header: 60, text: 1024, footer: 60 };
const TEXT_WITH_MEDIA = 160;
const TEXT_ONLY = 1;

function tooLong(
	row: Partial<Record<string, string>>,
	index: number,
	limits: typeof LIMITS,
): Issue[] {
	return Object.entries(limits).flatMap(([name, limit]) => {
		const text = row[name] ?? '';
		if (!isLongerThan(text, limit)) return [];
		const actual = countCharacters(text);
		return [
			{
				field: 'translations',
				message: `: the ${name} of entry ${index + 1} has ${actual} characters, and Picky Assist allows ${limit}`,
				hint: `Shorten it by ${actual - limit}`,
				limit,
				actual,
			},
		];
	});
}

const INCOMPLETE: Issue = {
	field: 'translations',
	message: 'has no entry with both a language and a text',
	hint: 'Add a translation and fill in its Language and its Text',
};

/** https://help.pickyassist.com/api-documentation-v2/whatsapp-template-api/template-request-api */
export const submitTemplate = defineOperation({
	resource: TEMPLATE,
	value: 'submit',
	name: 'Submit for Approval',
	action: 'Submit a template for approval',
	description:
		'Send a new message template to Picky Assist and WhatsApp for approval. It is never sent twice; Get shows its state later.',
	endpoint: '/template-request',
	effect: 'once',
	storedKeys: ['status', 'message', 'template_id', 'template_status', 'stateText'],

	schema: schemaOf(
		{
			application: channelId(),
			name: required(
				textLike(/^[a-z0-9_]+$/, {
					message: 'has characters other than lower case letters, digits and _',
					hint: 'Write it like order_confirmation',
				}),
				'Give the template a name, like order_confirmation',
			),
			category: required(choiceOf(TEMPLATE_CATEGORIES), 'Choose what the template is for'),
			messageType: onWire(
				'message_type',
				required(choiceOf(TEMPLATE_TYPES), 'Choose what kind of message it is'),
			),
			translations: offWire(rowsOf('translation', ['language', 'header', 'text', 'footer'])),
			sampleValues: onWire('sample_message', textList()),
			sampleUrl: onWire('sample_url', webAddress('https://example.com/menu.pdf')),
			extraBody: extraFields(['token', 'application']),
		},
		({ translations = [], messageType }, check) => {
			const isComplete = translations.some(({ language, text }) => language && text);
			if (!isComplete) return [INCOMPLETE];
			const limits = messageType === TEXT_ONLY ? LIMITS : { ...LIMITS, text: TEXT_WITH_MEDIA };
			return check ? translations.flatMap((row, index) => tooLong(row, index, limits)) : [];
		},
	),

	fields: [
		{
			displayName: 'Channel ID',
			name: 'application',
			type: 'string',
			default: '',
			placeholder: 'e.g. 121',
			description:
				'The number of the WhatsApp channel that the template is for, from Settings → Channels in Picky Assist. Blank means the Default Channel ID of the credential and, if that is also blank, the only channel of the project.',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. order_confirmation',
			description:
				'A name that no other template of the project has: lower case letters, digits and _ only; blank is refused',
		},
		{
			displayName: 'Category',
			name: 'category',
			type: 'options',
			options: TEMPLATE_CATEGORIES,
			default: 12,
			description:
				'What the template is for. An expression may give the number or the name; blank is refused.',
		},
		{
			displayName: 'Message Type',
			name: 'messageType',
			type: 'options',
			options: TEMPLATE_TYPES,
			default: 1,
			description:
				'What the message has in addition to its text. An expression may give the number or the name; blank is refused.',
		},
		{
			displayName: 'Translations',
			name: 'translations',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Translation',
			default: {},
			description:
				'The text of the template, once for each language. At least one entry needs a language and a text; blank parts are left out.',
			options: [
				{
					displayName: 'Translation',
					name: 'translation',
					values: [
						{
							displayName: 'Language',
							name: 'language',
							type: 'string',
							default: '',
							placeholder: 'e.g. en',
							description: 'The code of the language',
						},
						{
							displayName: 'Header',
							name: 'header',
							type: 'string',
							default: '',
							description:
								'A line above the text, at most 60 characters, with one variable at most',
						},
						{
							displayName: 'Text',
							name: 'text',
							type: 'string',
							typeOptions: { rows: 4 },
							default: '',
							placeholder: 'e.g. Your order {{1}} is on its way.',
							description:
								'The text with its variables {{1}}, {{2}} and so on; at most 1024 characters, or 160 with an image, a document or a video',
						},
						{
							displayName: 'Footer',
							name: 'footer',
							type: 'string',
							default: '',
							description: 'A line below the text, at most 60 characters, without variables',
						},
					],
				},
			],
		},
	],
	ownOptions: [
		{
			displayName: 'Extra Body Fields',
			name: 'extraBody',
			type: 'json',
			default: '',
			description:
				'More keys for the request as a JSON object, if this node has no field for them, such as buttons. They are added last; blank adds nothing.',
		},
		{
			displayName: 'Sample URL',
			name: 'sampleUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/menu.pdf',
			description:
				'Public link to an example of the image, document or video, which helps the approval. Blank leaves it out.',
		},
		{
			displayName: 'Sample Values',
			name: 'sampleValues',
			type: 'string',
			default: '',
			placeholder: 'e.g. ["Diana", "12:30"]',
			description:
				'Example values of {{1}}, {{2}} and so on, as a list or a JSON array, which help the approval. Blank leaves them out.',
		},
	],

	toBody: ({ translations = [], extraBody, ...values }, onWire) => ({
		...onWire(values),
		messages: translations.map(({ text, ...others }) => ({
			...(text !== undefined && { message: text }),
			...others,
		})),
		...extraBody,
	}),
	outcomes: (answer, { items }) => {
		const verdict = judgeByStatus(answer);
		if (verdict !== 'accepted') return verdict;
		const output = answer as IDataObject;
		const told = 'template_status' in output ? withStateText(output) : output;
		return items.map(() => [told]);
	},
});
