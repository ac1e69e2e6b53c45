import { DEVICE_COMMANDS } from '../../../data/deviceCommands';
import { defineOperation } from '../../../core/operation';
import { anyText, channelId, required } from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { DEVICE, DEVICE_CHANNEL } from './channel';

/** https://help.pickyassist.com/api-documentation-v2/device-manage-apis/device-commands-apis */
export const runDeviceCommand = defineOperation({
	resource: DEVICE,
	value: 'runCommand',
	name: 'Run Command',
	action: 'Run a device command',
	description:
		'Restart the phone app or the WhatsApp Web server, or manage its queues. A command is never sent twice.',
	endpoint: '/device-action',
	effect: 'once',
	storedKeys: ['status', 'message'],

	schema: schemaOf({
		command: required(anyText(), 'Choose a command from the list, or give it by an expression'),
		application: channelId(),
	}),

	fields: [
		DEVICE_CHANNEL,
		{
			displayName: 'Command',
			name: 'command',
			type: 'options',
			options: DEVICE_COMMANDS,
			default: 'restart',
			description:
				'What to do. An expression may give any word that Picky Assist knows; blank is refused.',
		},
	],
});
