import type { CodeAdvice } from '../../../data/errorCodes';

/**
 * What Picky Assist answers to a profile that it refuses.
 * https://help.pickyassist.com/api-documentation-v2/whatsapp-settings-apis/whatsapp-profile-api
 * 829 is missing there too: what is not listed is shown in the API's own words.
 */
export const PROFILE_CODES: Readonly<Record<number, CodeAdvice>> = {
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
