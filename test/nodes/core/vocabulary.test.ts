import { DELIVERY, deliveryStateOf } from '../../../nodes/core/deliveries';
import { inOrder, isThere, list, text, textOf, translate } from '../../../nodes/core/vocabulary';
import { DELIVERY_STATES } from '../../../nodes/data/deliveryStates';
import { WIRE_NAMES } from '../../../nodes/data/itemKeys';

it.each([undefined, null, '', ' \n', [], {}])('takes %j for nothing', (value) => {
	expect([isThere(value), textOf(value)]).toEqual([false, undefined]);
});

it.each([
	['a ', 'a '],
	[0, '0'],
	[false, 'false'],
	[[0], undefined],
	[{ a: null }, undefined],
])('takes %j for something, and its text for %j', (value, asText) => {
	expect([isThere(value), textOf(value)]).toEqual([true, asText]);
});

it('reads a record by a vocabulary, the first name that can be read, and leaves the rest', () => {
	const record = { a: [], b: {}, c: 1, d: 'shop', e: '', f: null, constructor: 'own' };
	const words = { name: text(['a', 'b', 'c']), message: text(['d2']), contacts: list(['e']) };
	expect(translate(record, words)).toEqual({
		keys: { name: '1' },
		others: { d: 'shop', constructor: 'own' },
	});
});

it('puts the keys in the order of all items', () => {
	expect(Object.keys(inOrder({ raw: {}, status: 'Read', event: 'x', name: undefined }))).toEqual([
		...['event', 'status', 'raw'],
	]);
});

it('knows each delivery state by its code and its word', () => {
	expect(DELIVERY_STATES.map((_, code) => deliveryStateOf(code))).toEqual(DELIVERY_STATES);
	expect(DELIVERY_STATES.map((word) => deliveryStateOf(word.toUpperCase()))).toEqual(
		DELIVERY_STATES,
	);
	expect(deliveryStateOf('12')).toBe('Unknown');
});

it('reads an entry of the delivery report by the words of the event, and leaves the rest', () => {
	const entry = { push_id: 7, msg_id: '9', status: '3', message_type: '1', credit: '0.005' };
	expect(translate(entry, DELIVERY)).toEqual({
		keys: { pushId: '7', messageId: '9', status: 'Read', statusCode: '3' },
		others: { message_type: '1', credit: '0.005' },
	});
});

it('has no name on the wire for two keys', () => {
	const names = Object.values(WIRE_NAMES).flat();
	expect(new Set(names).size).toBe(names.length);
});
