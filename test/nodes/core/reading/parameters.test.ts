import type { IDataObject } from 'n8n-workflow';
import { parametersOf } from '../../../../nodes/core/reading/parameters';
import { expectClear } from '../../clearWords';
import { strictContext, type Sketch } from '../../strictContext';

const TYPES = new Map([['updateFields', 'collection' as const]]);

/** What is read for each item, and how often n8n's engine was asked. */
function reading(sketch: Sketch, names = ['updateFields']) {
	const { context, getNodeParameter } = strictContext(sketch);
	const fields = names.map((name) => ({ name, type: TYPES.get(name) ?? ('string' as const) }));
	const { fixed, isComputed, read } = parametersOf(context, fields);
	getNodeParameter.mockClear();
	return {
		fixed,
		isComputed,
		read: (item: number) => read(item).raw,
		unresolved: (item: number) => read(item).unresolved,
		asked: () => getNodeParameter.mock.calls.map(([path, item]) => [path, item]),
	};
}

it('takes over once what holds no expression, the parts of a collection too', () => {
	const updateFields = { about: 'Hi', websites: { website: [{ url: 'a.b' }] }, email: null };
	const { fixed, isComputed, read, asked } = reading(
		{ parameters: { application: 8, updateFields } },
		['application', 'updateFields'],
	);
	expect(fixed).toEqual({ application: 8, ...updateFields });
	expect(['application', 'about', 'other'].map(isComputed)).toEqual([false, false, false]);
	expect(read(0)).toEqual({});
	expect(asked()).toEqual([]);
});

it('asks the engine for each expression by itself, wherever it is', () => {
	const parameters = {
		application: '={{ 8 }}',
		updateFields: {
			about: '={{ "a" }}',
			address: 'fixed = {{ not }}',
			websites: { website: [{ url: 'c.d' }, { url: '={{ "a.b" }}' }] },
		},
	};
	const expressions = { '={{ 8 }}': () => 8, '={{ "a" }}': () => 'a', '={{ "a.b" }}': () => ['x'] };
	const { fixed, isComputed, read, asked } = reading({ parameters, expressions, items: [{}, {}] }, [
		'application',
		'updateFields',
	]);
	expect(fixed).toEqual({ address: 'fixed = {{ not }}' });
	expect(['application', 'about', 'address'].map(isComputed)).toEqual([true, true, false]);
	expect(read(1)).toEqual({
		application: 8,
		about: 'a',
		websites: { website: [{ url: 'c.d' }, { url: ['x'] }] },
	});
	expect(asked()).toEqual([
		['application', 1],
		['updateFields.about', 1],
		['updateFields.websites.website[1].url', 1],
	]);
});

it('asks the engine once for a parameter that is named twice, as one is that is shown in two ways', () => {
	const { read, asked } = reading(
		{ parameters: { message: '=x' }, expressions: { '=x': () => 'a' } },
		['message', 'message'],
	);
	expect(read(0)).toEqual({ message: 'a' });
	expect(asked()).toEqual([['message', 0]]);
});

it('asks the engine for a whole collection that is an expression', () => {
	const expression = '={{ $json }}';
	const { read, isComputed, asked } = reading({
		items: [{ about: 'Hi', options: 'no part' }, { email: 'x' }, 'none' as never],
		parameters: { updateFields: expression },
		expressions: { [expression]: (json) => json },
	});
	expect(['about', 'email', 'options'].map(isComputed)).toEqual([true, true, false]);
	expect([0, 1, 2].map(read)).toEqual([{ about: 'Hi' }, { email: 'x' }, {}]);
	expect(asked()).toEqual([0, 1, 2].map((item) => ['updateFields', item]));
});

it('takes a plain property out of the item, after the engine agreed once', () => {
	const expression = '={{ $json.about }}';
	const { read, asked } = reading({
		items: [{ about: 'a' }, { about: 'b' }, { about: 'c' }],
		parameters: { updateFields: { about: expression } },
		expressions: { [expression]: (json: IDataObject) => json.about },
	});
	expect([0, 1, 2].map(read)).toEqual([{ about: 'a' }, { about: 'b' }, { about: 'c' }]);
	expect(asked()).toEqual([['updateFields.about', 0]]);
});

