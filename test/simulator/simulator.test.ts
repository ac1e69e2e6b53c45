/** The stub: each documented sample, each code that its calls answer, and each kind of fault once. */
import {
	MESSAGES,
	startSimulator,
	type Fault,
	type RecordedRequest,
	type SettingChanges,
	type Simulator,
} from '../../tools/simulator';
import { post, until } from './support';
import { deliveryEvent, said, sendWebhook, textMessage } from '../../tools/simulator/webhooks';

type Fields = Record<string, unknown>;

const [ONE, TWO] = ['15550000001', '15550000002'];
const SUCCESS = { status: 100, message: 'Success' };
const letters = (count: number) => 'x'.repeat(count);

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const send = async (name: string, fields: Fields, init: RequestInit = {}) =>
	await post(`${simulator.baseUrl}/${name}`, { token: simulator.token, ...fields }, init);

const ask = async (name: string, fields: Fields = {}) =>
	(await (await send(name, fields)).json()) as Fields;

const text = (recipient: Fields = {}, top: Fields = {}): Fields => ({
	application: '121',
	...top,
	data: [{ number: ONE, message: 'Hello', ...recipient }],
});

const template = (recipient: Fields = {}, top: Fields = {}): Fields => ({
	...{ application: 121, template_id: 'XY6479', language: 'en' },
	...top,
	data: [{ number: ONE, template_message: ['42', '9 USD', 'Monday'], ...recipient }],
});

