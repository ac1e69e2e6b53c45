import { redactorOf } from '../../../../nodes/PickyAssist/core/redact';

const TOKEN = 'a+b/"c"';
const redact = redactorOf(TOKEN);
const HIDDEN = '[token hidden]';

it.each([
	['as it is', TOKEN, HIDDEN],
	['inside a longer text, twice', `x${TOKEN}y${TOKEN}z`, `x${HIDDEN}y${HIDDEN}z`],
	['URL-encoded', '?t=a%2Bb%2F%22c%22&u=1', `?t=${HIDDEN}&u=1`],
	['written in JSON', '{"t":"a+b/\\"c\\""}', `{"t":"${HIDDEN}"}`],
	['in a list', [TOKEN, 1, [TOKEN]], [HIDDEN, 1, [HIDDEN]]],
	['as a value', { a: { b: TOKEN } }, { a: { b: HIDDEN } }],
	['as a key', { [TOKEN]: 1 }, { [HIDDEN]: 1 }],
])('hides the token %s', (_, value, hidden) => {
	expect(redact<unknown>(value)).toEqual(hidden);
});

it('hides a token that came back as a number', () => {
	expect(redactorOf('12345')({ a: 12345, b: 123, c: true })).toEqual({
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
	expect(redactorOf('')(value)).toBe(value);
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
