import { deleteGroupInviteLink } from '../../../nodes/PickyAssist/operations/group/deleteInviteLink';
import type { Rows } from '../rows';
import { G1, NO_CHANNEL, SUCCESS, WITHOUT_GROUP_ID } from './samples';

const BODY = { application: 10, group_id: G1, action: 2 };

export const DELETE_GROUP_INVITE_LINK: Rows = {
	operation: deleteGroupInviteLink,
	ordinary: { application: 10, groupId: G1 },
	sends: { 'the ID of the group': [{}, BODY] },
	refuses: WITHOUT_GROUP_ID,
	checks: NO_CHANNEL,
	shows: { 'the body': [{}, { body: BODY }] },
	answers: {
		'the answer with the group that was sent': [[{}], SUCCESS, [[{ ...SUCCESS, groupId: G1 }]]],
	},
};
