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
	const { run, received } = setting;

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

	it('looks the credential up once for three items, and for none where there is no item', async () => {
		expect((await run({ items: itemsFor(3, 3), parameters: parameters() })).lookups).toBe(1);
		const empty = await run({ items: [], parameters: parameters() });
		expect(empty.error).toBeUndefined();
		expect(empty.lookups).toBe(0);
		expect(setting.simulator.counts.requests).toBe(3);
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

	it('sends items without a channel one after another', async () => {
		setting.simulator.fault({ latency: 20, times: Infinity });
		await run({
			items: itemsFor(5, 1),
			parameters: { ...parameters({ maxConcurrentRequests: 5 }), application: '' },
		});
		expect(setting.simulator.peakInFlight).toBe(1);
		expect(received().map(({ about }) => about)).toEqual(itemsFor(5, 1).map(({ about }) => about));
	});

	it('treats the same channel as text and as number as one channel', async () => {
		setting.simulator.fault({ latency: 20, times: Infinity });
		await run({
			items: [8, '8', ' 8 '].map((channel, index) => ({ channel, about: `${index}` })),
			parameters: parameters(),
		});
		expect(received().map(({ application }) => application)).toEqual([8, 8, 8]);
		expect(setting.simulator.peakInFlight).toBe(1);
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

	it('spaces the starts evenly with Requests per Minute, retries included', async () => {
		setting.simulator.fault({ httpStatus: 503, match: { application: 1 } });
		// With Stop all items are read before the first turn.
		await run({
			items: itemsFor(4, 4),
			parameters: {
				...parameters({ requestsPerMinute: 300 }),
				updateFields: { about: '={{ Date.now() }}' },
			},
		});
		const { requests } = setting.simulator;
		const began = Math.max(...requests.map((request) => Number(aboutOf(request))));
		expect(requests).toHaveLength(5);
		// A busy machine may send late, but never before the turn. The two clocks of Node.js drift apart a little.
		requests.forEach(({ receivedAt }, turn) => {
			expect(receivedAt - began).toBeGreaterThan(turn * 200 - 20);
		});
	});

	it('waits as long as Retry-After asks', async () => {
		setting.simulator.fault({ httpStatus: 429, headers: { 'Retry-After': '1' } });
		const { items } = await run({ items: itemsFor(1, 1), parameters: parameters() });
		const [first, second] = setting.simulator.requests;
		expect(items[0]!.json.status).toBe(100);
		expect(second!.receivedAt - first!.receivedAt).toBeGreaterThanOrEqual(990);
	});

	it.each([
		['of their own', {}],
		// The test does not last that long.
		['of a minute', { 'retry-after': '60' }],
	])('with Stop, a failure ends the run and drops retries after a wait %s', async (_, headers) => {
		const { simulator } = setting;
		simulator.fault({ httpStatus: 503, headers, times: Infinity, match: { application: 1 } });
		simulator.fault({ httpStatus: 404, latency: 100, match: { application: 2 } });
		const { error } = await run({
			items: itemsFor(20, 4),
			parameters: parameters({ maxConcurrentRequests: 2, maxRetries: 10 }),
		});
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '404',
			context: { itemIndex: 1 },
		});
		const { requests } = setting.simulator.counts;
		await sleep(700);
		expect(setting.simulator.counts.requests).toBe(requests);
		expect(new Set(received().map(({ about }) => about))).toEqual(new Set(['Item 0', 'Item 1']));
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
