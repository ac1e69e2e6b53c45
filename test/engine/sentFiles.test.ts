/** What a run of Send does beside its messages: the hint, and files that n8n keeps outside of the item. */
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { CREDENTIAL_TYPE, NODE_NAME, runWorkflow, workflowAround } from '../../tools/engine';
import { n8n } from '../../tools/engine/n8n';
import { refusalIn, useEngine } from './support';

const numberOf = (index: number) => `1555${String(index).padStart(7, '0')}`;
const itemsFor = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ number: numberOf(index) }));

const PARAMETERS = { application: '121', number: '={{ $json.number }}', message: 'Hello' };

describe('A run of Send', () => {
	const setting = useEngine();

	it('leaves a hint that n8n keeps with the run', async () => {
		setting.simulator.set({ refuse: { [numberOf(5)]: 406 } });
		const parameters = { ...PARAMETERS, options: { requestsPerMinute: 0 } };
		const { runData } = await setting.call('message.send', parameters, {
			items: itemsFor(6),
			onError: 'continueRegularOutput',
		});
		expect(runData[NODE_NAME]![0]!.hints).toEqual([
			{
				message: expect.stringMatching(/^6 messages in 5 requests: 5 accepted, 1 refused\. /),
				location: 'outputPane',
			},
		]);
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

		/** Sends an item for each file; in n8n's combined mode, items keep their files in their JSON. */
		const sendFiles = async (
			files: ReadonlyArray<IBinaryData | undefined>,
			binaryPropertyName = 'data',
			options: object = {},
			combined = false,
		) => {
			const workflow = workflowAround({
				parameters: {
					...{ resource: 'message', operation: 'send', ...PARAMETERS },
					...{ messageType: 'media', mediaSource: 'binary', binaryPropertyName },
					options: { requestsPerMinute: 0, ...options },
				},
				onError: 'continueRegularOutput',
			});
			const items = files.map((data, index): INodeExecutionData => {
				const json = { number: numberOf(index) };
				if (!data) return { json };
				return combined
					? { json: { ...json, _files: { data: data as never } } }
					: { json, binary: { data } };
			});
			const { output } = await runWorkflow(
				setting.engine,
				{ ...workflow, settings: { binaryMode: combined ? 'combined' : 'separate' } },
				{
					startNode: 'Start',
					pinData: { Start: items },
					credentials: { [CREDENTIAL_TYPE]: setting.credential() },
				},
			);
			return output(NODE_NAME);
		};

		it('reads it once for many items, also in several requests', async () => {
			const file = await store('a picture');
			expect(file.id).toMatch(/^filesystem/);
			const reading = jest.spyOn(service, 'getAsBuffer');
			const files = Array.from({ length: 60 }, () => ({ ...file }));
			const items = await sendFiles(files, 'data', { recipientsPerRequest: 20 });
			expect(items.map(({ json }) => json.status)).toEqual(Array(60).fill(100));
			expect(reading).toHaveBeenCalledTimes(1);
			expect(setting.simulator.counts.requests).toBe(3);
		});

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
				['by its path, if items keep files in their JSON', '_files.data', true, 3],
				[
					'by an expression, if items keep files in their JSON',
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
				const file = await make();
				const files = [file, file, file].map((own, index) => (index < withFile ? own : undefined));
				const items = await sendFiles(files, name, {}, combined);
				expect(items.map(({ json }) => json.status ?? json.error)).toEqual([100, 100, 100]);
				expect(setting.received()).toMatchObject([
					{
						media_name: 'menu.png',
						globalmedia_code: Buffer.from('a picture').toString('base64'),
						data: [0, 1, 2].map((index) => ({ number: numberOf(index) })),
					},
				]);
				expect(reading.mock.calls.length).toBeLessThanOrEqual(1);
			});
		});

		it.each<[what: string, make: () => Promise<IBinaryData>, message: string]>([
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
		])('that is %s refuses its own item alone', async (_, make, message) => {
			const [refused, sent] = await sendFiles([await make(), await store('a picture')]);
			expect(refusalIn(refused)).toMatchObject({
				error: message,
				details: { source: 'check', mayHaveBeenSent: false },
			});
			expect(JSON.stringify(refused)).not.toMatch(/ENOENT|workflows\/gone/);
			expect(sent!.json.status).toBe(100);
		});
	});
});