describe('answers as the documentation shows', () => {
	it('/update-profile, and keeps the profile of each channel', async () => {
		const profile = {
			about: 'Open daily',
			address: '1 High Street',
			description: 'Books and tea',
			email: 'desk@shop.example',
			industry: 14,
			websites: ['https://shop.example', 'http://blog.shop.example/tea'],
			profile_pic: 'https://shop.example/logo.png',
		};
		expect(await ask('update-profile', { application: 8, ...profile })).toEqual(SUCCESS);
		await ask('update-profile', { application: 8, address: '', websites: [] });
		const { about, description, email, industry, profile_pic } = profile;
		const left = { about, description, email, industry, profile_pic };
		expect(simulator.profiles()).toEqual({ 8: left });
	});

	it('/push, with IDs and credit for each number', async () => {
		const data = [
			{ number: ONE, message: 'Hello' },
			{ number: TWO, reference_number: 'order-2' },
		];
		const fields = { application: '121', globalmessage: 'Hi', data };
		expect(await ask('push', fields)).toEqual({
			...SUCCESS,
			push_id: '7478630',
			data: [
				{ msg_id: '9844217', number: ONE, credit: '0.005' },
				{ msg_id: '9844218', number: TWO, credit: '0.005' },
			],
		});
		expect(simulator.messages).toMatchObject([
			{ pushId: '7478630', messageId: '9844217', channel: '121', to: ONE, text: 'Hello' },
			{ messageId: '9844218', to: TWO, text: 'Hi', referenceNumber: 'order-2' },
		]);
		expect(simulator.tally.byRecipient.get(TWO!)).toBe(1);
	});

	it.each<[string, Fields, Fields]>([
		[
			'a link with a caption',
			text({ media: 'https://shop.example/a.jpg' }),
			{ mediaUrl: 'https://shop.example/a.jpg', text: 'Hello' },
		],
		[
			'a file in base64',
			text({ message: '' }, { globalmedia_code: 'AAAA', media_name: 'a.jpg' }),
			{ mediaCode: 'AAAA', mediaName: 'a.jpg' },
		],
		['a location', text({}, { location: { lat: 1, long: 2 } }), { location: { lat: 1, long: 2 } }],
		['contacts', text({}, { contact: [{ first_name: 'Ava' }] }), { contacts: [expect.anything()] }],
		['high priority', text({}, { priority: 1 }), { highPriority: true }],
		['a group', { application: '10', group_id: 'G1', globalmessage: 'All' }, { to: 'G1' }],
		[
			'a Messenger user',
			{ application: '5', data: [{ messenger_id: 42, message: 'Hello' }] },
			{ kind: 'messenger', to: '42' },
		],
		[
			'a template',
			template({ language: 'es' }),
			{ template: { id: 'XY6479', language: 'es', values: ['42', '9 USD', 'Monday'] } },
		],
		[
			'a template with buttons',
			template(
				{ template_message: undefined },
				{ template_id: 'HW1001', interactive_globalbuttons: ['tea'] },
			),
			{ template: { values: [], buttons: ['tea'] } },
		],
	])('/push of %s', async (_, fields, expected) => {
		expect((await ask('push', fields)).status).toBe(100);
		expect(simulator.messages).toMatchObject([expected]);
	});

	it('/delivery-report, with the states that are set', async () => {
		const state = { status: 2, error_code: '131026', error_message: 'Undeliverable' };
		simulator.set({ deliveryStates: { [TWO!]: state } });
		const globalmedia = 'https://shop.example/a.pdf';
		const data = [{ number: ONE }, { number: TWO }];
		await ask('push', { application: '1', globalmedia, data });
		expect(await ask('delivery-report', { push_id: '7478630' })).toEqual({
			project_id: '3526',
			push_id: 7478630,
			application: '1',
			message_type: '3',
			time: expect.stringMatching(/^\d\d-\d\d-\d{4} \d\d:\d\d [AP]M$/),
			data: [
				{ number: ONE, msg_id: '9844217', status: '1', error_code: '' },
				{ number: TWO, msg_id: '9844218', ...state },
			],
		});
	});

	it('/template-request, and /template-status of one and of all', async () => {
		const sample = { name: 'tea_time', category: 13, message_type: 1 };
		const messages = [{ message: 'Tea for {{1}}', language: 'en', footer: 'Bye' }];
		const submitted = await ask('template-request', { ...sample, messages });
		expect(submitted).toEqual({ template_id: 'XY6480', template_status: 1, ...SUCCESS });
		expect(simulator.submissions).toEqual([{ ...sample, messages }]);
		const shown = {
			...{ template_id: 'XY6480', template_name: 'tea_time', template_status: '1' },
			...{ message_type: '1', category: '13', footer: 'Bye' },
			template_message: [{ message: 'Tea for {{1}}', language: 'en' }],
		};
		expect(await ask('template-status', { template_id: 'XY6480' })).toEqual({
			...shown,
			...SUCCESS,
		});
		const { templates } = await ask('template-status');
		expect(templates).toEqual(simulator.settings.templates);
		expect(templates).toContainEqual(shown);
	});

	it('/check-balance', async () => {
		expect(await ask('check-balance')).toEqual({ ...SUCCESS, balance: 1250.5 });
	});

	it('/device-status of a phone and of WhatsApp Web', async () => {
		expect(await ask('device-status')).toEqual(SUCCESS);
		expect(await ask('device-status', { application: 10 })).toMatchObject({
			...{ project_id: '929', status: 'CONNECTED', message_queue_count: 0 },
		});
	});

	it('/device-action', async () => {
		expect(await ask('device-action', { command: 'restart' })).toEqual(SUCCESS);
		await ask('device-action', { application: 10, command: 'disconnect' });
		expect(simulator.commands).toEqual([
			{ channel: '', command: 'restart' },
			{ channel: '10', command: 'disconnect' },
		]);
	});

	it('/two-step-verification', async () => {
		expect(await ask('two-step-verification', { action: 0, pin: '987123' })).toEqual(SUCCESS);
		expect(simulator.twoStepVerification).toEqual({ enabled: true, pin: '987123' });
		expect(await ask('two-step-verification', { action: 1 })).toEqual(SUCCESS);
		expect(simulator.twoStepVerification).toEqual({ enabled: false });
	});

	it('the calls about groups', async () => {
		const created = await ask('create-whatsapp-group', { application: 10, group_subject: 'Tea' });
		const { group_id, group_invite_link: link } = created;
		expect(created).toEqual({ ...SUCCESS, group_id, group_invite_link: expect.any(String) });
		const [group] = simulator.groups;
		group!.members.push(ONE!, TWO!);
		await ask('add-group-admin', { group_id, number: [ONE] });
		await ask('update-group-info', { group_id, group_subject: 'Tea time' });
		const entry = (number?: string) => ({ number, created_time: expect.any(String) });
		expect(await ask('group-details', { group_id })).toMatchObject({
			...{ ...SUCCESS, group_id, group_subject: 'Tea time', group_invite_link: link },
			...{ group_admins: [entry(ONE)], group_members: [entry(ONE), entry(TWO)] },
		});
		const number = [ONE, '15550000003'];
		expect((await ask('remove-group-members', { group_id, type: 0, number })).data).toEqual([
			{ number: ONE, status: 0 },
			{ number: '15550000003', status: 1 },
		]);
		expect(group).toMatchObject({ admins: [], members: [TWO] });
		expect((await ask('generate-invite-link', { group_id })).group_invite_link).not.toBe(link);
		await ask('delete-group-action', { group_id, action: 2 });
		expect(group!.inviteLink).toBe('');
		await ask('delete-group-action', { group_id, action: 3 });
		expect(simulator.groups).toEqual([]);
	});
});

