import { defineOperation } from '../../../core/operation';
import { digits, required, secret } from '../../../core/reading/fields';
import { schemaOf } from '../../../core/reading/schema';
import { TWO_STEP_VERIFICATION } from './disable';

/** https://help.pickyassist.com/api-documentation-v2/whatsapp-settings-apis/2-step-verification */
export const enableTwoStepVerification = defineOperation({
	...TWO_STEP_VERIFICATION,
	value: 'enable',
	name: 'Enable',
	action: 'Enable two-step verification',
	description:
		'Protect the official WhatsApp number of the project with a PIN. If you forget the PIN, disable it, then enable it with a new one.',

	schema: schemaOf({
		pin: secret(
			required(
				digits(/^\d{6}$/, {
					message: 'is not made of six digits',
					hint: 'Give six digits as text. A number loses its zeros at the front',
				}),
				'Give the six digits that will protect the number',
			),
		),
	}),

	fields: [
		{
			displayName: 'PIN',
			name: 'pin',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Six digits; blank is refused. n8n stores with the workflow what you type here, so use an expression that takes the PIN from a safe place. It never appears in the output.',
		},
	],

	toBody: (values, onWire) => ({ action: 0, ...onWire(values) }),
});
