import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { searchTemplates } from '../../../../../nodes/PickyAssist/operations/template/locator';
import { template } from '../../../../rows/template/samples';
import { json, strictContext } from '../../../strictContext';

describe('the list of templates to choose from', () => {
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
		['not at all if there are none', undefined, undefined],
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
	])('says so if %s', async (_, answer, error) => {
		await expect(listOf(answer)).rejects.toMatchObject(error);
	});
});
