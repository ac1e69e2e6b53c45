/**
 * The calls about WhatsApp groups, by the end of their path.
 *
 * The paths and bodies are known from programs of others, the fields and the codes from a vendor's draft. Both are
 * silent on the following; this is what the simulator does instead:
 * - 410 is the answer to every wrong shape of the body, apart from the subject, the ID, the type, the numbers and the
 *   action, which have codes of their own.
 * - A character of a subject is a UTF-16 unit, the unit that refuses earliest.
 * - A new group has no members and no admins: people join by its link, so a test sets them.
 * - Numbers that are not members make no admins (841). Of those to be removed, the ones without the named role fail; 841
 *   is the answer only if all of them do.
 * - An admin who is removed is no member any more.
 * - Whoever left a group does not know it any more (836).
 */
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { State } from '../state';
import type { Group } from '../types';
import type { Call, Fields, Verdict } from './call';
import { isFilled, isNumeric, isOneOf, isUpTo } from './checks';

const SUBJECT_LIMIT = 25;
const NO_SUBJECT = 833;
const LONG_SUBJECT = 834;
const NO_GROUP = 836;
const WRONG_TYPE = 839;
const WRONG_NUMBER = 840;
const NOT_IN_GROUP = 841;
const WRONG_ACTION = 842;

const ADMINS = 1;
const DELETE_LINK = 2;
const LEAVE = 3;

const REMOVED = 0;
const FAILED = 1;

const done = (more: object = {}, effect?: () => void): Verdict => ({
	answer: { ...answer(SUCCESS), ...more },
	...(effect && { effect }),
});
const refused = (code: number): Verdict => ({ answer: answer(code) });

const faultInSubject = (subject: unknown): number | undefined => {
	if (!isFilled(subject)) return NO_SUBJECT;
	return isUpTo(SUBJECT_LIMIT)(subject) ? undefined : LONG_SUBJECT;
};

const isNumbers = (value: unknown): value is string[] =>
	Array.isArray(value) && value.length > 0 && value.every((one) => /^[1-9]\d{6,14}$/.test(one));

/** A call with these fields beside the channel. */
const call = (names: readonly string[], judge: Call['judge']): Call => ({
	judge: ({ application, ...fields }, state) => {
		const fits =
			(application === undefined || isNumeric(application)) &&
			Object.keys(fields).every((name) => names.includes(name));
		return fits ? judge(fields, state) : refused(INVALID_REQUEST);
	},
});

/** A call about a group that there is. */
const about = (
	names: readonly string[],
	judge: (group: Group, fields: Fields, state: State) => Verdict,
): Call =>
	call(['group_id', ...names], (fields, state) => {
		const group = state.groups.find(({ id }) => id === fields.group_id);
		return group ? judge(group, fields, state) : refused(NO_GROUP);
	});

const entries = (numbers: readonly string[]) =>
	numbers.map((number) => ({ number, created_time: '20-11-2026 10:00 AM' }));

export const GROUP_CALLS: Readonly<Record<string, Call>> = {
	'create-whatsapp-group': call(['group_subject'], ({ group_subject: subject }, state) => {
		const fault = faultInSubject(subject);
		if (fault !== undefined) return refused(fault);
		const { id, inviteLink } = state.newGroup();
		return done({ group_id: id, group_invite_link: inviteLink }, () =>
			state.groups.push({ id, subject: String(subject), admins: [], members: [], inviteLink }),
		);
	}),
	'group-details': about([], ({ id, subject, admins, members, inviteLink }) =>
		done({
			group_id: id,
			group_subject: subject,
			group_icon_link: '',
			group_invite_link: inviteLink,
			group_admins: entries(admins),
			group_members: entries(members),
			group_created_date: '20-11-2026 10:00 AM',
		}),
	),
	'update-group-info': about(['group_subject'], (group, { group_subject: subject }) => {
		const fault = faultInSubject(subject);
		if (fault !== undefined) return refused(fault);
		return done({}, () => (group.subject = String(subject)));
	}),
	'add-group-admin': about(['number'], (group, { number: numbers }) => {
		if (!isNumbers(numbers)) return refused(WRONG_NUMBER);
		if (!numbers.every((one) => group.members.includes(one))) return refused(NOT_IN_GROUP);
		return done({}, () => (group.admins = [...new Set([...group.admins, ...numbers])]));
	}),
	'remove-group-members': about(['type', 'number'], (group, { type, number: numbers }) => {
		if (!isOneOf(0, ADMINS)(type)) return refused(WRONG_TYPE);
		if (!isNumbers(numbers)) return refused(WRONG_NUMBER);
		const among = type === ADMINS ? group.admins : group.members;
		if (!numbers.some((one) => among.includes(one))) return refused(NOT_IN_GROUP);
		const without = (list: readonly string[]) => list.filter((one) => !numbers.includes(one));
		const data = numbers.map((number) => ({
			number,
			status: among.includes(number) ? REMOVED : FAILED,
		}));
		return done({ data }, () => {
			group.members = without(group.members);
			group.admins = without(group.admins);
		});
	}),
	'generate-invite-link': about([], (group, _, state) => {
		const { inviteLink } = state.newGroup();
		return done({ group_invite_link: inviteLink }, () => (group.inviteLink = inviteLink));
	}),
	'delete-group-action': about(['action'], (group, { action }, state) => {
		if (action === DELETE_LINK) return done({}, () => (group.inviteLink = ''));
		if (action !== LEAVE) return refused(WRONG_ACTION);
		return done({}, () => state.groups.splice(state.groups.indexOf(group), 1));
	}),
};
