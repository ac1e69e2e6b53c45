import { MESSAGES, type SettingChanges } from '../index';
import { call, post, statusOf, useSimulator } from '../support';

type Fields = Record<string, unknown>;

const ONE = '15550000001';
const TWO = '15550000002';
const THREE = '15550000003';

const letters = (count: number) => 'x'.repeat(count);

const text = (recipient: Fields = {}, top: Fields = {}): Fields => ({
	application: '121',
	...top,
	data: [{ number: ONE, message: 'Hello', ...recipient }],
});

const template = (recipient: Fields = {}, top: Fields = {}): Fields => ({
	application: 121,
	template_id: 'XY6479',
	language: 'en',
	...top,
	data: [{ number: ONE, template_message: ['42', '9 USD', 'Monday'], ...recipient }],
});

const illustrated = (id: string, recipient: Fields = {}, top: Fields = {}) =>
	template({ template_message: ['Ava'], ...recipient }, { template_id: id, ...top });

const group = (fields: Fields = {}): Fields => ({
	application: '10',
	group_id: 'G1',
	globalmessage: 'Hello, all',
	...fields,
});

const PLACE = { name: 'Shop', address: '1 High Street', lat: 48.2, long: 16.37 };
const FILE = Buffer.from('a picture').toString('base64');
const LINK = 'https://shop.example/a.jpg';

