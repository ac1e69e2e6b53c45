/** The documented channel numbers. A project may have others, of which the number alone tells nothing. */
export type Family = 'phone' | 'messenger' | 'official' | 'web';

const FAMILIES: Readonly<Record<string, Family>> = {
	1: 'phone',
	2: 'phone',
	3: 'phone',
	4: 'phone',
	5: 'messenger',
	8: 'official',
	10: 'web',
	101: 'official',
	121: 'official',
};

/** A channel as a key; requests without a channel share the key `''`. */
export const channelOf = (application: unknown) => String(application ?? '');

/** What the channel is, where its number is a documented one. */
export const familyOf = (application: unknown): Family | undefined =>
	FAMILIES[channelOf(application)];
