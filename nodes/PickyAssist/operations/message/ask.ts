import { shownIf } from '../../../core/description/properties';
import type { Issue } from '../../../core/errors';
import type { Question } from '../../../core/questions/question';
import { defineOperation } from '../../../core/operation';
import {
	anyText,
	blankIssue,
	choices,
	numberFrom,
	offWire,
	required,
	wordOf,
} from '../../../core/reading/fields';
import { schemaOf, type Values } from '../../../core/reading/schema';
import { ASK_CODES } from './codes';
import { MESSAGE_CALL } from './push/call';
import { CHANNEL_FIELD, MESSAGE_FIELDS, MESSAGE_OPTIONS, NUMBER_FIELD } from './push/fields';
import { withReferences } from './push/recipient';
import { sendMessage } from './send';
import {
	NO_TEMPLATE,
	sendTemplate,
	TEMPLATE_FIELDS,
	TEMPLATE_OPTIONS,
	TEMPLATE_PROPERTIES,
	templateIssues,
	TO_NUMBER,
} from './sendTemplate';

const QUESTION_TYPES = [
	{
		name: 'Template',
		value: 'template',
		description: 'An approved template, which is allowed at any time; best with buttons',
	},
	{
		name: 'Text',
		value: 'text',
		description: "A text, within 24 hours of the customer's last message",
	},
] as const;

const ACCEPTED = [
	{ name: 'Any Message', value: 'any', description: 'Whatever this person writes next' },
	{
		name: 'Only Replies, Buttons and Choices',
		value: 'replies',
		description: 'A message that quotes the question, or that comes from a button or a list',
	},
	{
		name: 'Only These Answers',
		value: 'list',
		description:
			'A message that says one of the answers below; any other message starts the workflow of the trigger',
	},
] as const;

const EARLIER_QUESTIONS = [
	{
		name: 'Keep Both',
		value: 'keep',
		description:
			'A plain text answers the newest question. A quote or a button answers the question that it belongs to.',
	},
	{
		name: 'Refuse',
		value: 'refuse',
		description: 'Send nothing, and fail',
	},
	{
		name: 'Replace the Earlier Question',
		value: 'replace',
		description: 'The earlier run goes on without an answer, with reason = replaced',
	},
] as const;

const MINUTE = 60_000;
const MILLISECONDS = { minutes: MINUTE, hours: 60 * MINUTE, days: 24 * 60 * MINUTE };

const UNITS = [
	{ name: 'Days', value: 'days' },
	{ name: 'Hours', value: 'hours' },
	{ name: 'Minutes', value: 'minutes' },
] as const;

/** Both included; n8n looks for runs whose time is over once a minute. */
const WAITS = { shortest: MINUTE, longest: 30 * MILLISECONDS.days };

const A_NUMBER = 'Give a number, like 24 or 1.5';

const FIELDS = {
	...TO_NUMBER,
	questionType: wordOf(QUESTION_TYPES, 'text'),
	message: offWire(anyText()),
	...TEMPLATE_FIELDS,
	accept: wordOf(ACCEPTED, 'any'),
	answers: offWire(choices()),
	waitAmount: offWire(required(numberFrom(0, Infinity, { hint: A_NUMBER }), A_NUMBER)),
	waitUnit: required(wordOf(UNITS), 'Choose Minutes, Hours or Days'),
	earlierQuestion: wordOf(EARLIER_QUESTIONS, 'replace'),
	...MESSAGE_FIELDS,
};

type AskValues = Values<typeof FIELDS>;

const waitOf = ({ waitAmount, waitUnit }: AskValues) => waitAmount! * MILLISECONDS[waitUnit!];

const isTemplate = ({ questionType }: AskValues) => questionType === 'template';

function waitIssues(values: AskValues): Issue[] {
	const { waitAmount, waitUnit } = values;
	// What is missing has an issue of its own.
	if (waitAmount === undefined || waitUnit === undefined) return [];
	const wait = waitOf(values);
	if (wait >= WAITS.shortest && wait <= WAITS.longest) return [];
	return [
		{
			field: 'waitAmount',
			message: `is ${waitAmount} ${waitUnit}, but it must be from 1 minute to 30 days`,
			hint: 'Change the number or its unit',
		},
	];
}

