/**
 * What Picky Assist answers to a request, by its documentation.
 *
 * The documentation is silent on the following; this is what the simulator does instead:
 * - Order of the checks: token, shape of the request, then the fields in the order of the documented table. One code
 *   per answer, and a refused request changes nothing.
 * - Wrong requests without a code of their own answer 410: a body that is no JSON object, a property that is not
 *   documented, no field at all, a text field that is no text, an `application` that is no positive whole number, an
 *   empty `about` (WhatsApp itself demands one).
 * - A character is a UTF-16 unit, the unit that refuses earliest.
 * - An e-mail address needs a dot in its host name, and no white space anywhere.
 * - A website needs `http://` or `https://`. Code 827 says that it has a longest length; 256 is assumed.
 * - A field that is left out stays; `""` clears address, description and email, `[]` clears the websites.
 * - Each channel has a profile of its own, and so have requests without a channel.
 * - No picture is fetched. Its address says what becomes of it: a path that ends in `/too-big.jpg` answers 828,
 *   `/too-small.jpg` 830, `/unreachable.jpg` 831, and so does what is no http(s) address; any other is taken.
 * - `check-balance` needs nothing but the token, and answers a `balance`.
 */
import { answer, type Answer } from './codes';
import { isJsonObject } from './replies';
import type { Profile } from './types';

/** An assumption: see above. */
const ASSUMED_WEBSITE_LIMIT = 256;

const BALANCE = 1250.5;
const INVALID_REQUEST = 410;

export interface Verdict {
	answer: Answer;
	/** What the request changes, where it is accepted. */
	change?: { channel: string; fields: Profile };
}

type JsonObject = Record<string, unknown>;

/** The code that refuses the value, or `undefined`. */
type Rule = (value: unknown) => number | undefined;

const isWebAddress = (value: unknown): value is string =>
	typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);

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

const PICTURES: ReadonlyArray<[ending: string, code: number]> = [
	['/too-big.jpg', 828],
	['/too-small.jpg', 830],
	['/unreachable.jpg', 831],
];

const picture: Rule = (value) => {
	if (!isWebAddress(value)) return 831;
	const { pathname } = new URL(value);
	return PICTURES.find(([ending]) => pathname.endsWith(ending))?.[1];
};

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

const isChannel = (value: unknown) =>
	value === undefined || (Number.isSafeInteger(value) && Number(value) > 0);

const checkBalance = (): Verdict => ({ answer: { ...answer(100), balance: BALANCE } });

const updateProfile = ({ application, ...fields }: JsonObject): Verdict => {
	const names = Object.keys(fields);
	const wellFormed =
		isChannel(application) &&
		names.length > 0 &&
		names.every((name) => Object.hasOwn(FIELDS, name));
	if (!wellFormed) return { answer: answer(INVALID_REQUEST) };

	for (const [name, rule] of Object.entries(FIELDS)) {
		const refused = Object.hasOwn(fields, name) ? rule(fields[name]) : undefined;
		if (refused !== undefined) return { answer: answer(refused) };
	}
	return { answer: answer(100), change: { channel: channelOf(application), fields } };
};

export const ENDPOINTS = { 'check-balance': checkBalance, 'update-profile': updateProfile };

export type Endpoint = keyof typeof ENDPOINTS;

/** The key of a channel's profile; requests without a channel share the key `''`. */
export const channelOf = (application: unknown) => String(application ?? '');

export function judge(endpoint: Endpoint, body: unknown, tokens: ReadonlySet<unknown>): Verdict {
	if (!isJsonObject(body)) return { answer: answer(INVALID_REQUEST) };
	const { token, ...rest } = body;
	return tokens.has(token) ? ENDPOINTS[endpoint](rest) : { answer: answer(401) };
}

const isCleared = (value: unknown) => value === '' || (Array.isArray(value) && value.length === 0);

/** The profile after an accepted change. */
export const merge = (profile: Profile, fields: Profile): Profile =>
	Object.fromEntries(
		Object.entries({ ...profile, ...fields }).filter(([, value]) => !isCleared(value)),
	);