describe('refuses', () => {
	it.each<[string, number, string, Fields, SettingChanges?]>([
		['a wrong token', 401, 'check-balance', { token: 'wrong' }],
		['a property that is not documented', 410, 'check-balance', { application: 8 }],
		['a long About', 819, 'update-profile', { about: letters(140) }],
		['a long address', 820, 'update-profile', { address: letters(257) }],
		['a long description', 821, 'update-profile', { description: letters(257) }],
		['a long email', 822, 'update-profile', { email: '@shop.example'.padStart(251, 'x') }],
		['an email without @', 823, 'update-profile', { email: 'shop.example' }],
		[
			'three websites',
			824,
			'update-profile',
			{ websites: ['https://a', 'https://b', 'https://c'] },
		],
		['an unknown industry', 825, 'update-profile', { industry: 18 }],
		['a website without http', 826, 'update-profile', { websites: ['shop.example'] }],
		['a long website', 827, 'update-profile', { websites: [`https://${letters(256)}`] }],
		['a picture without http', 831, 'update-profile', { profile_pic: 'logo.png' }],
		['an empty list', 402, 'push', { application: '121', globalmessage: 'x', data: [] }],
		['a malformed number', 406, 'push', text({ number: '+15550000001' })],
		['no content', 407, 'push', text({ message: '' })],
		['a recipient that is to be refused', 802, 'push', text(), { refuse: { [ONE!]: 802 } }],
		['an unknown template', 804, 'push', template({}, { template_id: 'XX1' })],
		['a template that is not approved', 804, 'push', template({}, { template_id: 'RJ9034' })],
		['a blank group', 836, 'push', { application: '10', group_id: ' ', globalmessage: 'All' }],
		['an unknown push ID', 410, 'delivery-report', { push_id: 1 }],
		['an unknown template ID', 804, 'template-status', { template_id: 'XX1' }],
		['a project without templates', 817, 'template-status', {}, { templates: [] }],
		[
			'a template without messages',
			410,
			'template-request',
			{ name: 'a', category: 13, message_type: 1 },
		],
		['a command that is not documented', 410, 'device-action', { command: 'explode' }],
		['a short PIN', 410, 'two-step-verification', { action: 0, pin: '98712' }],
		['a group without a subject', 833, 'create-whatsapp-group', { group_subject: ' ' }],
		['a long subject', 834, 'create-whatsapp-group', { group_subject: letters(26) }],
		['an unknown group', 836, 'group-details', { group_id: 'G2' }],
		['an unknown role', 839, 'remove-group-members', { group_id: 'G1', type: 2, number: [ONE] }],
		['numbers that are no list', 840, 'add-group-admin', { group_id: 'G1', number: ONE }],
		['who is not in the group', 841, 'add-group-admin', { group_id: 'G1', number: [ONE] }],
		['to delete an icon', 842, 'delete-group-action', { group_id: 'G1', action: 1 }],
	])('%s with %i', async (_, status, name, fields, settings = {}) => {
		simulator.set(settings);
		simulator.groups.push({ id: 'G1', subject: 'Tea', admins: [], members: [], inviteLink: '' });
		const answered = await ask(name, fields);
		expect(answered).toEqual({ status, message: MESSAGES[status] });
		expect([simulator.messages, simulator.profiles()]).toEqual([[], {}]);
	});

	it('a path and a method that Picky Assist does not have', async () => {
		expect((await send('nothing', {})).status).toBe(404);
		const got = await send('push', {}, { method: 'GET', body: null });
		expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
	});
});

describe('departs from the documentation if a test says so:', () => {
	it('a request above the rate limit has no effect', async () => {
		simulator.set({ rateLimits: { push: { requests: 1 } } });
		const statuses = [await send('push', text()), await send('push', text())];
		expect(statuses.map(({ status }) => status)).toEqual([200, 429]);
		expect(simulator.messages).toHaveLength(1);
	});

	it('the answer to a /push leaves a recipient out', async () => {
		simulator.set({ pushAnswer: { leaveOut: [ONE!] } });
		const data = [{ number: ONE }, { number: TWO }];
		const answered = await ask('push', { application: '121', globalmessage: 'Hi', data });
		expect(answered.data).toMatchObject([{ number: TWO }]);
	});
});

