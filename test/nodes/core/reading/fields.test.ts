import {
	anyText,
	channelId,
	choiceOf,
	decimal,
	digits,
	email,
	extraFields,
	blankIssue,
	locator,
	namesOutOf,
	numberFrom,
	offWire,
	onWire,
	required,
	rowsOf,
	rowsOrList,
	secret,
	text,
	textLike,
	textList,
	webAddress,
	webAddresses,
	wordOf,
	yesOrNo,
} from '../../../../nodes/core/reading/fields';
import { schemaOf, type Field } from '../../../../nodes/core/reading/schema';
import { expectClear } from '../../clearWords';
import { parse } from '../../parsing';

/** Reads one value with a field labelled *About*, and asserts that whatever is said is clear. */
function read(field: Field<unknown>, raw: unknown, check = true) {
	const { values, issues } = parse(
		schemaOf({ field }),
		{ field: raw },
		{ check, labelOf: () => 'About' },
	);
	for (const { message, hint } of issues) expectClear(message, hint);
	return { value: values.field, issues };
}

const valueOf = (field: Field<unknown>, raw: unknown) => {
	const { value, issues } = read(field, raw);
	expect(issues).toEqual([]);
	return value;
};
const codesOf = (field: Field<unknown>, raw: unknown) =>
	read(field, raw).issues.map(({ code = null }) => code);
const messagesOf = (field: Field<unknown>, raw: unknown) =>
	read(field, raw).issues.map(({ message }) => message);

const ABOUT = text(139, 819);
const EMAIL = email(250, { tooLong: 822, invalid: 823 });
const PICTURE = webAddress('https://example.com/picture.jpg');
const WEBSITES = webAddresses(2, { tooMany: 824, invalid: 826 });
const INDUSTRY = choiceOf(
	[
		{ name: 'Beauty, Spa and Salon', value: 1 },
		{ name: 'Restaurant', value: 2 },
	],
	825,
);
const APPLICATION = channelId();
const SWITCH = yesOrNo();
const RETRIES = numberFrom(0, 10, { whole: true });
const NAMES = namesOutOf(['email', 'websites']);
const PIN = digits(/^\d{6}$/, {
	message: 'is not a PIN',
	hint: 'Write six digits',
});
const NAME = textLike(/^[a-z]+$/, { message: 'is no name', hint: 'Write letters' });
const SOURCE = wordOf([
	{ name: 'Link', value: 'url' },
	{ name: 'Input Data', value: 'binary' },
]);

const VOCABULARY: Array<[string, Field<unknown>]> = [
	['text', ABOUT],
	['email', EMAIL],
	['webAddress', PICTURE],
	['webAddresses', WEBSITES],
	['choiceOf', INDUSTRY],
	['channelId', APPLICATION],
	['yesOrNo', SWITCH],
	['numberFrom', RETRIES],
	['anyText', anyText()],
	['textLike', NAME],
	['digits', PIN],
	['wordOf', SOURCE],
];
/** What is read of these is told in tests of their own; a blank is a blank in each. */
const OTHERS: typeof VOCABULARY = [
	['locator', locator()],
	['textList', textList()],
	['extraFields', extraFields(['token', 'data'])],
	['decimal', decimal(-90, 90)],
];
const BLANKS = [undefined, null, '', ' ', '\t\r\n', '\u00a0\u3000', '\ufeff'];

describe('every field', () => {
	it.each([...VOCABULARY, ...OTHERS])(
		'%s is left alone where its value is missing or blank',
		(_, field) => {
			for (const blank of BLANKS) expect(valueOf(field, blank)).toBeUndefined();
		},
	);

	it.each(VOCABULARY)('%s refuses what is neither text, number nor boolean', (name, field) => {
		// A website may come as a list, and without anything in it.
		const others = [{}, new Date(0), Object.create(null), [], ['x'], [[]], [undefined]];
		for (const raw of [
			{ a: 1 },
			{ toString: () => 'x' },
			...(name === 'webAddresses' ? [] : others),
			() => 1,
			Symbol('s'),
			NaN,
			Infinity,
			-Infinity,
		]) {
			expect(read(field, raw).issues).toHaveLength(1);
			expect(read(field, raw, false)).toMatchObject({ value: undefined, issues: [{}] });
		}
	});

	it.each([
		[{ a: 1 }, 'About is a whole object, but it needs text'],
		[['x'], 'About is a whole list, but it needs text'],
		[() => 1, 'About is a function, but it needs text'],
		[new Date(NaN), 'About is a date that does not exist, but it needs text'],
		[Buffer.from('a'), 'About is binary data, but it needs text'],
		[NaN, 'About comes from a calculation without a result (NaN)'],
		[Infinity, 'About comes from a calculation without a result (Infinity)'],
	])('says what %p is', (raw, message) => {
		expect(messagesOf(ABOUT, raw)).toEqual([message]);
	});

	it('says what it needs instead', () => {
		const taken = VOCABULARY.map(
			([, field]) => messagesOf(field, { a: 1 }).join().split(' needs ')[1],
		);
		expect(taken).toEqual([
			'text',
			'text',
			'text',
			'web addresses',
			'a number or a name',
			'a number',
			'true or false',
			'a whole number from 0 to 10',
			'text',
			'text',
			'text',
			'one of Link, Input Data',
		]);
		expect(read(ABOUT, {}).issues[0]!.hint).toContain('{{ $json.name }}');
		expect(read(ABOUT, ['x']).issues[0]!.hint).toContain('{{ $json.Phone[0] }}');
		expect(read(ABOUT, [{ id: 1, url: 'x' }]).issues[0]!.hint).toContain('[0].url }}');
		expect(read(ABOUT, [{ value: 1 }]).issues[0]!.hint).toContain('[0].value }}');
		for (const raw of [NaN, new Date(NaN), Buffer.from('a')])
			expect(read(ABOUT, raw).issues[0]!.hint).toContain('Check the expression');
	});

	it('gives the code of its form where it has one', () => {
		const codes = VOCABULARY.map(([, field]) => [codesOf(field, { a: 1 }), codesOf(field, NaN)]);
		const none = [[null], [null]];
		expect(codes.slice(0, 3)).toEqual([none, [[823], [823]], none]);
		expect(codes.slice(3, 5)).toEqual([
			[[826], [826]],
			[[825], [825]],
		]);
		expect(codes.slice(5)).toEqual(Array(7).fill(none));
	});
});

