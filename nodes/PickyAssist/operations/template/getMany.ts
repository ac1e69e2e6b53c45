import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../../core/operation';
import { anyText, numberFrom, offWire, wordOf, yesOrNo } from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { STATE_FILTERS } from '../../../data/templates';
import { NO_TEMPLATES } from './codes';
import {
	hasStateIn,
	judgeTemplates,
	TEMPLATE,
	TEMPLATE_STATUS,
	templatesIn,
	translationsOf,
	withStateText,
} from './templates';

const STATES = [
	{ name: 'All', value: 'all' },
	{ name: 'Approved', value: 'approved' },
	{ name: 'Pending', value: 'pending' },
	{ name: 'Rejected', value: 'rejected' },
] as const;

const isIn = (template: IDataObject, language: string | undefined) =>
	language === undefined ||
	translationsOf(template).some((one) => one.language.toLowerCase() === language.toLowerCase());

/** https://help.pickyassist.com/api-documentation-v2/whatsapp-template-api/template-status-api */
export const getManyTemplates = defineOperation({
	resource: TEMPLATE,
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many templates',
	description: 'List the message templates of the project with their state at WhatsApp',
	endpoint: TEMPLATE_STATUS,
	effect: 'safe',

	schema: schemaOf({
		returnAll: offWire(yesOrNo()),
		limit: offWire(numberFrom(1, Infinity, { whole: true })),
		state: wordOf(STATES, 'all'),
		language: offWire(anyText()),
	}),

	fields: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			displayOptions: { show: { returnAll: [false] } },
			description: 'Max number of results to return',
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Language',
					name: 'language',
					type: 'string',
					default: '',
					placeholder: 'e.g. en',
					description: 'Only templates that have this language; blank means all',
				},
				{
					displayName: 'State',
					name: 'state',
					type: 'options',
					options: [...STATES],
					default: 'all',
					description:
						'Only templates in this state; pending ones wait for Picky Assist or WhatsApp. Blank means all.',
				},
			],
		},
	],

	outcomes: (answer, { items }, httpStatus) => {
		const verdict = judgeTemplates(answer, httpStatus);
		// An empty list is no refusal where a list is asked for.
		const isEmpty = typeof verdict === 'object' && verdict.refused === NO_TEMPLATES;
		if (!isEmpty && verdict !== 'accepted') return verdict;
		const templates = templatesIn(answer);
		return items.map(({ values: { returnAll, limit = 50, state = 'all', language } }) =>
			templates
				.filter(
					(template) => hasStateIn(template, STATE_FILTERS[state]) && isIn(template, language),
				)
				.slice(0, returnAll ? undefined : limit)
				.map(withStateText),
		);
	},
});
