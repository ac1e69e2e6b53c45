/** What a run of Send does beside its messages: the hint, files that n8n keeps outside of the item, and the pace. */
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { CREDENTIAL_TYPE, NODE_NAME, runWorkflow, workflowAround } from './harness';
import { n8n } from './harness/n8n';
import { refusalIn, useEngine } from './support';

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

		/** Sends three items, of which the first alone has the file, as the field says. */
		const sendFrom = async (
			file: IBinaryData,
			binaryPropertyName: string,
			combined: boolean,
			withFile = 1,
		) => {
			const workflow = workflowAround({
				parameters: {
					...{ resource: 'message', operation: 'send', ...PARAMETERS },
					...{ messageType: 'media', mediaSource: 'binary', binaryPropertyName },
					options: { requestsPerMinute: 0 },
				},
				onError: 'continueRegularOutput',
			});
			const items = [0, 1, 2].map((index): INodeExecutionData => {
				const json = { number: numberOf(index) };
				if (index >= withFile) return { json };
				return combined
					? { json: { ...json, _files: { data: file as never } } }
					: { json, binary: { data: file } };
			});
			return await runWorkflow(
				setting.engine,
				{ ...workflow, settings: { binaryMode: combined ? 'combined' : 'separate' } },
				{
					startNode: 'Start',
					pinData: { Start: items },
					credentials: { [CREDENTIAL_TYPE]: setting.credential() },
				},
			);
		};

		describe.each<[where: string, make: () => Promise<IBinaryData>]>([
			['in storage', async () => await store('a picture')],
			[
				'in memory',
				async () =>
					await Promise.resolve({
						data: Buffer.from('a picture').toString('base64'),
						mimeType: 'image/png',
						fileName: 'menu.png',
					}),
			],
		])('%s', (_, make) => {
			it.each<[how: string, name: string, combined: boolean, withFile: number]>([
				[
					'by an expression, from an earlier node',
					'={{ $("Start").first().binary.data }}',
					false,
					1,
				],
				['by its name', 'data', false, 3],
				['by its path, where items keep files in their JSON', '_files.data', true, 3],
				[
					'by an expression, where items keep files in their JSON',
					'={{ $json._files.data }}',
					true,
					3,
				],
				[
					'from an earlier node that keeps files in its JSON',
					'={{ $("Start").first()._files.data }}',
					true,
					1,
				],
			])('is found %s, and sent once to all', async (_, name, combined, withFile) => {
				const reading = jest.spyOn(service, 'getAsBuffer');
				const { output } = await sendFrom(await make(), name, combined, withFile);
				expect(output(NODE_NAME).map(({ json }) => json.status ?? json.error)).toEqual([
					100, 100, 100,
				]);
				expect(setting.received()).toMatchObject([
					{
						media_name: 'menu.png',
						globalmedia_code: Buffer.from('a picture').toString('base64'),
						data: [0, 1, 2].map((index) => ({ number: numberOf(index) })),
					},
				]);
				expect(reading.mock.calls.length).toBeLessThanOrEqual(1);
			});

			it.each<[name: string, combined: boolean, message: RegExp]>([
				['picture', false, /no file in its binary field "picture"/],
				['_files.picture', true, /no file in its binary field "_files.picture"/],
				['={{ $binary }}', false, /is an object that holds no file/],
			])('is missed at %s in a sentence', async (name, combined, message) => {
				const { output } = await sendFrom(await make(), name, combined);
				expect(refusalIn(output(NODE_NAME)[0])).toMatchObject({
					error: expect.stringMatching(message),
					details: { source: 'check', issues: [{ field: 'binaryPropertyName' }] },
				});
				expect(setting.received()).toEqual([]);
			});
		});

		it.each<[what: string, make: () => Promise<IBinaryData>, message: string]>([
			['empty', async () => await store(''), 'The file "menu.png" is empty'],
			[
				'empty, which older n8n does not say',
				async () => ({ ...(await store('')), bytes: undefined as never, fileSize: 'unknown' }),
				'The file "menu.png" is empty',
			],
			[
				'gone',
				async () => ({ ...(await store('x')), id: 'filesystem-v2:workflows/gone' }),
				'The file "menu.png" cannot be read from n8n\'s storage',
			],
		])(
			'that is %s refuses its own item, and the one beside it goes out',
			async (_, make, message) => {
				const run = await runWorkflow(
					setting.engine,
					workflowAround({
						parameters: {
							...{ resource: 'message', operation: 'send', ...PARAMETERS },
							...{ messageType: 'media', mediaSource: 'binary' },
							options: { requestsPerMinute: 0 },
						},
						onError: 'continueRegularOutput',
					}),
					{
						startNode: 'Start',
						pinData: {
							Start: [await make(), await store('a picture')].map((data, index) => ({
								json: { number: numberOf(index) },
								binary: { data },
							})),
						},
						credentials: { [CREDENTIAL_TYPE]: setting.credential() },
					},
				);
				const [refused, sent] = run.output(NODE_NAME);
				expect(refusalIn(refused)).toMatchObject({
					error: message,
					details: { source: 'check', mayHaveBeenSent: false },
				});
				expect(JSON.stringify(refused)).not.toMatch(/ENOENT|workflows\/gone/);
				expect(sent!.json.status).toBe(100);
			},
		);

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
