import { updateProfile } from '../../../../../nodes/PickyAssist/operations/whatsappProfile/update';

const { toBody, report, problemOf, laneOf, clearable, schema } = updateProfile;

it('renames the picture for the wire, and leaves the values that it was given alone', () => {
	const values = Object.freeze({
		application: 8,
		about: 'Hi',
		profilePic: 'https://a',
		websites: ['b'],
	});
	expect(Object.entries(toBody(values))).toEqual([
		['application', 8],
		['about', 'Hi'],
		['profile_pic', 'https://a'],
		['websites', ['b']],
	]);
	expect(Object.keys(toBody({ about: 'Hi' }))).toEqual(['about']);
});

it('reports what is updated by wire names, the channel not among them', () => {
	expect(report({ application: 8, about: 'Hi', profile_pic: 'x', websites: [] })).toEqual({
		updatedFields: ['about', 'profile_pic', 'websites'],
	});
});

it('is complete with one field, cleared ones included, and not with a channel alone', () => {
	expect(problemOf({ address: '' })).toBeUndefined();
	for (const body of [{}, { application: 8 }]) {
		const { code, say, hint } = problemOf(body)!;
		expect([code, say(''), hint]).toEqual([
			null,
			'Nothing to update',
			expect.stringContaining('Add a field under Update Fields'),
		]);
	}
});

it('goes out one after another in each channel', () => {
	expect(laneOf({ application: 8, about: 'x' })).toBe(8);
	expect(laneOf({ about: 'x' })).toBeUndefined();
});

it('clears texts with "" and websites with []', () => {
	expect(clearable).toEqual({ address: '', description: '', email: '', websites: [] });
});

it('has the limits and codes that Picky Assist documents', () => {
	const facts = Object.entries(schema.fields).map(([name, field]) => [name, field.facts]);
	expect(Object.fromEntries(facts)).toEqual({
		application: {},
		about: { limit: 139, codes: [819], lengthCode: 819 },
		address: { limit: 256, codes: [820], lengthCode: 820 },
		description: { limit: 256, codes: [821], lengthCode: 821 },
		email: { limit: 250, codes: [822, 823], lengthCode: 822 },
		industry: { codes: [825] },
		profilePic: {},
		websites: { limit: 2, codes: [824, 826] },
	});
});
