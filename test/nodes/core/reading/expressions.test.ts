import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { expressionReaders, type Reader } from '../../../../nodes/core/reading/expressions';

type Items = INodeExecutionData[];

/** Readers for these items; unless told, nothing can be evaluated together. */
const readersFor = (
	inputs: Items,
	evaluate: (list: string, item: number) => unknown = () => {
		throw new Error('not here');
	},
) =>
	expressionReaders({
		getInputData: () => inputs,
		evaluateExpression: evaluate,
	} as unknown as IExecuteFunctions);

const shortcut = (expression: string, inputs: Items, engine: Reader) =>
	readersFor(inputs)(expression, engine);

const items = (...values: unknown[]) => values.map((x) => ({ json: { x } as never }));

describe('an expression that is more than text and properties of $json', () => {
	it.each([
		'={{ $json?.a }}',
		' ={{ $json.a }}',
		'={{ $json[0] }}',
		'={{ $json[a] }}',
		'={{ $json["a] }}',
		'={{ $json["a\\n"] }}',
		'={{ $json["a}}"] }}',
		'={{ $json[`a`] }}',
		'={{ $json["a"].trim() }}',
		'=x {{ $json.a }} {{ $json.b + 1 }}',
		'=x {{ $json.a }} {{ 1 }}',
		'=x {{ $json.a }} {{',
		'=x }} {{ $json.a }}',
		'=x {{{ $json.a }}',
		'=x {{ $json.a }}}',
		'=x \\{{ $json.a }}',
		'=C:\\x {{ $json.a }}',
		'={{ $json.a }} {{ $json.a.constructor }}',
		'={{ $json["__proto__"] }}',
		'={{ $json.caller }}',
		'=x {{ $json.a["prototype"] }}',
		'={{ $json.a() }}',
		'={{ $json.a + 1 }}',
		'={{ $json.1a }}',
		'={{ $json.ä }}',
		'={{ $json.$a }}',
		'={{ $json. a }}',
		'={{ $json.a; }}',
		'={{ $Json.a }}',
		'={{ $json }}',
		'={{{ $json.a }}}',
		'={{ $json.a // }}',
		'{{ $json.a }}',
		'={{ $json.constructor }}',
		'={{ $json.toString }}',
		'={{ $json.__proto__ }}',
		'',
	])('%j is left to the engine', (expression) => {
		const engine = jest.fn(() => 'engine');
		const read = shortcut(expression, items('a', 'b'), engine) ?? engine;
		expect([read(0), read(1)]).toEqual(['engine', 'engine']);
		expect(engine).toHaveBeenCalledTimes(2);
	});
});

