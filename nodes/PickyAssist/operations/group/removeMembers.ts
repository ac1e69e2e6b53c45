import type { IDataObject } from 'n8n-workflow';
import { judgeByStatus } from '../../../core/api/answers';
import { isRecord } from '../../../core/json';
import { defineOperation } from '../../../core/operation';
import { textOf } from '../../../core/output/keys';
import { wordOf } from '../../../core/reading/fields';
import { cleanNumber } from '../../../core/reading/numbers';
import { schemaOf } from '../../../core/reading/schema';
import { groupIn } from './output';
import {
	CHANNEL,
	CHANNEL_FIELD,
	GROUP,
	GROUP_ID,
	GROUP_ID_FIELD,
	NUMBERS,
	NUMBERS_FIELD,
	REFUSED_IF_GONE,
} from './resource';

const MEMBER_TYPES = [
	{ name: 'Admins', value: 'admins' },
	{ name: 'Members', value: 'members' },
] as const;

/** What goes out for a member type. */
const TYPE_CODES = { members: 0, admins: 1 };

/** What became of a number, by the code of Picky Assist. */
const RESULTS: ReadonlyMap<string | null, string> = new Map([
	['0', 'Removed'],
	['1', 'Failed'],
]);

/** What the answer says of each number that was sent, in their order. */
function resultsFor(numbers: readonly string[], data: unknown): IDataObject {
	const codes = new Map(
		[data]
			.flat()
			.filter(isRecord)
			.map(({ number, status }) => [cleanNumber(textOf(number) ?? ''), textOf(status)]),
	);
	const results = numbers.map((number) => {
		const statusCode = codes.get(cleanNumber(number)) ?? null;
		return { number, status: RESULTS.get(statusCode) ?? 'Unknown', statusCode };
	});
	return { results, failed: results.filter(({ status }) => status === 'Failed').length };
}

export const removeGroupMembers = defineOperation({
	...GROUP,
	value: 'removeMembers',
	name: 'Remove Members',
	action: 'Remove members from a group',
	description:
		'Remove people from a WhatsApp group. The output says for each number whether it was removed.',
	endpoint: '/remove-group-members',
	effect: 'idempotent',
	refusedIfDone: REFUSED_IF_GONE,

	schema: schemaOf({
		...CHANNEL,
		...GROUP_ID,
		memberType: wordOf(MEMBER_TYPES, 'members', 839),
		...NUMBERS,
	}),

	fields: [
		CHANNEL_FIELD,
		GROUP_ID_FIELD,
		{
			displayName: 'Member Type',
			name: 'memberType',
			type: 'options',
			options: [...MEMBER_TYPES],
			default: 'members',
			description:
				'What the people are in the group. Picky Assist does not document whether an admin who is removed this way stays as a member. Blank means Members.',
		},
		NUMBERS_FIELD,
	],

	toBody: ({ memberType = 'members', ...values }, onWire) => ({
		...onWire(values),
		type: TYPE_CODES[memberType],
	}),
	outcomes: (answer, { items }) => {
		const verdict = judgeByStatus(answer);
		if (verdict !== 'accepted') return verdict;
		const { data, ...group } = answer as IDataObject;
		return items.map(({ values }) => [
			{ ...groupIn(group, values), ...resultsFor(values.numbers ?? [], data) },
		]);
	},
});
