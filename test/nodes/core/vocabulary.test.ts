import { WIRE_NAMES } from '../../../nodes/data/itemKeys';

it('has no name on the wire for two keys', () => {
	const names = Object.values(WIRE_NAMES).flat();
	expect(new Set(names).size).toBe(names.length);
});
