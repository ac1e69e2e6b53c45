import { shortcuts, type Reader } from '../../../../nodes/core/reading/shortcut';

type Items = Parameters<typeof shortcuts>[0];

const shortcut = (expression: string, inputs: Items, engine: Reader) =>
	shortcuts(inputs)(expression, engine);

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
		expect(shortcut(expression, [], jest.fn())).toBeUndefined();
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
		const readerOf = shortcuts([{ json: { x: 'a', y: 'b' } }]);
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
		const readerOf = shortcuts(items('a', 'b'));
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
