/** What a run of Send does beside its messages: the hint, files that n8n keeps outside of the item, and the pace. */
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { CREDENTIAL_TYPE, NODE_NAME, runWorkflow, workflowAround } from './harness';
import { n8n } from './harness/n8n';
import { useEngine } from './support';

const numberOf = (index: number) => `1555${String(index).padStart(7, '0')}`;
const itemsFor = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ number: numberOf(index) }));

const PARAMETERS = { application: '121', number: '={{ $json.number }}', message: 'Hello' };

describe('A run of Send', () => {
	const setting = useEngine();

	describe('leaves a hint', () => {
		const hintsOf = async (options: object, refused: readonly number[] = []) => {
			setting.simulator.set({
				refuse: Object.fromEntries(refused.map((index) => [numberOf(index), 406])),
			});
			const parameters = { ...PARAMETERS, options: { requestsPerMinute: 0, ...options } };
			const { runData } = await setting.call('message.send', parameters, {
				items: itemsFor(6),
				onError: 'continueRegularOutput',
			});
			return runData[NODE_NAME]![0]!.hints;
		};

		it('with so many messages in so many requests', async () => {
			expect(await hintsOf({ recipientsPerRequest: 4 })).toEqual([
				{
					message: expect.stringMatching(/^6 messages in 2 requests: 6 accepted, 0 refused\. /),
					location: 'outputPane',
				},
			]);
		});

		it('that counts the requests of halves, and who was refused', async () => {
			const [hint] = (await hintsOf({}, [5]))!;
			expect(hint!.message).toMatch(/^6 messages in 5 requests: 5 accepted, 1 refused\. /);
		});

		it('only where something was sent', async () => {
			expect(await hintsOf({ dryRun: true })).toEqual([]);
		});
	});

	describe('with a file that n8n keeps outside of the item', () => {
		const service = n8n.Container.get(BinaryDataService);
		beforeAll(async () => await service.init());
		afterEach(() => jest.restoreAllMocks());

		const store = async (content: string) =>
			await service.store(
				{ type: 'execution', workflowId: 'engine-test', executionId: '1' },
				Buffer.from(content),
				{ data: '', mimeType: 'image/png', fileName: 'menu.png' },
			);

		const sendFiles = async (files: readonly IBinaryData[], recipientsPerRequest: number) =>
			await runWorkflow(
				setting.engine,
				workflowAround({
					parameters: {
						resource: 'message',
						operation: 'send',
						...PARAMETERS,
						messageType: 'media',
						mediaSource: 'binary',
						options: { requestsPerMinute: 0, recipientsPerRequest },
					},
				}),
				{
					startNode: 'Start',
					pinData: {
						Start: files.map((data, index) => ({
							json: { number: numberOf(index) },
							binary: { data },
						})),
					},
					credentials: { [CREDENTIAL_TYPE]: setting.credential() },
				},
			);

		it('reads it once for many items, in several requests too', async () => {
			const file = await store('a picture');
			expect(file.id).toMatch(/^filesystem/);
			const reading = jest.spyOn(service, 'getAsBuffer');
			const files = Array.from({ length: 60 }, () => ({ ...file }));
			const { error, output } = await sendFiles(files, 20);
			expect(error).toBeUndefined();
			expect(output(NODE_NAME).map(({ json }) => json.status)).toEqual(Array(60).fill(100));
			expect(reading).toHaveBeenCalledTimes(1);
			expect(setting.simulator.counts.requests).toBe(3);
			expect(new Set(setting.simulator.messages.map(({ mediaCode }) => mediaCode))).toEqual(
				new Set([Buffer.from('a picture').toString('base64')]),
			);
		});

		it('gives each recipient the file of his own item', async () => {
			const [first, second] = [await store('first'), await store('second')];
			const reading = jest.spyOn(service, 'getAsBuffer');
			await sendFiles([first, second, first, second], 100);
			expect(reading).toHaveBeenCalledTimes(2);
			const contents = new Map(
				setting.simulator.messages.map(({ to, mediaCode = '' }) => [
					to,
					Buffer.from(mediaCode, 'base64').toString(),
				]),
			);
			expect([0, 1, 2, 3].map((index) => contents.get(numberOf(index)))).toEqual([
				'first',
				'second',
				'first',
				'second',
			]);
			expect(setting.simulator.counts.requests).toBe(2);
		});
	});

	it('keeps the pace together with the other runs of the process', async () => {
		const SECONDS = 3;
		const runs = Array.from({ length: SECONDS + 1 }, async (_, index) => {
			const parameters = { ...PARAMETERS, options: { requestsPerMinute: 60 } };
			return await setting.call('message.send', parameters, {
				items: [{ number: numberOf(index) }],
			});
		});
		for (const { items } of await Promise.all(runs)) expect(items[0]!.json.status).toBe(100);
		const times = setting.simulator.requests.map(({ receivedAt }) => receivedAt);
		expect(times).toHaveLength(SECONDS + 1);
		// Without a pace they are a few milliseconds apart; a machine that has much else to do may be late with the first.
		expect(times.at(-1)! - times[0]!).toBeGreaterThan((SECONDS * 1000) / 2);
	});
});
