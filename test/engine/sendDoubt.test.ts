import type { IDataObject, OnError } from 'n8n-workflow';
import type { Fault } from '../../tools/simulator';
import type { NodeRunOptions } from './harness';
import { refusalIn, useEngine } from './support';

type Fields = Record<string, unknown>;

const numberOf = (index: number) => `1555${String(index).padStart(7, '0')}`;
const itemsFor = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ number: numberOf(index) }));

const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const MODES: readonly OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

const OPERATIONS: ReadonlyArray<[operation: string, parameters: Fields]> = [
	['message.send', { message: 'Hello' }],
	['message.sendTemplate', { template: { __rl: true, mode: 'id', value: 'HW1001' } }],
];

describe.each(OPERATIONS)('%s', (operation, own) => {
	const setting = useEngine();

	const send = async (rest: NodeRunOptions = {}, options: Fields = {}) =>
		await setting.call(
			operation,
			{
				application: '121',
				number: '={{ $json.number }}',
				...own,
				options: { requestsPerMinute: 0, recipientsPerRequest: 2, ...options },
			},
			{ items: itemsFor(6), ...rest },
		);

	const mostOfOne = () => Math.max(0, ...setting.simulator.tally.byRecipient.values());
	const sent = () => [...setting.simulator.tally.byRecipient.keys()].sort();

	describe('without an answer', () => {
		const FAULTS: ReadonlyArray<[what: string, fault: Fault]> = [
			['a reset', { reset: true }],
			['a hang', { hang: true }],
			['an answer that ends halfway', { closeHalfway: true }],
			['HTTP 500', { httpStatus: 500 }],
			['a login page', { body: '<h1>Sign in</h1>' }],
		];

		it.each(
			FAULTS.flatMap(([what, fault]) => [
				{ what: `${what} after its effect`, fault: { ...fault, applyFirst: true } },
				{ what: `${what} before any effect`, fault },
			]),
		)('$what may have been sent, and is not sent again', async ({ fault }) => {
			setting.simulator.fault({ ...fault, times: Infinity, match: { number: numberOf(2) } });
			const { items } = await send({ onError: 'continueRegularOutput' }, { timeout: 1000 });
			expect(mostOfOne()).toBe(1);
			expect(setting.simulator.counts.requests).toBe(3);
			expect(items.map(({ json }) => json.status ?? 'refused')).toEqual([
				...[100, 100],
				...['refused', 'refused'],
				...[100, 100],
			]);
			for (const place of [2, 3]) {
				const { error, details } = refusalIn(items[place]);
				expect(error).toMatch(/may have been sent/);
				expect(details).toMatchObject({
					mayHaveBeenSent: true,
					retryable: false,
					attempts: 1,
					recipients: 2,
					referenceNumber: expect.stringMatching(new RegExp(`-node-1-0-${place}$`)),
				});
			}
		});

		it('with Stop the reference number stands in the description', async () => {
			setting.simulator.fault({
				reset: true,
				applyFirst: true,
				match: { number: numberOf(2) },
			});
			const { error } = await send({}, { referenceNumber: '=order-{{ $itemIndex }}' });
			expect(error).toMatchObject({ context: { itemIndex: 2 } });
			expect(error!.message).toMatch(/may have been sent/);
			expect(error!.description).toContain('Its reference number is order-2.');
			expect(error!.description).toContain('No answer came for item 3');
			expect(error!.description).toContain('Accepted before: items 0 to 1.');
			expect(setting.simulator.tally.byReference.get('order-2')).toBe(1);
			expect(sent()).toEqual([0, 1, 2, 3].map(numberOf));
		});

		it('the reference number to look for is the one that went out', async () => {
			setting.simulator.fault({ reset: true, applyFirst: true });
			const { items } = await send(
				{ onError: 'continueRegularOutput', items: itemsFor(1) },
				{ extraRecipient: '{ "reference_number": "order-8" }' },
			);
			expect(refusalIn(items[0]).details).toMatchObject({ referenceNumber: 'order-8' });
			expect(setting.simulator.tally.byReference.get('order-8')).toBe(1);
		});

		it('HTTP 429 surely was not sent, and is sent again', async () => {
			setting.simulator.fault({ httpStatus: 429, headers: { 'Retry-After': '0' } });
			const { items } = await send();
			expect(items.map(({ json }) => json.status)).toEqual(Array(6).fill(100));
			expect(mostOfOne()).toBe(1);
			expect(setting.simulator.counts.requests).toBe(4);
		});

		it('a refusal has no reference number, and was not sent', async () => {
			setting.simulator.fault({ status: 403 });
			const { items } = await send({ onError: 'continueRegularOutput' });
			expect(refusalIn(items[0]).details).toMatchObject({ code: 403, mayHaveBeenSent: false });
			expect(refusalIn(items[0]).details).not.toHaveProperty('referenceNumber');
		});
	});

	describe.each(MODES)('with Retry On Fail and %s', (onError) => {
		it.each([0, 2, 4])('a doubt about item %i sends nothing twice', async (place) => {
			setting.simulator.fault({
				reset: true,
				applyFirst: true,
				times: Infinity,
				match: { number: numberOf(place) },
			});
			const { items, errorItems, error } = await send({ onError, settings: RETRY_ON_FAIL });
			expect(mostOfOne()).toBe(1);
			if (onError === 'stopWorkflow') {
				expect(error!.message).toMatch(/may have been sent/);
				expect(error!.description).toMatch(/Its reference number is /);
				expect(sent()).toEqual(itemsFor(place + 2).map(({ number }) => number));
				return;
			}
			expect(sent()).toEqual(itemsFor(6).map(({ number }) => number));
			const told = [...items, ...errorItems].filter(({ json }) => 'details' in json);
			expect(told).toHaveLength(2);
			for (const item of told) {
				expect(refusalIn(item).details).toMatchObject({
					mayHaveBeenSent: true,
					referenceNumber: expect.any(String),
				});
			}
		});

		it('what was refused once is sent, the others not again', async () => {
			setting.simulator.fault({ status: 403 });
			const { items, error } = await send({ onError, settings: RETRY_ON_FAIL });
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => [json.status, json.number])).toEqual(
				itemsFor(6).map(({ number }) => [100, number]),
			);
			expect(mostOfOne()).toBe(1);
		});
	});

	it('the Retry button sends the doubtful ones too, since a person decided', async () => {
		setting.simulator.fault({ reset: true, match: { number: numberOf(2) } });
		const failed = await send();
		expect(failed.run.status).toBe('error');
		const retried = await send({ retryOf: failed });
		expect(retried.items.map(({ json }) => json.status)).toEqual(Array(6).fill(100));
		expect(sent()).toEqual(itemsFor(6).map(({ number }) => number));
		expect(mostOfOne()).toBe(1);
	});
});

