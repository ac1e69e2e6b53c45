import { MESSAGES, type Template } from '../index';
import { call, statusOf, useSimulator } from '../support';

type Fields = Record<string, unknown>;

const letters = (count: number) => 'x'.repeat(count);

describe('/template-status', () => {
	const simulator = useSimulator();
	const ask = async (fields: Fields = {}) =>
		(await (await call(simulator(), 'template-status', fields)).json()) as Fields;

	it('shows one template as the documentation does', async () => {
		expect(await ask({ template_id: 'YG7203' })).toEqual({
			template_id: 'YG7203',
			template_name: 'welcome_message',
			template_status: '3',
			message_type: '2',
			category: '13',
			footer: 'test footer',
			template_message: [{ message: 'Hello {{1}}, Welcome to Pickyassist', language: 'en' }],
			status: 100,
			message: 'Success',
		});
	});

	it.each([undefined, '', null])('lists all for the ID %j', async (template_id) => {
		const { templates, ...rest } = await ask({ template_id });
		expect(rest).toEqual({ status: 100, message: 'Success' });
		expect(templates).toEqual(simulator().settings.templates);
	});

	it('has templates of every state and kind, and of several languages, unless told', () => {
		const { templates } = simulator().settings;
		const all = (key: 'template_status' | 'message_type') =>
			new Set(templates.map((template) => String(template[key])));
		expect([all('template_status'), all('message_type')]).toEqual([
			new Set(['3', '1', '2', '4']),
			new Set(['1', '2', '3', '4']),
		]);
		expect(templates.some(({ template_message: texts }) => texts.length > 1)).toBe(true);
		expect(new Set(templates.map(({ template_id }) => template_id)).size).toBe(templates.length);
	});

	it('shows the list as a bare array or as a single object, where told so', async () => {
		const { templates } = simulator().settings;
		simulator().set({ templateList: 'array' });
		expect(await ask()).toEqual(templates);
		simulator().set({ templateList: 'object' });
		expect(await ask()).toEqual({ ...templates[0], status: 100, message: 'Success' });
	});

	it.each([
		[804, 'an unknown ID', { template_id: 'XX1' }],
		[804, 'an ID in other letters', { template_id: 'yg7203' }],
		[410, 'an ID that is no text', { template_id: 7203 }],
		[410, 'a channel, which is not documented', { application: 8 }],
	])('answers %i to %s', async (code, _, fields) => {
		expect(await ask(fields)).toEqual({ status: code, message: MESSAGES[code] });
	});

	it('answers 817 where there are none', async () => {
		simulator().set({ templates: [] });
		expect(await ask()).toEqual({ status: 817, message: 'No Templates Found' });
	});

	it('answers 801 without an official account', async () => {
		simulator().set({ officialAccount: false });
		expect(await ask()).toEqual({ status: 801, message: MESSAGES[801] });
	});
});

describe('/template-request', () => {
	const simulator = useSimulator();
	const submit = async (fields: Fields) => await call(simulator(), 'template-request', fields);

	const MESSAGE = {
		message: 'Your parcel {{1}} is on its way, {{2}}.',
		language: 'en',
		header: 'Parcel {{1}}',
		footer: 'Thank you',
		buttons: [{ text: 'Follow it' }],
	};

	const SUBMISSION = {
		name: 'parcel_sent_2',
		message_type: 1,
		category: 12,
		sample_message: ['42', 'Ava'],
		messages: [MESSAGE],
	};

	const worded = (changes: Fields, type = 1) => ({
		...SUBMISSION,
		message_type: type,
		messages: [{ ...MESSAGE, ...changes }],
	});

	it('takes a template, which then is pending', async () => {
		expect(await (await submit({ ...SUBMISSION, application: 121 })).json()).toEqual({
			template_id: 'XY6480',
			template_status: 1,
			status: 100,
			message: 'Success',
		});
		expect(simulator().submissions).toEqual([{ ...SUBMISSION, application: 121 }]);
		const response = await call(simulator(), 'template-status', { template_id: 'XY6480' });
		expect(await response.json()).toMatchObject({
			template_name: 'parcel_sent_2',
			template_status: '1',
			message_type: '1',
			category: '12',
			header: 'Parcel {{1}}',
			footer: 'Thank you',
			template_message: [{ message: MESSAGE.message, language: 'en' }],
		} satisfies Partial<Template>);
	});

	it('gives each template an ID of its own', async () => {
		await submit(SUBMISSION);
		expect(await (await submit({ ...SUBMISSION, name: 'next' })).json()).toMatchObject({
			template_id: 'XY6481',
		});
		expect(simulator().submissions).toHaveLength(2);
	});

	it.each<[string, Fields]>([
		['two languages', { messages: [MESSAGE, { ...MESSAGE, language: 'es' }] }],
		['text of 1,024 characters', worded({ message: letters(1024) })],
		['160 characters with a picture', worded({ message: letters(160) }, 2)],
		['header and footer of 60 characters', worded({ header: letters(60), footer: letters(60) })],
		['no header and footer', worded({ header: undefined, footer: undefined })],
		['a one-time password', { category: 14, sample_message: undefined }],
		['a document with a sample', { message_type: 3, sample_url: 'https://shop.example/a.pdf' }],
	])('takes %s', async (_, fields) => {
		expect(await statusOf(await submit({ ...SUBMISSION, ...fields }))).toBe(100);
	});

	it.each<[string, Fields]>([
		['no name', { name: undefined }],
		['a name with capitals', { name: 'Parcel' }],
		['a name with a space', { name: 'parcel sent' }],
		['a blank name', { name: '' }],
		['a name that is taken', { name: 'order_confirmation' }],
		['no category', { category: undefined }],
		['category 11', { category: 11 }],
		['category 15', { category: 15 }],
		['a category in text', { category: '12' }],
		['no message type', { message_type: undefined }],
		['message type 5', { message_type: 5 }],
		['a channel in text', { application: '121' }],
		['no messages', { messages: undefined }],
		['an empty list of messages', { messages: [] }],
		['a message that is no object', { messages: ['Hello'] }],
		['a blank text', worded({ message: ' ' })],
		['no text', worded({ message: undefined })],
		['no language', worded({ language: undefined })],
		['text of 1,025 characters', worded({ message: letters(1025) })],
		['161 characters with a video', worded({ message: letters(161) }, 4)],
		['a header of 61 characters', worded({ header: letters(61) })],
		['a header with two variables', worded({ header: '{{1}} and {{2}}' })],
		['a footer of 61 characters', worded({ footer: letters(61) })],
		['a footer with a variable', worded({ footer: 'Bye {{1}}' })],
		['buttons that are no list', worded({ buttons: 'Follow' })],
		['a header beside the messages', { header: 'Parcel' }],
		['a sample that is no list', { sample_message: '42' }],
		['a sample link that is none', { sample_url: 'a.pdf' }],
	])('answers 410 to %s', async (_, fields) => {
		const response = await submit({ ...SUBMISSION, ...fields });
		expect(await response.json()).toEqual({ status: 410, message: 'Invalid Request' });
		expect(simulator().submissions).toEqual([]);
		expect(simulator().settings.templates.at(-1)).toMatchObject({ template_name: 'lottery' });
	});

	it('takes nothing where the request is kept from having its effect', async () => {
		simulator().fault({ httpStatus: 503 });
		await submit(SUBMISSION);
		expect(simulator().submissions).toEqual([]);
		simulator().fault({ httpStatus: 503, applyFirst: true });
		await submit(SUBMISSION);
		expect(simulator().submissions).toHaveLength(1);
	});
});
