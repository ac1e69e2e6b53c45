/** https://help.pickyassist.com/api-documentation-v2/whatsapp-template-api/template-status-api, by its code. */
export const TEMPLATE_STATES: ReadonlyMap<string, string> = new Map([
	['1', 'Pending Review'],
	['2', 'WhatsApp Pending Review'],
	['3', 'Approved'],
	['4', 'Rejected'],
]);

/** The states that a list of templates can be narrowed down to, by their codes. */
export const STATE_FILTERS = {
	all: [],
	approved: ['3'],
	pending: ['1', '2'],
	rejected: ['4'],
} as const satisfies Record<string, readonly string[]>;

/** https://help.pickyassist.com/api-documentation-v2/whatsapp-template-api/api-variables: `category`. */
export const TEMPLATE_CATEGORIES = [
	{ name: 'Transactional', value: 12 },
	{ name: 'Marketing', value: 13 },
	{ name: 'OTP', value: 14 },
];

/** https://help.pickyassist.com/api-documentation-v2/whatsapp-template-api/api-variables: `message_type`. */
export const TEMPLATE_TYPES = [
	{ name: 'Text', value: 1 },
	{ name: 'Image', value: 2 },
	{ name: 'Document', value: 3 },
	{ name: 'Video', value: 4 },
];
