import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Operation } from '../../../../../nodes/core/operation';
import { getTemplate } from '../../../../../nodes/PickyAssist/operations/template/get';
import { getManyTemplates } from '../../../../../nodes/PickyAssist/operations/template/getMany';
import { searchTemplates } from '../../../../../nodes/PickyAssist/operations/template/locator';
import { json, strictContext } from '../../../strictContext';
import { call, detailsIn, issuesOf } from '../calling';

const template = (id: unknown, state: unknown = 3, ...languages: unknown[]) => ({
	template_id: id,
	template_status: state,
	...(languages.length > 0 && {
		template_message: languages.map((language) => ({ language, message: 'Hello' })),
	}),
});

const answering = async (operation: Operation, items: IDataObject[], body: unknown, status = 200) =>
	await call(operation, items, { answer: () => json(body, status) });

describe('Get Many', () => {
	const idsFor = async (item: IDataObject, body: unknown) => {
		const { outputs, bodies } = await answering(getManyTemplates, [item], body);
		expect(bodies()).toEqual([{}]);
		return outputs[0]!.map(({ template_id }) => template_id);
	};

	it.each([
		[1, 'Pending Review'],
		['2', 'WhatsApp Pending Review'],
		[' 3 ', 'Approved'],
		[4, 'Rejected'],
		[5, 'Unknown'],
		[undefined, 'Unknown'],
	])('tells the state %j as %s', async (state, stateText) => {
		const own = { template_id: 'A', template_name: 'a', template_status: state };
		const { outputs } = await answering(getManyTemplates, [{}], [own]);
		expect(outputs).toEqual([[{ ...own, stateText }]]);
	});

	it.each<[shape: string, answer: unknown, ids: unknown[]]>([
		['templates[]', { status: 100, templates: [template('A'), template(2)] }, ['A', 2]],
		['templates[] without a status', { templates: [template('A')] }, ['A']],
		['a bare array, without what is no template', [template('A'), 'B', template(null)], ['A']],
		['a single object', { status: 100, message: 'Success', ...template('A') }, ['A']],
		['an empty list', { templates: [] }, []],
		['an empty bare array', [], []],
		['817', { status: '817', message: 'No Templates Found' }, []],
		['a success without any', { status: 100, message: 'Success' }, []],
	])('reads %s', async (_, answer, ids) => {
		expect(await idsFor({}, answer)).toStrictEqual(ids);
	});

	it('leaves the status and the message of the answer out of a single template', async () => {
		const { outputs } = await answering(getManyTemplates, [{}], {
			status: 100,
			message: 'Success',
			...template('A'),
		});
		expect(outputs[0]).toEqual([{ ...template('A'), stateText: 'Approved' }]);
	});

	it.each<[what: string, answer: unknown, status?: number]>([
		['an empty list of a gateway', [], 503],
		['a list of something else', ['one', 'two']],
		['an object without templates and status', { total: 0 }],
		['text', 'OK'],
	])('takes %s for no answer', async (_, answer, status = 200) => {
		const { outputs } = await answering(getManyTemplates, [{}], answer, status);
		expect(detailsIn(outputs[0]![0]).source).toBe('transport');
	});

	const LIST = [
		template('A', 1, 'en', ' ES '),
		template('B', 2, 'de'),
		template('C', 3, 'es'),
		template('D', 4),
		{ ...template('E', 9), template_message: { language: 'de', message: 'Hallo' } },
	];

	it.each<[item: IDataObject, ids: string[]]>([
		[{ filters: {} }, ['A', 'B', 'C', 'D', 'E']],
		[{ filters: { state: 'all', language: ' ' } }, ['A', 'B', 'C', 'D', 'E']],
		[{ filters: { state: 'Approved' } }, ['C']],
		[{ filters: { state: 'pending' } }, ['A', 'B']],
		[{ filters: { state: 'rejected' } }, ['D']],
		[{ filters: { language: 'es' } }, ['A', 'C']],
		[{ filters: { language: 'DE' } }, ['B', 'E']],
		[{ filters: { state: 'pending', language: 'es' } }, ['A']],
		[{ limit: '2' }, ['A', 'B']],
		[{ limit: 1, filters: { language: 'de' } }, ['B']],
		[{ limit: 1, returnAll: true }, ['A', 'B', 'C', 'D', 'E']],
	])('%j gives %j', async (item, ids) => {
		expect(await idsFor(item, LIST)).toStrictEqual(ids);
	});

	it('gives 50 unless told', async () => {
		const many = Array.from({ length: 60 }, (_, index) => template(`T${index}`));
		expect(await idsFor({ limit: '' }, many)).toHaveLength(50);
	});

	it('asks once for items that filter in different ways', async () => {
		const items = ['rejected', 'approved'].map((state) => ({ filters: { state } }));
		const { outputs, bodies } = await answering(getManyTemplates, items, LIST);
		expect(bodies()).toHaveLength(1);
		expect(outputs).toMatchObject([[{ template_id: 'D' }], [{ template_id: 'C' }]]);
	});

	it.each([
		['limit', { limit: 0 }],
		['limit', { limit: 1.5 }],
		['returnAll', { returnAll: 'some' }],
		['state', { filters: { state: 'new' } }],
	])('is refused for its %s: %j', async (field, item) => {
		expect(await issuesOf(getManyTemplates, item)).toMatchObject([{ field }]);
	});
});

