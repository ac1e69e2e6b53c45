import { MESSAGES } from '../index';
import { call, useSimulator } from '../support';

type Fields = Record<string, unknown>;

const simulator = useSimulator();
const ask = async (name: string, fields: Fields = {}) =>
	(await (await call(simulator(), name, fields)).json()) as Fields;

const SUCCESS = { status: 100, message: 'Success' };
const INVALID = { status: 410, message: MESSAGES[410] };

describe('/check-balance', () => {
	it.each([0, '12.50'])('tells the balance %j that is set', async (balance) => {
		simulator().set({ balance });
		expect(await ask('check-balance')).toEqual({ ...SUCCESS, balance });
	});

	it('answers the right token only', async () => {
		expect(await ask('check-balance', { token: 'wrong' })).toEqual({
			status: 401,
			message: MESSAGES[401],
		});
	});

	it('takes nothing but the token', async () => {
		expect(await ask('check-balance', { application: 8 })).toEqual(INVALID);
	});
});

describe('/two-step-verification', () => {
	it.each(['012345', 987123])('is enabled by the PIN %j', async (pin) => {
		expect(await ask('two-step-verification', { action: 0, pin })).toEqual(SUCCESS);
		expect(simulator().twoStepVerification).toEqual({ enabled: true, pin: String(pin) });
	});

	it.each([{}, { pin: '123456' }])('is disabled, also with %j', async (more) => {
		await ask('two-step-verification', { action: 0, pin: '987123' });
		expect(await ask('two-step-verification', { action: 1, ...more })).toEqual(SUCCESS);
		expect(simulator().twoStepVerification).toEqual({ enabled: false });
	});

	it.each<[string, Fields]>([
		['no action', { pin: '987123' }],
		['action 2', { action: 2, pin: '987123' }],
		['an action in text', { action: '0', pin: '987123' }],
		['no PIN', { action: 0 }],
		['a PIN of 5 digits', { action: 0, pin: '98712' }],
		['a PIN of 7 digits', { action: 0, pin: '9871234' }],
		['a PIN of letters', { action: 0, pin: 'abcdef' }],
		['a PIN that is a list', { action: 0, pin: ['987123'] }],
		['a channel, which is not documented', { action: 1, application: 8 }],
	])('answers 410 to %s', async (_, fields) => {
		expect(await ask('two-step-verification', fields)).toEqual(INVALID);
		expect(simulator().twoStepVerification).toEqual({ enabled: false });
	});
});

describe('/device-status', () => {
	it.each([10, '10', 4711])('tells of WhatsApp Web for the channel %j', async (application) => {
		expect(await ask('device-status', { application })).toEqual({
			project_id: '929',
			status: 'CONNECTED',
			connected_number: '15550000099',
			version: '2.2119.6',
			message_queue_count: 0,
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/) as string,
		});
	});

	it.each(['TIMEOUT', 'UNPAIRED', 'STARTING', 101])('tells the word %j', async (webStatus) => {
		simulator().set({ webStatus });
		expect(await ask('device-status', { application: 10 })).toMatchObject({ status: webStatus });
	});

	it.each([{}, { application: 1 }, { application: '4' }])(
		'tells of the phone for %j',
		async (fields) => {
			expect(await ask('device-status', fields)).toEqual(SUCCESS);
			simulator().set({ phoneStatus: 101 });
			expect(await ask('device-status', fields)).toEqual({
				status: 101,
				message: 'Service Unavailable',
			});
		},
	);

	it.each([{ application: 8 }, { application: 5 }, { application: 'web' }, { channel: 10 }])(
		'answers 410 to %j',
		async (fields) => {
			expect(await ask('device-status', fields)).toEqual(INVALID);
		},
	);
});

describe('/device-action', () => {
	it('takes commands, and keeps them in their order', async () => {
		const commands = [
			{ command: 'restart' },
			{ command: 'stop-call-queue', application: 1 },
			{ command: 'disconnect', application: 10 },
			{ command: 'clearlogs', application: 4711 },
		];
		for (const each of commands) expect(await ask('device-action', each)).toEqual(SUCCESS);
		expect(simulator().commands).toEqual([
			{ channel: '', command: 'restart' },
			{ channel: '1', command: 'stop-call-queue' },
			{ channel: '10', command: 'disconnect' },
			{ channel: '4711', command: 'clearlogs' },
		]);
	});

	it.each<[string, Fields]>([
		['no command', {}],
		['a blank command', { command: '' }],
		['an unknown command', { command: 'explode' }],
		['a command of WhatsApp Web to the phone', { command: 'disconnect' }],
		['a command of the phone to WhatsApp Web', { command: 'reset', application: 10 }],
		['a channel in words', { command: 'restart', application: 'web' }],
		['a property that is not documented', { command: 'restart', force: 1 }],
	])('answers 410 to %s', async (_, fields) => {
		expect(await ask('device-action', fields)).toEqual(INVALID);
		expect(simulator().commands).toEqual([]);
	});
});