describe('text', () => {
	it.each([
		['  Hello\n', 'Hello'],
		['\u00a0a  b\u00a0', 'a  b'],
		[0, '0'],
		[1.5, '1.5'],
		[true, 'true'],
		[false, 'false'],
		[10n, '10'],
		['<b>&amp;</b>', '<b>&amp;</b>'],
		['\u202eשלום', '\u202eשלום'],
		['a\u0000\u0007b', 'a\u0000\u0007b'],
		['\ud83d alone', '\ud83d alone'],
		['[object Object]', '[object Object]'],
		['line\nbreak', 'line\nbreak'],
	])('reads %p as %p', (raw, value) => {
		expect(valueOf(ABOUT, raw)).toBe(value);
	});

	it.each([
		['a letter', 'a'],
		['a family', '👨‍👩‍👧‍👦'],
		['a flag', '🇮🇳'],
		['a skin tone', '👍🏽'],
		['a keycap', '1️⃣'],
		['a combining mark', 'e\u0301'],
		['a lone surrogate', '\ud800'],
		['a Hebrew letter', 'ש'],
		['a Hindi syllable', 'कि'],
		['a control character', '\u0007'],
		['a sign of HTML', '<'],
	])('counts %s as one character, 139 pass and 140 do not', (_, character) => {
		expect(valueOf(ABOUT, character.repeat(139))).toBe(character.repeat(139));
		expect(read(ABOUT, character.repeat(140)).issues).toEqual([
			{
				code: 819,
				field: 'field',
				message: 'About has 140 characters, and Picky Assist allows 139',
				hint: 'Shorten it by 1 character',
				limit: 139,
				actual: 140,
			},
		]);
	});

	it('says by how much it is too long', () => {
		expect(read(ABOUT, 'x'.repeat(152)).issues[0]).toMatchObject({
			message: 'About has 152 characters, and Picky Assist allows 139',
			hint: 'Shorten it by 13 characters',
		});
	});

	it('counts what is left after the white space at both ends is cut', () => {
		expect(valueOf(ABOUT, ` ${'x'.repeat(139)}\n`)).toHaveLength(139);
	});

	it('reads and does not check where it is told not to', () => {
		expect(read(ABOUT, ` ${'x'.repeat(140)}`, false)).toEqual({
			value: 'x'.repeat(140),
			issues: [],
		});
	});
});

describe('email', () => {
	it.each([
		'a@b',
		'name@example.com',
		'"x+y"@z',
		'jörg@münchen.de',
		"o'neil@a.b",
		`${'a'.repeat(248)}@b`,
	])('takes %p', (value) => {
		expect(valueOf(EMAIL, ` ${value} `)).toBe(value);
	});

	it.each([
		['none', 'example.com'],
		['two', 'a@b@c'],
		['nothing before it', '@b'],
		['nothing behind it', 'a@'],
		['white space in it', 'a b@c'],
		['white space of another kind', 'a@b\u00a0c'],
		['a line break', 'a@b\nc'],
		['only that', '@'],
		['a number', 8],
	])('refuses an @ with %s', (_, value) => {
		expect(read(EMAIL, value).issues).toEqual([
			{
				code: 823,
				field: 'field',
				message: 'About is not an email address',
				hint: 'Write it like name@example.com: one @, no white space',
			},
		]);
	});

	it.each([
		'\u200Bname@exam\u00ADple.com',
		'name@example.com \u2060',
		'\u202Aname@example.com\u202C',
	])('takes hidden signs out of %j, checked or not', (raw) => {
		for (const check of [true, false])
			expect(read(EMAIL, raw, check)).toEqual({ value: 'name@example.com', issues: [] });
		expect(valueOf(EMAIL, '\u200B')).toBeUndefined();
	});

	it('counts what is left without hidden signs', () => {
		expect(valueOf(EMAIL, `${'a'.repeat(248)}\u200B\u200B@b`)).toHaveLength(250);
	});

	it('refuses 251 characters, and tells of the form too', () => {
		expect(codesOf(EMAIL, `${'a'.repeat(249)}@b`)).toEqual([822]);
		expect(codesOf(EMAIL, 'a'.repeat(251))).toEqual([822, 823]);
	});
});

