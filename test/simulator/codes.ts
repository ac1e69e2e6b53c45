/** Picky Assist's codes with its texts: the profile's and the general ones. */
export const MESSAGES: Readonly<Record<number, string>> = {
	100: 'Success',
	101: 'Service Unavailable',
	401: 'Authentication Failed',
	403: 'Insufficient Balance',
	405: 'API Is Not Active For This Plan',
	408: 'Project is not Active',
	409: 'Invalid User',
	410: 'Invalid Request',
	801: 'Official WhatsApp Account Not Active',
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
};

export interface Answer {
	status: unknown;
	message: string;
	balance?: number;
}

export const answer = (status: unknown): Answer => ({
	status,
	message: MESSAGES[Number(status)] ?? 'Unknown Error',
});
