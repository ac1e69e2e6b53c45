import type { IDataObject, OnError } from 'n8n-workflow';
import type { NodeRunOptions } from './harness';
import { refusalIn, useEngine } from './support';

type Fields = Record<string, unknown>;

const COUNT = 100;
const numberOf = (index: number) => `1555${String(index).padStart(7, '0')}`;
const NUMBERS = Array.from({ length: COUNT }, (_, index) => numberOf(index));
const ITEMS: IDataObject[] = NUMBERS.map((number) => ({ number }));

const range = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => from + index);

const MODES: readonly OnError[] = ['continueRegularOutput', 'continueErrorOutput'];
const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

describe('A refused recipient', () => {
	const setting = useEngine();

	const send = async (changes: Fields = {}, rest: NodeRunOptions = {}) => {
		const { options, ...others } = changes;
		return await setting.call(
			'message.send',
			{
				application: '121',
				number: '={{ $json.number }}',
				message: 'Hello',
				...others,
				options: { requestsPerMinute: 0, ...(options as object) },
			},
			{ items: ITEMS, onError: 'continueRegularOutput', ...rest },
		);
	};

	const refuse = (places: readonly number[], code = 406, rest: Fields = {}) =>
		setting.simulator.set({
			...rest,
			refuse: Object.fromEntries(places.map((place) => [numberOf(place), code])),
		});

	/** How many recipients each request had. */
	const sizes = () => setting.received().map(({ data }) => (data as unknown[]).length);

	const takenPlaces = () =>
		setting.simulator.messages.map(({ to }) => NUMBERS.indexOf(to)).sort((a, b) => a - b);

	const expectNothingTwice = () => {
		for (const [, count] of setting.simulator.tally.byRecipient) expect(count).toBe(1);
		for (const [, count] of setting.simulator.tally.byReference) expect(count).toBe(1);
	};

	const allBut = (refused: readonly number[]) =>
		range(0, COUNT).filter((place) => !refused.includes(place));

	const CASES: ReadonlyArray<[what: string, refused: number[]]> = [
		['none', []],
		['the first', [0]],
		['one in the middle', [50]],
		['the last', [99]],
		['the first and the last', [0, 99]],
		['two neighbours', [49, 50]],
		['ten apart', range(0, 10).map((index) => index * 10 + 3)],
	];

	describe.each(MODES)('with %s', (onError) => {
		it.each(CASES)('is refused alone: %s of 100', async (_, refused) => {
			refuse(refused);
			const { items, errorItems, error } = await send({}, { onError });
			expect(error).toBeUndefined();
			expect(takenPlaces()).toEqual(allBut(refused));
			expectNothingTwice();
			const told = [...items, ...errorItems].filter(({ json }) => 'details' in json);
			expect(told.map(({ pairedItem }) => pairedItem)).toEqual(refused.map((item) => ({ item })));
			for (const item of told) {
				expect(refusalIn(item).details).toMatchObject({
					code: 406,
					source: 'api',
					recipients: 1,
					mayHaveBeenSent: false,
					attempts: expect.any(Number),
				});
				expect(refusalIn(item).error).toMatch(/does not take the phone number/);
			}
			expect(items.filter(({ json }) => json.status === 100)).toHaveLength(COUNT - refused.length);
			// 100, 50, 25, 13, 7, 4, 2, 1: at most two requests on each of seven levels.
			expect(sizes().length).toBeLessThanOrEqual(1 + refused.length * 14);
		});
	});

	it.each(CASES.slice(1))('with Stop, %s: what stood before it was sent', async (_, refused) => {
		refuse(refused);
		const { error } = await send({}, { onError: 'stopWorkflow' });
		const first = Math.min(...refused);
		expect(error).toMatchObject({ httpCode: '406', context: { itemIndex: first } });
		expect(takenPlaces()).toEqual(range(0, first));
		expectNothingTwice();
		if (first === 0) expect(error!.description).not.toMatch(/Accepted before/);
		else {
			expect(error!.description).toMatch(
				first === 1
					? /Accepted before: item 0\. /
					: new RegExp(`Accepted before: items 0 to ${first - 1}\\. Retry sends only the others`),
			);
		}
	});

	it('with Stop, the Retry button sends the others alone', async () => {
		refuse([60]);
		const failed = await send({}, { onError: 'stopWorkflow' });
		refuse([]);
		const retried = await send({}, { onError: 'stopWorkflow', retryOf: failed });
		expect(retried.error).toBeUndefined();
		expect(takenPlaces()).toEqual(range(0, COUNT));
		expectNothingTwice();
		expect(retried.items.map(({ json }) => json.number)).toEqual(NUMBERS);
		expect(failed.stored()).not.toContain(setting.simulator.token);
	});

	it.each(['stopWorkflow', ...MODES] as const)(
		'with %s, Retry On Fail sends nothing twice',
		async (onError) => {
			refuse([0, 42]);
			await send({}, { onError, settings: RETRY_ON_FAIL });
			expectNothingTwice();
			expect(takenPlaces()).toEqual(onError === 'stopWorkflow' ? [] : allBut([0, 42]));
		},
	);

	describe('is looked for no more after eight in a row', () => {
		it('where all are refused', async () => {
			refuse(range(0, COUNT));
			const { items } = await send();
			expect(setting.simulator.messages).toEqual([]);
			expect(sizes().filter((size) => size === 1)).toHaveLength(8);
			expect(items).toHaveLength(COUNT);
			items.forEach((item, place) => {
				const { error, details } = refusalIn(item);
				expect(details).toMatchObject({ code: 406, source: 'api', mayHaveBeenSent: false });
				if (place < 8) expect(error).not.toMatch(/not tried alone/);
				else expect(error).toMatch(/not tried alone/);
			});
			expect(refusalIn(items[99]).details.issues[0]!.hint).toMatch(/8 recipients in a row/);
		});

		it('with nothing sent again of the requests behind it', async () => {
			refuse(range(0, COUNT));
			await send({ options: { recipientsPerRequest: 20 } });
			expect(sizes().filter((size) => size === 1)).toHaveLength(8);
			expect(sizes().slice(-4)).toEqual([20, 20, 20, 20]);
		});

		it('where an accepted request begins the count anew', async () => {
			// Seven, then one that is accepted, over and over.
			const refused = range(0, COUNT).filter((place) => place % 8 !== 7);
			refuse(refused);
			await send();
			expect(takenPlaces()).toEqual(allBut(refused));
			expectNothingTwice();
		});

		it('and another code is still looked for', async () => {
			const refused = range(0, 20);
			setting.simulator.set({
				refuse: {
					...Object.fromEntries(refused.map((place) => [numberOf(place), 406])),
					[numberOf(30)]: 802,
				},
			});
			const { items } = await send({ options: { recipientsPerRequest: 20 } });
			expect(refusalIn(items[30]).details).toMatchObject({ code: 802, recipients: 1 });
			expect(takenPlaces()).toEqual(allBut([...refused, 30]));
		});
	});

	it.each([402, 403, 410, 801, 804, 999])('is not looked for with the code %i', async (code) => {
		refuse([5], code);
		const { items } = await send();
		expect(sizes()).toEqual([COUNT]);
		expect(setting.simulator.messages).toEqual([]);
		for (const item of items) {
			expect(refusalIn(item).details).toMatchObject({ code, recipients: COUNT });
		}
	});

	it('fails the items of its own request alone', async () => {
		refuse([25]);
		const { items } = await send({ options: { findRefused: false, recipientsPerRequest: 20 } });
		expect(items.flatMap(({ json }, place) => (json.status === 100 ? [] : [place]))).toEqual(
			range(20, 40),
		);
		expect(takenPlaces()).toEqual(allBut(range(20, 40)));
	});

	it.each([
		['others', allBut([5])],
		['earlier', range(0, 5)],
	] as const)('in an answer that took %s: those are accepted', async (takenOfRefused, taken) => {
		refuse([5], 406, { takenOfRefused });
		const { items } = await send();
		expect(sizes()).toEqual([COUNT]);
		expect(takenPlaces()).toEqual(taken);
		expectNothingTwice();
		items.forEach(({ json }, place) => {
			if (!taken.includes(place)) return expect(json.details).toMatchObject({ code: 406 });
			return expect(json).toMatchObject({
				status: 100,
				number: numberOf(place),
				messageId: expect.stringMatching(/^\d+$/),
				pushId: '7478630',
			});
		});
	});

	it('in an answer that took others: the words of the refusal are not theirs', async () => {
		const number = numberOf(0);
		setting.simulator.fault({
			body: {
				status: 406,
				message: 'Invalid Mobile Number',
				error_message: 'Refused',
				error: 'Refused',
				data: [{ msg_id: '77', number, credit: '0.005' }],
			},
		});
		const { items } = await send();
		expect(items[0]!.json).toEqual({
			status: 100,
			messageId: '77',
			number,
			credit: '0.005',
			recipients: COUNT,
			referenceNumber: expect.any(String),
		});
		expect(refusalIn(items[1]).error).toMatch(/does not take the phone number/);
	});

	it('in an answer that took others: with Stop they are accepted, and the first other is named', async () => {
		refuse([5], 406, { takenOfRefused: 'earlier' });
		const failed = await send({}, { onError: 'stopWorkflow' });
		expect(failed.error).toMatchObject({ httpCode: '406', context: { itemIndex: 5 } });
		expect(failed.error!.description).toMatch(/Accepted before: items 0 to 4\. /);
		refuse([]);
		await send({}, { onError: 'stopWorkflow', retryOf: failed });
		expect(takenPlaces()).toEqual(range(0, COUNT));
		expectNothingTwice();
	});

	it('is looked for no further after a doubt about a half', async () => {
		refuse([5]);
		// The first request is refused, whatever it holds.
		setting.simulator.fault({ status: 406 });
		setting.simulator.fault({ reset: true, applyFirst: true, match: { number: numberOf(60) } });
		const { items } = await send();
		expectNothingTwice();
		expect(takenPlaces()).toEqual(allBut([5]));
		range(50, COUNT).forEach((place) => {
			expect(refusalIn(items[place]).details).toMatchObject({ mayHaveBeenSent: true });
		});
		expect(refusalIn(items[5]).details).toMatchObject({ code: 406, mayHaveBeenSent: false });
	});
});

