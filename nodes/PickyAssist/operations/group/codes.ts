import type { CodeAdvice } from '../../../data/errorCodes';

/**
 * What the codes mean that Picky Assist answers to calls about groups.
 * https://help.pickyassist.com/api-documentation-v2/whatsapp-group-api/api-variables
 */
export const GROUP_CODES: Readonly<Record<number, CodeAdvice>> = {
	801: {
		text: 'Official WhatsApp Account Not Active',
		evidence: 'documented',
		message: 'Picky Assist looked for an official WhatsApp account, which has no groups',
		hint: 'Set Channel ID to the number of a Web Automation channel (Picky Assist: Settings → Channels)',
	},
	833: {
		text: 'Group Subject Cannot Be Empty',
		evidence: 'documented',
		message: 'Picky Assist found no subject for the group',
		hint: 'Write a Subject, or map one that is not blank',
		field: 'subject',
	},
	834: {
		text: 'Group Subject Length Exceeds',
		evidence: 'documented',
		message: 'Subject is too long for Picky Assist',
		hint: 'Shorten Subject',
		field: 'subject',
	},
	835: {
		text: 'Cannot Create Group',
		evidence: 'documented',
		message: 'Picky Assist could not create the group',
		hint: 'Check that Channel ID names a Web Automation channel, and in Picky Assist that its phone is connected',
	},
	836: {
		text: 'Empty/Invalid Group ID',
		evidence: 'documented',
		message: 'Picky Assist does not know the group',
		hint: 'Map groupId from the output of Create, and check that the phone of the channel is in the group',
		field: 'groupId',
	},
	837: {
		text: 'Cannot Create Admin',
		evidence: 'documented',
		message: 'Picky Assist could not make the members admins',
		hint: 'Check that the numbers are members already, and that the phone of the channel is an admin of the group',
	},
	838: {
		text: 'Cannot Process The Request',
		evidence: 'documented',
		message: 'Picky Assist could not do this in the group',
		hint: 'Check that Channel ID names the Web Automation channel whose phone is in the group, and whether that phone is an admin of it',
	},
	839: {
		text: 'Invalid Type',
		evidence: 'documented',
		message: 'Picky Assist does not know the member type',
		hint: 'Choose Members or Admins as Member Type',
		field: 'memberType',
	},
	840: {
		text: 'Invalid Whatsapp Number',
		evidence: 'documented',
		message: 'Picky Assist does not accept one of the phone numbers',
		hint: 'Write each number with the country code and without a 0 in front, like 15550000001',
		field: 'numbers',
	},
	841: {
		text: 'Numbers Not In The Group',
		evidence: 'documented',
		message: 'The phone numbers are not in the group',
		hint: 'Use Group: Get to see who is in the group. People join with the invite link',
		field: 'numbers',
	},
	842: {
		text: 'Invalid Action',
		evidence: 'documented',
		message: 'Picky Assist does not accept this action for the group',
		hint: 'Check the platform in the credential and, if it is custom, the base URL',
	},
};