const WEB_ADDRESSES = [
	'http://a',
	'https://example.com',
	'HTTPS://EXAMPLE.com/a.jpg?b=c#d',
	'https://münchen.de',
	'https://a.b:8080/',
];
const NO_WEB_ADDRESSES = [
	'ftp://example.com/a.jpg',
	'javascript:alert(1)',
	'data:image/png;base64,AAAA',
	'mailto:a@b.c',
	'https://',
	'https://exa mple.com',
	'https:/example.com',
	'see https://example.com',
	'localhost',
	'//example.com',
];

describe('webAddress', () => {
	it.each([...WEB_ADDRESSES, 'https://u:p,w@a.example/'])('takes %p', (value) => {
		expect(valueOf(PICTURE, ` ${value}\n`)).toBe(value);
	});

	it.each([...NO_WEB_ADDRESSES, 'example.com/a.jpg'])('refuses %p', (value) => {
		expect(read(PICTURE, value).issues).toEqual([
			{
				field: 'field',
				message: 'About is not a web address',
				hint: 'Write the whole link, like https://example.com/picture.jpg',
			},
		]);
	});
});

/** The fields that hold one link or more, and how a link comes out of them. */
const LINK_FIELDS: Array<[string, Field<unknown>, (link: string) => unknown]> = [
	['webAddress', PICTURE, (link) => link],
	['webAddresses', WEBSITES, (link) => [link]],
];

describe.each(LINK_FIELDS)('a link in %s', (_, field, held) => {
	it.each([
		['https://a.example/x.jpg\u200B', 'https://a.example/x.jpg'],
		['\uFEFFhttps://a\u00AD.exam\u2060ple/x.jpg \u200E', 'https://a.example/x.jpg'],
		['\u202Ahttps://a.example\u202C', 'https://a.example'],
		['https://a.example/my menu.pdf', 'https://a.example/my%20menu.pdf'],
		['https://a.example/a  b?c=d e#f g', 'https://a.example/a%20%20b?c=d%20e#f%20g'],
		['https://a.example/a\u00a0b\tc\u3000d\u202fe', 'https://a.example/a%20b%20c%20d%20e'],
		['https://a.example/x,y;z.jpg', 'https://a.example/x,y;z.jpg'],
		['https://a.example/?u=https://b.example', 'https://a.example/?u=https://b.example'],
		['https://a.example/a%20b', 'https://a.example/a%20b'],
	])('%j goes out as %j, checked or not', (raw, link) => {
		for (const check of [true, false])
			expect(read(field, raw, check)).toEqual({ value: held(link), issues: [] });
	});

	it.each([
		'https://a;https://b',
		'https://a.example/x https://b.example',
		'https://a.example;b.c',
	])(
		'%j is refused, since it holds more than one, and goes out as it is where nothing is checked',
		(raw) => {
			const { message } = read(field, raw).issues[0]!;
			expect(message).toMatch(/^About.* holds more than one link$/);
			expect(read(field, raw, false)).toEqual({ value: held(raw), issues: [] });
		},
	);

	it.each(['https://a b.example', 'https://a\tb.example', 'my https://a.example', 'a b'])(
		'%j is none, and goes out as it is where nothing is checked',
		(raw) => {
			const { message } = read(field, raw).issues[0]!;
			expect(message).toMatch(/^About.* is not a web address$/);
			expect(read(field, raw, false)).toEqual({ value: held(raw), issues: [] });
		},
	);

	it.each(['\u200B', ' \u2060\u00AD '])('%j is blank', (raw) => {
		for (const check of [true, false])
			expect(read(field, raw, check)).toEqual({ value: undefined, issues: [] });
	});
});

describe('where one link is wanted', () => {
	const SEVERAL = [
		...[', ', ',', ' , ', '; ', ';', ' ', '  ', '\t', '\n', '\r\n', ',\n', '\u00a0', '\u2028'].map(
			(between) => `https://a.example${between}https://b.example`,
		),
		'https://a.example/1.jpg,https://b.example/2.jpg',
		'HTTP://a.example/1.jpg HTTP://b.example/2.jpg https://c.example',
		'https://a.example,b.example/2.jpg',
	];
	const BROKEN = ['\n', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'].map(
		(lineBreak) => `https://a.example/my${lineBreak}menu.pdf`,
	);

	it.each([
		...SEVERAL.map((raw) => [raw, 'holds more than one link', 'Keep one of them']),
		...BROKEN.map((raw) => [raw, 'has a line break in it', 'Write it on one line']),
		['https://exa\nmple.com', 'has a line break in it', 'Write it on one line'],
		['some\ntext', 'is not a web address', 'Write the whole link'],
	])('%j is refused, since it %s', (raw, what, fix) => {
		expect(read(PICTURE, raw).issues).toEqual([
			{
				field: 'field',
				message: `About ${what}`,
				hint: `${fix}, like https://example.com/picture.jpg`,
			},
		]);
		expect(read(PICTURE, raw, false)).toEqual({ value: raw, issues: [] });
	});
});

