import { enableTwoStepVerification } from '../../../nodes/PickyAssist/operations/twoStepVerification/enable';
import type { Rows } from '../rows';

const PIN = '482913';

const NOT_SIX = { field: 'pin', says: 'PIN is not made of six digits' };

export const ENABLE_TWO_STEP_VERIFICATION: Rows = {
	operation: enableTwoStepVerification,
	ordinary: { pin: PIN },
	sends: {
		'action 0 and the PIN as text': [{}, { action: 0, pin: PIN }],
		'a PIN that comes as a number': [{ pin: 482913 }, { action: 0, pin: PIN }],
		'a PIN with zeros in front': [{ pin: ' 000042\n' }, { action: 0, pin: '000042' }],
		'a PIN in the digits of another script': [{ pin: '٤٨٢٩١٣' }, { action: 0, pin: PIN }],
	},
	refuses: {
		'a blank PIN': [{ pin: '' }, { field: 'pin', says: 'PIN is blank' }],
		'a PIN that is a list': [{ pin: [PIN] }, { field: 'pin', says: /^PIN is a whole list/ }],
	},
	checks: {
		'seven digits': [{ pin: '4829131' }, NOT_SIX],
		'a number that lost its zeros': [{ pin: 42 }, NOT_SIX],
		letters: [{ pin: 'abcdef' }, NOT_SIX],
		'five digits of another script': [{ pin: '٤٨٢٩١' }, NOT_SIX],
	},
	shows: { 'no PIN': [{}, { body: { action: 0 } }] },
	answers: {
		'a PIN that comes back as hidden': [
			[{}],
			{ status: 100, message: `PIN ${PIN}`, pin: 482913, [`k${PIN}`]: [PIN] },
			[
				[
					{
						status: 100,
						message: 'PIN [hidden]',
						pin: '[hidden]',
						'k[hidden]': ['[hidden]'],
					},
				],
			],
		],
		'a PIN in the words of a refusal as hidden': [
			[{}],
			{ status: 499, message: `The PIN ${PIN} is too easy` },
			[{ source: 'api', code: 499, says: /The PIN \[hidden\] is too easy/ }],
		],
		'a PIN that comes back without its zeros as hidden': [
			[{ pin: '000100' }],
			{ status: 100, pin: 100 },
			[[{ status: 100, pin: '[hidden]' }]],
		],
	},
};
