/**
 * `/device-status`: whether the phone or the WhatsApp Web server of the project is connected.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - Without `application` the answer is the phone's: a code and its text, as third parties show it. A phone is always
 *   linked, which is 100.
 * - With it the answer is that of WhatsApp Web, whose `status` is a word.
 */
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { Call } from './call';
import { fits, isNumeric } from './checks';

const WEB = {
	project_id: '929',
	status: 'CONNECTED',
	connected_number: '15550000099',
	version: '2.2119.6',
	message_queue_count: 0,
	time: '2026-11-20T08:30:00+00:00',
};

export const deviceStatus: Call = {
	judge: (fields) => {
		if (!fits({ application: isNumeric }, fields)) return { answer: answer(INVALID_REQUEST) };
		return { answer: 'application' in fields ? WEB : answer(SUCCESS) };
	},
};
