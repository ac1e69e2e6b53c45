import { ask } from '../../../nodes/PickyAssist/operations/message/ask';
import type { Parameters, Rows } from '../rows';
import { accepts, ONE, reference, sharedRefusals } from './samples';

const TEMPLATE = {
	questionType: 'template',
	message: '',
	template: { __rl: true, mode: 'id', value: 'XY6479' },
};
const option = (options: object) => ({ options });
const rows = (...values: unknown[]) => ({ values: { value: values.map((value) => ({ value })) } });

const QUESTION = { number: ONE, message: 'Is 10:30 fine?' };
const text = (own: object = {}, shared: object = {}) => ({
	application: '121',
	...shared,
	data: [{ ...QUESTION, ...reference(), ...own }],
});
const template = (own: object = {}, shared: object = {}, language = 'en') => ({
	application: 121,
	template_id: 'XY6479',
	language,
	...shared,
	data: [{ number: ONE, language, ...reference(), ...own }],
});
const asks = (changes: Parameters) => [changes, text()] as const;

const wrong = (changes: Parameters, field: string, says: RegExp | string, code?: number) =>
	[changes, { field, says, ...(code !== undefined && { code }) }] as const;
const noWait = (waitAmount: unknown, waitUnit: unknown, words: string) =>
	wrong(
		{ waitAmount, waitUnit },
		'waitAmount',
		`Wait at Most is ${words}, but it must be from 1 minute to 30 days`,
	);

