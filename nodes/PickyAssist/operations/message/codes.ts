import type { CodeAdvice } from '../../../data/errorCodes';

/**
 * What the codes mean that Picky Assist answers to messages. Most are known from other clients alone:
 * the vendor's page of codes could not be read.
 */
const SHARED: Readonly<Record<number, CodeAdvice>> = {
	402: {
		text: 'Empty Number List',
		evidence: 'third-party',
		message: 'Picky Assist found no recipient in the request',
		hint: 'Give each message a recipient, with the country code if it is a phone number',
		field: 'number',
	},
	406: {
		text: 'Invalid Mobile Number',
		evidence: 'third-party',
		message: 'Picky Assist does not accept the phone number',
		hint: 'Write it with the country code and without a 0 in front, like 15550000001',
		field: 'number',
	},
	801: {
		text: 'Official WhatsApp Account Not Active',
		evidence: 'documented',
		message: 'Picky Assist has no active official WhatsApp account for this channel',
		hint: 'Set Channel ID to the number of the channel that sends (Picky Assist: Settings → Channels), or connect an official WhatsApp number',
		field: 'application',
	},
	802: {
		text: 'Not Contactable 24 Hours Session Expired',
		evidence: 'third-party',
		message:
			'The recipient did not write within the last 24 hours, so Picky Assist does not deliver free text',
		hint: 'Send an approved template with Message: Send Template, which is allowed at any time',
		field: 'number',
	},
};

const NO_TEXT: CodeAdvice = {
	text: 'Message cannot be empty',
	evidence: 'third-party',
	message: 'Picky Assist found no text in the message',
	hint: 'Write a text, or map one that is not blank',
};

const NO_TEMPLATE: CodeAdvice = {
	text: 'Invalid Template ID',
	evidence: 'documented',
	message: 'Picky Assist does not know the template, or it is not approved in this language',
	hint: 'Choose it from the list again: the list shows its languages and its state',
};

/** The field that a code is about is one of the operation's own. */
export const SEND_CODES: typeof SHARED = {
	...SHARED,
	407: { ...NO_TEXT, field: 'message' },
	804: NO_TEMPLATE,
};

export const SEND_TEMPLATE_CODES: typeof SHARED = {
	...SHARED,
	407: NO_TEXT,
	804: { ...NO_TEMPLATE, field: 'template' },
};

/** Its text may be a text or a template. */
export const ASK_CODES: typeof SHARED = {
	...SEND_TEMPLATE_CODES,
	407: SEND_CODES[407]!,
	802: {
		...SHARED[802]!,
		hint: 'Set Question to Template and choose an approved one, which is allowed at any time',
	},
};
