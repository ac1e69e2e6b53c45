import {
	apiAnswerOf,
	isSuccess,
	refusalIssue,
	unusableIssue,
} from '../../../../nodes/core/api/answers';
import type { Fields } from '../../../../nodes/core/reading/schema';
import { ERROR_CODES } from '../../../../nodes/data/errorCodes';
import { updateProfile } from '../../../../nodes/PickyAssist/operations/whatsappProfile/update';
import { expectClear } from '../../clearWords';
import { json } from '../../strictContext';

describe('what counts as an answer of Picky Assist', () => {
	it.each([
		[{ status: 100 }, 100],
		[{ status: '100' }, 100],
		[{ status: ' 0100 ' }, 100],
		[{ status: 819, message: 'x' }, 819],
		[{ status: 0 }, 0],
		[{ status: -1 }, -1],
		[{ status: '-1' }, -1],
		[{ status: 'failed' }, 'failed'],
		[{ status: '1e2' }, '1e2'],
		['{"status":100}', 100],
		['\ufeff{"status":"819"}', 819],
	])('%j has status %p', (body, status) => {
		expect(apiAnswerOf(json(body))?.status).toBe(status);
	});

	it.each([
		[undefined],
		[null],
		[''],
		[{}],
		[{ status: null }],
		[{ status: true }],
		[{ status: '' }],
		[{ status: '  ' }],
		[{ status: { code: 100 } }],
		[{ status: [100] }],
		[{ Status: 100 }],
		[[{ status: 100 }]],
		['[{"status":100}]'],
		['"100"'],
		['100'],
		[100],
		['{"status":100'],
		['<html>status 100</html>'],
		['null'],
	])('%j is none', (body) => {
		expect(apiAnswerOf(json(body))).toBeUndefined();
	});

	it.each([
		[503, { status: 503, message: 'Service Unavailable' }],
		[503, { status: '503', error: 'x' }],
		[429, '{"status":429,"message":"Too many requests"}'],
		[401, { status: 401, message: 'Unauthorized' }],
		[403, { status: 403 }],
		[404, { status: 404, title: 'Not Found' }],
		[404, { status: 404, message: ['Unable to Communicate with Your Phone'] }],
	])('HTTP %d with %j comes from a gateway', (httpStatus, body) => {
		expect(apiAnswerOf(json(body, httpStatus))).toBeUndefined();
	});

	it('problem JSON comes from a gateway, whatever its status', () => {
		const headers = { 'content-type': 'application/problem+json; charset=utf-8' };
		expect(apiAnswerOf(json({ status: 410, title: 'Gone' }, 503, headers))).toBeUndefined();
		expect(apiAnswerOf(json({ status: 410 }, 200, headers))?.status).toBe(410);
	});

	it.each([
		[401, { status: 401, message: 'Authentication Failed' }],
		[401, { status: '401', message: ' authentication failed. ' }],
		[404, { status: 404, message: 'Unable to Communicate with Your Phone' }],
		[400, { status: 819, message: 'x' }],
		[500, { status: 100 }],
		[200, { status: 503, message: 'Service Unavailable' }],
	])('HTTP %d with %j is Picky Assist’s own', (httpStatus, body) => {
		expect(apiAnswerOf(json(body, httpStatus))?.status).toBe(Number(body.status));
	});

	it('hands on the whole body', () => {
		expect(apiAnswerOf(json('{"status":"100","a":[1]}'))?.body).toEqual({ status: '100', a: [1] });
	});

	it.each([
		[{ status: 100 }, true],
		[{ status: '100' }, true],
		[{ status: 'Success' }, true],
		[{ status: ' SUCCESS ' }, true],
		[{ status: '100.0' }, false],
		[{ status: 'succeeded' }, false],
		[{ status: 101 }, false],
		[{ status: 0 }, false],
	])('%j is a success: %p, whatever the HTTP status says', (body, success) => {
		for (const httpStatus of [200, 500])
			expect(isSuccess(apiAnswerOf(json(body, httpStatus))!)).toBe(success);
	});
});