describe('one property of $json', () => {
	it.each(['={{ $json.x }}', '={{$json.x}}', '={{\n\t$json.x  }}'])(
		'%j is asked of the engine once, and then taken from the item',
		(expression) => {
			const engine = jest.fn((item: number) => ['a', 'b', 'c'][item]);
			const read = shortcut(expression, items('a', 'b', 'c'), engine)!;
			expect([0, 1, 2].map(read)).toEqual(['a', 'b', 'c']);
			expect(engine.mock.calls).toEqual([[0]]);
		},
	);

	it.each([['text'], [''], [0], [NaN], [false], [null]])('takes %p from the item', (value) => {
		const engine = jest.fn(() => value);
		const read = shortcut('={{ $json.x }}', items(value, value), engine)!;
		expect([read(0), read(1)]).toEqual([value, value]);
		expect(engine).toHaveBeenCalledTimes(1);
	});

	it('is turned off for good where the engine once gives another value', () => {
		const engine = jest.fn((item: number) => `engine ${item}`);
		const read = shortcut('={{ $json.x }}', items('a', 'b', 'engine 2', 'd'), engine)!;
		expect([0, 1, 2, 3].map(read)).toEqual(['engine 0', 'engine 1', 'engine 2', 'engine 3']);
		expect(engine).toHaveBeenCalledTimes(4);
	});

	it('tells a number from its text, and 0 from -0', () => {
		const engine = jest.fn((item: number) => [1, 0][item]);
		const numbers = shortcut('={{ $json.x }}', items('1', '2'), engine)!;
		expect([numbers(0), numbers(0)]).toEqual([1, 1]);
		const zeros = shortcut('={{ $json.x }}', items(-0), () => 0)!;
		expect(Object.is(zeros(0), 0) && Object.is(zeros(0), 0)).toBe(true);
	});

	it.each([[() => 1], [{ a: 1 }], [['a']]])('asks the engine each time for %p', (own) => {
		const engine = jest.fn(() => 'from the engine');
		const read = shortcut('={{ $json.x }}', items('from the engine', own, own), engine)!;
		expect([0, 1, 2].map(read)).toEqual(Array(3).fill('from the engine'));
		expect(engine).toHaveBeenCalledTimes(3);
	});

	const AT = '2026-11-20T08:30:00.000Z';

	it.each<[string, unknown, unknown]>([
		['={{ $json.x }}', new Date(AT), AT],
		['={{ $json.x }}', { lines: [{ at: new Date(AT) }] }, { lines: [{ at: AT }] }],
		['={{ $json.x }}', { toJSON: () => 'id' }, 'id'],
		['=On {{ $json.x }}!', new Date(AT), `On ${AT}!`],
		['={{ $json.x }}\n', new Date(AT), `${AT}\n`],
	])(
		'%s never asks the engine for what is live, which it would empty',
		(expression, own, value) => {
			const engine = jest.fn();
			const read = shortcut(expression, items(own, own), engine)!;
			expect([read(0), read(1)]).toEqual([value, value]);
			expect(engine).not.toHaveBeenCalled();
		},
	);

	it('asks the engine for text with a whole list or object in it', () => {
		const read = shortcut('=Hi {{ $json.x }}', items([new Date(0)], { a: 1 }), () => 'engine')!;
		expect([read(0), read(1)]).toEqual(['engine', 'engine']);
	});

	it('what is live decides nothing about what the engine gives', () => {
		const engine = jest.fn((item: number) => ['', 'a', 'b'][item]);
		const read = shortcut('={{ $json.x }}', items(new Date(AT), 'a', 'b'), engine)!;
		expect([0, 1, 2].map(read)).toEqual([AT, 'a', 'b']);
		expect(engine.mock.calls).toEqual([[1]]);
	});

	it('asks the engine each time for a property that the item inherits', () => {
		const engine = jest.fn(() => 'a');
		const heir = { json: Object.create({ x: 'a' }) as never };
		const read = shortcut('={{ $json.x }}', [...items('a'), heir, heir], engine)!;
		expect([0, 1, 2].map(read)).toEqual(['a', 'a', 'a']);
		expect(engine).toHaveBeenCalledTimes(3);
	});

	it('asks for a property that is missing only until the engine agreed on another item', () => {
		const engine = jest.fn((item: number) => (item === 1 ? 'b' : undefined));
		const inputs = [{ json: {} }, ...items('b'), { json: {} }];
		const read = shortcut('={{ $json.x }}', inputs, engine)!;
		expect([0, 1, 2].map(read)).toEqual([undefined, 'b', undefined]);
		expect(engine.mock.calls).toEqual([[0], [1]]);
	});

	it('asks the engine where the item is missing', () => {
		const engine = jest.fn(() => 'a');
		const read = shortcut('={{ $json.x }}', items('a'), engine)!;
		expect([read(0), read(5), read(0)]).toEqual(['a', 'a', 'a']);
		expect(engine.mock.calls).toEqual([[0], [5]]);
	});

	it('is asked of the engine once for all lone properties of a run', () => {
		const engine = jest.fn((): unknown => 'a');
		const readerOf = readersFor([{ json: { x: 'a', y: 'b' } }]);
		const [x, y] = ['x', 'y'].map((name) => readerOf(`={{ $json.${name} }}`, engine)!);
		expect([x!(0), y!(0)]).toEqual(['a', 'b']);
		expect(engine).toHaveBeenCalledTimes(1);
	});
});

/** As n8n's engine prints text with holes, for the kinds that are taken. */
const printed = (name: unknown) => `Hi ${String(name ?? '')}!`;