describe('webAddresses', () => {
	it.each<[unknown, string[]]>([
		...WEB_ADDRESSES.map((value): [unknown, string[]] => [value, [value]]),
		['example.com', ['https://example.com']],
		['www.example.com/shop', ['https://www.example.com/shop']],
		['example.com:8080/a?b', ['https://example.com:8080/a?b']],
		['example.com?a=b', ['https://example.com?a=b']],
		['example.com#top', ['https://example.com#top']],
		['example.com.', ['https://example.com.']],
		['my-shop_1.münchen.de', ['https://my-shop_1.münchen.de']],
		['mu\u0308nchen.de', ['https://mu\u0308nchen.de']],
		['उदाहरण.परीक्षा/x', ['https://उदाहरण.परीक्षा/x']],
		['a.b,,c.d', ['https://a.b', 'https://c.d']],
		['a.b\nc.d', ['https://a.b', 'https://c.d']],
		['a.b\r\n\r\nc.d', ['https://a.b', 'https://c.d']],
		['a.b\u2028c.d', ['https://a.b', 'https://c.d']],
		['a.b, c.d', ['https://a.b', 'https://c.d']],
		['a.b,\tc.d', ['https://a.b', 'https://c.d']],
		['a.b,, c.d,', ['https://a.b', 'https://c.d']],
		['https://a.b,https://c.d', ['https://a.b', 'https://c.d']],
		['https://a.b,HTTP://c.d', ['https://a.b', 'HTTP://c.d']],
		['a.b,c.d', ['https://a.b', 'https://c.d']],
		['https://a.b,c.d', ['https://a.b', 'https://c.d']],
		['https://a.b:8080,c.d:81', ['https://a.b:8080', 'https://c.d:81']],
		['https://a.b/x,c.d,e.f', ['https://a.b/x,c.d,e.f']],
		['https://a.b/x,c.d, e.f', ['https://a.b/x,c.d', 'https://e.f']],
		['a.b?x=1,2', ['https://a.b?x=1,2']],
		['a.b#1,2', ['https://a.b#1,2']],
		['a.b,c.d/1,2', ['https://a.b', 'https://c.d/1,2']],
		['https://a.b/1,2', ['https://a.b/1,2']],
		['https://a.b/x,c.d', ['https://a.b/x,c.d']],
		['https://a.b/x y.jpg', ['https://a.b/x%20y.jpg']],
		['a.b/x y.jpg\nc.d/ä\u00a0z', ['https://a.b/x%20y.jpg', 'https://c.d/ä%20z']],
		['a.b\vc.d\f', ['https://a.b', 'https://c.d']],
		['\u200Ba.b,\u200B c.d\u2060\n\uFEFF', ['https://a.b', 'https://c.d']],
		['https://a.b/x,\u200Bhttps://c.d', ['https://a.b/x', 'https://c.d']],
		[['a.b', '\u200B', 'a\u200B.b'], ['https://a.b']],
		[
			['a.b', 'c.d'],
			['https://a.b', 'https://c.d'],
		],
		[
			[{ url: 'a.b' }, { url: ' c.d ' }],
			['https://a.b', 'https://c.d'],
		],
		[{ url: 'a.b' }, ['https://a.b']],
		[{ url: ['a.b', { url: 'c.d' }] }, ['https://a.b', 'https://c.d']],
		[{ website: [{ url: 'a.b' }, { url: 'c.d' }] }, ['https://a.b', 'https://c.d']],
		[{ website: 'a.b' }, ['https://a.b']],
		[{ website: { url: 'a.b, c.d' } }, ['https://a.b', 'https://c.d']],
		[
			[['a.b'], [['c.d']]],
			['https://a.b', 'https://c.d'],
		],
		[['a.b', '', null, undefined, ' ', {}, [], 'a.b'], ['https://a.b']],
		[['https://a.b', 'a.b'], ['https://a.b']],
		[
			['c.d', 'a.b'],
			['https://c.d', 'https://a.b'],
		],
	])('reads %j as %j', (raw, value) => {
		expect(valueOf(WEBSITES, raw)).toEqual(value);
	});

	it.each([
		[[]],
		[{}],
		[{ website: [] }],
		[{ website: [{ url: '' }] }],
		[{ url: null }],
		[',,\n, '],
	])('leaves the field alone for %j', (raw) => {
		expect(valueOf(WEBSITES, raw)).toBeUndefined();
	});

	it.each(NO_WEB_ADDRESSES)('refuses %p', (value) => {
		expect(read(WEBSITES, ['https://a.b', value]).issues).toEqual([
			{
				code: 826,
				field: 'field',
				message: `About: entry 2 (${value}) is not a web address`,
				hint: 'Write it like https://example.com. If there are several, put each on its own line',
			},
		]);
	});

	it('refuses a list that holds itself', () => {
		const endless: unknown[] = [];
		endless.push(endless);
		expect(read(WEBSITES, endless).issues).toEqual([
			expect.objectContaining({
				message: 'About cannot be read: Maximum call stack size exceeded',
			}),
		]);
	});

	it.each([
		[{ link: 'a.b' }],
		[new Date(0)],
		[new Set(['a.b'])],
		[[{ href: 'a.b' }]],
		[[NaN]],
		[[() => 1]],
	])('refuses %j', (raw) => {
		expect(codesOf(WEBSITES, raw)).toEqual([826]);
	});

	it('takes 2 and refuses 3', () => {
		expect(read(WEBSITES, ['a.b', 'c.d', 'e.f']).issues).toEqual([
			{
				code: 824,
				field: 'field',
				message: 'About has 3 entries, and Picky Assist allows 2',
				hint: 'Keep 2 and remove the others',
				limit: 2,
				actual: 3,
			},
		]);
	});

	it('names each entry that is none, by its place, and cuts it where it is long', () => {
		expect(messagesOf(WEBSITES, ['x', 'https://a.b', 'y'.repeat(61)])).toEqual([
			'About has 3 entries, and Picky Assist allows 2',
			'About: entry 1 (x) is not a web address',
			`About: entry 3 (${'y'.repeat(60)}…) is not a web address`,
		]);
		expect(messagesOf(WEBSITES, 'y'.repeat(60)).join()).toContain(`(${'y'.repeat(60)})`);
	});

	it('reads as many as come where nothing is checked', () => {
		expect(read(WEBSITES, 'x, a.b, c.d', false)).toEqual({
			value: ['x', 'https://a.b', 'https://c.d'],
			issues: [],
		});
	});
});

