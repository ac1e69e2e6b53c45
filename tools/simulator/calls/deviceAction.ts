/**
 * `/device-action`: a command to the phone or to the WhatsApp Web server of the project.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - A command that is not documented answers 410, and so does a documented one of the other kind of device. The stored
 *   list for WhatsApp Web is cut, so the real service may know more.
 * - Without `application`, or with that of a phone (1 to 4), the commands are the phone's, else those of WhatsApp Web.
 * - A command is noted and changes nothing: `disconnect` leaves the status as it is set.
 */
import { channelOf, familyOf } from '../channels';
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { Call, Fields } from './call';
import { fits, isNumeric, isOneOf } from './checks';

const PHONE = [
	'restart',
	'reset',
	'delete-message-queue',
	'delete-call-queue',
	'stop-message-queue',
	'stop-call-queue',
	'resume-message-queue',
	'resume-call-queue',
];

const WEB = ['restart', 'restart-server', 'delete-message-queue', 'disconnect', 'clearlogs'];

const shapeFor = ({ application }: Fields) => {
	const isPhone = application === undefined || familyOf(application) === 'phone';
	return {
		command: isOneOf(...(isPhone ? PHONE : WEB)),
		...(application !== undefined && { application: isNumeric }),
	};
};

export const deviceAction: Call = {
	judge: (fields, { commands }) => {
		if (!('command' in fields) || !fits(shapeFor(fields), fields)) {
			return { answer: answer(INVALID_REQUEST) };
		}
		const { application, command } = fields;
		return {
			answer: answer(SUCCESS),
			effect: () => commands.push({ channel: channelOf(application), command: String(command) }),
		};
	},
};
