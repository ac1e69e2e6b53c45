import { sleep } from 'n8n-workflow';
import { until } from '../simulator/support';
import { useEngine } from './support';

describe('Sending', () => {
	const setting = useEngine();

	// Each of them waits for a minute, which is longer than a test may last, unless it is cancelled.
	it.each([
		['in a request', 2, 2, { hang: true, times: Infinity }, {}],
		[
			'in a back-off',
			2,
			0,
			{ httpStatus: 503, times: Infinity, headers: { 'retry-after': '60' } },
			{},
		],
		['in a pause of the pace', 1, 0, {}, { requestsPerMinute: 1 }],
	])('a cancelled execution stops %s, with %i sent', async (_, sent, open, fault, options) => {
		const { simulator } = setting;
		simulator.fault(fault);
		const controller = new AbortController();
		const running = setting.run({
			items: [1, 2, 1, 2].map((channel) => ({ channel })),
			signal: controller.signal,
			parameters: { application: '={{ $json.channel }}', updateFields: { about: 'Hi' }, options },
		});
		await until(() => simulator.counts.requests === sent && simulator.counts.inFlight === open);
		await sleep(200);
		controller.abort();
		expect((await running).items).toEqual([]);
		await until(() => simulator.counts.inFlight === 0);
		await sleep(700);
		expect(simulator.counts.requests).toBe(sent);
	});
});
