import { getTemplate } from '../../../nodes/PickyAssist/operations/template/get';
import type { Rows } from '../rows';
import { template } from './samples';

const chosen = (value: unknown) => ({ template: { __rl: true, mode: 'list', value } });

const A = { ...template('A'), stateText: 'Approved' };

const refused = (answer: unknown, code: number, says: RegExp, field?: string) =>
	[[{}], answer, [{ source: 'api', code, says, ...(field !== undefined && { field }) }]] as const;

const blank = (value: unknown) =>
	[chosen(value), { field: 'template', says: 'Template is blank' }] as const;

export const GET_TEMPLATE: Rows = {
	operation: getTemplate,
	ordinary: chosen('A'),
	sends: {
		'the ID of what is chosen from the list, without its language': [
			chosen('A|es'),
			{ template_id: 'A' },
		],
		'an ID by an expression, without white space': [{ template: ' A | en ' }, { template_id: 'A' }],
	},
	refuses: {
		'no template': blank(''),
		'blanks for a template': blank(' '),
		'a language without a template': blank('|en'),
		'null for a template': blank(null),
		'a list of templates': [chosen(['A']), { field: 'template', says: /whole list/ }],
	},
	answers: {
		'the template beside a status': [[{}], { status: 100, message: 'x', ...template('A') }, [[A]]],
		'the template in a bare list': [[{}], [template('A')], [[A]]],
		'the template among others': [[{}], { templates: [template('B'), template('A')] }, [[A]]],
		'the only one, also if its ID has another form': [
			[{}],
			[template('a')],
			[[{ ...A, template_id: 'a' }]],
		],
		'one answer for items that want the same': [
			[{}, chosen('B'), chosen('A|es')],
			[template('A'), template('B', 4)],
			[[A], [{ ...template('B', 4), stateText: 'Rejected' }], [A]],
			{ requests: 2 },
		],
		'code 804 as a refusal': refused(
			{ status: 804 },
			804,
			/does not know the template/,
			'template',
		),
		'code 817 as a refusal': refused({ status: '817' }, 817, /found no such template/, 'template'),
		'an empty list as a refusal': refused(
			{ status: 100, templates: [] },
			817,
			/found no such template/,
			'template',
		),
		'other templates alone as a refusal': refused(
			[template('B'), template('C')],
			817,
			/found no such template/,
			'template',
		),
		'a code of every call as a refusal': refused({ status: 401 }, 401, /did not accept the token/),
		'a text as no answer': [[{}], 'OK', [{ source: 'transport' }]],
	},
};
