import { jsonIn, judgeByStatus, statusOf, unusableIssue } from '../../../../nodes/core/api/answers';
import { expectClear } from '../../clearWords';
import { json } from '../../strictContext';

/** What an answer means, by the body and the HTTP status with which it came. */
const verdictOn = (...answer: Parameters<typeof json>) => judgeByStatus(jsonIn(json(...answer)));

describe('what counts as an answer of Picky Assist', () => {
	it.each([
		[{ status: 819, message: 'x' }, 819],
		[{ status: ' 0819 ' }, 819],
		[{ status: 0 }, 0],
		[{ status: -1 }, -1],
		[{ status: '-1' }, -1],
		[{ status: 'failed' }, 'failed'],
		[{ status: '1e2' }, '1e2'],
		[{ status: '100.0' }, '100.0'],
		[{ status: 'succeeded' }, 'succeeded'],
		[{ status: ' CONNECTED ' }, 'CONNECTED'],
		[{ status: 101 }, 101],
		['{"status":819}', 819],
		['\ufeff{"status":"819"}', 819],
	])('%j is a refusal with status %p, whatever the HTTP status says', (body, status) => {
		for (const httpStatus of [200, 500])
			expect(verdictOn(body, httpStatus)).toEqual({ refused: status });
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
		expect(verdictOn(body)).toBeUndefined();
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
		expect(jsonIn(json(body, httpStatus))).toBeUndefined();
	});

	it('problem JSON comes from a gateway, whatever its status', () => {
		const headers = { 'content-type': 'application/problem+json; charset=utf-8' };
		expect(jsonIn(json({ status: 410, title: 'Gone' }, 503, headers))).toBeUndefined();
		expect(verdictOn({ status: 410 }, 200, headers)).toEqual({ refused: 410 });
	});

	it.each([
		[401, { status: 401, message: 'Authentication Failed' }],
		[401, { status: '401', message: ' authentication failed. ' }],
		[404, { status: 404, message: 'Unable to Communicate with Your Phone' }],
		[400, { status: 819, message: 'x' }],
		[500, { status: 100 }],
		[200, { status: 503, message: 'Service Unavailable' }],
	])('HTTP %d with %j is Picky Assist’s own', (httpStatus, body) => {
		expect(jsonIn(json(body, httpStatus))).toEqual(body);
	});

	it('is the whole body, whatever its form', () => {
		expect(jsonIn(json('{"status":"100","a":[1]}'))).toEqual({ status: '100', a: [1] });
		expect(jsonIn(json('\ufeff[1]'))).toEqual([1]);
		expect(jsonIn(json([1], 404))).toEqual([1]);
	});

	it.each([[100], ['100'], [' 0100 '], ['Success'], [' SUCCESS ']])(
		'status %j is a success, whatever the HTTP status says',
		(status) => {
			for (const httpStatus of [200, 500])
				expect(verdictOn({ status }, httpStatus)).toBe('accepted');
			expect(statusOf(status)).toBe(100);
		},
	);
});

describe('what is no answer of Picky Assist', () => {
	const issueOf = (...answer: Parameters<typeof json>) => {
		const issue = unusableIssue(json(...answer), undefined);
		expect(issue.code).toBeUndefined();
		expectClear(issue.message, issue.hint);
		return issue;
	};
	const html = { 'content-type': 'text/HTML; charset=utf-8' };

	it.each([300, 301, 307, 399])('is a redirect at HTTP %d', (status) => {
		expect(issueOf('<a>moved</a>', status)).toEqual({
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
			'<html><style>p{}</style><SCRIPT src="x">alert(1)\n</script ><h1>Sign&nbsp;in</h1><p class="x">now<script>x()</script>please',
			html,
			'a web page (HTTP 502): Sign&nbsp;in now please',
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
