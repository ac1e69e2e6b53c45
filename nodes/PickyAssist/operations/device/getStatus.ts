import type { IDataObject } from 'n8n-workflow';
import { judgeByStatus } from '../../../core/api/answers';
import { defineOperation } from '../../../core/operation';
import { channelId } from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { DEVICE, DEVICE_CHANNEL } from './channel';

const DOCUMENTED_STATES = ['CONNECTED', 'TIMEOUT', 'UNPAIRED'];

/** https://help.pickyassist.com/api-documentation-v2/device-manage-apis/whatsapp-automation-server-status-api */
export const getDeviceStatus = defineOperation({
	resource: DEVICE,
	value: 'getStatus',
	name: 'Get Status',
	action: 'Get the device status',
	description:
		'Check whether the phone or the WhatsApp Web server is connected. The answer is a word of Picky Assist: CONNECTED, TIMEOUT or UNPAIRED.',
	endpoint: '/device-status',
	effect: 'safe',
	// Picky Assist drops what is above three requests a minute.
	optionDefaults: { maxRetries: 0, requestsPerMinute: 3 },
	schema: schemaOf({ application: channelId() }),
	fields: [DEVICE_CHANNEL],

	outcomes: (answer, { items }, httpStatus) => {
		const verdict = judgeByStatus(answer);
		const word = typeof verdict === 'object' ? verdict.refused : undefined;
		if (verdict !== 'accepted' && typeof word !== 'string') return verdict;
		// Gateways write words of their own.
		const isForeign =
			word !== undefined && httpStatus >= 400 && !DOCUMENTED_STATES.includes(String(word));
		return isForeign ? undefined : items.map(() => [answer as IDataObject]);
	},
});