describe('The answer to messages', () => {
	const setting = useEngine();

	const send = async (pushAnswer: Fields) => {
		setting.simulator.set({ pushAnswer });
		const run = await setting.call(
			'message.send',
			{
				application: '121',
				number: '={{ $json.number }}',
				message: 'Hello',
				options: { requestsPerMinute: 0 },
			},
			{ items: itemsFor(4) },
		);
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => [json.status, json.number])).toEqual(
			itemsFor(4).map(({ number }) => [100, number]),
		);
		return run.items.map(({ json }) => json);
	};

	/** The message IDs in the order of the items, as they were taken. */
	const takenIds = () => setting.simulator.messages.map(({ messageId }) => messageId);
	const idsIn = (outputs: readonly IDataObject[]) => outputs.map(({ messageId }) => messageId);

	it.each<[string, Fields]>([
		['numbers with 00', { numbers: 'zeros', order: 'reversed' }],
		['numbers that match none', { numbers: 'other' }],
		['no numbers', { numbers: 'missing' }],
	])('finds each its own entry: %s', async (_, pushAnswer) => {
		expect(idsIn(await send(pushAnswer))).toEqual(takenIds());
	});

	it.each<[string, Fields, number[]]>([
		[
			'one is missing and the others are reversed',
			{ leaveOut: [numberOf(1)], order: 'reversed' },
			[1],
		],
		['the list is empty', { data: 'empty' }, [0, 1, 2, 3]],
		[
			'one is missing and none has a number',
			{ leaveOut: [numberOf(1)], numbers: 'missing' },
			[0, 1, 2, 3],
		],
	])('invents no message ID where %s', async (_, pushAnswer, missing) => {
		const outputs = await send(pushAnswer);
		expect(idsIn(outputs)).toEqual(
			takenIds().map((id, place) => (missing.includes(place) ? null : id)),
		);
		expect(outputs.map(({ pushId }) => pushId)).toEqual(Array(4).fill('7478630'));
	});

	it('puts further keys out under their own names, and "error" as apiError', async () => {
		const outputs = await send({
			extra: { error: 'a note', plan: 'top' },
			extraInEntries: { error: 'an entry', plan: 'entry', country: 'US' },
		});
		for (const output of outputs) {
			expect(output).toMatchObject({ apiError: 'a note', plan: 'top', country: 'US' });
			expect(output).not.toHaveProperty('error');
		}
	});
});
