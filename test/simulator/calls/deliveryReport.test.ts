import { MESSAGES } from '../index';
import { call, statusOf, useSimulator } from '../support';

type Fields = Record<string, unknown>;

const ONE = '15550000001';
const TWO = '15550000002';

describe('/delivery-report', () => {
	const simulator = useSimulator({ now: () => Date.UTC(2019, 7, 6, 18, 46) });
	const ask = async (fields: Fields = { push_id: 7478630 }) =>
		(await (await call(simulator(), 'delivery-report', fields)).json()) as Fields;
	const push = async (fields: Fields = {}) =>
		await call(simulator(), 'push', {
			application: '1',
			globalmessage: 'Hello',
			data: [{ number: ONE, reference_number: 'a' }, { number: TWO }],
			...fields,
		});

	it('shows what was sent as the documentation does, without a status', async () => {
		await push();
		expect(await ask()).toEqual({
			project_id: '3526',
			push_id: 7478630,
			application: '1',
			message_type: '3',
			time: '06-08-2019 06:46 PM',
			data: [
				{ number: ONE, msg_id: '9844217', status: '1', error_code: '' },
				{ number: TWO, msg_id: '9844218', status: '1', error_code: '' },
			],
		});
	});

	it('takes the push ID as text too', async () => {
		await push();
		await push();
		expect(await ask({ push_id: '7478631' })).toMatchObject({ push_id: 7478631 });
	});

	it.each(['9844217', 'a', ONE])('tells the state that is set for %s', async (key) => {
		await push();
		const state = { status: 2, error_code: '131026', error_message: 'Undeliverable' };
		simulator().set({ deliveryStates: { [key]: state }, deliveryState: { status: '3' } });
		expect((await ask()).data).toEqual([
			{ number: ONE, msg_id: '9844217', ...state },
			{ number: TWO, msg_id: '9844218', error_code: '', status: '3' },
		]);
	});

	it.each<[string, Fields]>([
		['1', { globalmedia: 'https://shop.example/a.PNG?x=1' }],
		['2', { globalmedia: 'https://shop.example/a.mp4' }],
		['4', { globalmedia: 'https://shop.example/a.ogg' }],
		['5', { globalmedia: 'https://shop.example/a.pdf' }],
		['5', { application: '8', globalmedia_code: 'AAAA', media_name: 'list.pdf' }],
		['1', { application: '8', globalmedia_code: 'AAAA', media_name: 'a.jpg' }],
		['3', { application: '8', location: { lat: 1, long: 2 } }],
	])('tells the message type %s of %j', async (type, fields) => {
		await push(fields);
		expect(await ask()).toMatchObject({ message_type: type });
	});

	it.each([
		['an unknown push ID', { push_id: 1 }],
		['a blank push ID', { push_id: '' }],
		['no push ID', {}],
		['a push ID in words', { push_id: 'last' }],
		['a channel', { push_id: 7478630, application: 1 }],
	])('answers 410 to %s', async (_, fields) => {
		await push();
		expect(await ask(fields)).toEqual({ status: 410, message: MESSAGES[410] });
	});

	it('does not know a push that was refused, or whose effect was kept away', async () => {
		simulator().set({ refuse: { [TWO]: 406 } });
		await push();
		simulator().set({ refuse: {} });
		simulator().fault({ status: 410 });
		await push();
		expect((await ask()).status).toBe(410);
	});

	describe('answers differently, where told so:', () => {
		beforeEach(async () => {
			await push();
		});

		it('a refusal with error_message', async () => {
			simulator().set({ reportAnswer: { refusal: 405 } });
			expect(await ask()).toEqual({ status: 405, error_message: MESSAGES[405] });
		});

		it('a status at the top, and keys of its own', async () => {
			simulator().set({ reportAnswer: { status: '100', extra: { error: 'none' } } });
			expect(await ask()).toMatchObject({ status: '100', error: 'none', push_id: 7478630 });
		});

		it('digits as text', async () => {
			simulator().set({ reportAnswer: { digits: 'text' } });
			expect(await ask()).toMatchObject({ push_id: '7478630', data: [{ status: '1' }, {}] });
		});

		it('digits as numbers', async () => {
			simulator().set({ reportAnswer: { digits: 'numbers' } });
			expect(await ask()).toMatchObject({
				project_id: 3526,
				application: 1,
				message_type: 3,
				time: '06-08-2019 06:46 PM',
				data: [{ number: 15550000001, msg_id: 9844217, status: 1, error_code: '' }, {}],
			});
		});

		it('an empty list, or none', async () => {
			simulator().set({ reportAnswer: { data: 'empty' } });
			expect(await ask()).toMatchObject({ data: [] });
			simulator().set({ reportAnswer: { data: 'missing' } });
			expect(await ask()).not.toHaveProperty('data');
		});
	});

	it('is not refused without an official account', async () => {
		simulator().set({ officialAccount: false });
		expect(await statusOf(await push())).toBe(100);
		expect(await ask()).toHaveProperty('data');
	});
});
