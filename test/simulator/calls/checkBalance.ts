/**
 * `/check-balance`: the wallet of the account.
 *
 * The documentation is silent on the following; this is what the simulator does instead (third parties show the answer):
 * - It needs nothing but the token, and takes nothing else.
 * - The balance is a number unless a test sets a text, and sending messages does not lower it.
 */
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { Call } from './call';
import { fits } from './checks';

export const checkBalance: Call = {
	judge: (fields, { settings }) =>
		fits({}, fields)
			? { answer: { ...answer(SUCCESS), balance: settings.balance } }
			: { answer: answer(INVALID_REQUEST) },
};
