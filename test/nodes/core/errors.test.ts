import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import {
	asRefusal,
	reasonOf,
	Refusal,
	toErrorItem,
	toNodeError,
	type RefusalDetails,
} from '../../../nodes/core/errors';
import { redactorOf } from '../../../nodes/core/redact';
import { NODE } from '../strictContext';
import { expectClear } from '../clearWords';

const redact = redactorOf(['5ecret']);
const about = { code: 819, field: 'about', message: 'About is too long', hint: 'Shorten it' };
const email = { code: 823, field: 'email', message: 'Email is none', hint: 'Write it with an @' };

const refusal = (details: Partial<RefusalDetails> = {}) =>
	new Refusal({ source: 'check', retryable: false, issues: [about], ...details });
const byApi = { source: 'api', attempts: 1, httpStatus: 200 } as const;
const byTransport = { source: 'transport', retryable: true, attempts: 4 } as const;

describe('a refusal', () => {
	it('says what its first issue says', () => {
		const { name, message, details } = Refusal.byCheck(about, email);
		expect([name, message]).toEqual(['Refusal', 'About is too long']);
		expect(details).toEqual({ source: 'check', retryable: false, issues: [about, email] });
	});

	it('is taken as it is', () => {
		const own = refusal();
		expect(asRefusal(own)).toBe(own);
	});

	it.each([
		[new TypeError('x is not a function'), 'x is not a function'],
		[{ message: 'plain' }, 'plain'],
		['text', 'no reason is given'],
		[undefined, 'no reason is given'],
		[null, 'no reason is given'],
		[{ message: 8 }, 'no reason is given'],
		[new Error(), 'no reason is given'],
	])('is made of %p, which only a defect of this node can throw', (thrown, reason) => {
		expect(reasonOf(thrown)).toBe(reason);
		const { details, message } = asRefusal(thrown);
		expect(message).toBe(`This node could not handle the item: ${reason}`);
		expect(details).toMatchObject({ source: 'check', retryable: false, issues: [{}] });
		expectClear(details.issues[0].hint);
	});
});

describe('the item of a refusal', () => {
	it('holds the message and the details, and is paired', () => {
		expect(toErrorItem(redact, false)(refusal({ ...byApi, issues: [about, email] }), 7)).toEqual({
			json: {
				error: 'About is too long',
				details: {
					code: 819,
					source: 'api',
					retryable: false,
					attempts: 1,
					httpStatus: 200,
					issues: [about, email],
				},
			},
			pairedItem: { item: 7 },
		});
	});

	it('has null for a code that there is not, and no key for what is not known', () => {
		const { json } = toErrorItem(redact, false)(Refusal.byCheck({ ...about, code: undefined }), 0);
		expect(Object.keys(json)).toEqual(['error', 'details']);
		expect(json.details).toEqual({
			code: null,
			source: 'check',
			retryable: false,
			issues: [{ ...about, code: null }],
		});
	});

	it('has a property that older n8n routes by, and that no copy takes along', () => {
		const item = toErrorItem(redact, true)(refusal({ issues: [about] }), 0);
		expect(item.error).toEqual(new Error('About is too long'));
		expect({ ...item }).not.toHaveProperty('error');
		expect(Object.keys(item)).toEqual(['json', 'pairedItem']);
	});

	it('has no such property where n8n would put the bare message in the place of the details', () => {
		expect(toErrorItem(redact, false)(refusal({ issues: [about] }), 0)).not.toHaveProperty('error');
	});
});

describe('the error of a refusal', () => {
	const errorOf = (details: Partial<RefusalDetails>) =>
		toNodeError(refusal(details), NODE, redact, 3);

	it('is a NodeOperationError where the checks refused', () => {
		const error = errorOf({ issues: [about, email] });
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'About is too long',
			description: 'Shorten it (code 819). Email is none. Write it with an @ (code 823).',
			context: { itemIndex: 3 },
			node: NODE,
		});
	});

	it('is a NodeApiError with the code as text where Picky Assist refused', () => {
		const error = errorOf(byApi);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'About is too long',
			description: 'Shorten it.',
			httpCode: '819',
			context: { itemIndex: 3 },
		});
	});

	it.each([
		['the HTTP status', { ...byTransport, httpStatus: 503 }, '503'],
		['no HTTP status', byTransport, null],
		[
			'a refusal without a code',
			{ ...byApi, issues: [{ ...about, code: undefined }] as const },
			null,
		],
	])('is a NodeApiError with %s as text', (_, details, httpCode) => {
		const error = errorOf(details);
		expect(error).toBeInstanceOf(NodeApiError);
		expect((error as NodeApiError).httpCode).toBe(httpCode);
	});

	it('tells the reference number of what may have been sent, and a note', () => {
		const doubt = { ...byTransport, referenceNumber: 'order-7' };
		const described = (details: Partial<RefusalDetails>) =>
			toNodeError(refusal(details), NODE, redact, 3, 'Look at 5ecret.').description;
		expect(described({ ...doubt, mayHaveBeenSent: true })).toBe(
			'Shorten it. Its reference number is order-7. Look at [token hidden].',
		);
		expect(described({ ...doubt, mayHaveBeenSent: false })).toBe(
			'Shorten it. Look at [token hidden].',
		);
	});

	it.each(['enoent', 'approvePermissions', 'EACCES', 'econnrefused', 'bad gateway', 'etimedout'])(
		'keeps a message that holds %p as it is',
		(word) => {
			const message = `The server answered with text that is not from the Picky Assist API: ${word} 5ecret`;
			for (const source of [{}, byApi, byTransport])
				expect(errorOf({ ...source, issues: [{ ...about, message }] }).message).toBe(
					`The server answered with text that is not from the Picky Assist API: ${word} [token hidden]`,
				);
		},
	);
});
