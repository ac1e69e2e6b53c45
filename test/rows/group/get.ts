import { getGroup } from '../../../nodes/PickyAssist/operations/group/get';
import type { Rows } from '../rows';
import { G1, ONE, refusals, SUCCESS, TWO, WITHOUT_GROUP_ID } from './samples';

const DETAILS = {
	group_members: [
		{ number: 15550000001, created_time: '01-11-2026 10:00 AM', name: 'Ava' },
		'15550000009',
		null,
		{ number: TWO },
	],
	group_admins: [{ created_time: '', number: ONE }],
	group_created_date: '01-11-2026 10:00 AM',
	group_invite_link: 'https://chat.whatsapp.com/Abc',
	group_icon_link: '',
	group_subject: 'Order 1042',
	group_id: G1,
	project_id: 929,
	...SUCCESS,
};

const GROUP = {
	...SUCCESS,
	groupId: G1,
	subject: 'Order 1042',
	iconUrl: '',
	inviteLink: 'https://chat.whatsapp.com/Abc',
	createdDate: '01-11-2026 10:00 AM',
	admins: [{ number: ONE, createdTime: '' }],
	members: [{ number: ONE, createdTime: '01-11-2026 10:00 AM', name: 'Ava' }, { number: TWO }],
	project_id: 929,
};

export const GET_GROUP: Rows = {
	operation: getGroup,
	ordinary: { groupId: G1 },
	sends: {
		'the ID of the group': [{}, { group_id: G1 }],
		'a number as text, and the channel as a number': [
			{ groupId: 120363, application: '10' },
			{ application: 10, group_id: '120363' },
		],
	},
	refuses: WITHOUT_GROUP_ID,
	answers: {
		'the group in words of ours, and the rest as it is': [[{}], DETAILS, [[GROUP]]],
		'one answer for all items that ask the same, each of which has it': [
			[{}, { groupId: 'other' }, { groupId: ` ${G1} ` }],
			{ ...SUCCESS, group_id: ' ' },
			[G1, 'other', G1].map((groupId) => [{ ...SUCCESS, groupId }]),
			{ requests: 2 },
		],
		'people that are no list': [
			[{}],
			{ ...SUCCESS, group_members: '', group_admins: { number: ONE } },
			[[{ ...SUCCESS, groupId: G1, admins: [{ number: ONE }], members: [] }]],
		],
		'keys of the answer that are named like ours': [
			[{}],
			{ ...SUCCESS, groupId: 7, inviteLink: 'https://a.example', group_invite_link: 'b' },
			[[{ ...SUCCESS, groupId: G1, inviteLink: 'b' }]],
		],
		...refusals({}, { 836: 'groupId' }),
	},
};
