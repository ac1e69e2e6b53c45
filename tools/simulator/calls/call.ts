import type { State } from '../state';

/** The body of a request, without its token. */
export type Fields = Record<string, unknown>;

export interface Verdict {
	answer: unknown;
	/** What the request changes, where it is accepted. */
	effect?: () => void;
}

/** A call of Picky Assist: what it answers to a request of the right token, by its documentation. */
export interface Call {
	judge: (fields: Fields, state: State) => Verdict;
}
