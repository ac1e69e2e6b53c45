import { addGroupAdmins } from '../../../nodes/PickyAssist/operations/group/addAdmins';
import type { Rows } from '../rows';
import {
	G1,
	LISTS,
	NO_CHANNEL,
	ONE,
	refusals,
	SUCCESS,
	TWO,
	WITHOUT_GROUP_ID,
	WITHOUT_NUMBERS,
	WRONG_NUMBERS,
} from './samples';

export const ADD_GROUP_ADMINS: Rows = {
	operation: addGroupAdmins,
	ordinary: { application: 10, groupId: G1, numbers: ONE },
	sends: {
		...Object.fromEntries(
			LISTS.map(([shape, numbers, sent]) => [
				shape,
				[{ numbers }, { application: 10, group_id: G1, number: sent }],
			]),
		),
		'a single number as a list': [
			{ numbers: 15550000001 },
			{ application: 10, group_id: G1, number: [ONE] },
		],
		'numbers as they are written, with the checks off': [
			{ numbers: ['Ava', '+1 555 000 0001', 15550000001], options: { checkBeforeSending: false } },
			{ application: 10, group_id: G1, number: ['Ava', '+1 555 000 0001'] },
		],
	},
	refuses: { ...WITHOUT_GROUP_ID, ...WITHOUT_NUMBERS },
	checks: { ...WRONG_NUMBERS, ...NO_CHANNEL },
	shows: {
		'the body': [{ numbers: [TWO] }, { body: { application: 10, group_id: G1, number: [TWO] } }],
	},
	answers: {
		'the answer with the group that was sent': [
			[{}],
			{ ...SUCCESS, data: [1] },
			[[{ ...SUCCESS, groupId: G1, data: [1] }]],
		],
		...refusals({}, { 836: 'groupId', 840: 'numbers', 841: 'numbers' }),
	},
};
