import type { CodeAdvice } from '../../../data/errorCodes';

/** No Templates Found. */
export const NO_TEMPLATES = 817;

/** What Picky Assist answers where a template is asked for that it does not have. */
export const TEMPLATE_CODES: Readonly<Record<number, CodeAdvice>> = {
	804: {
		text: 'Invalid Template ID',
		evidence: 'documented',
		message: 'Picky Assist does not know the template',
		hint: 'Choose it from the list again, or compare the ID with the one in Picky Assist',
		field: 'template',
	},
	[NO_TEMPLATES]: {
		text: 'No Templates Found',
		evidence: 'documented',
		message: 'Picky Assist found no such template',
		hint: 'Choose it from the list again, and check that the token in the credential is that of the right project',
		field: 'template',
	},
};
