import { cleanNumber, plainNumber, spellingsOf } from '../../../../nodes/core/reading/numbers';

it.each([
	['+1 (555) 000-0001', '15550000001'],
	['0015550000001', '15550000001'],
	['+0015550000001', '15550000001'],
	['1.555.000.0001', '15550000001'],
	['1\u2010555\u2011000\u20130001\u20142\u20153\u22124\uFF0D5', '155500000012345'],
	['\u202A+1\u00A0555\u200B000\u200E0001\u202C\uFEFF', '15550000001'],
	['[1] {555} \uFF08000\uFF09 0001', '15550000001'],
	['\uFF0B1\uFF0E555\u00B7000\u2022\u00AD0001\uFE0F\u3164', '15550000001'],
	['\t1\r\n5 ', '15'],
	['0', '0'],
	['01', '01'],
	['00', ''],
	['000', '0'],
	['', ''],
	['٠٠٩٧١٥٠٠٠٠٠٠٠١', '971500000001'],
])('takes away what is there for the eye: %j', (text, number) => {
	expect(cleanNumber(text)).toBe(number);
});

it.each(['1e9', '1555x', '15550000001,15550000002', '1/2', '#1', '*1', '1_2', '1:2', '~1'])(
	'leaves all else where it is: %j',
	(text) => {
		expect(cleanNumber(text)).toBe(text);
	},
);

/** The ten digits of each script, in Unicode's own order. */
const scripts = Array.from({ length: 0x1_10000 }, (_, code) => code)
	.filter((code) => /\p{Nd}/u.test(String.fromCodePoint(code)))
	.reduce<string[][]>((rows, code, index) => {
		if (index % 10 === 0) rows.push([]);
		rows.at(-1)!.push(String.fromCodePoint(code));
		return rows;
	}, [])
	.map((row) => row.join(''));

it('reads the digits of every script as digits', () => {
	expect(scripts).toEqual(
		expect.arrayContaining(['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '０１２３４５６７８９', '०१२३४५६७८९']),
	);
	for (const digits of scripts) {
		expect(plainNumber(digits)).toBe('0123456789');
		expect(cleanNumber(`+${Array.from(digits).reverse().join(' ')}`)).toBe('9876543210');
	}
});

it.each([
	['＋１．５Ｅ－３', '+1.5E-3'],
	['\u2212٧٦٫٢٦٧٣', '-76.2673'],
	['12\u200B3', '123'],
	['Zone ²½①', 'Zone ²½①'],
])('writes a number in the signs of a keyboard: %j', (text, plain) => {
	expect(plainNumber(text)).toBe(plain);
});

it.each([
	['Brazil', '5511987654321', '551187654321'],
	['Argentina', '5491123456789', '541123456789'],
	['Mexico', '5215512345678', '525512345678'],
])('knows both spellings of a mobile number of %s', (_, long, short) => {
	expect(spellingsOf(`+${long}`)).toEqual([long, short]);
	expect(spellingsOf(short)).toEqual([short, long]);
});

it.each([
	['of another country', '15550000001'],
	['of Brazil with a digit too many', '55119876543210'],
	['of Brazil whose further digit is another', '5511887654321'],
	['of Argentina with a digit too few', '54112345678'],
	['of Mexico whose further digit is another', '5295512345678'],
	['that is a name', 'Ava'],
])('knows one spelling of a number %s', (_, number) => {
	expect(spellingsOf(number)).toEqual([number]);
});