const [NO_TEMPLATE_HINT, code] = NO_TEMPLATE;

const NEEDED = {
	template: blankIssue(NO_TEMPLATE_HINT, { field: 'template', code }),
	message: blankIssue('Write the question, or map one that is not blank', {
		field: 'message',
		code: 407,
	}),
	answers: blankIssue(
		'Write the answers that count, separated by commas (like Yes, No), or choose Any Message',
		{ field: 'answers' },
	),
};

function contentIssues(values: AskValues, check: boolean): Issue[] {
	if (!isTemplate(values)) return values.message === undefined ? [NEEDED.message] : [];
	return [...(values.template ? [] : [NEEDED.template]), ...templateIssues(values, check)];
}

/** The message is that of Send or Send Template; what is more is about the answer. */
export const ask = defineOperation({
	...MESSAGE_CALL,
	codes: ASK_CODES,
	storedKeys: [
		...['number', 'channelId', 'messageId', 'pushId', 'referenceNumber', 'askedAt', 'waiting'],
	],
	value: 'ask',
	name: 'Ask and Wait',
	action: 'Ask and wait for the answer',
	description:
		'Send a question and let the run wait until this person answers on WhatsApp. A Picky Assist Trigger with Deliver Answers in the same n8n project brings the answer.',

	schema: schemaOf(FIELDS, (values, check) => [
		...contentIssues(values, check),
		...(values.accept === 'list' && !values.answers ? [NEEDED.answers] : []),
		...waitIssues(values),
	]),

	fields: [
		CHANNEL_FIELD,
		NUMBER_FIELD,
		{
			displayName: 'Question',
			name: 'questionType',
			type: 'options',
			options: [...QUESTION_TYPES],
			default: 'text',
			description: 'What kind of message the question is; blank means a text',
		},
		{
			displayName: 'Text',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Is Tuesday at 10:30 fine? Please answer Yes or No.',
			displayOptions: { show: { questionType: ['text'] } },
			description: 'The question, sent as it is; blank is refused',
		},
		...TEMPLATE_PROPERTIES.map(shownIf({ questionType: ['template'] })),
		{
			displayName: 'Accept as Answer',
			name: 'accept',
			type: 'options',
			options: [...ACCEPTED],
			default: 'any',
			description:
				'Which messages of this person count as the answer. All others start the workflow of the trigger. A free text may also be about something else, and the node cannot see the difference. So if the answer matters, choose buttons or Only These Answers. Blank means any message.',
		},
		{
			displayName: 'Answers',
			name: 'answers',
			type: 'string',
			default: '',
			placeholder: 'e.g. Yes, No',
			displayOptions: { show: { accept: ['list'] } },
			description:
				'The answers that count, separated by commas or line breaks, or a list by an expression. Upper and lower case are the same. They are compared with the text, with the payload of a button, and with the ID and the description of a choice; blank is refused.',
		},
		{
			displayName: 'Wait at Most',
			name: 'waitAmount',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 24,
			description:
				'How long to wait for the answer, from 1 minute to 30 days. n8n checks once a minute whether the time is over. The run then goes on with answered = false. Blank is refused.',
		},
		{
			displayName: 'Unit',
			name: 'waitUnit',
			type: 'options',
			options: [...UNITS],
			default: 'hours',
			description: 'The unit of Wait at Most; blank is refused',
		},
	],
	ownOptions: [
		...MESSAGE_OPTIONS,
		{
			displayName: 'If Already Asked',
			name: 'earlierQuestion',
			type: 'options',
			options: [...EARLIER_QUESTIONS],
			default: 'replace',
			description:
				'What to do if this person has not answered an earlier question on this channel; blank means to replace it',
		},
		...TEMPLATE_OPTIONS.map(shownIf({ '/questionType': ['template'] })),
	],
	listSearch: sendTemplate.listSearch!,

	completer: withReferences,
	toBody: (values, onWire) =>
		(isTemplate(values) ? sendTemplate : sendMessage).toBody!(values, onWire),
	question: (values: AskValues): Question => ({
		number: values.number!,
		channelId: String(values.application),
		accept: values.accept!,
		answers: values.answers ?? [],
		wait: waitOf(values),
		earlier: values.earlierQuestion!,
	}),
});
