import { ownProperties, type Reader } from '../../../../nodes/core/reading/shortcut';

type Items = Parameters<typeof ownProperties>[0];

const ownProperty = (expression: string, inputs: Items, engine: Reader) =>
	ownProperties(inputs)(expression, engine);

const items = (...values: unknown[]) => values.map((x) => ({ json: { x } as never }));

describe('an expression that is not exactly one property of $json', () => {
	it.each([
		'={{ $json.a.b }}',
		'={{ $json["a"] }}',
		'={{ $json?.a }}',
		'={{ $json.a }} ',
		' ={{ $json.a }}',
		'=x{{ $json.a }}',
		'={{ $json.a }}{{ $json.a }}',
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
		'={{ $json.a }}\n={{ $json.b }}',
		'={{ $json.constructor }}',
		'={{ $json.toString }}',
		'={{ $json.__proto__ }}',
		'',
	])('%j is left to the engine', (expression) => {
		expect(ownProperty(expression, [], jest.fn())).toBeUndefined();
	});
});

describe('one property of $json', () => {
	it.each(['={{ $json.x }}', '={{$json.x}}', '={{\n\t$json.x  }}'])(
		'%j is asked of the engine once, and then taken from the item',
		(expression) => {
			const engine = jest.fn((item: number) => ['a', 'b', 'c'][item]);
			const read = ownProperty(expression, items('a', 'b', 'c'), engine)!;
			expect([0, 1, 2].map(read)).toEqual(['a', 'b', 'c']);
			expect(engine.mock.calls).toEqual([[0]]);
		},
	);

	it.each([['text'], [''], [0], [NaN], [false], [null]])('takes %p from the item', (value) => {
		const engine = jest.fn(() => value);
		const read = ownProperty('={{ $json.x }}', items(value, value), engine)!;
		expect([read(0), read(1)]).toEqual([value, value]);
		expect(engine).toHaveBeenCalledTimes(1);
	});

	it('is turned off for good where the engine once gives another value', () => {
		const engine = jest.fn((item: number) => `engine ${item}`);
		const read = ownProperty('={{ $json.x }}', items('a', 'b', 'engine 2', 'd'), engine)!;
		expect([0, 1, 2, 3].map(read)).toEqual(['engine 0', 'engine 1', 'engine 2', 'engine 3']);
		expect(engine).toHaveBeenCalledTimes(4);
	});

	it('tells a number from its text, and 0 from -0', () => {
		const engine = jest.fn((item: number) => [1, 0][item]);
		const numbers = ownProperty('={{ $json.x }}', items('1', '2'), engine)!;
		expect([numbers(0), numbers(0)]).toEqual([1, 1]);
		const zeros = ownProperty('={{ $json.x }}', items(-0), () => 0)!;
		expect(Object.is(zeros(0), 0) && Object.is(zeros(0), 0)).toBe(true);
	});

	it.each([[{ a: 1 }], [['a']], [() => 1]])(
		'asks the engine each time for %p, which is no primitive',
		(value) => {
			const engine = jest.fn(() => 'from the engine');
			const read = ownProperty('={{ $json.x }}', items('from the engine', value, value), engine)!;
			expect([0, 1, 2].map(read)).toEqual(Array(3).fill('from the engine'));
			expect(engine).toHaveBeenCalledTimes(3);
		},
	);

	it('asks the engine each time for a property that the item inherits', () => {
		const engine = jest.fn(() => 'a');
		const heir = { json: Object.create({ x: 'a' }) as never };
		const read = ownProperty('={{ $json.x }}', [...items('a'), heir, heir], engine)!;
		expect([0, 1, 2].map(read)).toEqual(['a', 'a', 'a']);
		expect(engine).toHaveBeenCalledTimes(3);
	});

	it('asks for a property that is missing only until the engine agreed on another item', () => {
		const engine = jest.fn((item: number) => (item === 1 ? 'b' : undefined));
		const inputs = [{ json: {} }, ...items('b'), { json: {} }];
		const read = ownProperty('={{ $json.x }}', inputs, engine)!;
		expect([0, 1, 2].map(read)).toEqual([undefined, 'b', undefined]);
		expect(engine.mock.calls).toEqual([[0], [1]]);
	});

	it('asks the engine where the item is missing', () => {
		const engine = jest.fn(() => 'a');
		const read = ownProperty('={{ $json.x }}', items('a'), engine)!;
		expect([read(0), read(5), read(0)]).toEqual(['a', 'a', 'a']);
		expect(engine.mock.calls).toEqual([[0], [5]]);
	});

	it('is asked of the engine once for all expressions of a run', () => {
		const engine = jest.fn((): unknown => 'a');
		const readerOf = ownProperties([{ json: { x: 'a', y: 'b' } }]);
		const [x, y] = ['x', 'y'].map((name) => readerOf(`={{ $json.${name} }}`, engine)!);
		expect([x!(0), y!(0)]).toEqual(['a', 'b']);
		expect(engine).toHaveBeenCalledTimes(1);
	});
});
