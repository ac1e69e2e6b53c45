/** https://help.pickyassist.com/api-documentation-v2/whatsapp-settings-apis/whatsapp-profile-api, in its order and spelling. */
const NAMES = [
	'Automotive',
	'Beauty, Spa and Salon',
	'Clothing and Apparel',
	'Education',
	'Entertainment',
	'Event Planning and Service',
	'Finance and Banking',
	'Food and Grocery',
	'Public Service',
	'Hotel and Lodging',
	'Medical and Health',
	'Non-profit',
	'Professional Services',
	'Shopping and Retail',
	'Travel and Transportation',
	'Restaurant',
	'Other',
];

/** The industries of the API, numbered from 1, as options of a dropdown. */
export const INDUSTRIES = NAMES.map((name, index) => ({ name, value: index + 1 }));
