import { getDeviceStatus } from '../../../nodes/PickyAssist/operations/device/getStatus';
import type { Rows } from '../rows';

const answer = (status: unknown) => ({ status, message: 'x', project_id: '929' });
/** A state, which is put out as it is. */
const state = (status: unknown) => [[{}], answer(status), [[answer(status)]]] as const;

export const GET_DEVICE_STATUS: Rows = {
	operation: getDeviceStatus,
	ordinary: {},
	sends: {
		'no channel if it is blank': [{ application: ' ' }, {}],
		'the channel as a number': [{ application: ' 10 ' }, { application: 10 }],
	},
	refuses: Object.fromEntries(
		['0', '-1', '1.5', 'main', [10], { id: 10 }].map((application) => [
			`the Channel ID ${JSON.stringify(application)}`,
			[{ application }, { field: 'application' }],
		]),
	),
	answers: {
		'a state of the vendor as the answer': state('CONNECTED'),
		'a state that the vendor does not document as the answer': state('SLEEPING'),
		'the word of a state in HTTP 504 as the answer': [...state('TIMEOUT'), { httpStatus: 504 }],
		'another one in HTTP 500 as the answer': [...state('UNPAIRED'), { httpStatus: 500 }],
		'a success as the answer': state(100),
		'a success in HTTP 500 as the answer': [...state('100'), { httpStatus: 500 }],
		'a code as a refusal': [[{}], answer(404), [{ source: 'api', code: 404 }]],
		'a code in a text as a refusal that may pass': [
			[{}],
			answer('101'),
			[{ source: 'api', code: 101, details: { retryable: true } }],
		],
		'0 as a refusal': [[{}], answer(0), [{ source: 'api', code: 0 }]],
		'the word of a gateway as no answer': [
			[{}],
			answer('unavailable'),
			[{ source: 'transport' }],
			{ httpStatus: 503 },
		],
		'a word in HTTP 400 as no answer': [
			[{}],
			answer('rejected'),
			[{ source: 'transport' }],
			{ httpStatus: 400 },
		],
		'a blank state as no answer': [[{}], answer(' '), [{ source: 'transport' }]],
		'an object without a state as no answer': [
			[{}],
			{ project_id: '929' },
			[{ source: 'transport' }],
		],
		'a list as no answer': [[{}], ['CONNECTED'], [{ source: 'transport' }]],
		'one answer for each channel, whatever form its number has': [
			[10, 777, '10', ' 777 '].map((application) => ({ application })),
			answer('CONNECTED'),
			Array(4).fill([answer('CONNECTED')]),
			{ requests: 2 },
		],
	},
};
