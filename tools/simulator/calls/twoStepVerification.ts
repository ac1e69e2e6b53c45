/**
 * `/two-step-verification`: the PIN of an official WhatsApp number.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - No code is documented: 410 is the answer to every wrong field.
 * - The PIN is text of 6 digits or a whole number of 6 digits; the table says number, the sample has text.
 * - Enabling again replaces the PIN. Disabling takes no account of a PIN, and may be repeated.
 */
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { Call, Fields } from './call';
import { fits, isOneOf, type Check } from './checks';

const ENABLE = 0;
const DISABLE = 1;

const isPin: Check = (value) =>
	['string', 'number'].includes(typeof value) && /^\d{6}$/.test(String(value));

const SHAPE = { action: isOneOf(ENABLE, DISABLE), pin: isPin };

const isWellFormed = (fields: Fields) =>
	fits(SHAPE, fields) && 'action' in fields && ('pin' in fields || fields.action === DISABLE);

export const twoStepVerification: Call = {
	judge: (fields, state) => {
		if (!isWellFormed(fields)) return { answer: answer(INVALID_REQUEST) };
		const { action, pin } = fields;
		return {
			answer: answer(SUCCESS),
			effect: () =>
				(state.twoStep =
					action === ENABLE ? { enabled: true, pin: String(pin) } : { enabled: false }),
		};
	},
};
