import { getBalance } from '../../../nodes/PickyAssist/operations/account/getBalance';
import type { Rows } from '../rows';

const ANSWER = { status: 'success', message: 'Done', balance: 1250.5 };

export const GET_BALANCE: Rows = {
	operation: getBalance,
	ordinary: {},
	sends: { 'the token alone': [{}, {}] },
	answers: {
		'the answer as it is, once for all items': [[{}, {}], ANSWER, [[ANSWER], [ANSWER]]],
	},
};
