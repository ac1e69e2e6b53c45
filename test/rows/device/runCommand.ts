import { runDeviceCommand } from '../../../nodes/PickyAssist/operations/device/runCommand';
import type { Rows } from '../rows';

const ANSWER = { status: 100, message: 'Success', more: [1] };

export const RUN_DEVICE_COMMAND: Rows = {
	operation: runDeviceCommand,
	ordinary: {},
	sends: {
		'restart, unless another command is chosen': [{}, { command: 'restart' }],
		'any word that an expression gives': [
			{ application: '10', command: ' reboot-twice ' },
			{ application: 10, command: 'reboot-twice' },
		],
		'a channel that is no number, with the checks off': [
			{ application: ' main ', options: { checkBeforeSending: false } },
			{ application: 'main', command: 'restart' },
		],
	},
	refuses: {
		'a blank command': [{ command: ' ' }, { field: 'command', says: 'Command is blank' }],
		'a list of commands': [{ command: ['restart'] }, { field: 'command', says: /whole list/ }],
	},
	checks: {
		'a channel that is none': [
			{ application: 0 },
			{ field: 'application', says: 'Channel ID is not the number of a channel (0)' },
		],
	},
	answers: {
		'the answer as it is, of each item': [[{}, {}], ANSWER, [[ANSWER], [ANSWER]], { requests: 2 }],
		'a word as a refusal, other than the state of a device': [
			[{}],
			{ status: 'TIMEOUT', error_message: 'No phone' },
			[{ source: 'api', says: /TIMEOUT: No phone/, details: { mayHaveBeenSent: false } }],
		],
	},
};
