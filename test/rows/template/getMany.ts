import { getManyTemplates } from '../../../nodes/PickyAssist/operations/template/getMany';
import type { Outcome, Parameters, Rows } from '../rows';
import { template } from './samples';

const APPROVED = { ...template('A'), stateText: 'Approved' };

const reads = (answer: unknown, ...outputs: object[]) => [[{}], answer, [outputs]] as const;
const noAnswer = (answer: unknown, httpStatus = 200) =>
	[[{}], answer, [{ source: 'transport' }], { httpStatus }] as const;

const state = (template_status: unknown, stateText: string) =>
	reads([{ template_id: 'A', template_status }], { template_id: 'A', template_status, stateText });

const LIST = [
	template('A', 1, 'en', ' ES '),
	template('B', 2, 'de'),
	template('C', 3, 'es'),
	template('D', 4),
	{ ...template('E', 9), template_message: { language: 'de', message: 'Hallo' } },
];

const withIds = (ids: string): Outcome =>
	[...ids].map((template_id): object => expect.objectContaining({ template_id }) as object);

/** The templates of the list that come out, by their IDs. */
const given = (parameters: Parameters, ids: string) =>
	[[parameters], LIST, [withIds(ids)]] as const;

const MANY = Array.from({ length: 60 }, () => template('A'));

export const GET_MANY_TEMPLATES: Rows = {
	operation: getManyTemplates,
	ordinary: {},
	sends: { 'the token alone': [{ limit: 3, filters: { state: 'pending', language: 'en' } }, {}] },
	refuses: {
		'a limit of 0': [{ limit: 0 }, { field: 'limit' }],
		'a limit with a fraction': [{ limit: 1.5 }, { field: 'limit' }],
		'what is neither yes nor no': [{ returnAll: 'some' }, { field: 'returnAll' }],
		'a state that is none': [{ filters: { state: 'new' } }, { field: 'state' }],
		'a list of languages': [{ filters: { language: ['en'] } }, { field: 'language' }],
	},
	answers: {
		'state 1 in words': state(1, 'Pending Review'),
		'state 2 in words': state('2', 'WhatsApp Pending Review'),
		'state 3 in words': state(' 3 ', 'Approved'),
		'state 4 in words': state(4, 'Rejected'),
		'a state that is none as Unknown': state(5, 'Unknown'),
		'a template without a state': reads([{ template_id: 'A' }], {
			template_id: 'A',
			stateText: 'Unknown',
		}),

		'a list beside a status': reads({ status: 100, templates: [template('A')] }, APPROVED),
		'a list without a status': reads({ templates: [template('A')] }, APPROVED),
		'a bare list': reads([template('A')], APPROVED),
		'a list without what is no template': reads(
			{ templates: [null, 'B', {}, template(null), template('A')] },
			APPROVED,
		),
		'a bare list without what is no template': reads(
			['B', template(null), template('A')],
			APPROVED,
		),
		'a single template without the status and the words of the answer': reads(
			{ status: 100, message: 'Success', ...template('A') },
			APPROVED,
		),
		'an empty list': reads({ templates: [] }),
		'an empty bare list': reads([]),
		'code 817 as an empty list': reads({ status: '817', message: 'No Templates Found' }),
		'a success without templates as an empty list': reads({ status: 100, message: 'Success' }),

		'the empty list of a gateway as no answer': noAnswer([], 503),
		'an empty list in HTTP 400 as no answer': noAnswer([], 400),
		'a list of something else as no answer': noAnswer(['one', 'two']),
		'an object without templates and status as no answer': noAnswer({ total: 0 }),
		'a text as no answer': noAnswer('OK'),
		'a code as a refusal': [[{}], { status: 401 }, [{ source: 'api', code: 401 }]],

		'all of them': given({ filters: {} }, 'ABCDE'),
		'all of them if the filters are blank': given(
			{ filters: { state: '', language: ' ' } },
			'ABCDE',
		),
		'all of them if all states are chosen': given({ filters: { state: 'all' } }, 'ABCDE'),
		'the approved ones': given({ filters: { state: 'Approved' } }, 'C'),
		'the pending ones': given({ filters: { state: 'pending' } }, 'AB'),
		'the rejected ones': given({ filters: { state: 'rejected' } }, 'D'),
		'those with a language': given({ filters: { language: 'es' } }, 'AC'),
		'those with a language in capitals': given({ filters: { language: 'DE' } }, 'BE'),
		'those with a state and a language': given(
			{ filters: { state: 'pending', language: 'es' } },
			'A',
		),
		'as many as the limit': given({ limit: '2' }, 'AB'),
		'the first of those that the filters let through': given(
			{ limit: 1, filters: { language: 'de' } },
			'B',
		),
		'all of them with Return All, whatever the limit': given(
			{ limit: 1, returnAll: 'true' },
			'ABCDE',
		),
		'50 of them if the limit is blank': [[{ limit: '' }], MANY, [withIds('A'.repeat(50))]],
		'one answer for items with different filters': [
			[{ filters: { state: 'rejected' } }, { filters: { state: 'pending' } }, { limit: 1 }],
			LIST,
			[withIds('D'), withIds('AB'), withIds('A')],
		],
	},
};
