import { INDUSTRIES } from '../../../../nodes/PickyAssist/data/industries';

it('numbers the 17 industries from 1, in the order of the documentation', () => {
	expect(INDUSTRIES.map(({ value }) => value)).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
	expect(new Set(INDUSTRIES.map(({ name }) => name)).size).toBe(17);
	expect(INDUSTRIES).toEqual(
		expect.arrayContaining([
			{ name: 'Automotive', value: 1 },
			{ name: 'Beauty, Spa and Salon', value: 2 },
			{ name: 'Professional Services', value: 13 },
			{ name: 'Restaurant', value: 16 },
			{ name: 'Other', value: 17 },
		]),
	);
});
