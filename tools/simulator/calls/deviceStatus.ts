/**
 * `/device-status`: whether the phone or the WhatsApp Web server of the project is connected.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - Without `application`, or with that of a phone (1 to 4), the answer is the phone's: a code and its text, as third
 *   parties show it. A phone is always linked, which is 100.
 * - With 10 or a number that is not documented it is the answer of WhatsApp Web, whose `status` is a word. Without a
 *   connection the number is still told.
 * - The channels that have no device (5, 8, 101, 121) answer 410.
 */
import { familyOf, type Family } from '../channels';
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { State } from '../state';
import type { Call } from './call';
import { fits, isNumeric } from './checks';

const SHAPE = { application: isNumeric };

const webAnswer = ({ now }: State) => ({
	project_id: '929',
	status: 'CONNECTED',
	connected_number: '15550000099',
	version: '2.2119.6',
	message_queue_count: 0,
	time: new Date(now()).toISOString().replace(/\.\d+Z$/, '+00:00'),
});

const phoneAnswer = () => answer(SUCCESS);

const ANSWERS: Readonly<Record<Family | 'unknown', (state: State) => unknown>> = {
	phone: phoneAnswer,
	web: webAnswer,
	unknown: webAnswer,
	messenger: () => answer(INVALID_REQUEST),
	official: () => answer(INVALID_REQUEST),
};

export const deviceStatus: Call = {
	judge: ({ application, ...fields }, state) => {
		if (application === undefined && fits({}, fields)) return { answer: phoneAnswer() };
		if (!fits(SHAPE, { application, ...fields })) return { answer: answer(INVALID_REQUEST) };
		return { answer: ANSWERS[familyOf(application) ?? 'unknown'](state) };
	},
};
