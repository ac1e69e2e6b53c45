import type { IDataObject } from 'n8n-workflow';
import type { NodeRunOptions } from '../../tools/engine';
import { refusalIn, useEngine } from './support';

const COUNT = 100;
const CHANNELS = 3;
const numberOf = (index: number) => `1555${String(index).padStart(7, '0')}`;
const ITEMS: IDataObject[] = Array.from({ length: COUNT }, (_, index) => ({
	number: numberOf(index),
	channel: 201 + (index % CHANNELS),
}));
const PLACES = ITEMS.map((_, place) => place);

const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

describe('A refused recipient', () => {
	const setting = useEngine();

	const send = async (parameters: object = {}, rest: NodeRunOptions = {}) =>
		await setting.call(
			'message.send',
			{
				application: '201',
				number: '={{ $json.number }}',
				message: 'Hello',
				options: { requestsPerMinute: 0 },
				...parameters,
			},
			{ items: ITEMS, onError: 'continueRegularOutput', ...rest },
		);

	const refuse = (places: readonly number[], rest: object = {}) =>
		setting.simulator.set({
			...rest,
			refuse: Object.fromEntries(places.map((place) => [numberOf(place), 406])),
		});

	/** The places of those that got a message, in their order; nobody got two. */
	const placesSent = () => {
		const { byRecipient, byReference } = setting.simulator.tally;
		for (const count of [...byRecipient.values(), ...byReference.values()]) expect(count).toBe(1);
		return setting.simulator.messages.map(({ to }) => Number(to.slice(4)));
	};
	const allBut = (refused: readonly number[]) => PLACES.filter((place) => !refused.includes(place));

	it.each([[[0]], [[49, 50]], [[99]], [[3, 13, 23, 33, 43, 53, 63, 73, 83, 93]]])(
		'is refused alone, in few requests: %j of 100',
		async (refused) => {
			refuse(refused);
			const { items } = await send();
			expect(placesSent()).toEqual(allBut(refused));
			expect(PLACES.filter((place) => refusalIn(items[place]).details)).toEqual(refused);
			// 100, 50, 25, 13, 7, 4, 2, 1: at most two requests on each of seven levels.
			expect(setting.simulator.counts.requests).toBeLessThanOrEqual(1 + refused.length * 14);
		},
	);

	it('is found in each channel, and the others of all channels are sent in their order', async () => {
		const refused = [0, 13, 22];
		refuse(refused);
		await send({ application: '={{ $json.channel }}' });
		const sent = placesSent();
		for (let channel = 0; channel < CHANNELS; channel++) {
			const own = (place: number) => place % CHANNELS === channel;
			expect(sent.filter(own)).toEqual(allBut(refused).filter(own));
		}
	});

	it.each(['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'] as const)(
		'leads to nothing twice with Retry On Fail and %s',
		async (onError) => {
			refuse([0, 42]);
			await send({}, { onError, settings: RETRY_ON_FAIL });
			expect(placesSent()).toEqual(onError === 'stopWorkflow' ? [] : allBut([0, 42]));
		},
	);

	it.each([
		['in a request of which nothing was sent', {}],
		['in a request of which the first ones were sent', { takenOfRefused: 'earlier' }],
	])('with Stop %s: the Retry button sends the others alone', async (_, rest) => {
		refuse([60], rest);
		const failed = await send({}, { onError: 'stopWorkflow' });
		expect(failed.error).toMatchObject({ httpCode: '406', context: { itemIndex: 60 } });
		expect(failed.error!.description).toMatch(/Accepted before: items 0 to 59\. Retry sends only/);
		refuse([]);
		const retried = await send({}, { onError: 'stopWorkflow', retryOf: failed });
		expect(retried.items.map(({ json }) => json.number)).toEqual(PLACES.map(numberOf));
		expect(placesSent()).toEqual(PLACES);
		expect(failed.stored()).not.toContain(setting.simulator.token);
	});

	it('is looked for no further in a half that may have been sent', async () => {
		refuse([5]);
		setting.simulator.fault({ status: 406 });
		setting.simulator.fault({ reset: true, applyFirst: true, match: { number: numberOf(60) } });
		const { items } = await send();
		expect(placesSent().sort((a, b) => a - b)).toEqual(allBut([5]));
		expect(refusalIn(items[60]).details).toMatchObject({ mayHaveBeenSent: true });
		expect(refusalIn(items[5]).details).toMatchObject({ code: 406, mayHaveBeenSent: false });
	});
});
