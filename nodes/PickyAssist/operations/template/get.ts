import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../../core/operation';
import { locator, offWire, required } from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { NO_TEMPLATES, TEMPLATE_CODES } from './codes';
import { searchTemplates, TEMPLATE_LOCATOR } from './locator';
import { judgeTemplates, TEMPLATE, TEMPLATE_STATUS, templatesIn, withStateText } from './templates';

/** https://help.pickyassist.com/api-documentation-v2/whatsapp-template-api/template-status-api */
export const getTemplate = defineOperation({
	resource: TEMPLATE,
	value: 'get',
	name: 'Get',
	action: 'Get a template',
	description: 'Get one message template with its state at WhatsApp',
	endpoint: TEMPLATE_STATUS,
	effect: 'safe',
	codes: TEMPLATE_CODES,
	schema: schemaOf({
		template: offWire(required(locator(), 'Choose a template from the list, or give its ID')),
	}),
	fields: [TEMPLATE_LOCATOR],
	listSearch: { searchTemplates },

	toBody: ({ template }) => ({ template_id: template?.id }),
	outcomes: (answer, { items, body }, httpStatus) => {
		const verdict = judgeTemplates(answer, httpStatus);
		if (verdict !== 'accepted') return verdict;
		const template = templateIn(answer, body);
		return template ? items.map(() => [withStateText(template)]) : { refused: NO_TEMPLATES };
	},
});

/** The template that was asked for. Where one alone came, Picky Assist may write its ID in another way. */
function templateIn(answer: unknown, { template_id: id }: IDataObject): IDataObject | undefined {
	const templates = templatesIn(answer);
	const [only] = templates.length === 1 ? templates : [];
	return templates.find(({ template_id }) => String(template_id) === id) ?? only;
}
