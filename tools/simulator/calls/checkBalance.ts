/**
 * `/check-balance`: the wallet of the account.
 *
 * The documentation is silent on the following; this is what the simulator does instead (third parties show the answer):
 * - It needs nothing but the token, and takes nothing else.
 * - Sending messages does not lower the balance.
 */
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { Call } from './call';
import { fits } from './checks';

export const checkBalance: Call = {
	judge: (fields) =>
		fits({}, fields)
			? { answer: { ...answer(SUCCESS), balance: 1250.5 } }
			: { answer: answer(INVALID_REQUEST) },
};
