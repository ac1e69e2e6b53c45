import type { IDataObject } from 'n8n-workflow';
import { makesRequests } from '../../../../nodes/core/operation';
import { OPERATIONS } from '../../../../nodes/PickyAssist/operations';
import { json, shownOf } from '../../strictContext';
import { call, detailsIn, issuesOf } from './calling';

const operation = (name: string) =>
	OPERATIONS.filter(makesRequests).find(
		({ resource, value }) => `${resource.value}.${value}` === name,
	)!;

it.each<[name: string, item: IDataObject, path: string, body: IDataObject]>([
	['account.getBalance', {}, '/check-balance', {}],
	['device.getStatus', { application: ' ' }, '/device-status', {}],
	['device.getStatus', { application: '10' }, '/device-status', { application: 10 }],
	['device.runCommand', {}, '/device-action', { command: 'restart' }],
	[
		'device.runCommand',
		{ application: 10, command: ' wake-up ' },
		'/device-action',
		{ application: 10, command: 'wake-up' },
	],
	[
		'twoStepVerification.enable',
		{ pin: '012345' },
		'/two-step-verification',
		{ action: 0, pin: '012345' },
	],
	['twoStepVerification.disable', {}, '/two-step-verification', { action: 1 }],
])('%s posts %j to %s, and gives the answer as it is', async (name, item, path, body) => {
	const answer = { status: 'success', message: 'Done', more: [1] };
	const { outputs, post } = await call(operation(name), [item], { answer: () => json(answer) });
	expect(post.mock.calls).toMatchObject([['pickyAssistApi', { url: path }, {}]]);
	expect(post.mock.calls[0]![1].body).toEqual(body);
	expect(outputs).toEqual([[answer]]);
});

it.each<[name: string, item: IDataObject, field: string, message: string]>([
	['device.runCommand', { command: ' ' }, 'command', 'Command is blank'],
	[
		'device.runCommand',
		{ application: 0 },
		'application',
		'Channel ID is not the number of a channel (0)',
	],
	['twoStepVerification.enable', { pin: '' }, 'pin', 'PIN is blank'],
	['twoStepVerification.enable', { pin: 12345 }, 'pin', 'PIN is not made of six digits'],
])('%s with %j is refused for its %s', async (name, item, field, message) => {
	expect(await issuesOf(operation(name), item)).toMatchObject([{ field, message }]);
});

describe('the PIN', () => {
	const enable = operation('twoStepVerification.enable');

	it('is not in a dry run', async () => {
		const item = { pin: '482913', options: { dryRun: true } };
		const { outputs } = await call(enable, [item]);
		expect(outputs).toMatchObject([[{ dryRun: true, body: { action: 0 } }]]);
		expect(outputs[0]![0]!.body).not.toHaveProperty('pin');
	});

	it.each([[100], [499]])('is not in an answer that echoes it, status %d', async (status) => {
		const { output, error } = await call(enable, [{ pin: '482913' }], {
			answer: () => json({ status, message: 'PIN 482913', pin: 482913 }),
		});
		const shown = shownOf({ output, error });
		expect(shown).toContain('PIN ');
		expect(shown).not.toContain('482913');
	});
});

describe('a device status', () => {
	const ask = async (status: unknown, httpStatus = 200) => {
		const answer = { status, message: 'x' };
		const { outputs } = await call(operation('device.getStatus'), [{}], {
			answer: () => json(answer, httpStatus),
		});
		return outputs[0]![0]!;
	};

	it.each<[status: unknown, httpStatus?: number]>([
		['CONNECTED'],
		['TIMEOUT', 504],
		['UNPAIRED', 500],
		['SLEEPING'],
		[100],
		['100', 500],
	])('%j is a success', async (status, httpStatus = 200) => {
		expect(await ask(status, httpStatus)).toEqual({ status, message: 'x' });
	});

	it.each<[status: unknown, source: string, httpStatus?: number]>([
		[404, 'api'],
		['101', 'api'],
		['unavailable', 'transport', 503],
		['', 'transport'],
	])('%j is refused by %s', async (status, source, httpStatus = 200) => {
		expect(detailsIn(await ask(status, httpStatus)).source).toBe(source);
	});
});