describe('text with holes', () => {
	const text = '=Hi {{ $json.x }}!';

	it.each<[string, unknown, unknown]>([
		['=Hi {{ $json.x }}!', { x: 'Ann' }, 'Hi Ann!'],
		['={{ $json.x }} ', { x: 1 }, '1 '],
		['={{ $json.x }}{{$json.y}}', { x: 1, y: true }, '1true'],
		['={{ $json.x }}\n={{ $json.y }}', { x: 'a', y: 'b' }, 'a\n=b'],
		['={ "a": {{ $json.x }} }', { x: 2 }, '{ "a": 2 }'],
		['={{ $json["order id"] }}', { 'order id': 7 }, 7],
		['=No. {{ $json[\'order "id"\'] }}', { 'order "id"': 7 }, 'No. 7'],
		['={{ $json.x.y }}', { x: { y: null } }, null],
		['={{ $json["a.b"].c["d"] }}.', { 'a.b': { c: { d: 'e' } } }, 'e.'],
		['=Only text', {}, 'Only text'],
	])(
		'%j is asked of the engine once, and then written from the item',
		(expression, json, value) => {
			const engine = jest.fn(() => value);
			const read = shortcut(expression, [{ json }, { json }] as never, engine)!;
			expect([read(0), read(1)]).toEqual([value, value]);
			expect(engine).toHaveBeenCalledTimes(1);
		},
	);

	it.each([
		[''],
		['{{ $json.x }}'],
		['\\'],
		[0],
		[-0],
		[1.5],
		[true],
		[false],
		[null],
		[undefined],
	])('takes %p from the item', (value) => {
		const engine = jest.fn((): unknown => 'Hi a!');
		const read = shortcut(text, items('a', value), engine)!;
		expect([read(0), read(1)]).toEqual(['Hi a!', printed(value)]);
		expect(engine).toHaveBeenCalledTimes(1);
	});

	it.each([[NaN], [Infinity], [1n], [Symbol('a')], [{}], [['a']], [[new Date(0)]], [() => 1]])(
		'asks the engine each time for %p, which it may print in another way',
		(value) => {
			const engine = jest.fn((item: number) => ['Hi a!', 'one', 'two'][item]);
			const read = shortcut(text, items('a', value, value), engine)!;
			expect([0, 1, 2].map(read)).toEqual(['Hi a!', 'one', 'two']);
			expect(engine).toHaveBeenCalledTimes(3);
		},
	);

	it('believes no agreement on an item in which something is missing', () => {
		const engine = jest.fn((item: number) => ['Hi !', 'Hi b!'][item]);
		const read = shortcut(text, [{ json: {} }, ...items('b', 'c'), { json: {} }], engine)!;
		expect([0, 1, 2, 3].map(read)).toEqual(['Hi !', 'Hi b!', 'Hi c!', 'Hi !']);
		expect(engine.mock.calls).toEqual([[0], [1]]);
	});

	it.each([[{}], [{ x: null }], [{ x: 'text' }], [{ x: ['a'] }], [{ x: new Date(0) }]])(
		'asks the engine where a path leads through %j',
		(json) => {
			const engine = jest.fn((): unknown => 'from the engine');
			const inputs = [{ json: { x: { y: 'from the engine' } } }, { json }, { json }];
			const read = shortcut('={{ $json.x.y }}', inputs as never, engine)!;
			expect([0, 1, 2].map(read)).toEqual(Array(3).fill('from the engine'));
			expect(engine).toHaveBeenCalledTimes(3);
		},
	);

	it('is turned off where the engine gives another text, and only there', () => {
		const engine = jest.fn((): unknown => 'other');
		const readerOf = readersFor(items('a', 'b'));
		const one = readerOf(text, engine)!;
		expect([one(0), one(1)]).toEqual(['other', 'other']);
		expect(engine).toHaveBeenCalledTimes(2);

		const agreeing = jest.fn((): unknown => 'a.');
		const other = readerOf('={{ $json.x }}.', agreeing)!;
		expect([other(0), other(1)]).toEqual(['a.', 'b.']);
		expect(agreeing).toHaveBeenCalledTimes(1);
	});

	it('tells the text of a number from the number', () => {
		const engine = jest.fn((): unknown => 1);
		const read = shortcut('={{ $json.x }}{{ $json.y }}', [{ json: { x: 1, y: '' } }], engine)!;
		expect([read(0), read(0)]).toEqual([1, 1]);
		expect(engine).toHaveBeenCalledTimes(2);
	});
});

