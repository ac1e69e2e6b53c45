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

it.each(failures)(
	'%s passes just where the same request may get through later',
	(code, { passes }) => {
		expect(passes).toBe(!/CERT|SIGN|ISSUER|^HPE_|^Z_|\(none\)/.test(code));
	},
);

/** Those where no connection came about, or none to a server that may have the token. */
const NEVER_ARRIVED =
	/^E(CONNREFUSED|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|ADDRNOTAVAIL)$|^ENOTFOUND$|^EAI_AGAIN$|CERT|SIGN|ISSUER/;

it.each(failures)('%s may have arrived unless no connection came about', (code, known) => {
	expect(known.mayHaveArrived).toBe(!NEVER_ARRIVED.test(code));
});

it('a time that is over may pass, and may have been too short for the answer alone', () => {
	expect(TIMED_OUT).toMatchObject({ passes: true, mayHaveArrived: true });
});
