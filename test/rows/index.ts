import { GET_BALANCE } from './account/getBalance';
import { GET_DEVICE_STATUS } from './device/getStatus';
import { RUN_DEVICE_COMMAND } from './device/runCommand';
import { ADD_GROUP_ADMINS } from './group/addAdmins';
import { CREATE_GROUP } from './group/create';
import { CREATE_GROUP_INVITE_LINK } from './group/createInviteLink';
import { DELETE_GROUP_INVITE_LINK } from './group/deleteInviteLink';
import { GET_GROUP } from './group/get';
import { LEAVE_GROUP } from './group/leave';
import { REMOVE_GROUP_MEMBERS } from './group/removeMembers';
import { UPDATE_GROUP } from './group/update';
import { GET_DELIVERY_REPORT } from './message/getDeliveryReport';
import { SEND } from './message/send';
import { SEND_TEMPLATE } from './message/sendTemplate';
import type { Rows } from './rows';
import { GET_TEMPLATE } from './template/get';
import { GET_MANY_TEMPLATES } from './template/getMany';
import { SUBMIT_TEMPLATE } from './template/submit';
import { DISABLE_TWO_STEP_VERIFICATION } from './twoStepVerification/disable';
import { ENABLE_TWO_STEP_VERIFICATION } from './twoStepVerification/enable';
import { UPDATE_PROFILE } from './whatsappProfile/update';

const ALL: readonly Rows[] = [
	GET_BALANCE,
	GET_DEVICE_STATUS,
	RUN_DEVICE_COMMAND,
	ADD_GROUP_ADMINS,
	CREATE_GROUP,
	CREATE_GROUP_INVITE_LINK,
	DELETE_GROUP_INVITE_LINK,
	GET_GROUP,
	LEAVE_GROUP,
	REMOVE_GROUP_MEMBERS,
	UPDATE_GROUP,
	SEND,
	SEND_TEMPLATE,
	GET_DELIVERY_REPORT,
	DISABLE_TWO_STEP_VERIFICATION,
	ENABLE_TWO_STEP_VERIFICATION,
	GET_TEMPLATE,
	GET_MANY_TEMPLATES,
	SUBMIT_TEMPLATE,
	UPDATE_PROFILE,
];

/** The rows of every operation, by its name. */
export const ROWS = ALL.map(
	(rows) => [`${rows.operation.resource.name}: ${rows.operation.name}`, rows] as const,
);
