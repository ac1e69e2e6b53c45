/**
 * What every call of Picky Assist looks at first.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - Order of the checks: the body as a whole, token, shape of the fields, then the fields one by one. One code per
 *   answer, and a refused request changes nothing.
 * - Wrong requests without a code of their own answer 410: a body that is no JSON object, a property that is not
 *   documented, a property of the wrong type.
 */
import type { Call, Verdict } from './calls/call';
import { answer, INVALID_REQUEST } from './codes';
import { isJsonObject } from './replies';
import type { State } from './state';

const AUTHENTICATION_FAILED = 401;

export function judge(call: Call, body: unknown, rightToken: string, state: State): Verdict {
	if (!isJsonObject(body)) return { answer: answer(INVALID_REQUEST) };
	const { token, ...fields } = body;
	if (token !== rightToken) return { answer: answer(AUTHENTICATION_FAILED) };
	return call.judge(fields, state);
}
