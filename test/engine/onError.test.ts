/** What n8n does with a refused item, by On Error of the node. */
import { refusalIn, useEngine } from './support';

describe('A refused item', () => {
	const setting = useEngine();
	const ITEMS = ['Hello', 'x'.repeat(150), 'Refused', 'Hello'].map((about) => ({ about }));

	const run = async (onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput') => {
		setting.simulator.fault({ status: 830, match: { body: { about: 'Refused' } } });
		return await setting.run({
			items: ITEMS,
			onError,
			parameters: { updateFields: { about: '={{ $json.about }}' } },
		});
	};
	const CHECKED = { code: 819, source: 'check', retryable: false };
	const ANSWERED = { code: 830, source: 'api', retryable: false };

	it('ends the run with Stop before anything is sent, and the editor shows its item and what to do', async () => {
		const { error, run: whole } = await run('stopWorkflow');
		expect(whole.status).toBe('error');
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 1 } });
		expect(error!.message).toMatch(/150.*139/);
		expect(error!.description).toMatch(/^Shorten it by 11 characters \(code 819\)/);
		expect(setting.received()).toEqual([]);
	});

	it('is in its place with Continue, with error and details and no other key', async () => {
		const { items } = await run('continueRegularOutput');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ITEMS.map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.status ?? 'refused')).toEqual([
			...[100, 'refused', 'refused', 100],
		]);
		for (const place of [1, 2]) {
			expect(Object.keys(items[place]!.json)).toEqual(['error', 'details']);
			expect(items[place]!.error).toBeUndefined();
		}
		expect(refusalIn(items[1]).details).toMatchObject(CHECKED);
		expect(refusalIn(items[2]).details).toMatchObject(ANSWERED);
	});

	it('leaves by the error output with its details, and no other item does', async () => {
		const { items, errorItems } = await run('continueErrorOutput');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 3 }]);
		expect(errorItems).toMatchObject([
			{ pairedItem: { item: 1 }, json: { details: CHECKED } },
			{ pairedItem: { item: 2 }, json: { details: ANSWERED } },
		]);
	});

	it('is none if an accepted answer has a key "error"', async () => {
		setting.simulator.fault({ body: { status: 'SUCCESS', balance: 1, error: '' } });
		const { items, errorItems } = await setting.call(
			'account.getBalance',
			{},
			{ onError: 'continueErrorOutput' },
		);
		expect(errorItems).toEqual([]);
		expect(items[0]!.json).toEqual({ status: 'SUCCESS', balance: 1, apiError: '' });
	});
});
