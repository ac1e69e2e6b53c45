import {
	CONNECTION_FAILURES,
	TIMED_OUT,
	UNKNOWN_FAILURE,
} from '../../../nodes/data/connectionFailures';
import { expectClear } from '../clearWords';

const failures = [...CONNECTION_FAILURES, ['(none)', UNKNOWN_FAILURE] as const];

it.each(failures)('%s is told in plain words', (code, { message, hint }) => {
	expectClear(message, hint);
	expect(`${message}. ${hint}`).not.toContain(code);
	expect(`${message}. ${hint}`).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
});

it.each(failures)('%s is retryable just where it may pass', (code, { retryable }) => {
	expect(retryable).toBe(!/CERT|SIGN|ISSUER|^HPE_|^Z_|\(none\)/.test(code));
});

it('a time that is over may pass', () => {
	expect(TIMED_OUT.retryable).toBe(true);
});
