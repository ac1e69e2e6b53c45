import { updateProfile } from '../../../nodes/PickyAssist/operations/whatsappProfile/update';
import type { Rows, Wrong } from '../rows';

const set = (updateFields: object, rest: object = {}) => ({ updateFields, ...rest });
const clear = (...clearFields: string[]) => ({ options: { clearFields } });
const sites = (...urls: unknown[]) => ({ websites: { website: urls.map((url) => ({ url })) } });

const NOTHING: Wrong = { says: 'Nothing to update' };
const BOTH: Wrong = {
	field: 'email',
	says: 'Email is set and is also chosen in Clear Fields',
	hint: /^Leave its value blank to clear it/,
};

const ANSWER = { status: '100', message: 'Success', id: 7, application: 'x' };

/** Just within the rules. */
const LONGEST = {
	about: 'a'.repeat(139),
	address: 'a'.repeat(256),
	description: 'a'.repeat(256),
	email: `${'a'.repeat(240)}@b.example`,
	industry: 17,
	profilePic: 'http://a.example/logo',
};

export const UPDATE_PROFILE: Rows = {
	operation: updateProfile,
	ordinary: set({ about: 'Hi' }),
	sends: {
		'one field alone': [{}, { about: 'Hi' }],
		'every field under its name in the API, just within the rules': [
			set({ ...LONGEST, ...sites('a.example', 'https://b.example') }, { application: '008' }),
			{
				application: 8,
				about: LONGEST.about,
				address: LONGEST.address,
				description: LONGEST.description,
				email: LONGEST.email,
				industry: 17,
				profile_pic: LONGEST.profilePic,
				websites: ['https://a.example', 'https://b.example'],
			},
		],
		'no field that is blank': [
			set(
				{
					...{ about: 'Hi', address: null, description: ' \t\r\n', email: '\u00a0' },
					...{ industry: '', profilePic: '  ', ...sites(null) },
				},
				{ application: ' ' },
			),
			{ about: 'Hi' },
		],
		'the industry that a name stands for': [
			set({ industry: 'beauty, SPA and salon' }),
			{ industry: 2 },
		],
		'several websites out of one field': [
			set(sites('a.example, b.example,')),
			{ websites: ['https://a.example', 'https://b.example'] },
		],
		'websites that come as a list': [
			set(sites(['', { url: 'b.example' }, null])),
			{ websites: ['https://b.example'] },
		],
		'an emoji as it is': [set({ about: '👩‍👩‍👧‍👦🥐🇮🇳' }), { about: '👩‍👩‍👧‍👦🥐🇮🇳' }],
		'what is to be cleared as empty': [
			{ updateFields: {}, ...clear('websites', 'address', 'description', 'email') },
			{ address: '', description: '', email: '', websites: [] },
		],
		'a field to be cleared whose value is blank': [
			set({ email: '  ' }, clear('email')),
			{ email: '' },
		],
		'what the checks refuse, with the checks off': [
			set(
				{ about: 'a'.repeat(140), industry: 'Bakery' },
				{ options: { checkBeforeSending: false } },
			),
			{ about: 'a'.repeat(140), industry: 'Bakery' },
		],
	},
	refuses: {
		'an item without a field': [{ updateFields: {} }, NOTHING],
		'an item with blank fields alone': [set({ about: ' ', ...sites('') }), NOTHING],
		'an item with a channel alone': [{ updateFields: {}, application: 8 }, NOTHING],
		'fields that are no collection': [{ updateFields: 'text' }, NOTHING],
		'fields that are a list': [{ updateFields: [{ about: 'Hi' }] }, NOTHING],
		'unknown fields alone': [set({ nickname: 'x' }), NOTHING],
		'a field that is set and is also chosen in Clear Fields': [
			set({ email: 'a@b' }, clear('email')),
			BOTH,
		],
		'whole lists and objects': [
			set(
				{ about: { a: 1 }, email: ['a@b.example'], profilePic: { url: 'https://a' } },
				{ application: [8] },
			),
			{ field: 'application' },
			{ field: 'about', says: 'About is a whole object, but it needs text' },
			{ field: 'email', code: 823 },
			{ field: 'profilePic' },
		],
		'to clear what cannot be cleared': [
			{ updateFields: {}, ...clear('about') },
			{ field: 'clearFields', says: /^Clear Fields is about, but it must be any of address/ },
		],
	},
	checks: {
		'everything that is wrong, in the order of the fields': [
			set(
				{
					...sites('ftp://a.example', 'b.example', 'c.example'),
					...{ profilePic: 'logo.jpg', industry: 99, email: 'a b@c.example' },
					...{ description: 'a'.repeat(257), address: 'a'.repeat(257), about: 'a'.repeat(140) },
				},
				{ application: 'eight' },
			),
			{ field: 'application', says: 'Channel ID is not the number of a channel (eight)' },
			{ field: 'about', code: 819, says: /has 140 characters, and Picky Assist allows 139/ },
			{ field: 'address', code: 820, says: /has 257 characters, and Picky Assist allows 256/ },
			{ field: 'description', code: 821, says: /has 257 characters/ },
			{ field: 'email', code: 823, says: 'Email is not an email address' },
			{ field: 'industry', code: 825, says: /not in the list of Picky Assist \(99\)/ },
			{ field: 'profilePic', says: 'Profile Picture URL is not a web address' },
			{ field: 'websites', code: 824, says: /3/ },
			{ field: 'websites', code: 826 },
		],
		'an email address that is too long': [
			set({ email: `${'a'.repeat(249)}@b` }),
			{ field: 'email', code: 822, says: /has 251 characters, and Picky Assist allows 250/ },
		],
	},
	shows: {
		'the body, and what would be updated': [
			{ application: 8, options: { clearFields: ['websites'] } },
			{ body: { application: 8, about: 'Hi', websites: [] }, updatedFields: ['about', 'websites'] },
		],
	},
	answers: {
		'the answer with what was updated and the channel': [
			[{ application: 8, ...set({ about: 'Hi', profilePic: 'https://a' }), ...clear('email') }],
			ANSWER,
			[[{ ...ANSWER, updatedFields: ['about', 'email', 'profile_pic'], application: 8 }]],
		],
		'the answer without a channel if none was sent': [
			[{}],
			{ status: 100 },
			[[{ status: 100, updatedFields: ['about'] }]],
		],
		'a code as a refusal of its field, with both counts if Picky Assist counts otherwise': [
			[set({ about: '🥐'.repeat(100) })],
			{ status: 819 },
			[{ source: 'api', code: 819, field: 'about', says: /100.*200|200.*100/ }],
		],
	},
};
