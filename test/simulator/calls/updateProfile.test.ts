import { MESSAGES } from '../index';
import { post, statusOf, update, useSimulator } from '../support';

const letters = (count: number) => 'x'.repeat(count);
const site = (length: number) => 'https://shop.example/'.padEnd(length, 'x');
const mail = (length: number) => '@shop.example'.padStart(length, 'x');

const FULL = {
	about: 'Open daily',
	address: '1 High Street',
	description: 'Books and tea',
	email: 'desk@shop.example',
	industry: 14,
	websites: ['https://shop.example', 'http://blog.shop.example/tea'],
	profile_pic: 'https://shop.example/logo.png',
};

describe('/update-profile', () => {
	const simulator = useSimulator();

	it('accepts every field of the documentation at once and keeps it', async () => {
		const response = await update(simulator(), { application: 8, ...FULL });
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('application/json');
		expect(await response.json()).toEqual({ status: 100, message: 'Success' });
		expect(simulator().profile(8)).toEqual(FULL);
	});

	it.each(['/app/api/v2', '/api/v2'])('serves the base path %s', async (base) => {
		const { origin, token } = simulator();
		const response = await post(`${origin}${base}/update-profile`, { token, about: 'Hello' });
		expect(await statusOf(response)).toBe(100);
	});

	it.each([
		['about of 139 characters', { about: letters(139) }],
		['address of 256 characters', { address: letters(256) }],
		['description of 256 characters', { description: letters(256) }],
		['email of 250 characters', { email: mail(250) }],
		['website of 256 characters', { websites: [site(256)] }],
		['the first industry', { industry: 1 }],
		['the last industry', { industry: 17 }],
		['a picture of any name', { profile_pic: 'http://shop.example/picture?id=1' }],
	])('takes %s', async (_, fields) => {
		expect(await statusOf(await update(simulator(), fields))).toBe(100);
		expect(simulator().profile()).toEqual(fields);
	});

	it.each<[number, string, Record<string, unknown>]>([
		[819, 'an about of 140 characters', { about: letters(140) }],
		[819, 'an about of 70 emoji, which are 140 UTF-16 units', { about: '😀'.repeat(70) }],
		[820, 'an address of 257 characters', { address: letters(257) }],
		[821, 'a description of 257 characters', { description: letters(257) }],
		[822, 'an email of 251 characters', { email: mail(251) }],
		[823, 'an email without @', { email: 'desk.shop.example' }],
		[823, 'an email with two @', { email: 'a@b@shop.example' }],
		[823, 'an email with white space', { email: 'the desk@shop.example' }],
		[823, 'an email without a dot in its host', { email: 'desk@shop' }],
		[824, 'three websites', { websites: [site(30), site(31), site(32)] }],
		[825, 'industry 0', { industry: 0 }],
		[825, 'industry 18', { industry: 18 }],
		[825, 'industry 1.5', { industry: 1.5 }],
		[825, 'an industry in text', { industry: '13' }],
		[826, 'websites that are no array', { websites: 'https://shop.example' }],
		[826, 'a website without a scheme', { websites: ['shop.example'] }],
		[826, 'a website of another scheme', { websites: ['ftp://shop.example'] }],
		[826, 'a website with white space', { websites: ['https://shop.example/a b'] }],
		[826, 'a website without a host', { websites: ['https://'] }],
		[826, 'a website that is no text', { websites: ['https://shop.example', 5] }],
		[827, 'a website of 257 characters', { websites: [site(257)] }],
		[828, 'a picture named too big', { profile_pic: 'https://shop.example/too-big.jpg' }],
		[830, 'a picture named too small', { profile_pic: 'https://shop.example/too-small.jpg' }],
		[831, 'a picture named unreachable', { profile_pic: 'https://shop.example/unreachable.jpg' }],
		[831, 'a picture that has no web address', { profile_pic: 'logo.png' }],
		[831, 'an empty picture', { profile_pic: '' }],
		[410, 'an empty about', { about: '' }],
		[410, 'an about that is no text', { about: 5 }],
		[410, 'an address that is null', { address: null }],
		[410, 'a description that is an object', { description: {} }],
		[410, 'an email that is an array', { email: [] }],
		[410, 'a channel in text', { application: '8', about: 'Hello' }],
		[410, 'channel 0', { application: 0, about: 'Hello' }],
		[410, 'a channel that is null', { application: null, about: 'Hello' }],
		[410, 'a property that is not documented', { about: 'Hello', colour: 'red' }],
		[410, 'no field at all', {}],
	])('answers %i to %s', async (code, _, fields) => {
		const response = await update(simulator(), fields);
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ status: code, message: MESSAGES[code] });
	});

	it.each(['[]', '"text"', 'null', '{"token":', '', '5'])(
		'answers 410 to the body %j, which is no JSON object',
		async (body) => {
			const response = await post(`${simulator().baseUrl}/update-profile`, body);
			expect(await statusOf(response)).toBe(410);
		},
	);

	it.each([undefined, 'wrong', '', null, 7])('answers 401 to the token %j', async (token) => {
		const response = await update(simulator(), { token, about: 'Hello' });
		expect(await response.json()).toEqual({ status: 401, message: 'Authentication Failed' });
		expect(simulator().profiles()).toEqual({});
	});

	it('looks at the token before the fields', async () => {
		expect(await statusOf(await update(simulator(), { token: 'wrong', industry: 99 }))).toBe(401);
	});

	it('answers one code, of the first field that is wrong in the documented order', async () => {
		const fields = { industry: 99, email: 'x', about: letters(200) };
		expect(await statusOf(await update(simulator(), fields))).toBe(819);
	});

	it('changes nothing where one field of several is refused', async () => {
		await update(simulator(), { application: 8, ...FULL });
		await update(simulator(), { application: 8, about: 'New', industry: 99 });
		expect(simulator().profile(8)).toEqual(FULL);
	});

	it('leaves a field as it is that is left out', async () => {
		await update(simulator(), FULL);
		await update(simulator(), { about: 'New' });
		expect(simulator().profile()).toEqual({ ...FULL, about: 'New' });
	});

	it('clears address, description, email and websites by empty values', async () => {
		await update(simulator(), FULL);
		const clear = { address: '', description: '', email: '', websites: [] };
		expect(await statusOf(await update(simulator(), clear))).toBe(100);
		const { about, industry, profile_pic } = FULL;
		expect(simulator().profile()).toEqual({ about, industry, profile_pic });
	});

	it('keeps a profile for each channel and one for requests without a channel', async () => {
		await update(simulator(), { application: 8, about: 'Eight' });
		await update(simulator(), { application: 101, about: 'Cloud' });
		await update(simulator(), { about: 'None' });
		expect(simulator().profiles()).toEqual({
			'8': { about: 'Eight' },
			'101': { about: 'Cloud' },
			'': { about: 'None' },
		});
		expect(simulator().profile(9)).toEqual({});
	});

	it('hands out copies of its profiles', async () => {
		await update(simulator(), FULL);
		simulator().profile().websites?.push('https://other.example');
		expect(simulator().profile()).toEqual(FULL);
	});
});
