import { updateGroup } from '../../../nodes/PickyAssist/operations/group/update';
import type { Rows } from '../rows';
import {
	G1,
	LONG_SUBJECT,
	NO_CHANNEL,
	SUCCESS,
	WITHOUT_GROUP_ID,
	WITHOUT_SUBJECT,
} from './samples';

const BODY = { application: 10, group_id: G1, group_subject: 'Delivered' };

export const UPDATE_GROUP: Rows = {
	operation: updateGroup,
	ordinary: { application: 10, groupId: G1, subject: ' Delivered ' },
	sends: {
		'the group and its subject': [{}, BODY],
	},
	refuses: { ...WITHOUT_GROUP_ID, ...WITHOUT_SUBJECT },
	checks: { ...LONG_SUBJECT, ...NO_CHANNEL },
	shows: { 'the body': [{}, { body: BODY }] },
	answers: {
		'the answer with the group that was sent': [[{}], SUCCESS, [[{ ...SUCCESS, groupId: G1 }]]],
		'no answer as a refusal that may be sent again': [
			[{}],
			'busy',
			[{ source: 'transport', details: { retryable: true } }],
			{ httpStatus: 503 },
		],
	},
};