describe('a fault', () => {
	const about = 'Changed';
	const update = async (init?: RequestInit) => await send('update-profile', { about }, init);

	/** With what the client then has. */
	const REPLACING: ReadonlyArray<[Fault, { status?: number; text: string } | 'nothing']> = [
		[{ httpStatus: 503 }, { status: 503, text: '<h1>503 Service Unavailable</h1>' }],
		[{ status: 408 }, { status: 200, text: '"message":"Project is not Active"' }],
		[{ body: { a: 1 } }, { text: '{"a":1}' }],
		[{ body: '<form>' }, { text: '<form>' }],
		[{ raw: 'a,b', contentType: 'text/csv' }, { text: 'a,b' }],
		[{ echoToken: 'embedded' }, { text: 'key<f00d5afe' }],
		[{ redirect: '/elsewhere' }, { status: 307, text: '' }],
		[{ truncated: true }, { text: '{"status":100,"me' }],
		[{ reset: true }, 'nothing'],
		[{ closeHalfway: true }, 'nothing'],
	];
	const DRESSING: ReadonlyArray<Fault> = [
		{ latency: 20 },
		{ gzip: true },
		{ bodySize: 1000 },
		{ charset: 'latin1' },
		{ headerFlood: 3 },
		{ headers: { 'x-y': 'z' } },
		{ trickle: { bytesPerSecond: 1000 } },
	];

	it.each(REPLACING)('%j gives the client %j, and nothing is changed', async (fault, seen) => {
		simulator.fault(fault);
		const answer = update().then(async (response) => ({
			status: response.status,
			text: await response.text(),
		}));
		if (seen === 'nothing') await expect(answer).rejects.toThrow();
		else expect(await answer).toMatchObject({ ...seen, text: expect.stringContaining(seen.text) });
		expect(simulator.profiles()).toEqual({});
	});

	it.each(REPLACING)('%j with applyFirst lets the change happen', async (fault) => {
		simulator.fault({ ...fault, applyFirst: true });
		await update().catch(() => {});
		expect(simulator.profile()).toEqual({ about });
	});

	it.each(DRESSING)('%j keeps the answer and the change', async (fault) => {
		simulator.fault(fault);
		expect(await (await update()).json()).toMatchObject(SUCCESS);
		expect(simulator.profile()).toEqual({ about });
	});

	it('hang never answers', async () => {
		simulator.fault({ hang: true });
		const client = new AbortController();
		const answer = update({ signal: client.signal });
		const lost = expect(answer).rejects.toMatchObject({ name: 'AbortError' });
		await until(() => simulator.requests.length === 1);
		client.abort();
		await lost;
		expect(simulator.requests[0]).not.toHaveProperty('answeredAt');
		expect(simulator.profiles()).toEqual({});
	});

	it('is given as often as told, to the requests that match, the oldest first', async () => {
		simulator.fault({ match: { number: TWO! }, status: 408, times: 2 });
		simulator.fault({ match: { application: 8, body: { globalmessage: 'Hi' } }, status: 409 });
		const statusFor = async (number: string | undefined, application: string) =>
			(await ask('push', { application, globalmessage: 'Hi', data: [{ number }] })).status;
		expect(await statusFor(ONE, '121')).toBe(100);
		expect(await statusFor(TWO, '8')).toBe(408);
		expect(await statusFor(TWO, '121')).toBe(408);
		expect(await statusFor(TWO, '8')).toBe(409);
		expect(await statusFor(TWO, '8')).toBe(100);
	});
});

it('counts requests and the most at a time, and forgets all on reset', async () => {
	simulator.fault({ latency: 50, times: 2 });
	await Promise.all([send('push', text()), send('push', text())]);
	expect(simulator.counts).toMatchObject({ requests: 2, inFlight: 0, peakInFlight: 2 });
	expect(simulator.requests[0]).toMatchObject({
		...{ method: 'POST', path: '/app/api/v2/push', application: '121', status: 200, code: 100 },
	});
	simulator.reset();
	expect(simulator.counts).toMatchObject({ requests: 0, peakInFlight: 0 });
	expect([simulator.requests, simulator.messages]).toEqual([[], []]);
});

it('records only counts and still calls its observer, if told so', async () => {
	const seen: string[] = [];
	const observe = ({ path }: RecordedRequest) => seen.push(path);
	const quiet = await startSimulator({ record: 'none', observe });
	try {
		await post(`${quiet.baseUrl}/push`, { token: quiet.token, ...text() });
		expect([quiet.requests, quiet.messages]).toEqual([[], []]);
		expect([quiet.counts.requests, quiet.tally.messages]).toEqual([1, 1]);
		expect(seen).toEqual(['/app/api/v2/push']);
	} finally {
		await quiet.close();
	}
});

describe('a webhook', () => {
	it('is posted as JSON, with the variables of its URL', async () => {
		await sendWebhook(`${simulator.origin}/webhook/1?secret=s3cret`, textMessage());
		const body = { ...textMessage(), secret: 's3cret' };
		expect(simulator.requests).toMatchObject([{ path: '/webhook/1?secret=s3cret', body }]);
	});

	it('has text with + for spaces, and raw', () => {
		expect(said('a b & é')).toEqual({ 'message-in': 'a+b+%26+%C3%A9', message_in_raw: 'a b & é' });
	});

	it('has several delivery states, with changes merged over the sample', () => {
		expect(deliveryEvent([{ status: 3 }, {}], { project_id: '9' })).toMatchObject({
			...{ project_id: '9', event_id: 1 },
			data: [{ status: 3, msg_id: 9844217 }, { status: 1 }],
		});
	});
});
