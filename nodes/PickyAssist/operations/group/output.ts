/** How an answer about a group is put out. */
import type { IDataObject } from 'n8n-workflow';
import { judgeByStatus } from '../../../core/api/answers';
import { isRecord, omit } from '../../../core/json';
import type { PreparedItem, Reading, Request } from '../../../core/operation';
import { textOf } from '../../../core/output/keys';

type Values = PreparedItem['values'];

/** Those who are in a group; what is none of them is left out. */
function peopleIn(list: unknown): IDataObject[] | undefined {
	if (list === undefined) return undefined;
	return [list].flat().filter(isRecord).map(personIn);
}

function personIn({ number, created_time: createdTime, ...others }: Record<string, unknown>) {
	const person = present({ number: textOf(number), createdTime });
	return { ...person, ...others, ...person } as IDataObject;
}

const present = (record: object) =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** The keys of the answer that an output says in words of its own. The vendor spells one of them in two ways. */
const READ_KEYS = [
	...['group_id', 'group_subject', 'group_icon_link', 'group_invite_link', 'group_invite_ink'],
	...['group_created_date', 'group_admins', 'group_members'],
];

/** What an answer says of the group that an item is about. */
export function groupIn(answer: IDataObject, { groupId }: Values): IDataObject {
	const group = present({
		status: answer.status,
		message: answer.message,
		groupId: textOf(answer.group_id) ?? groupId,
		subject: answer.group_subject,
		iconUrl: answer.group_icon_link,
		inviteLink: textOf(answer.group_invite_link) ?? textOf(answer.group_invite_ink),
		createdDate: answer.group_created_date,
		admins: peopleIn(answer.group_admins),
		members: peopleIn(answer.group_members),
	});
	return { ...group, ...omit(answer, ...READ_KEYS), ...group } as IDataObject;
}

/** What an answer says of each item. */
export function outcomes(answer: unknown, { items }: Request): Reading | undefined {
	const verdict = judgeByStatus(answer);
	if (verdict !== 'accepted') return verdict;
	return items.map(({ values }) => [groupIn(answer as IDataObject, values)]);
}
