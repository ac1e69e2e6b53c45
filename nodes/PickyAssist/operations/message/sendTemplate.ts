import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Issue } from '../../../core/errors';
import { defineOperation } from '../../../core/operation';
import {
	anyText,
	blankIssue,
	channelId,
	locator,
	offWire,
	required,
	rowsOrList,
	text,
	textList,
	webAddress,
	wordOf,
} from '../../../core/reading/fields';
import { phoneNumber } from '../../../core/reading/phoneNumber';
import { schemaOf, type Values } from '../../../core/reading/schema';
import { searchTemplates, TEMPLATE_LOCATOR } from '../template/locator';
import { SEND_TEMPLATE_CODES } from './codes';
import { PUSH } from './push/call';
import { CHANNEL_FIELD, NO_CHANNEL, NUMBER_FIELD, PUSH_FIELDS, PUSH_OPTIONS } from './push/fields';
import { messageBody, withReferences } from './push/recipient';

const DEFAULT_LANGUAGE = 'en';

const VALUE_SOURCES = [
	{ name: 'List', value: 'list' },
	{ name: 'Rows', value: 'rows' },
] as const;

/** What a template is filled with. */
export const TEMPLATE_FIELDS = {
	template: offWire(locator()),
	language: offWire(anyText()),
	valuesFrom: wordOf(VALUE_SOURCES, 'rows'),
	values: offWire(rowsOrList('value', 'value')),
	valuesList: offWire(textList()),
	headerValues: offWire(textList()),
	headerMediaUrl: offWire(webAddress('https://example.com/ticket.png')),
	headerFileName: offWire(text(60)),
	buttonValues: offWire(textList()),
};

/** What to do without a template, and the code of Picky Assist. */
export const NO_TEMPLATE = ['Choose a template from the list, or give its ID', 804] as const;

/** Whom a message goes to, by its phone number alone. */
export const TO_NUMBER = {
	application: required(channelId(), NO_CHANNEL),
	number: required(
		phoneNumber(406),
		'Write the phone number of the recipient with its country code, or map one that is not blank',
		402,
	),
};

const FIELDS = {
	...TO_NUMBER,
	...TEMPLATE_FIELDS,
	template: required(TEMPLATE_FIELDS.template, ...NO_TEMPLATE),
	...PUSH_FIELDS,
};

type TemplateValues = Values<typeof FIELDS>;

/** A blank value would shift the others; WhatsApp refuses the other kind after it was accepted. */
function faultsIn(field: string, values: readonly string[] = [], check: boolean): Issue[] {
	return values.flatMap((value, index) => {
		const name = `value ${index + 1} ({{${index + 1}}})`;
		if (value === '') {
			return [
				{
					field,
					message: `: ${name} is blank`,
					hint: 'Map a value that is not blank: a blank one would shift the values after it',
				},
			];
		}
		if (!check || !/[\r\n\t]| {5}/.test(value)) return [];
		return [
			{
				field,
				message: `: ${name} has a line break, a tab or more than four spaces in a row`,
				hint: 'Put it on one line with single spaces: WhatsApp refuses other values after they were accepted',
			},
		];
	});
}

/** What is wrong with a template and the values for it. */
export const templateIssues = (
	{ valuesFrom, values, valuesList, ...others }: Values<typeof TEMPLATE_FIELDS>,
	check: boolean,
): Issue[] => [
	...(valuesFrom === 'list'
		? faultsIn('valuesList', valuesList, check)
		: faultsIn('values', values, check)),
	...faultsIn('headerValues', others.headerValues, check),
	...faultsIn('buttonValues', others.buttonValues, check),
	...headerFaults(others),
];

