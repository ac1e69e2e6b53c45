import type { Operation } from '../../../../nodes/core/operation';
import { adviceFor, refusalIssue } from '../../../../nodes/core/running/refusals';
import type { Fields } from '../../../../nodes/core/reading/schema';
import { ERROR_CODES } from '../../../../nodes/data/errorCodes';
import { PROFILE_CODES } from '../../../../nodes/PickyAssist/operations/whatsappProfile/codes';
import { updateProfile } from '../../../../nodes/PickyAssist/operations/whatsappProfile/update';
import { expectClear } from '../../clearWords';
import { writeNote } from '../../notes';

const KNOWN = { ...ERROR_CODES, ...PROFILE_CODES };

describe('what Picky Assist refused', () => {
	const issueOf = (status: number | string, message?: unknown, values = {}) => {
		const issue = refusalIssue(status, { message } as never, updateProfile, values);
		expectClear(issue.message, issue.hint);
		return issue;
	};

	it.each(Object.entries(KNOWN))('is told in plain words for %s', (code, known) => {
		const { field, message, hint, text } = known;
		const issue = {
			code: Number(code),
			...(field && { field }),
			message: `${message} (code ${code})`,
			hint,
		};
		expect(issueOf(Number(code))).toEqual(issue);
		expect(issueOf(Number(code), ` ${text}\n`)).toEqual(issue);
		// Some refusals come with the word of a success.
		expect(issueOf(Number(code), 'Success')).toEqual(issue);
	});

	it.each([[undefined], [['words']], ['words']])('is told without words of %j', (answer) => {
		expect(refusalIssue('failed', answer, updateProfile, {}).message).toBe(
			'Picky Assist refused the request with status failed',
		);
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
			message: `${KNOWN[code]!.message} (code ${code}): it has 100 characters as a reader counts them, and 400 in UTF-16 units, as computers count`,
			limit,
			actual: 100,
		});
		expect(issueOf(code, undefined, { [field]: 'x'.repeat(400) })).toMatchObject({
			message: `${KNOWN[code]!.message} (code ${code}): it has 400 characters`,
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
		expect(issue.message).toBe(`${KNOWN[code]!.message} (code ${code})`);
		expect(issue).not.toHaveProperty('actual');
		expect(issue).not.toHaveProperty('limit');
	});

	it('gives no limit where the schema has none, and no count for a field that it does not have', () => {
		const about = { ...updateProfile.schema.fields.about!, facts: { lengthCode: 819 } };
		const issueWith = (fields: Fields) =>
			refusalIssue(
				819,
				{},
				{ ...updateProfile, schema: { ...updateProfile.schema, fields } },
				{ about: 'x' },
			);
		expect(issueWith({ about })).toHaveProperty('actual', 1);
		expect(issueWith({ about })).not.toHaveProperty('limit');
		expect(issueWith({})).not.toHaveProperty('actual');
	});

	it('is told by error_message where there is no message', () => {
		const words = (answer: object) => refusalIssue(829, answer as never, updateProfile, {}).message;
		expect(words({ error_message: 'Odd' })).toMatch(/: Odd$/);
		expect(words({ message: 'Even', error_message: 'Odd' })).toMatch(/: Even$/);
	});
});

describe('the advice for a code', () => {
	const own = { text: 'x', evidence: 'documented', message: 'It is ours', hint: 'Do it' } as const;
	const operation: Operation = writeNote({ codes: { 402: own, 900: own } });

	it('is the operation’s own before the general one', () => {
		expect(adviceFor(402, operation)).toBe(own);
		expect(adviceFor(900, operation)).toBe(own);
		expect(adviceFor(401, operation)).toBe(ERROR_CODES[401]);
		expect(adviceFor(402, writeNote())).toBe(ERROR_CODES[402]);
	});

	it.each([900, 100, 'failed', '402'])('is none for %p, which nobody knows', (status) => {
		expect(adviceFor(status, writeNote())).toBeUndefined();
	});
});
