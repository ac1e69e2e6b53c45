/** A code of Picky Assist, and what to tell of it. */
export interface CodeAdvice {
	/** Picky Assist's own words for the code. */
	readonly text: string;
	/** How well it is known: from Picky Assist's own pages, or from other people's public clients only. */
	readonly evidence: 'documented' | 'third-party';
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
 * The statuses of the API that any call may answer, apart from 100 (success), as far as they are known. An operation
 * has its own beside it.
 * Sources: https://help.pickyassist.com/api-documentation-v2/whatsapp-settings-apis/whatsapp-profile-api
 * and …/whatsapp-template-api/template-status-api (`documented`).
 * 829 is missing there too: what is not listed is shown in the API's own words.
 */
export const ERROR_CODES: Readonly<Record<number, CodeAdvice>> = {
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
		hint: 'Check the token and the platform in the credential: a token of one platform (V3 or V4) is not valid on the other. If the token is restricted to an IP address, it must be the address of this n8n',
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
		hint: 'Check the platform in the credential and, if it is custom, the base URL',
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
};
