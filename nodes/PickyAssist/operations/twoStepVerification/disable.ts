import { defineOperation } from '../../../core/operation';
import { schemaOf } from '../../../core/reading/schema';

/** What both calls share: only the action tells them apart. */
export const TWO_STEP_VERIFICATION = {
	resource: { name: 'Two-Step Verification', value: 'twoStepVerification' },
	endpoint: '/two-step-verification',
	effect: 'idempotent',
} as const;

/** https://help.pickyassist.com/api-documentation-v2/whatsapp-settings-apis/2-step-verification */
export const disableTwoStepVerification = defineOperation({
	...TWO_STEP_VERIFICATION,
	value: 'disable',
	name: 'Disable',
	action: 'Disable two-step verification',
	description: 'Remove the PIN from the official WhatsApp number of the project',
	schema: schemaOf({}),
	fields: [],
	toBody: () => ({ action: 1 }),
});
