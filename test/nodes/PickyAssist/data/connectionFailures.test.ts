import {
	CONNECTION_FAILURES,
	TIMED_OUT,
	UNKNOWN_FAILURE,
} from '../../../../nodes/PickyAssist/data/connectionFailures';
import { expectClear } from '../clearWords';

const failures = [...CONNECTION_FAILURES, ['(none)', UNKNOWN_FAILURE] as const];

it.each(failures)('%s is told in plain words', (code, { message, hint }) => {
	expectClear(message, hint);
	expect(`${message}. ${hint}`).not.toContain(code);
	expect(`${message}. ${hint}`).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
});

it('only what may pass is retryable', () => {
	const lasting = failures.filter(([, { retryable }]) => !retryable).map(([code]) => code);
	const mendable = /CERT|SIGN|ISSUER|^HPE_|^Z_|\(none\)|LEAF/;
	expect(lasting.filter((code) => !mendable.test(code))).toEqual([]);
	expect(failures.filter(([, { retryable }]) => retryable).map(([code]) => code)).toEqual(
		expect.arrayContaining([
			'ECONNREFUSED',
			'ECONNRESET',
			'ENOTFOUND',
			'EAI_AGAIN',
			'ETIMEDOUT',
			'EPIPE',
		]),
	);
	expect(TIMED_OUT.retryable).toBe(true);
});