describe('choiceOf', () => {
	it.each([
		[2, 2],
		['2', 2],
		[' 2 ', 2],
		['2.0', 2],
		['+2', 2],
		['restaurant\u200B', 2],
		[2n, 2],
		['restaurant', 2],
		['RESTAURANT ', 2],
		['beauty, spa AND salon', 1],
	])('reads %p as %p', (raw, value) => {
		expect(valueOf(INDUSTRY, raw)).toBe(value);
	});

	it.each([0, 3, -1, 1.5, '3', '1e0', '0x1', '2,0', true, 'Restaurants', 'constructor'])(
		'refuses %p',
		(raw) => {
			expect(read(INDUSTRY, raw).issues).toEqual([
				{
					code: 825,
					field: 'field',
					message: `About is not in the list of Picky Assist (${raw})`,
					hint: 'Choose one from the list, by its name or its number (1 to 2)',
				},
			]);
		},
	);

	it.each([
		['99', 99],
		['Bakery', 'Bakery'],
		['-1.5', -1.5],
		['9'.repeat(20), '9'.repeat(20)],
		['restaurant', 2],
	])('reads %p as %p where nothing is checked', (raw, value) => {
		expect(read(INDUSTRY, raw, false)).toEqual({ value, issues: [] });
	});
});

describe('channelId', () => {
	it.each([
		[8, 8],
		['8', 8],
		[' 008 ', 8],
		['+8', 8],
		['8.0', 8],
		[919737001155n, 919737001155],
		['9007199254740991', 9007199254740991],
		['＋１２１\u200B', 121],
	])('reads %p as %p', (raw, value) => {
		expect(valueOf(APPLICATION, raw)).toBe(value);
	});

	it.each([0, -8, 8.5, '8.5', 'eight', '8a', '8,5', '0x8', '1e3', '9007199254740993', true, '8 9'])(
		'refuses %p',
		(raw) => {
			expect(read(APPLICATION, raw).issues).toEqual([
				{
					field: 'field',
					message: `About is not the number of a channel (${raw})`,
					hint: 'Take the number (a whole number above 0) from Settings → Channels in Picky Assist, or leave it blank',
				},
			]);
		},
	);

	it.each([
		['eight', 'eight'],
		['-8', -8],
		['9007199254740993', '9007199254740993'],
	])('reads %p as %p where nothing is checked', (raw, value) => {
		expect(read(APPLICATION, raw, false)).toEqual({ value, issues: [] });
	});
});

