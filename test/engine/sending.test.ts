import { sleep } from 'n8n-workflow';
import type { RecordedRequest } from '../../tools/simulator';
import { until } from '../simulator/support';
import { useEngine } from './support';

const parameters = (options: object = {}) => ({
	application: '={{ $json.channel }}',
	updateFields: { about: '={{ $json.about }}' },
	options,
});

/** Items spread over channels, each saying its place. */
const itemsFor = (count: number, channels: number) =>
	Array.from({ length: count }, (_, index) => ({
		channel: (index % channels) + 1,
		about: `Item ${index}`,
	}));

const aboutOf = ({ body }: RecordedRequest) => (body as { about: string }).about;

describe('Sending', () => {
	const setting = useEngine();
	const { run } = setting;

	it('sends one request for each item, looks the credential up once, and pairs every item', async () => {
		const { items, lookups, error } = await run({
			items: itemsFor(300, 40),
			parameters: parameters(),
		});
		expect(error).toBeUndefined();
		expect(lookups).toBe(1);
		expect(setting.simulator.counts.requests).toBe(300);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.application)).toEqual(
			itemsFor(300, 40).map(({ channel }) => channel),
		);
	});

	it('looks up no credential if there is no item', async () => {
		expect(await run({ items: [], parameters: parameters() })).toMatchObject({
			error: undefined,
			lookups: 0,
		});
	});

	it('keeps the order within a channel, so the last write wins', async () => {
		setting.simulator.fault({ latency: 30, times: 3 });
		await run({ items: itemsFor(30, 3), parameters: parameters({ maxConcurrentRequests: 50 }) });
		for (const channel of [1, 2, 3]) {
			const own = setting.simulator.requests.filter(({ application }) => application === channel);
			expect(own.map(aboutOf)).toEqual(
				itemsFor(30, 3)
					.filter((item) => item.channel === channel)
					.map(({ about }) => about),
			);
			own.slice(1).forEach(({ receivedAt }, index) => {
				expect(receivedAt).toBeGreaterThanOrEqual(own[index]!.answeredAt!);
			});
		}
		expect(setting.simulator.profile(3)).toEqual({ about: 'Item 29' });
	});

	it.each([
		[1, 1],
		[3, 3],
		[undefined, 10],
	])('with Max Concurrent Requests %s has %i under way and never more', async (bound, peak) => {
		const { simulator } = setting;
		const options = {
			items: itemsFor(24, 24),
			parameters: parameters(bound === undefined ? {} : { maxConcurrentRequests: bound }),
		};
		simulator.fault({ latency: 10, times: 24 });
		await run(options);
		expect(simulator.peakInFlight).toBeLessThanOrEqual(peak);

		// None is answered, so the time does not count until all are under way.
		simulator.fault({ hang: true, times: Infinity });
		const controller = new AbortController();
		const running = run({ ...options, signal: controller.signal });
		await until(() => simulator.counts.inFlight === peak);
		await sleep(40);
		controller.abort();
		await running;
		expect(simulator.peakInFlight).toBe(peak);
	});

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
		const running = run({
			items: itemsFor(6, 2),
			signal: controller.signal,
			parameters: parameters(options),
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
