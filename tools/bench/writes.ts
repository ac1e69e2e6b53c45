/** What a request's body writes: one profile, or a message to each of its recipients. */
import { recipientNumberIn } from './messages';
import { profileNumberIn } from './values';

export interface Write {
	/** The channel of a profile, or the recipient. */
	readonly target: unknown;
	/** That of its item. */
	readonly number: number;
}

interface Body {
	readonly application?: unknown;
	readonly about?: unknown;
	readonly data?: ReadonlyArray<{ readonly number: string }>;
}

export function writesIn(body: unknown): Write[] {
	const { application, about, data } = Object(body) as Body;
	if (!data) return [{ target: application, number: profileNumberIn(about) }];
	return data.map(({ number }) => ({ target: number, number: recipientNumberIn(number) }));
}