describe('options', () => {
	it.each([
		[true, true],
		['TRUE', true],
		[1, true],
		['1', true],
		[false, false],
		['False', false],
		[0, false],
		['0 ', false],
	])('a switch reads %p as %p', (raw, value) => {
		expect(valueOf(SWITCH, raw)).toBe(value);
	});

	it.each(['yes', 'no', 2, -1, 'truee'])('a switch refuses %p', (raw) => {
		expect(read(SWITCH, raw, false).issues).toEqual([
			{
				field: 'field',
				message: `About is ${raw}, but it must be true or false`,
				hint: 'Correct it, or remove the option to use its default',
			},
		]);
	});

	it.each([
		[0, 0],
		[10, 10],
		['7', 7],
		['7.0', 7],
		['\u200E１０', 10],
	])('a number from 0 to 10 reads %p as %p', (raw, value) => {
		expect(valueOf(RETRIES, raw)).toBe(value);
	});

	it.each([-1, 11, 1.5, '.5', '5.', 'many', '1e1', true, '9'.repeat(30)])(
		'a whole number from 0 to 10 refuses %p',
		(raw) => {
			expect(messagesOf(RETRIES, raw)).toEqual([
				`About is ${raw}, but it must be a whole number from 0 to 10`,
			]);
		},
	);

	it('a number may be a fraction, and without an upper end', () => {
		const rate = numberFrom(0.5, Infinity);
		expect(valueOf(rate, 0.5)).toBe(0.5);
		expect(valueOf(rate, '1000000.25')).toBe(1_000_000.25);
		expect(messagesOf(rate, 0.4)).toEqual(['About is 0.4, but it must be a number from 0.5 up']);
	});

	it('quotes the beginning alone of a long value', () => {
		const said = `About is ${'y'.repeat(60)}…, but it must be true or false`;
		expect(messagesOf(SWITCH, 'y'.repeat(61))).toEqual([said]);
	});

	it.each([[null], [''], [[]], [['', null]]])('names are left alone for %j', (raw) => {
		expect(valueOf(NAMES, raw)).toBeUndefined();
	});

	it.each<[unknown, string[]]>([
		[['email'], ['email']],
		[
			['websites', 'email', 'email', '', null],
			['websites', 'email'],
		],
		['websites, email,', ['websites', 'email']],
		[['websites,email'], ['websites', 'email']],
	])('names are read from %j as %j', (raw, value) => {
		expect(valueOf(NAMES, raw)).toEqual(value);
	});

	it.each(['about', ['email', 'about'], 'email,about', ['about', 'other']])(
		'names refuse %j',
		(raw) => {
			expect(messagesOf(NAMES, raw)).toEqual([
				'About is about, but it must be any of email, websites',
			]);
		},
	);

	it.each([[[{}]], [{}], [[['email']]], [NaN]])('names refuse %j for its kind', (raw) => {
		expect(codesOf(NAMES, raw)).toEqual([null]);
	});
});

describe('text of other kinds', () => {
	it('has no limit as anyText', () => {
		const long = 'x'.repeat(100_000);
		expect(valueOf(anyText(), ` ${long} `)).toBe(long);
		expect(anyText().facts).toEqual({});
	});

	it('has no code where Picky Assist has none', () => {
		expect(codesOf(text(5), 'x'.repeat(6))).toEqual([null]);
		expect(text(5).facts).toEqual({ limit: 5 });
		expect(choiceOf([{ name: 'One', value: 1 }]).facts).toEqual({});
		expect(codesOf(choiceOf([{ name: 'One', value: 1 }]), 2)).toEqual([null]);
	});

	it.each(['012345', 123456])('of a form takes %p', (raw) => {
		expect(valueOf(PIN, raw)).toBe(String(raw));
	});

	it.each(['٠١٢٣٤٥', '０１２３４５', '\u200B012345'])(
		'of digits are those of any script: %j',
		(raw) => {
			for (const check of [true, false])
				expect(read(PIN, raw, check)).toEqual({ value: '012345', issues: [] });
		},
	);

	it.each(['12345', '1234567', 'abcdef', '12 456'])('of a form refuses %p', (raw) => {
		expect(read(PIN, raw).issues).toEqual([
			{ field: 'field', message: 'About is not a PIN', hint: 'Write six digits' },
		]);
		expect(read(PIN, raw, false)).toEqual({ value: raw, issues: [] });
	});
});

describe('wordOf', () => {
	it.each([
		['url', 'url'],
		[' URL ', 'url'],
		['link', 'url'],
		['Input data', 'binary'],
	])('reads %p as %p', (raw, word) => {
		expect(valueOf(SOURCE, raw)).toBe(word);
	});

	it('has its default where it is blank, and not where it is wrong', () => {
		const source = wordOf([{ name: 'Link', value: 'url' }], 'url');
		for (const blank of BLANKS) expect(valueOf(source, blank)).toBe('url');
		expect(read(source, 'file').value).toBeUndefined();
	});

	it('has a code, and speaks of its default, where it has them', () => {
		const source = wordOf([{ name: 'Link', value: 'url' }], 'url', 839);
		expect(source.facts.codes).toEqual([839]);
		expect(read(source, 'file').issues).toMatchObject([
			{ code: 839, hint: 'Correct it, or leave it blank to use the default' },
		]);
		expect(codesOf(source, ['url'])).toEqual([839]);
	});

	it.each(['file', 0, true, 'constructor'])('refuses %p, checked or not', (raw) => {
		for (const check of [true, false])
			expect(read(SOURCE, raw, check).issues).toEqual([
				{
					field: 'field',
					message: `About is ${raw}, but it must be one of Link, Input Data`,
					hint: 'Correct it, or remove the option to use its default',
				},
			]);
	});

	it('does not go out by itself', () => {
		expect(SOURCE.facts).toEqual({ wire: null });
	});
});

