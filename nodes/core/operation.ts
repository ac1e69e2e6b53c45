import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { CodeAdvice } from '../data/errorCodes';
import type { ApiRefusal } from './api/answers';
import type { Doubt, Refusal, RefusalDetails } from './errors';
import type { Question } from './questions/question';
import type { Fields, Schema, Values } from './reading/schema';

/**
 * What a request changes at Picky Assist, in the sense of RFC 9110, section 9.2:
 * - `safe`: nothing. Items that ask the same are answered by one request.
 * - `idempotent`: the same twice leaves the same state as once, so it is sent again where no answer came.
 * - `once`: it must not be done twice. It is sent again only where it surely did not arrive, and what was accepted is
 *   remembered where n8n runs the node again.
 */
export type Effect = 'safe' | 'idempotent' | 'once';

/** How an item is to be checked and sent. */
export interface RunOptions {
	readonly checkBeforeSending: boolean;
	readonly dryRun: boolean;
	readonly maxConcurrentRequests: number;
	readonly maxRetries: number;
	/** 0 is no limit. */
	readonly requestsPerMinute: number;
	/** Milliseconds, for one attempt. */
	readonly timeout: number;
}

/** One item, read and checked. */
export interface PreparedItem<F extends Fields = Fields> {
	/** Its place in the input. */
	readonly index: number;
	readonly options: RunOptions;
	/** Only fields with a value. */
	readonly values: Values<F>;
	/** The JSON body as if the item were the only one, without the token. */
	readonly body: IDataObject;
}

/** One request of a run, and the items that it is for. */
export interface Request<F extends Fields = Fields> {
	readonly items: ReadonlyArray<PreparedItem<F>>;
	readonly body: IDataObject;
	/**
	 * What has to be done when it is its turn, before it goes out for the first time.
	 *
	 * @throws Refusal if it must not go out
	 */
	readonly onTurn?: () => Promise<void>;
}

/** What an answer says: a refusal of the whole request, or of each item its outputs or its refusal. */
export type Reading = ApiRefusal | ReadonlyArray<IDataObject[] | ApiRefusal>;

/** What a resource locator of the editor offers to choose from. */
export type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
) => Promise<INodeListSearchResult>;

/**
 * All that makes one operation of Picky Assist's API what it is, also how its values come back. How it is run is the
 * same for every operation. What is left out is ordinary.
 */
export interface Operation<F extends Fields = Fields> {
	readonly resource: { readonly name: string; readonly value: string };
	readonly value: string;
	readonly name: string;
	/** What the node creator lists. */
	readonly action: string;
	readonly description: string;
	/** The path behind the base URL; blank for one that makes no request. */
	readonly endpoint: `/${string}` | '';
	readonly effect: Effect;

	/** The editor's fields, top-level ones and collections, without `displayOptions` for resource and operation. */
	readonly fields: INodeProperties[];
	/** What stands under *Options* beside the options of every request. */
	readonly ownOptions?: INodeProperties[];
	readonly schema: Schema<F>;
	/** The lists of its resource locators, by the names that the locators give. */
	readonly listSearch?: Readonly<Record<string, ListSearch>>;
	/** What goes out; unless told, each value under its name on the wire, which `onWire` gives. */
	toBody?(values: Values<F>, onWire: (values: Values<F>) => IDataObject): IDataObject;
	/** Where an option of every request has another default here. */
	readonly optionDefaults?: Partial<RunOptions>;
	/** The codes that mean something of their own here. */
	readonly codes?: Readonly<Record<number, CodeAdvice>>;

	/**
	 * Made once for a run, for the run of this number of the node: what completes the values of an item by what only the
	 * run knows. It may throw a Refusal.
	 */
	completer?(
		context: IExecuteFunctions,
		runIndex: number,
	): { complete(index: number, values: Values<F>): Values<F> };
	/** The items that share a request; unless told, each has its own, and safe ones share it where they ask the same. */
	batch?(items: ReadonlyArray<PreparedItem<F>>): Array<Array<PreparedItem<F>>>;
	/** The body of one request for these items; unless told, that of the first. */
	join?(items: ReadonlyArray<PreparedItem<F>>): IDataObject;
	/** What an answer says; unless told, its `status` says it, and each item has the answer as it is. */
	outcomes?(answer: unknown, request: Request<F>, httpStatus: number): Reading | undefined;
	/** What a dry run shows of an item; unless told, its body. */
	preview?(item: PreparedItem<F>, request: Request<F>): IDataObject;
	/** What the refusal of an item says of its request. */
	failureDetails?(item: PreparedItem<F>, request: Request<F>): Partial<RefusalDetails> | undefined;
	/** What to do if the server takes no body of this size. */
	hintIfTooLarge?(body: IDataObject): string | undefined;
	/** The note that n8n shows after a run, from what the run did. */
	note?(counts: Record<'requests' | 'accepted' | 'refused', number>): string | undefined;
	/** The keys of an output that may be stored with a failed execution: ids and states, for what is done `once`. */
	readonly storedKeys?: readonly string[];
	/** What is said of what is done `once` where no answer came; unless told, that it may have been sent. */
	readonly inDoubt?: Doubt;
	/**
	 * The codes by which what is `idempotent` is refused if it is done already. So what was accepted is not sent again by
	 * Retry On Fail, and such a refusal says so if an attempt before got no answer.
	 */
	readonly refusedIfDone?: readonly number[];

	/** Of one that waits for an answer to its message, and then asks one person in a run: of whom, and how. */
	question?(values: Values<F>): Question;

	/**
	 * Of one that makes no request and needs no credential: its body answers the call that started the run, once, for the
	 * first item. All items go on as they came.
	 */
	readonly answers?: {
		/** Why no call waits for the answer, as far as n8n tells; `undefined` where one may. */
		noCall(context: IExecuteFunctions): Refusal | undefined;
		/** Why the call gets no answer but `{}`, in every On Error mode: an answer to it could do harm. */
		noReply(context: IExecuteFunctions): Refusal | undefined;
	};
}

export const makesRequests = ({ answers }: Operation): boolean => !answers;

/** Ties an operation's functions to the types of its own schema, and hands it on without them. */
export const defineOperation = <const F extends Fields>(operation: Operation<F>): Operation =>
	operation;
