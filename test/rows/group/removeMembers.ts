import { removeGroupMembers } from '../../../nodes/PickyAssist/operations/group/removeMembers';
import type { Rows, Wrong } from '../rows';
import {
	G1,
	LISTS,
	NO_CHANNEL,
	ONE,
	SUCCESS,
	THREE,
	TWO,
	WITHOUT_GROUP_ID,
	WITHOUT_NUMBERS,
	WRONG_NUMBERS,
} from './samples';

const body = (type: number, number = [ONE]) => ({ application: 10, group_id: G1, type, number });

const NO_TYPE: Wrong = {
	field: 'memberType',
	code: 839,
	says: 'Member Type is owners, but it must be one of Admins, Members',
};

const removed = (number: unknown) => ({ number, status: 'Removed', statusCode: '0' });
const failed = (number: unknown) => ({ number, status: 'Failed', statusCode: '1' });
const unknown = (number: unknown, statusCode: string | null = null) => ({
	number,
	status: 'Unknown',
	statusCode,
});

export const REMOVE_GROUP_MEMBERS: Rows = {
	operation: removeGroupMembers,
	ordinary: { application: 10, groupId: G1, numbers: ONE },
	sends: {
		...Object.fromEntries(
			LISTS.map(([shape, numbers, sent]) => [shape, [{ numbers }, body(0, sent)]]),
		),
		'0 for members': [{ memberType: ' MEMBERS ' }, body(0)],
		'1 for admins': [{ memberType: 'admins' }, body(1)],
		'0 for a blank member type': [{ memberType: ' ' }, body(0)],
	},
	refuses: {
		...WITHOUT_GROUP_ID,
		...WITHOUT_NUMBERS,
		'a member type that is none': [{ memberType: 'owners' }, NO_TYPE],
		'a list of member types': [
			{ memberType: ['admins'] },
			{ field: 'memberType', code: 839, says: /^Member Type is a whole list/ },
		],
	},
	checks: { ...WRONG_NUMBERS, ...NO_CHANNEL },
	shows: { 'the body': [{ memberType: 'admins' }, { body: body(1) }] },
	answers: {
		'what became of each number, in the order in which they were sent': [
			[{ numbers: [ONE, TWO, THREE] }],
			{
				...SUCCESS,
				group_id: 120363,
				data: [
					{ number: 15550000003, status: 0 },
					{ number: '+1 555 000 0002', status: '1' },
					{ number: '15550000009', status: 1 },
					'odd',
				],
				results: 'theirs',
			},
			[
				[
					{
						...SUCCESS,
						groupId: '120363',
						results: [unknown(ONE), failed(TWO), removed(THREE)],
						failed: 1,
					},
				],
			],
		],
		'a state that is not documented as unknown': [
			[{ numbers: [ONE, TWO, THREE] }],
			{
				...SUCCESS,
				data: [
					{ number: ONE, status: 5 },
					{ number: TWO },
					{ number: THREE, status: 'constructor' },
				],
			},
			[
				[
					{
						...SUCCESS,
						groupId: G1,
						results: [unknown(ONE, '5'), unknown(TWO), unknown(THREE, 'constructor')],
						failed: 0,
					},
				],
			],
		],
		'a success, also if all failed': [
			[{ numbers: [ONE, TWO] }],
			{ ...SUCCESS, data: [ONE, TWO].map((number) => ({ number, status: '1' })) },
			[[{ ...SUCCESS, groupId: G1, results: [failed(ONE), failed(TWO)], failed: 2 }]],
		],
		'an entry without a list': [
			[{}],
			{ ...SUCCESS, data: { number: ONE, status: 0 } },
			[[{ ...SUCCESS, groupId: G1, results: [removed(ONE)], failed: 0 }]],
		],
		'an answer that names nobody': [
			[{}],
			SUCCESS,
			[[{ ...SUCCESS, groupId: G1, results: [unknown(ONE)], failed: 0 }]],
		],
		'numbers that the checks did not put in order by the same reading': [
			[{ numbers: '+1 555 000 0001', options: { checkBeforeSending: false } }],
			{ ...SUCCESS, data: [{ number: '0015550000001', status: 1 }] },
			[[{ ...SUCCESS, groupId: G1, results: [failed('+1 555 000 0001')], failed: 1 }]],
		],
		'code 839 as a refusal of the member type': [
			[{}],
			{ status: 839, data: [] },
			[{ source: 'api', code: 839, field: 'memberType', details: { retryable: false } }],
		],
		'code 838 as a refusal that speaks of the channel': [
			[{}],
			{ status: 838 },
			[{ source: 'api', code: 838, hint: /Channel ID/ }],
		],
	},
};
