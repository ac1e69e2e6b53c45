import { redactorOf } from '../../../nodes/core/redact';

const TOKEN = 'a+b/"c"';
const redact = <T>(value: T) => redactorOf([TOKEN])(value);
const HIDDEN = '[token hidden]';

it.each([
	['as it is', TOKEN, HIDDEN],
	['inside a longer text, twice', `x${TOKEN}y${TOKEN}z`, `x${HIDDEN}y${HIDDEN}z`],
	['URL-encoded', '?t=a%2Bb%2F%22c%22&u=1', `?t=${HIDDEN}&u=1`],
	['URL-encoded in small letters', '?t=a%2bb%2f%22c%22', `?t=${HIDDEN}`],
	['URL-encoded twice', '?t=a%252Bb%252F%2522c%2522', `?t=${HIDDEN}`],
	['in capitals', 'A+B/"C"', HIDDEN],
	['written in JSON', '{"t":"a+b/\\"c\\""}', `{"t":"${HIDDEN}"}`],
	['written in JSON as PHP does', 'a+b\\/\\"c\\"', HIDDEN],
	['written in JSON inside JSON', 'a+b/\\\\\\"c\\\\\\"', HIDDEN],
	['written in JSON by numbers', 'a\\u002bb\\u002F\\u0022c"', HIDDEN],
	['written in HTML', 'a+b/&quot;c&#34;', HIDDEN],
	['written in HTML by hexadecimal numbers', 'a&#x2B;b&#x02f;&QUOT;c"', HIDDEN],
	['in a list', [TOKEN, 1, [TOKEN]], [HIDDEN, 1, [HIDDEN]]],
	['as a value', { a: { b: TOKEN } }, { a: { b: HIDDEN } }],
	['as a key', { [TOKEN]: 1 }, { [HIDDEN]: 1 }],
	['as a key beside its mark', { [HIDDEN]: 1, [TOKEN]: 1 }, { [HIDDEN]: 1 }],
])('hides the token %s', (_, value, hidden) => {
	expect(redact<unknown>(value)).toEqual(hidden);
});

it.each([
	[' a b', 'x +a+b', 'x [token hidden]'],
	['\\a.b', 'aab a.b \\\\a.b', 'aab a.b [token hidden]'],
	['k\u00fc\ud800', 'k%C3%BC\ud800', '[token hidden]'],
])('hides the odd token %j', (token, text, hidden) => {
	expect(redactorOf([token])(text)).toBe(hidden);
});

it('hides a token that came back as a number', () => {
	expect(redactorOf(['12345'])({ a: 12345, b: 123, c: true })).toEqual({
		a: HIDDEN,
		b: 123,
		c: true,
	});
});

it.each([[null], [undefined], [true], [0], [''], [{}], [[]], [{ a: [null, { b: 1 }] }]])(
	'gives %j back unchanged',
	(value) => {
		expect(redact<unknown>(value)).toEqual(value);
	},
);

it('hides nothing where there is no token', () => {
	const value = { a: '', b: 'text' };
	expect(redactorOf([''])(value)).toBe(value);
	expect(redactorOf([])(value)).toBe(value);
});

it('gives a value without the token back itself', () => {
	const value = { a: ['b', { c: 1 }] };
	expect(redact(value)).toBe(value);
});

it('leaves the value that it was given as it was', () => {
	const value = { a: TOKEN };
	redact(value);
	expect(value).toEqual({ a: TOKEN });
});

it('cuts what is nested deeper than 50 levels', () => {
	const nested = (levels: number): unknown =>
		levels === 0 ? TOKEN : levels % 2 ? [nested(levels - 1)] : { a: nested(levels - 1) };
	expect(JSON.stringify(redact(nested(50)))).toContain(HIDDEN);
	const cut = JSON.stringify(redact(nested(51)));
	expect(cut).toContain('[more levels left out]');
	expect(cut).not.toContain('a+b/');
	expect(() => redact(nested(5000))).not.toThrow();
});

it('hides the token also in an object that holds itself', () => {
	const round: Record<string, unknown> = { token: TOKEN };
	round.itself = round;
	expect(JSON.stringify(redact(round))).not.toContain('a+b/');
});

describe('other secrets', () => {
	const hide = redactorOf([TOKEN, '004321', '']);

	it('have a mark of their own, beside the token', () => {
		expect(hide(`PIN 004321 with ${TOKEN}`)).toBe(`PIN [hidden] with ${HIDDEN}`);
	});

	it('are hidden inside texts, keys and lists', () => {
		expect(hide({ '004321': ['x004321y'] })).toEqual({ '[hidden]': ['x[hidden]y'] });
	});

	it('are hidden as numbers where they are written like one', () => {
		expect(redactorOf([TOKEN, '4321'])({ pin: 4321, other: 43210 })).toEqual({
			pin: '[hidden]',
			other: 43210,
		});
	});

	it('are hidden as numbers, which lose the zeros in front, and no status is', () => {
		expect(hide({ pin: 4321, other: 43210, status: 4321 })).toEqual({
			pin: '[hidden]',
			other: 43210,
			status: 4321,
		});
		expect(redactorOf([TOKEN, '000100'])({ status: 100, list: [100, 1000] })).toEqual({
			status: 100,
			list: ['[hidden]', 1000],
		});
	});

	it('that are blank hide nothing', () => {
		expect(hide('')).toBe('');
		expect(hide('text')).toBe('text');
	});

	it('that are the token itself have the mark of the token', () => {
		expect(redactorOf([TOKEN, TOKEN])(TOKEN)).toBe(HIDDEN);
	});

	it('are hidden where there is no token', () => {
		expect(redactorOf(['', '004321'])('004321')).toBe('[hidden]');
	});
});