describe('Refused recipients in several channels', () => {
	const setting = useEngine();
	const CHANNELS = [201, 202, 203];
	const EACH = 12;

	/** Item by item from one channel to the next. */
	const items = range(0, CHANNELS.length * EACH).map((place) => ({
		number: numberOf(place),
		channel: CHANNELS[place % CHANNELS.length]!,
	}));
	const placesOf = (channel: number) =>
		range(0, items.length).filter((place) => items[place]!.channel === channel);

	/** The first of one channel, two of another by another code, none of the third. */
	const REFUSED = new Map([
		[0, 406],
		[13, 802],
		[22, 802],
	]);

	const send = async (onError: OnError, latency = 0) => {
		setting.simulator.set({
			refuse: Object.fromEntries([...REFUSED].map(([place, code]) => [numberOf(place), code])),
		});
		if (latency > 0) setting.simulator.fault({ latency, times: Infinity });
		return await setting.call(
			'message.send',
			{
				application: '={{ $json.channel }}',
				number: '={{ $json.number }}',
				message: 'Hello',
				options: { requestsPerMinute: 0, recipientsPerRequest: 4 },
			},
			{ items, onError },
		);
	};

	const placesSent = (channel: number) =>
		setting.simulator.messages
			.filter((message) => message.channel === String(channel))
			.map(({ to }) => NUMBERS.indexOf(to));

	it('are found in each, and the others of all channels are sent in their order', async () => {
		const { items: outputs } = await send('continueRegularOutput');
		expect(outputs.map((item) => refusalIn(item).details?.code ?? item.json.number)).toEqual(
			items.map(({ number }, place) => REFUSED.get(place) ?? number),
		);
		for (const channel of CHANNELS) {
			expect(placesSent(channel)).toEqual(placesOf(channel).filter((place) => !REFUSED.has(place)));
		}
		for (const [, count] of setting.simulator.tally.byRecipient) expect(count).toBe(1);
	});

	it('the requests of one channel go out one after another, those of others beside them', async () => {
		await send('continueRegularOutput', 50);
		expect(setting.simulator.peakInFlight).toBeGreaterThan(1);
		for (const channel of CHANNELS) {
			const own = setting.simulator.requests.filter(
				({ application }) => String(application) === String(channel),
			);
			own.slice(1).forEach(({ receivedAt }, index) => {
				expect(receivedAt).toBeGreaterThanOrEqual(own[index]!.answeredAt!);
			});
		}
	});

	it('with Stop nothing behind the first one is sent in his channel', async () => {
		const { error } = await send('stopWorkflow', 30);
		const { itemIndex } = error!.context as { itemIndex: number };
		expect([...REFUSED.keys()]).toContain(itemIndex);
		const { channel } = items[itemIndex]!;
		expect(placesSent(channel)).toEqual(
			placesOf(channel).filter((place) => place < itemIndex && !REFUSED.has(place)),
		);
		for (const [, count] of setting.simulator.tally.byRecipient) expect(count).toBe(1);
	});
});