export const ASK: Rows = {
	operation: ask,
	ordinary: { application: '121', ...QUESTION },
	sends: {
		'a text': [{}, text()],
		'a text if the kind of question is blank': asks({ questionType: ' ' }),
		'a text, also if a template was chosen before': asks({
			...TEMPLATE,
			...QUESTION,
			questionType: 'text',
		}),
		'a text with a priority, a reference number and extra fields': [
			option({
				...{ highPriority: true, referenceNumber: 7 },
				...{ extraBody: { a: 1 }, extraRecipient: { b: 2 } },
			}),
			text({ reference_number: '7', b: 2 }, { priority: 1, a: 1 }),
		],
		'a template': [TEMPLATE, template()],
		'a template, also if a text was written before': [{ ...TEMPLATE, message: 'Hi' }, template()],
		'a template in the language of the field': [
			{ ...TEMPLATE, language: 'de' },
			template({}, {}, 'de'),
		],
		'a template with the values of rows': [
			{ ...TEMPLATE, ...rows('Ada', 42) },
			template({ template_message: ['Ada', '42'] }),
		],
		'a template with the values of a list': [
			{ ...TEMPLATE, valuesFrom: 'list', valuesList: '["Ada"]' },
			template({ template_message: ['Ada'] }),
		],
		'a template with values of its header and buttons': [
			{ ...TEMPLATE, ...option({ headerValues: ['a'], buttonValues: ['b'] }) },
			template({ template_header: ['a'] }, { interactive_globalbuttons: ['b'] }),
		],
		'a template with a file in its header': [
			{
				...TEMPLATE,
				...option({ headerMediaUrl: 'https://a.example/a.png', headerFileName: 'a.png' }),
			},
			template({ media: 'https://a.example/a.png', template_header: 'a.png' }),
		],
		'the number as its digits': asks({ number: '+1 (555) 000-0001' }),
		'a number that is none, with the checks off': [
			{ number: 15550000001.5, ...option({ checkBeforeSending: false }) },
			text({ number: '15550000001.5' }),
		],
		'nothing of what is about the answer': asks({
			...{ accept: 'list', answers: 'Yes, No', waitAmount: 1, waitUnit: 'days' },
			...option({ earlierQuestion: 'keep' }),
		}),
		'a question that waits for one minute': asks({ waitAmount: 1, waitUnit: 'minutes' }),
		'a question that waits for a part of an hour': asks({ waitAmount: '0.5', waitUnit: 'hours' }),
		'a question that waits for 30 days': asks({ waitAmount: 30, waitUnit: 'days' }),
		'a question if what it takes is blank': asks({ accept: null }),
		'a question if what to do with earlier ones is blank': asks(option({ earlierQuestion: '' })),
		'a question whose answers are a list': asks({ accept: 'list', answers: ['Yes', 2] }),
		'a question whose answers are missing where any message counts': asks({ answers: ' ' }),
	},
	refuses: {
		...sharedRefusals,
		'no number': wrong({ number: ' ' }, 'number', 'Phone Number is blank', 402),
		'no text': wrong({ message: ' ' }, 'message', 'Text is blank', 407),
		'no template': wrong({ ...TEMPLATE, template: '' }, 'template', 'Template is blank', 804),
		'a kind of question that is none': wrong(
			{ questionType: 'song' },
			'questionType',
			'Question is song, but it must be one of Template, Text',
		),
		'a blank value of the template': wrong(
			{ ...TEMPLATE, ...rows('a', '') },
			'values',
			'Values: value 2 ({{2}}) is blank',
		),
		'a file name of the header without its file': wrong(
			{ ...TEMPLATE, ...option({ headerFileName: 'a.png' }) },
			'headerMediaUrl',
			'Header Media URL is blank',
		),
		'what it takes if that is none of the choices': wrong(
			{ accept: 'all' },
			'accept',
			'Accept as Answer is all, but it must be one of Any Message, Only Replies, Buttons and Choices, Only These Answers',
		),
		'no answers': wrong({ accept: 'list', answers: ' , \n' }, 'answers', 'Answers is blank'),
		'no answers in a list': wrong({ accept: 'list', answers: ['', null] }, 'answers', /is blank/),
		'an object as the answers': wrong(
			{ accept: 'list', answers: { yes: 1 } },
			'answers',
			/^Answers is a whole object/,
		),
		...Object.fromEntries(
			['["Yes","No",]', "['Yes', 'No']", '["Yes","No"', '[Yes, No]', '{"a":1}'].map((answers) => [
				`what is meant as a list in JSON and is none: ${answers}`,
				wrong({ accept: 'list', answers }, 'answers', 'Answers is not a list'),
			]),
		),
		'an object among the answers': wrong(
			{ accept: 'list', answers: ['Yes', { no: 1 }] },
			'answers',
			/^Answers is a whole object/,
		),
		'no time to wait': wrong({ waitAmount: ' ' }, 'waitAmount', 'Wait at Most is blank'),
		'a time that is no number': wrong(
			{ waitAmount: 'long' },
			'waitAmount',
			/^Wait at Most is long, but it must be a number/,
		),
		'no unit': wrong({ waitUnit: '' }, 'waitUnit', 'Unit is blank'),
		'no unit of a large number': wrong(
			{ waitAmount: 1000, waitUnit: '' },
			'waitUnit',
			'Unit is blank',
		),
		'a unit that is none': wrong(
			{ waitUnit: 'weeks' },
			'waitUnit',
			'Unit is weeks, but it must be one of Days, Hours, Minutes',
		),
		'no time at all': noWait(0, 'hours', '0 hours'),
		'less than a minute': noWait(0.9, 'minutes', '0.9 minutes'),
		'more than 30 days': noWait('30.1', 'days', '30.1 days'),
		'more than 30 days in hours': noWait(721, 'hours', '721 hours'),
		'a choice of earlier questions that is none': wrong(
			option({ earlierQuestion: 'forget' }),
			'earlierQuestion',
			/^If Already Asked is forget, but it must be one of Keep Both, Refuse, Replace/,
		),
		'all that is missing at once': [
			{ application: '', number: '', message: '', accept: 'list', waitAmount: '' },
			{ field: 'application', says: 'Channel ID is blank' },
			{ field: 'number', code: 402, says: 'Phone Number is blank' },
			{ field: 'waitAmount', says: 'Wait at Most is blank' },
			{ field: 'message', code: 407, says: 'Text is blank' },
			{ field: 'answers', says: 'Answers is blank' },
		],
	},
	checks: {
		'a number that begins with 0': wrong({ number: '0555' }, 'number', /begins with 0/, 406),
		'a channel that is none': wrong({ application: -8 }, 'application', /not the number/),
		'a line break in a value of the template': wrong(
			{ ...TEMPLATE, ...rows('a\nb') },
			'values',
			/^Values: value 1 .* line break/,
		),
	},
	shows: {
		'the body of a text alone': [{}, { body: text() }],
		'the body of a template alone': [TEMPLATE, { body: template() }],
	},
	answers: {
		'an accepted question as a run that waits': [
			[{}],
			{ status: 100, push_id: 7, credit: 1, data: [{ number: ONE, msg_id: 5 }] },
			[
				[
					{
						...{ number: ONE, channelId: '121', messageId: '5', pushId: '7' },
						...{ referenceNumber: reference().reference_number },
						...{ askedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), waiting: true },
					},
				],
			],
		],
		'only what the answer has': [
			[TEMPLATE],
			{ status: 100 },
			[
				[
					{
						...{ number: ONE, channelId: '121', referenceNumber: reference().reference_number },
						...{ askedAt: expect.any(String), waiting: true },
					},
				],
			],
		],
		'the reference number that went out': [
			[option({ extraRecipient: { reference_number: 'order-8' } })],
			accepts(ONE),
			[[expect.objectContaining({ referenceNumber: 'order-8' })]],
		],
		'code 407 as a refusal of the text': [
			[{}],
			{ status: 407 },
			[{ source: 'api', code: 407, field: 'message', details: { mayHaveBeenSent: false } }],
		],
		'code 804 as a refusal of the template': [
			[TEMPLATE],
			{ status: 804 },
			[{ source: 'api', code: 804, field: 'template' }],
		],
		'a refused recipient': [
			[{}],
			{ status: 100, data: [{ number: ONE, status: 406 }] },
			[{ source: 'api', code: 406, field: 'number' }],
		],
		'a lost answer with the reference number to look for': [
			[{}],
			'',
			[
				{
					source: 'transport',
					details: {
						...{ mayHaveBeenSent: true, retryable: false, recipients: 1 },
						referenceNumber: reference().reference_number,
					},
				},
			],
			{ httpStatus: 500 },
		],
	},
};
