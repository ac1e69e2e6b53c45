import type { Parameters, Rows, Wrong } from '../rows';

type Refusals = NonNullable<Rows['refuses']>;
type Answers = NonNullable<Rows['answers']>;

export const G1 = '120363040000000001';
export const [ONE, TWO, THREE] = ['15550000001', '15550000002', '15550000003'];

export const SUCCESS = { status: 100, message: 'Success' };

const NO_GROUP_ID: Wrong = { field: 'groupId', code: 836, says: 'Group ID is blank' };

/** For every operation about a group that there is. */
export const WITHOUT_GROUP_ID: Refusals = {
	'a blank Group ID': [{ groupId: ' \n' }, NO_GROUP_ID],
	'no Group ID': [{ groupId: null }, NO_GROUP_ID],
	'a Group ID that is a whole object': [
		{ groupId: { groupId: G1 } },
		{ field: 'groupId', says: /^Group ID is a whole object/ },
	],
};

export const WITHOUT_SUBJECT: Refusals = {
	'a blank Subject': [
		{ subject: ' \n' },
		{ field: 'subject', code: 833, says: 'Subject is blank' },
	],
};

/** The channel is checked as everywhere. */
export const NO_CHANNEL: Refusals = {
	'a channel that is none': [
		{ application: 'web' },
		{ field: 'application', says: 'Channel ID is not the number of a channel (web)' },
	],
};

export const LONG_SUBJECT: Refusals = {
	'a Subject of 26 characters': [
		{ subject: '🥐'.repeat(26) },
		{
			field: 'subject',
			code: 834,
			says: 'Subject has 26 characters, and Picky Assist allows 25',
			hint: /^Shorten it by 1 character$/,
		},
	],
};

const NO_NUMBERS: Wrong = { field: 'numbers', code: 840, says: 'Phone Numbers is blank' };
const NO_LIST: Wrong = {
	field: 'numbers',
	code: 840,
	says: 'Phone Numbers is not a list of phone numbers',
};

export const WITHOUT_NUMBERS: Refusals = {
	'no phone numbers': [{ numbers: ' ' }, NO_NUMBERS],
	'a list without phone numbers': [{ numbers: ['', null, { number: ' ' }] }, NO_NUMBERS],
	'an object in the place of the list': [{ numbers: { number: ONE } }, NO_LIST],
};

export const WRONG_NUMBERS: Refusals = {
	'each phone number that is wrong, by its place': [
		{ numbers: [ONE, '', 'Ava', '0155'] },
		{
			field: 'numbers',
			code: 840,
			says: 'Phone Numbers: entry 3 has letters or other characters in it (Ava)',
		},
		{ field: 'numbers', code: 840, says: 'Phone Numbers: entry 4 begins with 0 (0155)' },
	],
};

/** The shapes in which people have their numbers, and what goes out. */
export const LISTS: ReadonlyArray<readonly [shape: string, numbers: unknown, sent: string[]]> = [
	['a list of texts', ['+1 555 000 0001', TWO], [ONE!, TWO!]],
	['a list of numbers', [15550000002, 15550000001], [TWO!, ONE!]],
	[
		'the members that Get gives',
		[{ number: ONE, createdTime: 'x' }, { number: TWO }],
		[ONE!, TWO!],
	],
	['a JSON array', `["${ONE}", ${TWO}]`, [ONE!, TWO!]],
	['text with commas and line breaks', `${ONE}, ${TWO}\n\n+1 555 000 0003`, [ONE!, TWO!, THREE!]],
	['repeats and blanks', `${TWO},, 00${ONE}, +1 555 000 0002`, [TWO!, ONE!]],
];

/** The refusals of Picky Assist that name a field, and those that do not. */
export const refusals = (item: Parameters, fields: Readonly<Record<number, string>>): Answers =>
	Object.fromEntries(
		[835, 836, 837, 838, 840, 841, 842].map((status) => [
			`code ${status} as a refusal${fields[status] ? ` of ${fields[status]}` : ''}`,
			[
				[item],
				{ status },
				[
					{
						source: 'api',
						code: status,
						...(fields[status] && { field: fields[status] }),
						details: { retryable: false },
					},
				],
			],
		]),
	);