describe('locator', () => {
	it.each<[unknown, object]>([
		[
			{ __rl: true, mode: 'list', value: '77|de' },
			{ id: '77', language: 'de' },
		],
		[{ __rl: true, mode: 'id', value: ' 77 ' }, { id: '77' }],
		[{ __rl: true, mode: 'id', value: 77 }, { id: '77' }],
		['77 | pt_BR', { id: '77', language: 'pt_BR' }],
		['77|', { id: '77' }],
	])('reads %j as %j', (raw, located) => {
		expect(valueOf(locator(), raw)).toEqual(located);
	});

	it.each([{ __rl: true, mode: 'list', value: '' }, '|de'])('has none in %j', (raw) => {
		expect(valueOf(locator(), raw)).toBeUndefined();
	});

	it.each([{ id: 77 }, [], { value: {} }])('refuses %j for its kind', (raw) => {
		expect(messagesOf(locator(), raw)[0]).toMatch(/^About is a whole .*, but it needs an ID$/);
	});
});

describe('textList', () => {
	it.each<[unknown, string[]]>([
		[
			['Diana', 12, true],
			['Diana', '12', 'true'],
		],
		[' ["Diana", 12.5] ', ['Diana', '12.5']],
		[
			[' a ', '', null],
			['a', '', ''],
		],
		['["", null]', ['', '']],
	])('reads %j, blank entries too, so that none takes the place of another', (raw, list) => {
		expect(valueOf(textList(), raw)).toEqual(list);
	});

	it.each([[[]], ['[]']])('has none in %j', (raw) => {
		expect(valueOf(textList(), raw)).toBeUndefined();
	});

	it.each(['Diana', '{"a":1}', '"Diana"', 'null', '[1', { a: 1 }, {}, 7, true])(
		'refuses %j, which is no list, checked or not',
		(raw) => {
			for (const check of [true, false])
				expect(read(textList(), raw, check).issues).toMatchObject([
					{ message: 'About is not a list', hint: expect.stringContaining('JSON') },
				]);
		},
	);

	it('refuses an entry that is no text', () => {
		expect(messagesOf(textList(), [['a']])).toEqual(['About is a whole list, but it needs text']);
	});
});

describe('extraFields', () => {
	const EXTRA = extraFields(['token', 'data']);

	it.each<[unknown, object]>([
		[{ priority: 1 }, { priority: 1 }],
		[' {"a": {"token": null}} ', { a: { token: null } }],
		['{}', {}],
	])('reads %j as %j', (raw, fields) => {
		expect(valueOf(EXTRA, raw)).toEqual(fields);
	});

	it.each(['priority: 1', '[1]', '"a"', 'null', [1], 7, false])(
		'refuses %j, which is no JSON object, checked or not',
		(raw) => {
			for (const check of [true, false])
				expect(read(EXTRA, raw, check).issues).toMatchObject([
					{ message: 'About is not a JSON object' },
				]);
		},
	);

	it.each([{ a: 1, data: null }, '{"token": "x"}'])(
		'may not set what is the node’s own: %j',
		(raw) => {
			for (const check of [true, false]) {
				const [issue] = read(EXTRA, raw, check).issues;
				expect(issue!.message).toMatch(/^About may not set "(data|token)"$/);
			}
		},
	);

	it.each([{ a: [{ at: new Date(NaN) }] }, { a: Buffer.from('x') }, { a: new Map() }, { a: NaN }])(
		'refuses %j, which JSON would lose, checked or not',
		(raw) => {
			for (const check of [true, false])
				expect(read(EXTRA, raw, check).issues[0]!.message).toMatch(
					/^About holds .*, which JSON cannot contain$/,
				);
			expect(read(EXTRA, raw, false).value).toBeUndefined();
		},
	);

	it('does not go out by itself', () => {
		expect(EXTRA.facts).toEqual({ wire: null });
	});
});

describe('rowsOrList', () => {
	const ROWS = rowsOrList('value', 'value');

	it.each<[unknown, string[]]>([
		[{ value: [{ value: 'a' }, { value: 2 }] }, ['a', '2']],
		[{ value: [{ value: 'a' }, { value: ' ' }, {}] }, ['a', '', '']],
		[{ value: { value: 'a' } }, ['a']],
		[
			['a', null, { value: 'c' }],
			['a', '', 'c'],
		],
		['a', ['a']],
	])('reads %j as %j: a blank row is one all the same', (raw, list) => {
		expect(valueOf(ROWS, raw)).toEqual(list);
	});

	it.each([undefined, null, '', {}, [], { value: [] }, { value: {} }, { value: '' }])(
		'has none in %j',
		(raw) => {
			expect(valueOf(ROWS, raw)).toBeUndefined();
		},
	);

	it.each([{ value: [{ value: {} }] }, { value: [{ value: ['a'] }] }, [{ name: 'a' }]])(
		'refuses %j, in which a row is no text',
		(raw) => {
			expect(messagesOf(ROWS, raw)[0]).toMatch(
				/^About is a whole (object|list), but it needs text$/,
			);
		},
	);
});

