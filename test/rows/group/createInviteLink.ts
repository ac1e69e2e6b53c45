import { createGroupInviteLink } from '../../../nodes/PickyAssist/operations/group/createInviteLink';
import type { Rows } from '../rows';
import { G1, NO_CHANNEL, SUCCESS, WITHOUT_GROUP_ID } from './samples';

const BODY = { application: 10, group_id: G1 };

export const CREATE_GROUP_INVITE_LINK: Rows = {
	operation: createGroupInviteLink,
	ordinary: { application: 10, groupId: G1 },
	sends: { 'the ID of the group': [{}, BODY] },
	refuses: WITHOUT_GROUP_ID,
	checks: NO_CHANNEL,
	shows: { 'the body': [{}, { body: BODY }] },
	answers: {
		'the new link with its group': [
			[{}],
			{ ...SUCCESS, group_invite_ink: 'https://chat.whatsapp.com/New' },
			[[{ ...SUCCESS, groupId: G1, inviteLink: 'https://chat.whatsapp.com/New' }]],
		],
	},
};
