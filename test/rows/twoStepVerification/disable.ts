import { disableTwoStepVerification } from '../../../nodes/PickyAssist/operations/twoStepVerification/disable';
import type { Rows } from '../rows';

const ANSWER = { status: '100', message: 'Success' };

export const DISABLE_TWO_STEP_VERIFICATION: Rows = {
	operation: disableTwoStepVerification,
	ordinary: {},
	sends: { 'action 1 alone': [{}, { action: 1 }] },
	answers: { 'the answer as it is': [[{}], ANSWER, [[ANSWER]]] },
};