describe('rowsOf', () => {
	const ROWS = rowsOf('row', ['name', 'text']);

	it.each<[unknown, object[]]>([
		[
			{ row: [{ name: 'a', text: 1, more: 'x' }, { name: 'b' }] },
			[{ name: 'a', text: '1' }, { name: 'b' }],
		],
		[{ row: [{ name: ' ' }, { text: 'x', name: '' }, {}] }, [{ text: 'x' }]],
		[[{ name: 'a' }, '', null], [{ name: 'a' }]],
		[{ name: 'a' }, [{ name: 'a' }]],
	])('reads %j as %j: what is blank drops out', (raw, rows) => {
		expect(valueOf(ROWS, raw)).toEqual(rows);
	});

	it.each([undefined, null, '', {}, [], { row: [] }, { row: [{ name: ' ' }] }])(
		'has none in %j',
		(raw) => {
			expect(valueOf(ROWS, raw)).toBeUndefined();
		},
	);
});

it.each([[['Hello']], ['Hello'], [[{ name: 'a' }, 7]], [{ row: ['b'] }]])(
	'rowsOf refuses %j, in which something is no row and would be lost',
	(raw) => {
		const rows = rowsOf('row', ['name', 'text']);
		expect(messagesOf(rows, raw)[0]).toMatch(/^About is \w+, but it must be rows of name, text$/);
	},
);

describe('decimal', () => {
	const LATITUDE = decimal(-90, 90);

	it.each([
		['9.9312', 9.9312],
		['9,9312', 9.9312],
		[-90, -90],
		['90', 90],
		[' 0 ', 0],
		['−76,2673', -76.2673],
		['－９．９３１２\u200E', -9.9312],
	])('reads %j as %j', (raw, number) => {
		expect(valueOf(LATITUDE, raw)).toBe(number);
	});

	it.each([90.1, '-90,5', 180])(
		'refuses %j, which is out of bounds, while it is checked',
		(raw) => {
			expect(messagesOf(LATITUDE, raw)[0]).toMatch(/^About is .*must be a number from -90 to 90$/);
			expect(read(LATITUDE, raw, false).issues).toEqual([]);
		},
	);

	it.each(['north', '9° 55′', '1,2,3', 'Infinity', true])('refuses %j, checked or not', (raw) => {
		for (const check of [true, false])
			expect(read(LATITUDE, raw, check)).toMatchObject({ value: undefined, issues: [{}] });
	});
});

describe('what any field can be', () => {
	it('keeps the facts that a field has, and adds its own', () => {
		expect(onWire('about_us', ABOUT).facts).toEqual({ ...ABOUT.facts, wire: 'about_us' });
		expect(offWire(ABOUT).facts).toEqual({ ...ABOUT.facts, wire: null });
		expect(secret(onWire('pin', PIN)).facts).toEqual({ wire: 'pin', secret: true });
	});

	it('reads and checks as the field does', () => {
		const field = secret(required(onWire('x', ABOUT), 'Write it'));
		expect(valueOf(field, ' a ')).toBe('a');
		expect(codesOf(field, 'x'.repeat(140))).toEqual([819]);
	});

	it.each([
		[required(ABOUT, 'Write it', 402), 402],
		[required(ABOUT, 'Write it'), undefined],
	])('may be required, and then its blank is refused, checked or not', (field, code) => {
		for (const check of [true, false])
			for (const blank of BLANKS)
				expect(read(field, blank, check).issues).toEqual([
					{ code, field: 'field', message: 'About is blank', hint: 'Write it' },
				]);
	});

	it('is not called blank where it cannot be read', () => {
		expect(messagesOf(required(ABOUT, 'Write it'), {})).toEqual([
			'About is a whole object, but it needs text',
		]);
	});

	it('is not required where it has a default', () => {
		const field = required(wordOf([{ name: 'Link', value: 'url' }], 'url'), 'Choose one');
		expect(valueOf(field, '')).toBe('url');
	});

	it('says that it is blank in the words of a rule, too', () => {
		const issue = blankIssue('Write it', { code: 407, field: 'text' });
		expect(issue).toEqual({ code: 407, field: 'text', message: 'is blank', hint: 'Write it' });
	});

	it('has the facts that the documentation tells', () => {
		expect(
			[ABOUT, EMAIL, WEBSITES, INDUSTRY, PICTURE, APPLICATION].map(({ facts }) => facts),
		).toEqual([
			{ limit: 139, codes: [819], lengthCode: 819 },
			{ limit: 250, codes: [822, 823], lengthCode: 822 },
			{ limit: 2, codes: [824, 826] },
			{ codes: [825] },
			{},
			{ isChannel: true },
		]);
	});
});