describe('what only the engine can tell', () => {
	/** n8n's engine, which knows two functions: `$if(x)` in capitals, `$now`, which is a list, and `$today`, which throws. */
	const valueOf = (code: string, item: number): unknown => {
		const [, argument] = /\$if\("(\w+)"\)/.exec(code) ?? [];
		if (argument !== undefined) return `${argument.toUpperCase()}${item}`;
		if (code.includes('$now')) return [item];
		throw new Error('bad');
	};
	const listed = (list: string) => [...list.matchAll(/\((.*)\n\)/g)].map(([, code]) => code!);

	/** The readers of these expressions, and what the engine was asked for. */
	function reading(expressions: readonly string[], isOdd = false) {
		const together = jest.fn((list: string, item: number) =>
			listed(list).map((code) => valueOf(code, item)),
		);
		const alone = jest.fn((code: string, item: number) => valueOf(code, item));
		const readerOf = readersFor(items(...Array<string>(5).fill('x')), together);
		const readers = expressions.map((expression) => {
			const engine = (item: number) => {
				const value = alone(expression, item);
				return isOdd ? `${String(value)}!` : value;
			};
			return readerOf(expression, engine) ?? engine;
		});
		const read = (item: number) => readers.map((one) => one(item));
		return { read, together, alone };
	}
	const UP = ['={{ $if("a") }}', '={{ $if("b") }}', '={{ $if("a") }}'];

	it('is evaluated in one list for each item, once both ways agree', () => {
		const { read, together, alone } = reading(UP);
		expect([0, 1, 2].map(read)).toEqual(
			[0, 1, 2].map((item) => [`A${item}`, `B${item}`, `A${item}`]),
		);
		expect(together.mock.calls.map(([list, item]) => [listed(list), item])).toEqual(
			[0, 1, 2].map((item) => [[' $if("a") ', ' $if("b") '], item]),
		);
		expect(alone.mock.calls.map(([, item]) => item)).toEqual([0, 0, 0]);
	});

	it('is written into text, beside what the item holds', () => {
		const { read } = reading(['=1 {{ $if("a") }} {{ $json.x }}', '={{ $if("b") }}'], true);
		expect(read(0)).toEqual(['A0!', 'B0!']);
		const agreeing = readersFor(items('x', 'y'), (list, item) =>
			listed(list).map((code) => valueOf(code, item)),
		);
		agreeing('={{ $if("b") }}', () => 'B0');
		const text = agreeing('=1 {{ $if("a") }} {{ $json.x }}', () => '1 A0 x')!;
		expect([text(0), text(1)]).toEqual(['1 A0 x', '1 A1 y']);
	});

	it('is asked for alone for good where the first value is another', () => {
		const { read, alone } = reading(UP, true);
		expect([read(0), read(1)]).toEqual([
			['A0!', 'B0!', 'A0!'],
			['A1!', 'B1!', 'A1!'],
		]);
		expect(alone).toHaveBeenCalledTimes(6);
	});

	it('is asked for alone where one of an item throws, so that the others have their values', () => {
		const { alone, together } = reading([]);
		const engine = (code: string) => (item: number) => alone(code, item);
		const failing = new Set([1]);
		const readerOf = readersFor(items('x', 'x', 'x'), (list, item) => {
			if (failing.has(item)) throw new Error('bad');
			return together(list, item);
		});
		const readers = ['$if("a")', '$if("b")'].map(
			(code) => readerOf(`={{ ${code} }}`, engine(code))!,
		);
		expect([0, 1, 2].map((item) => readers.map((read) => read(item)))).toEqual([
			['A0', 'B0'],
			['A1', 'B1'],
			['A2', 'B2'],
		]);
		expect(alone.mock.calls.map(([, item]) => item)).toEqual([0, 0, 1, 1]);
	});

	it('is asked for alone where it is a list or an object', () => {
		const { read, alone, together } = reading(['={{ $now }}', ...UP]);
		expect([read(0), read(1)]).toEqual(
			[0, 1].map((item) => [[item], `A${item}`, `B${item}`, `A${item}`]),
		);
		expect(alone.mock.calls.map(([code]) => code)).toEqual(['={{ $now }}', ...UP, '={{ $now }}']);
		expect(together.mock.calls.map(([list]) => listed(list))).toEqual([
			[' $now ', ' $if("a") ', ' $if("b") '],
			[' $if("a") ', ' $if("b") '],
		]);
	});

	it('is not tried together any more where that never works', () => {
		const { read, together } = reading(['={{ $today }}', '={{ $if("a") }}']);
		for (const item of [0, 1, 2, 3, 4]) expect(() => read(item)).toThrow('bad');
		expect(together).toHaveBeenCalledTimes(3);
	});

	it('is asked for alone where it is the only one', () => {
		const { read, together } = reading(['={{ $if("a") }}', '={{ $json.x }}x']);
		expect(() => read(0)).toThrow('bad');
		expect(together).not.toHaveBeenCalled();
	});

	it.each([
		'={{ $if("a"); $if("b") }}',
		'={{ if ($if("a")) 1 }}',
		'={{ /* $if("a") */ }}',
		'={{ }}',
	])('%j has no place in a list', (expression) => {
		expect(readersFor(items('x'))(expression, jest.fn())).toBeUndefined();
	});
});
