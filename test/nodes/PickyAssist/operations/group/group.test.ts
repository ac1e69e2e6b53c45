import type { INodeProperties } from 'n8n-workflow';
import { optionsProperty } from '../../../../../nodes/core/description/options';
import { makesRequests, type Operation } from '../../../../../nodes/core/operation';
import { OPERATIONS } from '../../../../../nodes/PickyAssist/operations';
import { createGroup } from '../../../../../nodes/PickyAssist/operations/group/create';
import { getGroup } from '../../../../../nodes/PickyAssist/operations/group/get';
import { sendMessage } from '../../../../../nodes/PickyAssist/operations/message/send';
import { json, TOKEN } from '../../../strictContext';
import { call } from '../calling';

const ALL = OPERATIONS.filter(makesRequests).filter(({ resource }) => resource.value === 'group');
const EACH = ALL.map((operation) => [operation.name, operation] as const);
const ITEM = { groupId: 'G1', subject: 'Order 1042', numbers: '15550000001' };

const named = (name: string) => ALL.find(({ value }) => value === name)!;
const helpOf = ({ fields }: Operation, name: string) =>
	fields.find((field) => field.name === name)!.description;

it('has eight operations, of which Create is the one that is chosen first', () => {
	expect(ALL).toHaveLength(8);
	expect(ALL[0]).toBe(createGroup);
});

describe.each(EACH)('%s', (_, operation) => {
	it('asks for the channel of the credential if the item names none', async () => {
		const { bodies } = await call(operation, [ITEM, { ...ITEM, application: 12 }], {
			credential: { token: TOKEN, platform: 'v3', channelId: '10' },
		});
		expect(bodies()).toMatchObject([{ application: 10 }, { application: 12 }]);
	});

	it('says that its channel must be of Web Automation, whatever that of the credential is', () => {
		const channel = operation.fields.find(({ name }) => name === 'application')!;
		expect(channel.placeholder).toBe('e.g. 10');
		expect(channel.description).toMatch(
			/must be a Web Automation channel, so set it here if the Default Channel ID/,
		);
	});

	it('leaves what is blank to its own checks, which n8n would refuse for the whole run', () => {
		expect(operation.fields.filter(({ required }) => required)).toEqual([]);
	});

	it('has the options of every request, and no other', () => {
		const options = optionsProperty(operation).options as INodeProperties[];
		expect(Object.fromEntries(options.map(({ name, default: value }) => [name, value]))).toEqual({
			...{ timeout: 60_000, maxRetries: 3, maxConcurrentRequests: 10, requestsPerMinute: 0 },
			...(operation !== getGroup && { checkBeforeSending: true, dryRun: false }),
		});
	});

	it('has advice for the codes of groups, each about its field, and none is passing', () => {
		const { codes = {} } = operation;
		expect(
			Object.entries(codes).flatMap(([code, { field }]) => (field ? [[code, field]] : [])),
		).toEqual([
			['833', 'subject'],
			['834', 'subject'],
			['836', 'groupId'],
			['839', 'memberType'],
			['840', 'numbers'],
			['841', 'numbers'],
		]);
		expect(Object.keys(codes).map(Number)).toEqual([
			801,
			...[833, 834, 835, 836, 837, 838, 839, 840, 841, 842],
		]);
		for (const code of [801, 835, 838]) expect(codes[code]!.hint).toContain('Channel ID');
		expect(Object.values(codes).filter(({ passes }) => passes)).toEqual([]);
	});
});

it('remembers for Retry On Fail what is refused the second time', () => {
	const remembered = ALL.filter(({ refusedIfDone }) => refusedIfDone);
	expect(remembered.map(({ value, refusedIfDone }) => [value, refusedIfDone])).toEqual(
		['removeMembers', 'deleteInviteLink', 'leave'].map((value) => [value, [836, 838, 841]]),
	);
});

it('says what is not documented, and what Picky Assist does not do', () => {
	expect(createGroup.description).toMatch(/People join with the invite link/);
	expect(named('createInviteLink').description).toMatch(/Earlier links may stop working/);
	expect(helpOf(named('removeMembers'), 'memberType')).toMatch(
		/does not document whether an admin who is removed this way stays as a member/,
	);
	expect(helpOf(sendMessage, 'groupId')).toMatch(
		/Picky Assist sends no delivery states for groups/,
	);
});

it('begins with the status and the message, and ends with what has no name of ours', async () => {
	const { outputs } = await call(named('removeMembers'), [ITEM], {
		answer: () =>
			json({
				...{ more: 1, group_members: [], group_admins: [], group_created_date: 'x' },
				...{ group_invite_ink: 'x', group_icon_link: 'x', group_subject: 'x' },
				...{ data: [], message: 'Success', status: 100 },
			}),
	});
	expect(Object.keys(outputs[0]![0]!)).toEqual([
		...['status', 'message', 'groupId', 'subject', 'iconUrl', 'inviteLink', 'createdDate'],
		...['admins', 'members', 'more', 'results', 'failed'],
	]);
});
