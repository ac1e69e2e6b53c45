import { createGroup } from '../../../nodes/PickyAssist/operations/group/create';
import type { Rows } from '../rows';
import { G1, LONG_SUBJECT, NO_CHANNEL, SUCCESS, WITHOUT_SUBJECT } from './samples';

const LINK = 'https://chat.whatsapp.com/Abc';

export const CREATE_GROUP: Rows = {
	operation: createGroup,
	ordinary: { subject: 'Order 1042' },
	sends: {
		'the subject alone if no channel is known': [{}, { group_subject: 'Order 1042' }],
		'the channel as a number': [
			{ application: ' 10 ' },
			{ application: 10, group_subject: 'Order 1042' },
		],
		'a subject of 25 characters as a reader counts them, and no white space around it': [
			{ subject: ` ${'👩‍👩‍👧‍👦'.repeat(25)}\n` },
			{ group_subject: '👩‍👩‍👧‍👦'.repeat(25) },
		],
		'a number as text': [{ subject: 1042 }, { group_subject: '1042' }],
		'what the checks refuse, with the checks off': [
			{
				application: 'web',
				subject: 'a'.repeat(26),
				options: { checkBeforeSending: false },
			},
			{ application: 'web', group_subject: 'a'.repeat(26) },
		],
	},
	refuses: WITHOUT_SUBJECT,
	checks: { ...LONG_SUBJECT, ...NO_CHANNEL },
	shows: {
		'the body': [{ application: 10 }, { body: { application: 10, group_subject: 'Order 1042' } }],
	},
	answers: {
		'the new group with its ID as text, each item with its own': [
			[{}, {}],
			{ group_invite_link: LINK, group_id: 120363, message: 'Success', status: 100, more: [1] },
			Array(2).fill([{ ...SUCCESS, groupId: '120363', inviteLink: LINK, more: [1] }]),
			{ requests: 2 },
		],
		"the invite link in the vendor's other spelling": [
			[{}],
			{ ...SUCCESS, group_id: G1, group_invite_ink: LINK, group_invite_link: ' ' },
			[[{ ...SUCCESS, groupId: G1, inviteLink: LINK }]],
		],
		'of two invite links the one that is spelled right': [
			[{}],
			{ ...SUCCESS, group_invite_ink: 'other', group_invite_link: LINK },
			[[{ ...SUCCESS, inviteLink: LINK }]],
		],
		'an icon as its link': [
			[{}],
			{ ...SUCCESS, group_id: G1, group_icon_link: 'https://a.example/i.png' },
			[[{ ...SUCCESS, groupId: G1, iconUrl: 'https://a.example/i.png' }]],
		],
		'code 833 as a refusal of the subject': [
			[{}],
			{ status: 833 },
			[{ source: 'api', code: 833, field: 'subject', details: { mayHaveBeenSent: false } }],
		],
		'code 834 as a refusal of the subject with both counts': [
			[{ subject: '🥐'.repeat(20) }],
			{ status: 834, message: 'Group Subject Length Exceeds' },
			[
				{
					source: 'api',
					code: 834,
					field: 'subject',
					says: 'Subject is too long for Picky Assist (code 834): it has 20 characters as a reader counts them, and 40 in UTF-16 units, as computers count',
					details: { retryable: false, issues: [{ limit: 25, actual: 20 }] },
				},
			],
		],
		'code 835 as a refusal that speaks of the channel': [
			[{}],
			{ status: 835 },
			[{ source: 'api', code: 835, hint: /Channel ID/, details: { retryable: false } }],
		],
		'code 801 as a refusal that speaks of the channel': [
			[{}],
			{ status: 801 },
			[{ source: 'api', code: 801, hint: /Channel ID.*Web Automation/ }],
		],
		'a code that nobody knows in the words of Picky Assist': [
			[{}],
			{ status: 844, message: 'Odd group' },
			[{ source: 'api', code: 844, says: /status 844: Odd group$/ }],
		],
		'no answer as a group that may have been created': [
			[{}],
			'busy',
			[
				{
					source: 'transport',
					says: /\. No answer came, so the group may have been created: look in WhatsApp /,
					hint: /^Look in WhatsApp on the phone of the channel, since Picky Assist cannot list groups/,
					details: { mayHaveBeenSent: true, retryable: false },
				},
			],
			{ httpStatus: 502 },
		],
	},
};
