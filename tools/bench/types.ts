/** What the bench's processes tell each other. */

/** How long the server waits before an answer, in milliseconds; two numbers are the bounds of a latency that changes. */
export type Latency = number | readonly [from: number, to: number];

/** What the items are for: profiles to update, text messages, or messages with one picture for all. */
export type Job = 'profile' | 'message' | 'picture';

/** One run of one way in a process of its own. */
export interface RunSpec {
	readonly way: string;
	readonly job: Job;
	readonly items: number;
	/** How many times the run is repeated in its process, for runs too short to be measured alone. */
	readonly repeats: number;
	/** All items write one channel, instead of one channel each. */
	readonly oneChannel: boolean;
	/** Half of the values are computed, or the text of a message. */
	readonly mixed: boolean;
	readonly baseUrl: string;
	readonly token: string;
	readonly packageFolder: string;
	/** Where to write the V8 CPU profile, if there is to be one. */
	readonly profile?: string;
}

/** What a way's process measures, for one run. */
export interface Cost {
	/** Milliseconds. */
	readonly wall: number;
	/** Milliseconds of all threads, user and system. */
	readonly cpu: number;
}

export interface OwnFigures extends Cost {
	/** The highest memory of the process, in MB. */
	readonly memory: number;
	/** The longest time in which the node kept the event loop from all else, in milliseconds. */
	readonly frozen: number;
	/** Credential look-ups in one run. */
	readonly lookups: number;
}

/** What the server counts, all repeats together. */
export interface ServerFigures {
	readonly requests: number;
	/** Profiles and recipients, of which a request may hold many. */
	readonly writes: number;
	readonly refused: number;
	readonly inFlight: number;
	/** Writes that took effect after a later one to the same channel or recipient. */
	readonly outOfOrder: number;
	/** Channels and recipients whose last write was not that of their last item. */
	readonly wrongLast: number;
}

export interface Figures extends OwnFigures, Omit<ServerFigures, 'writes' | 'refused'> {
	readonly lost: number;
	readonly doubled: number;
}

export type ToServer =
	| { readonly do: 'begin'; readonly latency: Latency }
	| { readonly do: 'report' };
