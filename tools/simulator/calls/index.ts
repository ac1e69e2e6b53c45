/** The calls of Picky Assist by the end of their path. */
import type { Call } from './call';
import { checkBalance } from './checkBalance';
import { deliveryReport } from './deliveryReport';
import { deviceAction } from './deviceAction';
import { deviceStatus } from './deviceStatus';
import { GROUP_CALLS } from './groups';
import { push } from './push';
import { templateRequest } from './templateRequest';
import { templateStatus } from './templateStatus';
import { twoStepVerification } from './twoStepVerification';
import { updateProfile } from './updateProfile';

export const CALLS: Readonly<Record<string, Call>> = {
	'check-balance': checkBalance,
	'delivery-report': deliveryReport,
	'device-action': deviceAction,
	'device-status': deviceStatus,
	...GROUP_CALLS,
	push,
	'template-request': templateRequest,
	'template-status': templateStatus,
	'two-step-verification': twoStepVerification,
	'update-profile': updateProfile,
};
