import { post } from '../simulator/support';
import { refusalIn, useEngine } from './support';

const REPORT = 'message.getDeliveryReport';

/** Numbers for examples. */
const [ADA, BOB] = ['15550000001', '15550000002'];

describe('Message: Get Delivery Report', () => {
	const setting = useEngine();
	const { call } = setting;

	/** Sends messages beside the node, and gives the ID of their request. */
	const push = async (...numbers: Array<string | undefined>) => {
		const { baseUrl, token } = setting.simulator;
		const data = numbers.map((number) => ({ number, message: 'Hello' }));
		await post(`${baseUrl}/push`, { token, application: 8, data });
		return setting.simulator.messages.at(-1)!.pushId;
	};

	/** The bodies of the reports that were asked for. */
	const asked = () =>
		setting
			.received()
			.filter((_, index) => setting.simulator.requests[index]!.path.endsWith('/delivery-report'));

	const messageIds = () => setting.simulator.messages.map(({ messageId }) => messageId);

	it('gives an item for each message, in the words of the trigger', async () => {
		const pushId = await push(ADA, BOB);
		setting.simulator.set({
			deliveryStates: { [BOB!]: { status: 2, error_code: '131037', error_message: 'No name' } },
		});
		const { items } = await call(
			REPORT,
			{ pushId: '={{ $json.pushId }}' },
			{ items: [{ pushId }] },
		);
		const [first, second] = messageIds();
		const shared = {
			type: 'text',
			channelId: '8',
			projectId: '3526',
			pushId,
			time: expect.any(String),
		};
		expect(asked()).toEqual([{ push_id: pushId }]);
		expect(items).toEqual([
			{
				json: { ...shared, messageId: first, number: ADA, status: 'Delivered', statusCode: '1' },
				pairedItem: { item: 0 },
			},
			{
				json: {
					...shared,
					messageId: second,
					number: BOB,
					status: 'Failed',
					statusCode: '2',
					errorCode: '131037',
					errorMessage: 'No name',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([
		['nothing', ''],
		['a list', ['1']],
	])('refuses a push ID that is %s', async (_, pushId) => {
		const { items } = await call(
			REPORT,
			{ pushId: '={{ $json.pushId }}' },
			{ items: [{ pushId }], onError: 'continueRegularOutput' },
		);
		expect(refusalIn(items[0]).details).toMatchObject({
			code: null,
			source: 'check',
			retryable: false,
			issues: [{ field: 'pushId' }],
		});
		expect(asked()).toEqual([]);
	});

	it.each([['missing'], ['empty']] as const)(
		'gives one item, without a state, where data is %s',
		async (data) => {
			const pushId = await push(ADA);
			setting.simulator.set({ reportAnswer: { data } });
			const { items } = await call(REPORT, { pushId });
			expect(items).toEqual([
				{
					json: {
						pushId,
						type: 'text',
						channelId: '8',
						projectId: '3526',
						time: expect.any(String),
					},
					pairedItem: { item: 0 },
				},
			]);
		},
	);

	it("does not take the report's own status and words for those of a message", async () => {
		const data = [{ msg_id: '2', number: ADA }];
		setting.simulator.fault({ body: { status: 100, message: 'Success', push_id: 1, data } });
		const { items } = await call(REPORT, { pushId: '1' });
		expect(items[0]!.json).toEqual({
			pushId: '1',
			messageId: '2',
			number: ADA,
			status: 'Unknown',
		});
	});

	it.each([
		[
			'digits, beside the ID of the request',
			{ status: '999', push_id: 1, error_message: 'Too old' },
			999,
		],
		['a word, and it is no report', { status: 'failed', error_message: 'Nothing' }, null],
	])('refuses where the status without entries is %s', async (_, body, code) => {
		setting.simulator.fault({ body });
		const { items } = await call(REPORT, { pushId: '1' }, { onError: 'continueRegularOutput' });
		const { error, details } = refusalIn(items[0]);
		expect(details).toMatchObject({ code, source: 'api', attempts: 1, httpStatus: 200 });
		if ('error_message' in body) expect(error).toContain(body.error_message);
	});

	describe('with a message ID', () => {
		const parameters = { pushId: '={{ $json.pushId }}', messageId: '={{ $json.messageId }}' };

		it('gives one item for one in, in their order, from one request', async () => {
			const pushId = await push(ADA, BOB);
			const [first, second] = messageIds();
			const { items } = await call(REPORT, parameters, {
				items: [
					{ pushId, messageId: second },
					{ pushId: Number(pushId), messageId: Number(first) },
					{ pushId, messageId: ` ${second} ` },
				],
			});
			expect(asked()).toHaveLength(1);
			expect(
				items.map(({ json, pairedItem }) => [json.messageId, json.number, pairedItem]),
			).toEqual([
				[second, BOB, { item: 0 }],
				[first, ADA, { item: 1 }],
				[second, BOB, { item: 2 }],
			]);
			expect(items.map(({ json }) => json.status)).toEqual(Array(3).fill('Delivered'));
		});

		it('finds it where ids come as numbers', async () => {
			const pushId = await push(ADA);
			setting.simulator.set({ reportAnswer: { digits: 'numbers' } });
			const { items } = await call(REPORT, parameters, {
				items: [{ pushId, messageId: messageIds()[0] }],
			});
			expect(items[0]!.json).toMatchObject({ number: ADA, status: 'Delivered' });
		});

		it.each([
			['whole', {}],
			['without entries', { data: 'empty' }],
			['without data', { data: 'missing' }],
		] as const)('says that it is not there, where the report is %s', async (_, reportAnswer) => {
			const pushId = await push(ADA);
			setting.simulator.set({ reportAnswer });
			const { items } = await call(REPORT, { pushId, messageId: '4711' });
			expect(items).toEqual([
				{
					json: { pushId, messageId: '4711', found: false, status: 'Unknown' },
					pairedItem: { item: 0 },
				},
			]);
		});

		it('refuses one that is a list', async () => {
			const { items } = await call(REPORT, parameters, {
				items: [{ pushId: '1', messageId: ['2'] }],
				onError: 'continueRegularOutput',
			});
			expect(refusalIn(items[0]).details.issues).toMatchObject([{ field: 'messageId' }]);
		});
	});

	it('keeps what the trigger has no word for under its own name, and a key error as apiError', async () => {
		const pushId = await push(ADA);
		setting.simulator.set({
			reportAnswer: { extra: { error: 'none', campaign: 'Spring', empty: '' } },
		});
		const { items, errorItems } = await call(
			REPORT,
			{ pushId },
			{ onError: 'continueErrorOutput' },
		);
		expect(errorItems).toEqual([]);
		expect(items[0]!.json).toMatchObject({ apiError: 'none', campaign: 'Spring' });
		expect(items[0]!.json).not.toHaveProperty('empty');
	});
});
