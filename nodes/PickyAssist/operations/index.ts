import type { Operation } from '../../core/operation';
import { getBalance } from './account/getBalance';
import { getDeviceStatus } from './device/getStatus';
import { runDeviceCommand } from './device/runCommand';
import { addGroupAdmins } from './group/addAdmins';
import { createGroup } from './group/create';
import { createGroupInviteLink } from './group/createInviteLink';
import { deleteGroupInviteLink } from './group/deleteInviteLink';
import { getGroup } from './group/get';
import { leaveGroup } from './group/leave';
import { removeGroupMembers } from './group/removeMembers';
import { updateGroup } from './group/update';
import { ask } from './message/ask';
import { getDeliveryReport } from './message/getDeliveryReport';
import { replyToIncoming } from './message/reply';
import { sendMessage } from './message/send';
import { sendTemplate } from './message/sendTemplate';
import { getTemplate } from './template/get';
import { getManyTemplates } from './template/getMany';
import { submitTemplate } from './template/submit';
import { disableTwoStepVerification } from './twoStepVerification/disable';
import { enableTwoStepVerification } from './twoStepVerification/enable';
import { updateProfile } from './whatsappProfile/update';

/**
 * Every operation of the node, in the order of the editor's lists. The first one's resource is what a new node begins
 * with, on which saved workflows rely.
 */
export const OPERATIONS: readonly Operation[] = [
	updateProfile,
	sendMessage,
	sendTemplate,
	ask,
	replyToIncoming,
	getDeliveryReport,
	getTemplate,
	getManyTemplates,
	submitTemplate,
	getBalance,
	disableTwoStepVerification,
	enableTwoStepVerification,
	getDeviceStatus,
	runDeviceCommand,
	createGroup,
	getGroup,
	updateGroup,
	addGroupAdmins,
	removeGroupMembers,
	createGroupInviteLink,
	deleteGroupInviteLink,
	leaveGroup,
];
