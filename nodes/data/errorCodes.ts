/** How well a code is known: from Picky Assist's own pages, or from other people's public clients only. */
export type Evidence = 'documented' | 'third-party';

export interface ErrorCode {
	/** Picky Assist's own words for the code. */
	readonly text: string;
	readonly evidence: Evidence;
	/** What happened, in plain words. */
	readonly message: string;
	/** How to fix it. */
	readonly hint: string;
	/** Whether the same request may succeed later. */
	readonly passes?: true;
	/** The parameter that the code speaks of. */
	readonly field?: string;
}

/** For the codes that only other calls of the API should answer. */
const OTHER_CALL =
	'This request needs none, so check that the base URL in the credential is that of the Picky Assist API';

/**
 * Every status of the API but 100 (success), as far as it is known.
 * Sources: https://help.pickyassist.com/api-documentation-v2/whatsapp-settings-apis/whatsapp-profile-api
 * and …/whatsapp-template-api/template-status-api (`documented`).
 * 829 is missing there too: what is not listed is shown in the API's own words.
 */
export const ERROR_CODES: Readonly<Record<number, ErrorCode>> = {
	101: {
		text: 'Service Unavailable',
		evidence: 'third-party',
		message: 'Picky Assist says that the service is unavailable',
		hint: 'Check in Picky Assist that the channel is connected, then run this again later',
		passes: true,
	},
	401: {
		text: 'Authentication Failed',
		evidence: 'documented',
		message: 'Picky Assist did not accept the token',
		hint: 'Check the token and the platform in the credential: a token of one platform (V3 or V4) is not valid on the other. Where the token is restricted to an IP address, it must be that of this n8n',
	},
	402: {
		text: 'Empty Number List',
		evidence: 'third-party',
		message: 'Picky Assist found no phone number in the request',
		hint: OTHER_CALL,
	},
	403: {
		text: 'Insufficient Balance',
		evidence: 'third-party',
		message: 'The balance of the Picky Assist project is too low',
		hint: 'Add money to the project in Picky Assist, then run this again',
	},
	404: {
		text: 'Unable to Communicate with Your Phone',
		evidence: 'third-party',
		message: 'Picky Assist cannot reach the phone of this channel',
		hint: 'Check in Picky Assist that the channel is connected, and that Channel ID names the channel you mean',
	},
	405: {
		text: 'API Is Not Active For This Plan',
		evidence: 'documented',
		message: 'The Picky Assist plan of this project does not include the API',
		hint: 'Choose a plan with API access in Picky Assist, or use the token of a project that has one',
	},
	406: {
		text: 'Invalid Mobile Number',
		evidence: 'third-party',
		message: 'Picky Assist found a phone number that is not valid',
		hint: OTHER_CALL,
	},
	407: {
		text: 'Message cannot be empty',
		evidence: 'third-party',
		message: 'Picky Assist expected a message',
		hint: OTHER_CALL,
	},
	408: {
		text: 'Project is not Active',
		evidence: 'third-party',
		message: 'The Picky Assist project is not active',
		hint: 'Activate the project in Picky Assist, or use the token of an active one',
	},
	409: {
		text: 'Invalid User',
		evidence: 'third-party',
		message: 'Picky Assist does not know the user of this token',
		hint: 'Create a new token in Picky Assist and put it in the credential',
	},
	410: {
		text: 'Invalid Request',
		evidence: 'third-party',
		message: 'Picky Assist did not understand the request',
		hint: 'Check the platform in the credential and, where it is custom, the base URL',
	},
	801: {
		text: 'Official WhatsApp Account Not Active',
		evidence: 'documented',
		message: 'This project has no active official WhatsApp account',
		hint: 'Connect an official WhatsApp number in Picky Assist, or set Channel ID to the channel that has one (Picky Assist: Settings → Channels)',
	},
	804: {
		text: 'Invalid Template ID',
		evidence: 'documented',
		message: 'Picky Assist does not know the template',
		hint: OTHER_CALL,
	},
	817: {
		text: 'No Templates Found',
		evidence: 'documented',
		message: 'Picky Assist found no templates',
		hint: OTHER_CALL,
	},
	819: {
		text: 'The Maximum Length Of About Exceeds',
		evidence: 'documented',
		message: 'About is too long for Picky Assist',
		hint: 'Shorten About',
		field: 'about',
	},
	820: {
		text: 'The Maximum Length Of Address Exceeds',
		evidence: 'documented',
		message: 'Address is too long for Picky Assist',
		hint: 'Shorten Address',
		field: 'address',
	},
	821: {
		text: 'The Maximum Length Of Description Exceeds',
		evidence: 'documented',
		message: 'Description is too long for Picky Assist',
		hint: 'Shorten Description',
		field: 'description',
	},
	822: {
		text: 'The Maximum Length Of Email Exceeds',
		evidence: 'documented',
		message: 'Email is too long for Picky Assist',
		hint: 'Use a shorter email address',
		field: 'email',
	},
	823: {
		text: 'Invalid Email Address',
		evidence: 'documented',
		message: 'Picky Assist did not accept the email address',
		hint: 'Write it like name@example.com',
		field: 'email',
	},
	824: {
		text: 'Maximum 2 Websites Allowed',
		evidence: 'documented',
		message: 'Picky Assist allows at most 2 websites',
		hint: 'Keep two websites and remove the others',
		field: 'websites',
	},
	825: {
		text: 'Invalid Industry',
		evidence: 'documented',
		message: 'Picky Assist did not accept the industry',
		hint: 'Choose one of the 17 industries of the list',
		field: 'industry',
	},
	826: {
		text: 'Invalid Website',
		evidence: 'documented',
		message: 'Picky Assist did not accept a website',
		hint: 'Write each website like https://example.com',
		field: 'websites',
	},
	827: {
		text: 'The Maximum Length Of Website Exceeds',
		evidence: 'documented',
		message: 'A website is too long for Picky Assist',
		hint: 'Use a shorter address. Picky Assist does not say how long it may be',
		field: 'websites',
	},
	828: {
		text: 'The Image Size Should Not Exceed 5MB',
		evidence: 'documented',
		message: 'The profile picture is larger than 5 MB',
		hint: 'Use a smaller file. 640 x 640 pixels are recommended',
		field: 'profilePic',
	},
	830: {
		text: 'The Image Is Too Small',
		evidence: 'documented',
		message: 'The profile picture is too small',
		hint: 'Use a larger one. 640 x 640 pixels are recommended, and the smallest size allowed is not documented',
		field: 'profilePic',
	},
	831: {
		text: 'Unable To Upload Profile Photo',
		evidence: 'documented',
		message: 'Picky Assist could not upload the profile picture',
		hint: 'Check that the link opens in a private browser window, without signing in, and shows a JPEG or PNG file',
		field: 'profilePic',
	},
};
