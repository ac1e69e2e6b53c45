/** Picky Assist's codes with its texts. */
export const MESSAGES: Readonly<Record<number, string>> = {
	100: 'Success',
	101: 'Service Unavailable',
	401: 'Authentication Failed',
	402: 'Empty Number List',
	403: 'Insufficient Balance',
	404: 'Unable to Communicate with Your Phone',
	405: 'API Is Not Active For This Plan',
	406: 'Invalid Mobile Number',
	407: 'Message cannot be empty',
	408: 'Project is not Active',
	409: 'Invalid User',
	410: 'Invalid Request',
	801: 'Official WhatsApp Account Not Active',
	802: 'Not Contactable 24 Hours Session Expired',
	804: 'Invalid Template ID',
	817: 'No Templates Found',
	819: 'The Maximum Length Of About Exceeds',
	820: 'The Maximum Length Of Address Exceeds',
	821: 'The Maximum Length Of Description Exceeds',
	822: 'The Maximum Length Of Email Exceeds',
	823: 'Invalid Email Address',
	824: 'Maximum 2 Websites Allowed',
	825: 'Invalid Industry',
	826: 'Invalid Website',
	827: 'The Maximum Length Of Website Exceeds',
	828: 'The Image Size Should Not Exceed 5MB',
	830: 'The Image Is Too Small',
	831: 'Unable To Upload Profile Photo',
	833: 'Group Subject Cannot Be Empty',
	834: 'Group Subject Length Exceeds',
	835: 'Cannot Create Group',
	836: 'Empty/Invalid Group ID',
	837: 'Cannot Create Admin',
	838: 'Cannot Process The Request',
	839: 'Invalid Type',
	840: 'Invalid Whatsapp Number',
	841: 'Numbers Not In The Group',
	842: 'Invalid Action',
};

export const SUCCESS = 100;
export const INVALID_REQUEST = 410;

export const answer = (status: unknown): Record<string, unknown> => ({
	status,
	message: MESSAGES[Number(status)] ?? 'Unknown Error',
});
