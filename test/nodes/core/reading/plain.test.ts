/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { createRequire } from 'node:module';
import { lostInJson, plainOf } from '../../../../nodes/core/reading/plain';

interface DateTime {
	toISO(): string;
}
/** The Luxon that n8n's own expressions give. */
const { DateTime } = createRequire(require.resolve('n8n-workflow'))('luxon') as {
	readonly DateTime: { fromISO(text: string, options?: { zone: string }): DateTime };
};

const MOMENT = '2026-11-20T08:30:00.000Z';
const inZone = (zone: string) => DateTime.fromISO(MOMENT, { zone });

/** What n8n's expression engine makes of a live object in an item. */
const copyOf = (live: object) => JSON.parse(JSON.stringify({ ...live })) as unknown;

const NO_DATES = [
	new Date(NaN),
	DateTime.fromISO('never'),
	copyOf(DateTime.fromISO('never') as object),
];

it.each<[string, unknown, unknown]>([
	['a date', new Date(MOMENT), MOMENT],
	['a date of Luxon', inZone('Asia/Kolkata'), '2026-11-20T14:00:00.000+05:30'],
	['a link', new URL('https://shop.example/menu'), 'https://shop.example/menu'],
	['an id of a database', { toJSON: () => '507f191e' }, '507f191e'],
	['a great number', 10n, 10],
	['a number too great for JavaScript', 2n ** 70n, '1180591620717411303424'],
])('%s is what JSON makes of it, alone, in a list and deep in an object', (_, live, plain) => {
	expect(plainOf(live)).toBe(plain);
	expect(plainOf([live, 'a'])).toEqual([plain, 'a']);
	expect(plainOf({ order: { at: [live] } })).toEqual({ order: { at: [plain] } });
});

it.each(['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland'])(
	'a copy of a Luxon date, which has lost its methods, is the same text in %s',
	(zone) => {
		const date = inZone(zone);
		expect(plainOf(copyOf(date))).toBe(date.toISO());
	},
);

it('an object without anything live is the same object', () => {
	const value = { a: [1, null, undefined, { b: 'c' }], d: true };
	expect(plainOf(value)).toBe(value);
});

it('an object that holds itself comes to an end', () => {
	const value: Record<string, unknown> = { at: new Date(MOMENT) };
	value.self = value;
	expect(plainOf(value)).toMatchObject({ at: MOMENT });
});

it.each([...NO_DATES, Buffer.from('a'), new Map(), new Set()])(
	'%p stays, since JSON has no form for it',
	(value) => {
		expect(plainOf({ value })).toEqual({ value });
	},
);

describe('what JSON would lose', () => {
	it.each<[string, unknown]>([
		...NO_DATES.map((date): [string, unknown] => ['a date that does not exist', date]),
		['binary data', Buffer.from('a')],
		['a map', new Map()],
		['a set', new Set()],
		['a function', () => 1],
		['no number (NaN)', NaN],
		['no number (Infinity)', Infinity],
	])('is %s, with the key that it is under', (what, value) => {
		expect(lostInJson({ order: [{ value }] })).toBe(`${what} in "value"`);
	});

	it('is an object that holds itself', () => {
		const value: Record<string, unknown> = {};
		value.self = { value };
		expect(lostInJson(value)).toBe('itself');
	});

	it('is nothing of what comes from JSON', () => {
		expect(lostInJson({ a: [1, 'b', null, { c: true }] })).toBeUndefined();
	});
});