it('gives live objects as what JSON makes of them, at the top and in a collection', () => {
	const { read } = reading(
		{
			parameters: { application: '=at', updateFields: { about: '=list' } },
			expressions: { '=at': () => new Date(0), '=list': () => [new Date(0), { a: 1 }] },
		},
		['application', 'updateFields'],
	);
	const text = '1970-01-01T00:00:00.000Z';
	expect(read(0)).toEqual({ application: text, about: [text, { a: 1 }] });
});

describe('an expression that writes a whole object', () => {
	it.each<[unknown]>([
		['Hi [object Object]'],
		[['a', '[object Object]']],
		[{ at: '[object Object]' }],
	])('as %j is told, with its field', (value) => {
		const { unresolved } = reading(
			{
				parameters: { application: '=x', updateFields: { about: '=x' } },
				expressions: { '=x': () => value },
			},
			['application', 'updateFields'],
		);
		expect(unresolved(0)).toMatchObject(
			['application', 'about'].map((field) => ({
				field,
				message: 'An expression writes a whole object as [object Object]',
				hint: expect.stringContaining('Map one value') as string,
			})),
		);
	});

	it('is not meant where an item has these words itself', () => {
		const said = 'What is [object Object]?';
		const { read, unresolved } = reading(
			{
				items: [{ said }],
				parameters: { application: '={{ $json.said }}' },
				expressions: { '={{ $json.said }}': ({ said: own }) => own },
			},
			['application'],
		);
		expect(read(0)).toEqual({ application: said });
		expect(unresolved(0)).toEqual([]);
	});
});

describe('an expression that cannot be resolved', () => {
	const issueFor = (thrown: unknown, parameters: IDataObject) => {
		const expressions = {
			'=bad': () => {
				throw thrown;
			},
		};
		const { unresolved } = reading({ parameters, expressions }, Object.keys(parameters));
		const [issue, ...others] = unresolved(0);
		expect(others).toEqual([]);
		expectClear(issue!.message, issue!.hint);
		return issue!;
	};

	it.each<[IDataObject, string]>([
		[{ application: '=bad' }, 'application'],
		[{ updateFields: { about: '=bad' } }, 'about'],
		[{ updateFields: { websites: { website: [{ url: '=bad' }] } } }, 'websites'],
		[{ template: { __rl: true, mode: 'id', value: '=bad' } }, 'template'],
		[{ translations: { translation: [{ text: '=bad' }] } }, 'translations'],
		[{ options: { clearFields: ['=bad'] } }, 'clearFields'],
		[{ options: '=bad' }, 'options'],
	])('is about the field of %j', (parameters, field) => {
		expect(issueFor(new Error('x'), parameters).field).toBe(field);
	});

	it('is told in plain words where it gives an object that n8n’s engine cannot hand on', () => {
		const thrown = new TypeError('function toString() { [native code] } could not be cloned.');
		expect(issueFor(thrown, { application: '=bad' }).message).toBe(
			'An expression gives an object that n8n cannot pass on',
		);
	});

	it('is told with what n8n says', () => {
		const thrown = Object.assign(new Error('Node not found'), { description: 'Check the name' });
		expect(issueFor(thrown, { application: '=bad' })).toEqual({
			field: 'application',
			message: 'An expression cannot be resolved: Node not found',
			hint: 'Check the name',
		});
	});

	it.each([
		new Error('x'),
		{ message: 'x', description: '' },
		{ message: 'x', description: 8 },
		'x',
		null,
	])('is told clearly for %p', (thrown) => {
		const { hint } = issueFor(thrown, { application: '=bad' });
		expect(hint).toBe('Open the node and correct the expression that is marked red');
	});

	it('does not hide another one', () => {
		const fail = () => {
			throw new Error('x');
		};
		const { unresolved } = reading({
			parameters: { updateFields: { about: '=a', email: 'fixed', address: '=b' } },
			expressions: { '=a': fail, '=b': fail },
		});
		expect(unresolved(0).map(({ field }) => field)).toEqual(['about', 'address']);
	});
});
