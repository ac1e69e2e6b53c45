/** What the bench's processes tell each other. */

/** How long the server waits before an answer, in milliseconds; two numbers are the bounds of a latency that changes. */
export type Latency = number | readonly [from: number, to: number];

/** What the items are for: profiles to update, text messages, or messages with one picture for all. */
export type JobName = 'profile' | 'message' | 'picture';

export interface Task {
	readonly job: JobName;
	readonly items: number;
	/** All items write one channel, instead of one channel each. */
	readonly oneChannel?: boolean;
	/** Half of the values are computed, or the text of a message. */
	readonly computed?: boolean;
	/** How many times a run is repeated in its process, for runs too short to be measured alone. */
	readonly repeats?: number;
}

export interface Service {
	readonly baseUrl: string;
	readonly token: string;
}

/** One run of one way in a process of its own. */
export interface RunSpec extends Task, Service {
	readonly way: string;
	readonly packageFolder: string;
}

/** What a way's process measures. */
export interface Cost {
	/** Milliseconds. */
	readonly wall: number;
	/** Milliseconds of all threads, user and system. */
	readonly cpu: number;
	/** The longest time in which the node kept the event loop from all else, in milliseconds. */
	readonly frozen: number;
}

export interface OwnFigures extends Cost {
	/** The highest memory of the process, in MB. */
	readonly memory: number;
	/** Credential look-ups in one run. */
	readonly lookups: number;
}

/** What the server counts. */
export interface ServerFigures {
	readonly requests: number;
	readonly inFlight: number;
	/** Profiles and recipients, of which a request may hold many. */
	readonly writes: number;
	readonly refused: number;
	/** Writes that took effect after a later one to the same channel or recipient. */
	readonly outOfOrder: number;
}

export type Figures = OwnFigures & ServerFigures;
