import { sleep } from 'n8n-workflow';
import { refusalIn, useEngine } from './support';

const STATUS = 'device.getStatus';
const COMMAND = 'device.runCommand';

/** Without the pace of three requests in a minute, which the first test below holds. */
const FAST = { requestsPerMinute: 0 };

describe('Device: Get Status', () => {
	const setting = useEngine();
	const { call, received } = setting;

	it('starts three requests in a minute over all runs, and sends nothing again, unless told', async () => {
		const own = {
			credential: setting.credential({ baseUrl: `${setting.simulator.origin}/api/v2` }),
		};
		setting.simulator.fault({ httpStatus: 503 });
		const first = await call(STATUS, {}, { ...own, onError: 'continueRegularOutput' });
		expect(refusalIn(first.items[0]).details).toMatchObject({ attempts: 1, retryable: true });
		const controller = new AbortController();
		const second = call(STATUS, {}, { ...own, signal: controller.signal });
		await sleep(700);
		expect(setting.simulator.counts.requests).toBe(1);
		controller.abort();
		await second;
		expect(setting.simulator.counts.requests).toBe(1);
	});

	it('gives what WhatsApp Web says as it is', async () => {
		const { items } = await call(STATUS, { application: '10', options: FAST });
		expect(setting.simulator.requests[0]).toMatchObject({ path: '/app/api/v2/device-status' });
		expect(received()).toEqual([{ application: 10 }]);
		expect(items).toEqual([
			{
				json: {
					project_id: '929',
					status: 'CONNECTED',
					connected_number: '15550000099',
					version: '2.2119.6',
					message_queue_count: 0,
					time: expect.any(String),
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([101, '101', '999', 0])('takes the code %j for a refusal', async (phoneStatus) => {
		setting.simulator.set({ phoneStatus });
		const { items } = await call(STATUS, { options: FAST }, { onError: 'continueRegularOutput' });
		const code = Number(phoneStatus);
		expect(refusalIn(items[0]).details).toMatchObject({
			code,
			source: 'api',
			retryable: code === 101,
		});
	});

	it.each([
		['a word in the JSON of a gateway', { httpStatus: 503, body: { status: 'error' } }],
		['no status', { body: { project_id: '929' } }],
		['an empty status', { body: { status: '  ' } }],
		['a list', { body: ['CONNECTED'] }],
	])('%s is no answer', async (_, fault) => {
		setting.simulator.fault(fault);
		const { items } = await call(
			STATUS,
			{ application: 10, options: FAST },
			{ onError: 'continueRegularOutput' },
		);
		expect(refusalIn(items[0]).details).toMatchObject({ source: 'transport', code: null });
	});

	it('asks once for each channel, whatever form its number has, side by side', async () => {
		setting.simulator.fault({ latency: 50, times: Infinity });
		const { items } = await call(
			STATUS,
			{ application: '={{ $json.channel }}', options: FAST },
			{ items: [10, 777, '10', ' 777 ', 10].map((channel) => ({ channel })) },
		);
		expect(received()).toEqual([{ application: 10 }, { application: 777 }]);
		expect(setting.simulator.peakInFlight).toBe(2);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
	});

	it("takes the credential's channel where the field is blank", async () => {
		const credential = setting.credential({ channelId: ' 10 ' });
		await call(STATUS, { application: ' ', options: FAST }, { credential });
		await call(STATUS, { application: '777', options: FAST }, { credential });
		expect(received()).toEqual([{ application: 10 }, { application: 777 }]);
	});

	it.each(['0', '-1', '1.5', 'main', [10], { id: 10 }])(
		'refuses the Channel ID %j',
		async (application) => {
			const { items } = await call(
				STATUS,
				{ application: '={{ $json.application }}', options: FAST },
				{ items: [{ application }], onError: 'continueRegularOutput' },
			);
			expect(refusalIn(items[0]).details).toMatchObject({
				code: null,
				source: 'check',
				issues: [{ field: 'application' }],
			});
			expect(received()).toEqual([]);
		},
	);

	it('refuses a Channel ID of the credential that is none', async () => {
		const { items } = await call(
			STATUS,
			{ options: FAST },
			{ credential: setting.credential({ channelId: 'main' }), onError: 'continueRegularOutput' },
		);
		expect(refusalIn(items[0]).details.issues[0]).toMatchObject({ field: 'application' });
		expect(received()).toEqual([]);
	});
});

describe('Device: Run Command', () => {
	const setting = useEngine();
	const { call, received } = setting;

	it('sends the command, restart unless another is chosen, and gives the answer as it is', async () => {
		const { items } = await call(COMMAND);
		expect(setting.simulator.requests[0]).toMatchObject({ path: '/app/api/v2/device-action' });
		expect(received()).toEqual([{ command: 'restart' }]);
		expect(items).toEqual([{ json: { status: 100, message: 'Success' }, pairedItem: { item: 0 } }]);
		expect(setting.simulator.commands).toEqual([{ channel: '', command: 'restart' }]);
	});

	it('sends the channel as a number, that of the credential where the field is blank', async () => {
		const credential = setting.credential({ channelId: '10' });
		await call(COMMAND, { command: 'disconnect' }, { credential });
		await call(COMMAND, { command: 'clearlogs', application: ' 777 ' }, { credential });
		expect(received()).toEqual([
			{ command: 'disconnect', application: 10 },
			{ command: 'clearlogs', application: 777 },
		]);
	});

	it('sends any text that an expression gives, and lets Picky Assist judge it', async () => {
		const { items } = await call(
			COMMAND,
			{ command: '={{ $json.command }}' },
			{ items: [{ command: ' reboot-twice ' }, { command: 7 }], onError: 'continueRegularOutput' },
		);
		expect(received()).toEqual([{ command: 'reboot-twice' }, { command: '7' }]);
		expect(refusalIn(items[0]).details).toMatchObject({
			code: 410,
			source: 'api',
			mayHaveBeenSent: false,
		});
	});

	it.each([
		['blanks', '  '],
		['a list', ['restart']],
	])('refuses %s, checks on or off', async (_, command) => {
		for (const checkBeforeSending of [true, false]) {
			const { items } = await call(
				COMMAND,
				{ command: '={{ $json.command }}', options: { checkBeforeSending } },
				{ items: [{ command }], onError: 'continueRegularOutput' },
			);
			expect(refusalIn(items[0]).details).toMatchObject({
				code: null,
				source: 'check',
				retryable: false,
				mayHaveBeenSent: false,
				issues: [{ field: 'command' }],
			});
		}
		expect(received()).toEqual([]);
	});

	it('with the check off sends a channel that is no number as the text that it is', async () => {
		await call(
			COMMAND,
			{ application: ' main ', options: { checkBeforeSending: false } },
			{ onError: 'continueRegularOutput' },
		);
		expect(received()).toEqual([{ command: 'restart', application: 'main' }]);
	});

	it('runs equal commands as often as there are items, one after another in a channel', async () => {
		setting.simulator.fault({ latency: 20, times: Infinity });
		await call(COMMAND, {}, { items: [{}, {}, {}] });
		expect(setting.simulator.commands).toHaveLength(3);
		expect(setting.simulator.peakInFlight).toBe(1);
	});

	it('takes a status in words for a refusal, other than the status of a device', async () => {
		setting.simulator.fault({ body: { status: 'TIMEOUT', error_message: 'No phone' } });
		const { items } = await call(COMMAND, {}, { onError: 'continueRegularOutput' });
		expect(refusalIn(items[0]).error).toMatch(/TIMEOUT: No phone/);
		expect(refusalIn(items[0]).details).toMatchObject({ source: 'api', mayHaveBeenSent: false });
	});

	it('with Stop names the commands that were run before, and says what Retry does', async () => {
		setting.simulator.fault({ status: 404, match: { body: { command: 'reset' } } });
		const { error } = await call(
			COMMAND,
			{ command: '={{ $json.command }}' },
			{ items: ['restart', 'stop-call-queue', 'reset', 'restart'].map((command) => ({ command })) },
		);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '404',
			context: { itemIndex: 2 },
		});
		expect(error!.description).toMatch(
			/Accepted before: items 0 to 1\. Retry sends only the others\.$/,
		);
		expect(setting.simulator.commands.map(({ command }) => command)).toEqual([
			'restart',
			'stop-call-queue',
		]);
	});
});