describe('/push', () => {
	const simulator = useSimulator();
	const send = async (fields: Fields) => await call(simulator(), 'push', fields);
	const answerTo = async (fields: Fields) => (await (await send(fields)).json()) as Fields;
	const recipients = () => simulator().messages.map(({ to }) => to);

	const three = (changes: Fields = {}) => ({
		application: '121',
		globalmessage: 'Hello',
		data: [ONE, TWO, THREE].map((number) => ({ number })),
		...changes,
	});

	describe('takes', () => {
		it('a text, and tells IDs and credit for each number', async () => {
			const fields = { application: '121', globalmessage: '' };
			const data = [
				{ number: ONE, message: 'Hello' },
				{ number: TWO, message: 'Hi', reference_number: 'order-2' },
			];
			expect(await answerTo({ ...fields, data })).toEqual({
				status: 100,
				push_id: '7478630',
				message: 'Success',
				data: [
					{ msg_id: '9844217', number: ONE, credit: '0.005' },
					{ msg_id: '9844218', number: TWO, credit: '0.005' },
				],
			});
			const common = { pushId: '7478630', channel: '121', kind: 'number' };
			expect(simulator().messages).toEqual([
				{ ...common, messageId: '9844217', to: ONE, text: 'Hello', takenAt: expect.any(Number) },
				{
					...common,
					messageId: '9844218',
					to: TWO,
					text: 'Hi',
					referenceNumber: 'order-2',
					takenAt: expect.any(Number),
				},
			]);
		});

		it.each<[string, Fields, Fields]>([
			['a global text', three({ data: [{ number: ONE }] }), { text: 'Hello' }],
			['its own text before a global one', text({}, { globalmessage: 'All' }), { text: 'Hello' }],
			['a channel as number', text({}, { application: 8 }), { channel: '8' }],
			['a channel of the project alone', text({}, { application: 4711 }), { channel: '4711' }],
			['text of 4,096 characters', text({ message: letters(4096) }), { text: letters(4096) }],
			['high priority', text({}, { priority: 1 }), { highPriority: true }],
			['its own link', text({ media: LINK }), { mediaUrl: LINK, text: 'Hello' }],
			[
				'a link for all and no caption',
				text({ message: '' }, { globalmedia: LINK }),
				{ mediaUrl: LINK },
			],
			[
				'a file in base64 with a name',
				text({ message: '' }, { globalmedia_code: FILE, media_name: letters(20) }),
				{ mediaCode: FILE, mediaName: letters(20) },
			],
			['its own file in base64', text({ media_code: FILE }), { mediaCode: FILE }],
			['a location', text({ message: '' }, { location: PLACE }), { location: PLACE }],
			['a list of one location', text({}, { location: [PLACE] }), { location: [PLACE] }],
			[
				'a location of texts without name',
				text({}, { location: { lat: '-48.2', long: '16' } }),
				{ location: { lat: '-48.2', long: '16' } },
			],
			[
				'contacts',
				text({ message: '' }, { contact: [{ first_name: 'Ava' }] }),
				{ contacts: [{ first_name: 'Ava' }] },
			],
			['a voice note of WhatsApp Web', text({}, { application: 10, voice: 1 }), { channel: '10' }],
			['a quoted message', text({ quoted: '30486936' }, { createcontact: '0' }), { text: 'Hello' }],
			['a number of 7 digits', text({ number: '1555000' }), { to: '1555000' }],
			['a number of 15 digits', text({ number: '155500000012345' }), { to: '155500000012345' }],
		])('%s', async (_, fields, expected) => {
			expect(await statusOf(await send(fields))).toBe(100);
			expect(simulator().messages).toMatchObject([expected]);
		});

		it.each(['G1', '120363@g.us'])('a group %s without data', async (id) => {
			const { status, data } = await answerTo(group({ group_id: id }));
			expect([status, data]).toEqual([100, [{ msg_id: '9844217', number: id, credit: '0.005' }]]);
			expect(simulator().messages).toMatchObject([{ kind: 'group', to: id, text: 'Hello, all' }]);
		});

		it.each([4210000000000001, '4210000000000001'])('the Messenger user %j', async (id) => {
			const data = [{ messenger_id: id, message: 'Hello' }];
			expect(await statusOf(await send({ application: '5', data }))).toBe(100);
			expect(simulator().messages).toMatchObject([{ kind: 'messenger', to: '4210000000000001' }]);
		});

		it('10,000 numbers, and one of them twice', async () => {
			const numbers = Array.from({ length: 10_000 }, (_, index) => ({ number: `${1e9 + index}` }));
			numbers[1] = { number: '1000000000' };
			expect(await statusOf(await send(three({ data: numbers })))).toBe(100);
			expect(simulator().tally.byRecipient.get('1000000000')).toBe(2);
		});

		it('a number filter without sending anything', async () => {
			const { data } = await answerTo(three({ action: 1, globalmessage: '' }));
			expect(data).toEqual([
				{ msg_id: '9844217', number: ONE, status: '0' },
				{ msg_id: '9844218', number: TWO, status: '0' },
				{ msg_id: '9844219', number: THREE, status: '0' },
			]);
			expect(simulator().messages).toEqual([]);
		});
	});

	describe('takes a template', () => {
		it.each<[string, Fields, Fields]>([
			['with values', template(), { values: ['42', '9 USD', 'Monday'], language: 'en' }],
			['in the language of the recipient', template({ language: 'es' }), { language: 'es' }],
			['in its first language', template({}, { language: '' }), { language: 'en' }],
			[
				'with values for all',
				template({ template_message: undefined }, { template_globalmessage: ['1', '2', '3'] }),
				{ values: ['1', '2', '3'] },
			],
			[
				'without values, with those of its buttons',
				template(
					{ template_message: undefined },
					{ template_id: 'HW1001', interactive_globalbuttons: ['tea'] },
				),
				{ values: [], buttons: ['tea'] },
			],
			[
				'with values of a text header',
				template({ template_header: ['Loom 91'] }, { template_id: 'VG7935' }),
				{ header: ['Loom 91'] },
			],
			['with a picture for the recipient', illustrated('YG7203', { media: LINK }), {}],
			['with a picture in base64', illustrated('YG7203', { media_code: FILE }), {}],
			['with a picture for all', illustrated('YG7203', {}, { globalmedia: LINK }), {}],
			[
				'with a named document for the recipient',
				illustrated('DC5120', { media: LINK, template_header: 'Invoice 42' }),
				{ header: 'Invoice 42' },
			],
			[
				'with a named document for all',
				illustrated('DC5120', {}, { globalmedia: LINK, template_header: 'Invoice' }),
				{ header: 'Invoice' },
			],
		])('%s', async (_, fields, expected) => {
			expect(await statusOf(await send(fields))).toBe(100);
			const { template_id: id } = fields;
			expect(simulator().messages).toMatchObject([{ template: { id, ...expected } }]);
		});
	});

	it.each<[number, string, Fields]>([
		[402, 'an empty list', { application: '121', globalmessage: 'x', data: [] }],
		[402, 'no list', { application: '121', globalmessage: 'x' }],
		[402, 'a blank number', text({ number: ' ' })],
		[402, 'no number', text({ number: undefined })],
		[402, 'no Messenger user', { application: '5', data: [{ message: 'Hello' }] }],
		[406, 'a number with 0 in front', text({ number: '05550000001' })],
		[406, 'a number with +', text({ number: `+${ONE}` })],
		[406, 'a number with letters', text({ number: '1555SHOP001' })],
		[406, 'a number with spaces', text({ number: '1 555 0000001' })],
		[406, 'a number of 6 digits', text({ number: '155500' })],
		[406, 'a number of 16 digits', text({ number: '1555000000123456' })],
		[
			406,
			'a Messenger user in letters',
			{ application: 5, data: [{ messenger_id: 'ava', message: 'Hello' }] },
		],
		[407, 'no text', text({ message: undefined })],
		[407, 'a blank text', text({ message: ' \n' })],
		[407, 'a blank text for a group', group({ globalmessage: '' })],
		[836, 'a blank group', group({ group_id: ' ' })],
		[410, 'a group and a list', group({ data: [] })],
		[410, 'no channel', text({}, { application: undefined })],
		[410, 'a blank channel', text({}, { application: '' })],
		[410, 'channel 0', text({}, { application: 0 })],
		[410, 'a channel in words', text({}, { application: 'eight' })],
		[410, 'a property that is not documented', text({}, { colour: 'red' })],
		[410, 'a property of a recipient that is not documented', text({ payload: 'x' })],
		[410, 'a reference number beside the list', text({}, { reference_number: 'x' })],
		[410, 'a list that is none', { application: '121', data: { number: ONE, message: 'x' } }],
		[410, 'a recipient that is no object', { application: '121', data: [ONE] }],
		[410, 'a number that is no text', text({ number: 15550000001 })],
		[410, 'a text that is none', text({ message: 5 })],
		[410, 'text of 4,097 characters', text({ message: letters(4097) })],
		[410, 'priority 2', text({}, { priority: 2 })],
		[410, 'a link that is none', text({ media: 'a.jpg' })],
		[410, 'base64 that is none', text({}, { globalmedia_code: 'data:image/png;base64,AA==' })],
		[410, 'base64 that is cut', text({}, { globalmedia_code: 'AAA' })],
		[410, 'a link and a file for all', text({}, { globalmedia: LINK, globalmedia_code: FILE })],
		[410, 'a file name of 21 characters', text({}, { media_name: letters(21) })],
		[410, 'a location without longitude', text({}, { location: { lat: 1 } })],
		[410, 'a location of words', text({}, { location: { lat: 'north', long: 1 } })],
		[410, 'two locations', text({}, { location: [PLACE, PLACE] })],
		[410, 'a voice note of an official number', text({}, { voice: 1 })],
		[410, 'a location by phone', text({}, { application: 1, location: PLACE })],
		[410, 'a file of its own by WhatsApp Web', text({ media: LINK }, { application: 10 })],
		[410, 'a group of an official number', group({ application: 8 })],
		[410, 'a template by WhatsApp Web', template({}, { application: 10 })],
		[804, 'an unknown template', template({}, { template_id: 'XX1' })],
		[804, 'a pending template', template({}, { template_id: 'PW4410' })],
		[804, 'a rejected template', template({}, { template_id: 'RJ9034' })],
		[804, 'a language that the template does not have', template({}, { language: 'fr' })],
		[804, 'such a language for one recipient', template({ language: 'fr' })],
		[410, 'too few values', template({ template_message: ['42', '9 USD'] })],
		[410, 'too many values', template({ template_message: ['42', '9', 'x', 'y'] })],
		[410, 'a blank value', template({ template_message: ['42', ' ', 'x'] })],
		[410, 'a value that is no text', template({ template_message: ['42', 9, 'x'] })],
		[410, 'values that are no list', template({ template_message: '42' })],
		[410, 'no value of a text header', template({}, { template_id: 'VG7935' })],
		[410, 'a value of a header that is none', template({ template_header: ['x'] })],
		[410, 'a blank value of a header', template({ template_header: [''] })],
		[410, 'a file name without a document', template({ template_header: 'Invoice' })],
		[
			410,
			'a file name of 61 characters',
			illustrated('DC5120', { media: LINK, template_header: letters(61) }),
		],
		[410, 'a list as header for all', template({}, { template_header: ['Loom 91'] })],
		[410, 'a template of a picture without one', illustrated('YG7203')],
	])('answers %i to %s', async (code, _, fields) => {
		const response = await send(fields);
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ status: code, message: MESSAGES[code] });
		expect(simulator().messages).toEqual([]);
	});

	it('answers 410 to more than 10,000 numbers', async () => {
		const data = Array.from({ length: 10_001 }, (_, index) => ({ number: `${1e9 + index}` }));
		expect(await statusOf(await send(three({ data })))).toBe(410);
	});

	it('looks at the token first', async () => {
		const response = await post(`${simulator().baseUrl}/push`, { token: 'wrong', data: [] });
		expect(await statusOf(response)).toBe(401);
	});

	describe('refuses a recipient', () => {
		it.each([406, 407, 802, 403])('by the code %i that is set, and takes none', async (code) => {
			simulator().set({ refuse: { [TWO]: code } });
			expect(await answerTo(three())).toEqual({ status: code, message: MESSAGES[code] });
			expect(simulator().messages).toEqual([]);
			expect(await statusOf(await send(text()))).toBe(100);
		});

		it('by the code of the first of several', async () => {
			simulator().set({ refuse: { [THREE]: 406, [TWO]: 802 } });
			expect(await statusOf(await send(three()))).toBe(802);
		});

		it('whose session has expired, but not for a template', async () => {
			simulator().set({ refuse: { [ONE]: 802 } });
			expect(await statusOf(await send(text()))).toBe(802);
			expect(await statusOf(await send(template()))).toBe(100);
		});

		it.each([
			['a group', group(), 'G1'],
			['a Messenger user', { application: 5, data: [{ messenger_id: '7', message: 'x' }] }, '7'],
		])('that is %s', async (_, fields, key) => {
			simulator().set({ refuse: { [key]: 406 } });
			expect(await statusOf(await send(fields))).toBe(406);
		});

		it.each<[NonNullable<SettingChanges['takenOfRefused']>, string[]]>([
			['others', [ONE, THREE]],
			['earlier', [ONE]],
		])('and takes %s, where told so', async (takenOfRefused, taken) => {
			simulator().set({ refuse: { [TWO]: 406 }, takenOfRefused });
			const { status, push_id, data } = await answerTo(three());
			expect([status, push_id]).toEqual([406, '7478630']);
			expect((data as Fields[]).map(({ number }) => number)).toEqual(taken);
			expect(recipients()).toEqual(taken);
		});

		it('plainly, where nothing of the request can be taken', async () => {
			simulator().set({ refuse: { [ONE]: 406 }, takenOfRefused: 'earlier' });
			expect(await answerTo(three())).toEqual({ status: 406, message: MESSAGES[406] });
		});
	});

	describe('answers differently, where told so:', () => {
		const entry = (number: string, index: number, more: Fields = {}) => ({
			msg_id: String(9844217 + index),
			number,
			credit: '0.005',
			...more,
		});

		it.each<[NonNullable<SettingChanges['pushAnswer']>, unknown]>([
			[{ leaveOut: [TWO] }, [entry(ONE, 0), entry(THREE, 2)]],
			[{ order: 'reversed' }, [entry(THREE, 2), entry(TWO, 1), entry(ONE, 0)]],
			[{ data: 'empty' }, []],
			[{ data: 'missing' }, undefined],
			[{ numbers: 'plus' }, [ONE, TWO, THREE].map((to, index) => entry(`+${to}`, index))],
			[{ numbers: 'zeros' }, [ONE, TWO, THREE].map((to, index) => entry(`00${to}`, index))],
			[
				{ extraInEntries: { error: 'no' } },
				[ONE, TWO, THREE].map((to, index) => entry(to, index, { error: 'no' })),
			],
		])('%j', async (pushAnswer, data) => {
			simulator().set({ pushAnswer });
			expect((await answerTo(three())).data).toEqual(data);
			expect(recipients()).toEqual([ONE, TWO, THREE]);
		});

		it('without numbers, or with others than were sent', async () => {
			simulator().set({ pushAnswer: { numbers: 'missing' } });
			const { data } = await answerTo(text());
			expect(data).toEqual([{ msg_id: '9844217', credit: '0.005' }]);
			simulator().set({ pushAnswer: { numbers: 'other' } });
			expect((await answerTo(text())).data).toMatchObject([{ number: '10000005551' }]);
		});

		it('with JSON numbers and more keys', async () => {
			simulator().set({ pushAnswer: { ids: 'numbers', extra: { error: 'none', queue: 3 } } });
			expect(await answerTo(text())).toMatchObject({
				status: 100,
				push_id: 7478630,
				error: 'none',
				queue: 3,
				data: [{ msg_id: 9844217 }],
			});
		});
	});

	it('counts by recipient and by reference number what was taken, and nothing else', async () => {
		simulator().set({ refuse: { [THREE]: 406 } });
		await send(text({ reference_number: 'a' }));
		await send(text({ reference_number: 'b' }));
		await send(text({ number: THREE, reference_number: 'c' }));
		expect(simulator().tally).toEqual({
			messages: 2,
			byRecipient: new Map([[ONE, 2]]),
			byReference: new Map([
				['a', 1],
				['b', 1],
			]),
		});
	});

	it('counts a message whose answer is lost after it was taken, and none that was lost before', async () => {
		simulator().fault({ reset: true, applyFirst: true });
		simulator().fault({ reset: true });
		const lost = [send(text({ reference_number: 'taken' })).catch(() => 'lost')];
		await Promise.all(lost);
		await send(text({ reference_number: 'not' })).catch(() => 'lost');
		expect([...simulator().tally.byReference]).toEqual([['taken', 1]]);
		expect(simulator().messages).toHaveLength(1);
	});
});