describe('what Picky Assist refused', () => {
	const issueOf = (status: number | string, message?: unknown, values = {}) => {
		const issue = refusalIssue({ status, body: { message } as never }, updateProfile, values);
		expectClear(issue.message, issue.hint);
		return issue;
	};

	it.each(Object.entries(ERROR_CODES))('is told in plain words for %s', (code, known) => {
		const { field, message, hint, text } = known;
		const issue = {
			code: Number(code),
			...(field && { field }),
			message: `${message} (code ${code})`,
			hint,
		};
		expect(issueOf(Number(code))).toEqual(issue);
		expect(issueOf(Number(code), ` ${text}\n`)).toEqual(issue);
	});

	it('has the API’s own words where they tell more', () => {
		expect(issueOf(831, 'Picture\n  is   a PDF').message).toBe(
			'Picky Assist could not upload the profile picture (code 831, in its words: Picture is a PDF)',
		);
	});

	it.each([829, 999, 0, -5])('is told in the API’s own words for the unknown code %d', (code) => {
		expect(issueOf(code, 'Odd image')).toEqual({
			code,
			message: `Picky Assist refused the request with status ${code}: Odd image`,
			hint: expect.stringContaining('not documented') as string,
		});
	});

	it.each(['failed', 'constructor', 1.5, Infinity, 1e300])(
		'has no code for status %p',
		(status) => {
			expect(issueOf(status)).toMatchObject({
				code: null,
				message: `Picky Assist refused the request with status ${status}`,
			});
		},
	);

	it.each([[{}], [[]], [null], [true], ['']])('says nothing of a message that is %j', (message) => {
		expect(issueOf(829, message).message).toBe('Picky Assist refused the request with status 829');
	});

	it('takes a message that is a number', () => {
		expect(issueOf(829, 7).message).toBe('Picky Assist refused the request with status 829: 7');
	});

	it('cuts long words after 200 characters', () => {
		expect(issueOf(829, 'x'.repeat(200)).message).toMatch(/: x{200}$/);
		expect(issueOf(829, 'x'.repeat(201)).message).toMatch(/: x{200}…$/);
		expect(issueOf('y'.repeat(300)).message).toMatch(/ y{200}…$/);
	});

	it.each([
		[819, 'about', 139],
		[820, 'address', 256],
		[821, 'description', 256],
		[822, 'email', 250],
	])('gives both counts for %d', (code, field, limit) => {
		expect(issueOf(code, undefined, { [field]: '👍🏽'.repeat(100) })).toMatchObject({
			field,
			message: `${ERROR_CODES[code]!.message} (code ${code}): it has 100 characters as a reader counts them, and 400 in UTF-16 units, as computers count`,
			limit,
			actual: 100,
		});
		expect(issueOf(code, undefined, { [field]: 'x'.repeat(400) })).toMatchObject({
			message: `${ERROR_CODES[code]!.message} (code ${code}): it has 400 characters`,
			actual: 400,
		});
	});

	it.each([
		['the field was not sent', 819, {}],
		['the field is no text', 819, { about: 8 }],
		['the code is not about a length', 823, { email: 'x' }],
		['the code is about the length of a website', 827, { websites: ['x'] }],
	])('gives no count where %s', (_, code, values) => {
		const issue = issueOf(code, undefined, values);
		expect(issue.message).toBe(`${ERROR_CODES[code]!.message} (code ${code})`);
		expect(issue).not.toHaveProperty('actual');
		expect(issue).not.toHaveProperty('limit');
	});

	it('gives no limit where the schema has none, and no count for a field that it does not have', () => {
		const about = { ...updateProfile.schema.fields.about!, facts: { lengthCode: 819 } };
		const issueWith = (fields: Fields) =>
			refusalIssue(
				{ status: 819, body: {} },
				{ ...updateProfile, schema: { ...updateProfile.schema, fields } },
				{ about: 'x' },
			);
		expect(issueWith({ about })).toHaveProperty('actual', 1);
		expect(issueWith({ about })).not.toHaveProperty('limit');
		expect(issueWith({})).not.toHaveProperty('actual');
	});
});

describe('what is no answer of Picky Assist', () => {
	const issueOf = (...answer: Parameters<typeof json>) => {
		const issue = unusableIssue(json(...answer));
		expect(issue.code).toBeNull();
		expectClear(issue.message, issue.hint);
		return issue;
	};
	const html = { 'content-type': 'text/HTML; charset=utf-8' };

	it.each([300, 301, 307, 399])('is a redirect at HTTP %d', (status) => {
		expect(issueOf('<a>moved</a>', status)).toEqual({
			code: null,
			message: `The server redirects to another address (HTTP ${status})`,
			hint: expect.stringContaining('Redirects are not followed') as string,
		});
	});

	it.each<[unknown, Record<string, string>, string]>([
		['', {}, 'nothing'],
		[undefined, {}, 'nothing'],
		[null, {}, 'nothing'],
		[{ a: 1 }, {}, 'data that is not from the Picky Assist API'],
		[[], {}, 'data that is not from the Picky Assist API'],
		[0, {}, 'data that is not from the Picky Assist API'],
		[' <br> ', html, 'a web page'],
		[' ', {}, 'text that is not from the Picky Assist API'],
	])('is told for %j', (body, headers, kind) => {
		for (const status of [200, 299, 400, 404])
			expect(issueOf(body, status, headers).message).toBe(
				`The server answered with ${kind} (HTTP ${status})`,
			);
	});

	it.each([
		[
			'text',
			'Bad\n gateway',
			{},
			'text that is not from the Picky Assist API (HTTP 502): Bad gateway',
		],
		[
			'a page',
			'<html><style>p{}</style><SCRIPT src="x">alert(1)\n</script ><h1>Sign&nbsp;in</h1>\n<p class="x">now',
			html,
			'a web page (HTTP 502): Sign&nbsp;in now',
		],
		[
			'a long text',
			'x'.repeat(201),
			{},
			`text that is not from the Picky Assist API (HTTP 502): ${'x'.repeat(200)}…`,
		],
	])('begins as %s began', (_, body, headers, text) => {
		expect(issueOf(body, 502, headers).message).toBe(`The server answered with ${text}`);
	});

	it.each([
		[401, 'Check the token'],
		[403, 'Check the token'],
		[408, 'Run this again later'],
		[413, 'Send less text'],
		[429, 'Requests per Minute'],
		[500, 'Run this again later'],
		[503, 'Run this again later'],
		[499, 'Check the platform and the base URL'],
		[200, 'Check the platform and the base URL'],
		[404, 'Check the platform and the base URL'],
	])('has a hint that fits HTTP %d', (status, hint) => {
		expect(issueOf('', status).hint).toContain(hint);
	});

	it.each(['<', '<script', '<style '])('quotes the beginning alone of a page of %j', (part) => {
		const { message } = issueOf(`Hello ${part.repeat(1_000_000)}`, 502);
		expect(message).toContain('Hello');
		expect(message.length).toBeLessThan(300);
	});
});
