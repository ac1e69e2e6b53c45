/**
 * `/device-action`: a command to the phone or to the WhatsApp Web server of the project.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - A command that is not documented answers 410. The stored list for WhatsApp Web is cut, so the real service may know
 *   more. Which device a command is for is not looked at.
 * - A command is noted and changes nothing.
 */
import { channelOf } from '../channels';
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { Call } from './call';
import { fits, isNumeric, isOneOf } from './checks';

const COMMANDS = [
	...['restart', 'reset', 'restart-server', 'disconnect', 'clearlogs'],
	...['delete-message-queue', 'stop-message-queue', 'resume-message-queue'],
	...['delete-call-queue', 'stop-call-queue', 'resume-call-queue'],
];

const SHAPE = { command: isOneOf(...COMMANDS), application: isNumeric };

export const deviceAction: Call = {
	judge: (fields, { commands }) => {
		if (!('command' in fields) || !fits(SHAPE, fields)) return { answer: answer(INVALID_REQUEST) };
		const { application, command } = fields;
		return {
			answer: answer(SUCCESS),
			effect: () => commands.push({ channel: channelOf(application), command: String(command) }),
		};
	},
};