/** How the editor shows them. */
export const TEMPLATE_PROPERTIES: INodeProperties[] = [
	TEMPLATE_LOCATOR,
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: DEFAULT_LANGUAGE,
		displayOptions: { show: { '/template.mode': ['id'] } },
		description: 'The code of the language of the template; blank means en',
	},
	{
		displayName: 'Values From',
		name: 'valuesFrom',
		type: 'options',
		options: [...VALUE_SOURCES],
		default: 'rows',
		description:
			'Where the values of the variables {{1}}, {{2}} and so on come from; blank means rows',
	},
	{
		displayName: 'Values',
		name: 'values',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Value',
		default: {},
		displayOptions: { show: { valuesFrom: ['rows'] } },
		description:
			'The values of {{1}}, {{2}} and so on, in this order. Give as many as the template has variables; a blank one is refused.',
		options: [
			{
				displayName: 'Value',
				name: 'value',
				values: [
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'On one line; blank is refused',
					},
				],
			},
		],
	},
	{
		displayName: 'Values',
		name: 'valuesList',
		type: 'string',
		default: '',
		placeholder: 'e.g. ["Diana", "12:30"]',
		displayOptions: { show: { valuesFrom: ['list'] } },
		description:
			'The values of {{1}}, {{2}} and so on, as a list by an expression or a JSON array; a blank one in it is refused',
	},
];

export const TEMPLATE_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Button Values',
		name: 'buttonValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. ["order-1234"]',
		description:
			'The changing parts of the buttons, as a list or a JSON array; blank leaves them out. The key is known from other clients of Picky Assist, not from its own pages.',
	},
	{
		displayName: 'Header File Name',
		name: 'headerFileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Invoice.pdf',
		description:
			'The name that is shown for a document in the header, at most 60 characters; blank means that Picky Assist chooses it',
	},
	{
		displayName: 'Header Media URL',
		name: 'headerMediaUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/ticket.png',
		description:
			'Public link to the image, document or video in the header, for this recipient; blank leaves it out',
	},
	{
		displayName: 'Header Values',
		name: 'headerValues',
		type: 'string',
		default: '',
		placeholder: 'e.g. ["Loom 91"]',
		description:
			'The values of the variables in a text header, as a list or a JSON array; blank leaves them out',
	},
];

/** https://help.pickyassist.com/api-documentation-v2/push-api/sending-whatsapp-template-messages */
export const sendTemplate = defineOperation({
	...PUSH,
	codes: SEND_TEMPLATE_CODES,
	value: 'sendTemplate',
	name: 'Send Template',
	action: 'Send a template message',
	description:
		'Send an approved template, which is allowed at any time. Status 100 in the output means accepted, not delivered.',

	schema: schemaOf(FIELDS, templateIssues),

	fields: [CHANNEL_FIELD, NUMBER_FIELD, ...TEMPLATE_PROPERTIES],
	ownOptions: [...PUSH_OPTIONS, ...TEMPLATE_OPTIONS],
	listSearch: { searchTemplates },

	completer: withReferences,
	toBody: (values: TemplateValues) => {
		const { template, valuesFrom, headerValues, headerMediaUrl, headerFileName } = values;
		const language = template?.language ?? values.language ?? DEFAULT_LANGUAGE;
		const own = valuesFrom === 'list' ? values.valuesList : values.values;
		const header = headerValues ?? headerFileName;
		const shared: IDataObject = {
			application: values.application,
			template_id: template?.id,
			language,
			...(values.buttonValues && { interactive_globalbuttons: values.buttonValues }),
		};
		return messageBody(values, shared, {
			number: values.number,
			...(own && { template_message: own }),
			...(header !== undefined && { template_header: header }),
			...(headerMediaUrl !== undefined && { media: headerMediaUrl }),
			language,
		});
	},
});

/** A file name belongs to a file, and stands where the values of a text header would. */
function headerFaults({
	headerValues,
	headerMediaUrl,
	headerFileName,
}: Values<typeof TEMPLATE_FIELDS>): Issue[] {
	if (headerFileName === undefined) return [];
	if (headerValues !== undefined) {
		return [
			{
				field: 'headerFileName',
				message: 'and Header Values are both set, but a header has only one of them',
				hint: 'Keep the name for a document, or the values for a text header',
			},
		];
	}
	if (headerMediaUrl !== undefined) return [];
	return [
		blankIssue('A file name needs the link to its file: set the link, or remove the name', {
			field: 'headerMediaUrl',
		}),
	];
}