describe('Get', () => {
	const one = (value: unknown) =>
		({ template: { __rl: true, mode: 'list', value } }) as IDataObject;

	it.each<[what: string, chosen: IDataObject, answer: unknown]>([
		['by its ID', one('A1'), { status: 100, ...template('A1') }],
		['from the list, with a language', one('A1|es'), [template('A1')]],
		['by an expression', { template: 'A1' }, { templates: [template('A1')] }],
		['out of several', one('A1'), [template('B'), template('A1')]],
		['that came alone, with its ID in another form', one('A1'), [template('a1')]],
	])('gives the template %s', async (_, item, answer) => {
		const { outputs, bodies } = await answering(getTemplate, [item], answer);
		expect(bodies()).toEqual([{ template_id: 'A1' }]);
		expect(outputs).toEqual([
			[{ template_id: expect.stringMatching(/^a1$/i), template_status: 3, stateText: 'Approved' }],
		]);
	});

	it.each<[what: string, answer: unknown, code: number, sentence: RegExp]>([
		['804', { status: 804 }, 804, /does not know the template/],
		['817', { status: '817' }, 817, /found no such template/],
		['an empty list', { status: 100, templates: [] }, 817, /found no such template/],
		['others', [template('B'), template('C')], 817, /found no such template/],
		['401', { status: 401 }, 401, /did not accept the token/],
	])('is refused by %s', async (_, answer, code, sentence) => {
		const { outputs } = await answering(getTemplate, [one('A')], answer);
		const { source, issues } = detailsIn(outputs[0]![0]);
		expect([source, issues[0].code, issues[0].message]).toEqual([
			'api',
			code,
			expect.stringMatching(sentence),
		]);
		expect(issues[0].field).toBe(code === 401 ? undefined : 'template');
	});

	it('takes no answer for none', async () => {
		const { outputs } = await answering(getTemplate, [one('A')], 'OK');
		expect(detailsIn(outputs[0]![0]).source).toBe('transport');
	});

	it.each([[''], [' '], ['|en'], [null]])('is refused for %j', async (value) => {
		expect(await issuesOf(getTemplate, one(value))).toMatchObject([
			{ field: 'template', message: 'Template is blank' },
		]);
	});
});

describe('the list to choose from', () => {
	const listOf = async (body: unknown, filter?: string) => {
		const { context } = strictContext({ answer: () => json(body) });
		const { results } = await searchTemplates.call(
			context as unknown as ILoadOptionsFunctions,
			filter,
		);
		return results.map(({ name, value }) => [name, value]);
	};

	const LIST = [
		{ ...template('A1', 1, 'en'), template_name: 'order' },
		{ ...template('B2', 3, 'en', 'es'), template_name: '' },
		template('C3', '3'),
		template('D4', 4, ' ', 5),
	];

	it('has an entry for each language, approved ones first', async () => {
		expect(await listOf(LIST)).toEqual([
			['B2 · en · Approved · Hello', 'B2|en'],
			['B2 · es · Approved · Hello', 'B2|es'],
			['C3 · Approved', 'C3'],
			['order · en · Pending Review · Hello', 'A1|en'],
			['D4 · Rejected', 'D4'],
		]);
	});

	it.each([
		['ORDER', ['A1|en']],
		['a1', ['A1|en']],
		[' rejected ', ['D4']],
		['|es', ['B2|es']],
		['hello', ['B2|en', 'B2|es', 'A1|en']],
		['zebra', []],
	])('is narrowed by %j', async (filter, values) => {
		expect((await listOf(LIST, filter)).map(([, value]) => value)).toEqual(values);
	});

	it.each([
		['on one line', 'Dear\n {{1}},\tyes', 'Dear {{1}}, yes'],
		['cut after 80 characters', 'x'.repeat(81), `${'x'.repeat(80)}…`],
		['whole with 80', '👍'.repeat(80), '👍'.repeat(80)],
		['without half an emoji', '👍'.repeat(81), `${'👍'.repeat(80)}…`],
		['not at all, where there is none', undefined, undefined],
	])('shows the words %s', async (_, message, shown) => {
		const own = { ...template('A'), template_message: [{ language: 'en', message }] };
		expect(await listOf([own])).toEqual([
			[['A', 'en', 'Approved', ...(shown ? [shown] : [])].join(' · '), 'A|en'],
		]);
	});

	it.each<[what: string, answer: unknown, error: object]>([
		[
			'there are no templates',
			{ status: 817 },
			{
				message: 'The Picky Assist project has no templates yet',
				description: expect.stringContaining('Submit for Approval'),
			},
		],
		[
			'Picky Assist refuses',
			{ status: 401 },
			{ message: expect.stringMatching(/did not accept the token/) },
		],
		['no answer comes', 'OK', { message: expect.stringMatching(/text that is not from/) }],
	])('says so where %s', async (_, answer, error) => {
		await expect(listOf(answer)).rejects.toMatchObject(error);
	});
});
