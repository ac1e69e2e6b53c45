import { refusalIn, useEngine } from './support';

const BALANCE = 'account.getBalance';

describe('Account: Get Balance', () => {
	const setting = useEngine();
	const { call, received } = setting;

	it('asks with the token alone, and gives the answer as it is', async () => {
		const { items } = await call(BALANCE);
		expect(setting.simulator.requests[0]).toMatchObject({ path: '/app/api/v2/check-balance' });
		expect(received()).toEqual([{}]);
		expect(items).toEqual([
			{ json: { status: 100, message: 'Success', balance: 1250.5 }, pairedItem: { item: 0 } },
		]);
	});

	it('sends no channel, also where the credential has a default one', async () => {
		await call(BALANCE, {}, { credential: setting.credential({ channelId: '8' }) });
		expect(received()).toEqual([{}]);
	});

	it('asks once for many items, and gives each of them the answer', async () => {
		const { items } = await call(BALANCE, {}, { items: [{ a: 1 }, { a: 2 }, { a: 3 }] });
		expect(received()).toHaveLength(1);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items.map(({ json }) => json.balance)).toEqual([1250.5, 1250.5, 1250.5]);
	});

	it('gives a key error of the answer as apiError, since n8n takes error for a failed item', async () => {
		setting.simulator.fault({ body: { status: 'SUCCESS', balance: 1, error: '' } });
		const { items, errorItems } = await call(BALANCE, {}, { onError: 'continueErrorOutput' });
		expect(errorItems).toEqual([]);
		expect(items[0]!.json).toEqual({ status: 'SUCCESS', balance: 1, apiError: '' });
		expect(setting.simulator.counts.requests).toBe(1);
	});

	it.each([
		['the plan has no API', { status: 405 }, 405, /plan/i],
		['the token is wrong, said in HTTP 401', { status: 401, httpStatus: 401 }, 401, /token/i],
		['a code that nobody knows', { status: 999, message: 'Full moon' }, 999, /999: Full moon/],
	])('refuses all items that asked where %s', async (_, fault, code, says) => {
		setting.simulator.fault(fault);
		const { items } = await call(
			BALANCE,
			{},
			{ items: [{}, {}], onError: 'continueRegularOutput' },
		);
		expect(setting.simulator.counts.requests).toBe(1);
		for (const item of items) {
			expect(refusalIn(item).error).toMatch(says);
			expect(refusalIn(item).details).toMatchObject({ code, source: 'api', attempts: 1 });
			expect(refusalIn(item).details).not.toHaveProperty('mayHaveBeenSent');
		}
		expect(items).toHaveLength(2);
	});

	it('is asked again after a doubt, three times unless told, since asking changes nothing', async () => {
		setting.simulator.fault({ reset: true, times: 3 });
		const { items } = await call(BALANCE);
		expect(items[0]!.json.status).toBe(100);
		expect(setting.simulator.counts.requests).toBe(4);
	});

	it('refuses an option that it cannot read, and leaves out those of operations that change something', async () => {
		const { items } = await call(
			BALANCE,
			{ options: { maxRetries: 11, dryRun: true } },
			{ onError: 'continueRegularOutput' },
		);
		expect(refusalIn(items[0]).details).toMatchObject({
			source: 'check',
			issues: [{ field: 'maxRetries' }],
		});
		await call(BALANCE, { options: { dryRun: true, checkBeforeSending: false } });
		expect(setting.simulator.counts.requests).toBe(1);
	});
});
