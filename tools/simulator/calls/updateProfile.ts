/**
 * `/update-profile`: the profile of a WhatsApp Business number.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - The fields are checked in the order of the documented table.
 * - 410 is the answer to no field at all, a text field that is no text, an `application` that is no positive whole
 *   number, and an empty `about` (WhatsApp itself demands one).
 * - A character is a UTF-16 unit, the unit that refuses earliest.
 * - An e-mail address needs a dot in its host name, and no white space anywhere.
 * - A website needs `http://` or `https://`. Code 827 says that it has a longest length; 256 is assumed.
 * - A field that is left out stays; `""` clears address, description and email, `[]` clears the websites.
 * - Each channel has a profile of its own, and so have requests without a channel.
 * - No picture is fetched: any http(s) address is taken, all else answers 831.
 */
import { channelOf } from '../channels';
import { answer, INVALID_REQUEST, SUCCESS } from '../codes';
import type { Profile } from '../types';
import type { Call } from './call';
import { isChannel, isWebAddress } from './checks';

/** An assumption: see above. */
const ASSUMED_WEBSITE_LIMIT = 256;

/** The code that refuses the value, or `undefined`. */
type Rule = (value: unknown) => number | undefined;

const text =
	(limit: number, tooLong: number): Rule =>
	(value) => {
		if (typeof value !== 'string') return INVALID_REQUEST;
		return value.length > limit ? tooLong : undefined;
	};

const about: Rule = (value) => (value === '' ? INVALID_REQUEST : text(139, 819)(value));

const email: Rule = (value) => {
	const refused = text(250, 822)(value);
	if (refused !== undefined || value === '') return refused;
	return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value)) ? undefined : 823;
};

const industry: Rule = (value) =>
	typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 17
		? undefined
		: 825;

const websites: Rule = (value) => {
	if (!Array.isArray(value)) return 826;
	if (value.length > 2) return 824;
	if (!value.every(isWebAddress)) return 826;
	return value.some((url) => url.length > ASSUMED_WEBSITE_LIMIT) ? 827 : undefined;
};

const picture: Rule = (value) => (isWebAddress(value) ? undefined : 831);

/** In the order of the documented table, in which they are checked. */
const FIELDS: Readonly<Record<keyof Profile, Rule>> = {
	about,
	address: text(256, 820),
	description: text(256, 821),
	email,
	industry,
	websites,
	profile_pic: picture,
};

const isCleared = (value: unknown) => value === '' || (Array.isArray(value) && value.length === 0);

/** The profile after an accepted change. */
const merge = (profile: Profile, fields: Profile): Profile =>
	Object.fromEntries(
		Object.entries({ ...profile, ...fields }).filter(([, value]) => !isCleared(value)),
	);

const refusalOf = (fields: Record<string, unknown>) => {
	for (const [name, rule] of Object.entries(FIELDS)) {
		const refused = Object.hasOwn(fields, name) ? rule(fields[name]) : undefined;
		if (refused !== undefined) return refused;
	}
	return undefined;
};

export const updateProfile: Call = {
	judge: ({ application, ...fields }, { profiles }) => {
		const names = Object.keys(fields);
		const wellFormed =
			(application === undefined || isChannel(application)) &&
			names.length > 0 &&
			names.every((name) => Object.hasOwn(FIELDS, name));
		const refused = wellFormed ? refusalOf(fields) : INVALID_REQUEST;
		if (refused !== undefined) return { answer: answer(refused) };

		const channel = channelOf(application);
		return {
			answer: answer(SUCCESS),
			effect: () => profiles.set(channel, merge(profiles.get(channel) ?? {}, fields)),
		};
	},
};
