import { CONNECTION_FAILURES, UNKNOWN_FAILURE } from '../../../nodes/data/connectionFailures';
import { expectClear } from '../clearWords';

it.each([...CONNECTION_FAILURES, ['(none)', UNKNOWN_FAILURE] as const])(
	'%s is told in plain words',
	(code, { message, hint }) => {
		expectClear(message, hint);
		expect(`${message}. ${hint}`).not.toContain(code);
		expect(`${message}. ${hint}`).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
	},
);
