import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { CodeAdvice } from '../data/errorCodes';
import type { ApiRefusal } from './api/answers';
import type { Refusal } from './errors';
import type { Fields, Schema, Values } from './reading/schema';

/** What the operations of one resource share. */
export interface Resource {
	readonly name: string;
	readonly value: string;
}

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

/** What one item asks for, read and checked. */
export interface Ask<F extends Fields = Fields> {
	readonly item: number;
	readonly options: RunOptions;
	/** Only fields with a value. */
	readonly values: Values<F>;
	/** The JSON body as if the item were the only one, without the token. */
	readonly body: IDataObject;
}

/** One request of a run, and the items that it is for. */
export interface Request<F extends Fields = Fields> {
	readonly asks: ReadonlyArray<Ask<F>>;
	readonly body: IDataObject;
}

/** What a run knows of itself. */
export interface RunFacts {
	readonly context: IExecuteFunctions;
	/** How many times the node ran before in this execution. */
	readonly index: number;
}

/** Completes the values of an item. */
export interface Loader<F extends Fields = Fields> {
	/** @throws Refusal */
	complete(item: number, values: Values<F>): Values<F>;
}

/** What an answer says: a refusal of the whole request, or of each ask its outputs or its refusal. */
export type Reading = ApiRefusal | ReadonlyArray<IDataObject[] | ApiRefusal>;

/** What a refusal says of the request that it was in. */
export interface Trace {
	readonly recipients: number;
	readonly referenceNumber?: string;
}

/** What a run did. */
export interface RunCounts {
	readonly requests: number;
	readonly accepted: number;
	readonly refused: number;
}

/** What a resource locator of the editor offers to choose from. */
export type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
) => Promise<INodeListSearchResult>;

/** What every operation has: its names, its editor fields and its rules. */
export interface OperationBase<F extends Fields = Fields> {
	readonly resource: Resource;
	readonly value: string;
	readonly name: string;
	/** What the node creator lists. */
	readonly action: string;
	readonly description: string;

	/** The editor's fields, top-level ones and collections, without `displayOptions` for resource and operation. */
	readonly fields: INodeProperties[];
	/** What stands under *Options* beside the options of every request. */
	readonly ownOptions?: INodeProperties[];
	readonly schema: Schema<F>;
	/** The lists of its resource locators, by the names that the locators give. */
	readonly listSearch?: Readonly<Record<string, ListSearch>>;
	/** What goes out; unless told, each value under its name on the wire, which `onWire` gives. */
	toBody?(values: Values<F>, onWire: (values: Values<F>) => IDataObject): IDataObject;
}

/**
 * All that makes one operation of Picky Assist's API what it is, also how its values come back. How it is run is the
 * same for every operation. What is left out is ordinary.
 */
export interface Operation<F extends Fields = Fields> extends OperationBase<F> {
	/** The path behind the base URL. */
	readonly endpoint: `/${string}`;
	readonly effect: Effect;
	/** Where an option of every request has another default here. */
	readonly optionDefaults?: Partial<RunOptions>;
	/** The codes that mean something of their own here. */
	readonly codes?: Readonly<Record<number, CodeAdvice>>;

	/** Made once for a run: completes the values by what only the run knows, such as a file in a binary field. */
	loader?(run: RunFacts): Loader<F>;
	/** The requests of the items; unless told, one for each, and for safe ones one for all that ask the same. */
	plan?(asks: ReadonlyArray<Ask<F>>): Array<Request<F>>;
	/** What an answer says; unless told, its `status` says it, and each ask has the answer as it is. */
	outcomes?(answer: unknown, request: Request<F>, httpStatus: number): Reading | undefined;
	/** What a dry run shows of an ask; unless told, its body. */
	preview?(ask: Ask<F>, request: Request<F>): IDataObject;
	/** What a refusal of an ask says of its request. */
	trace?(ask: Ask<F>, request: Request<F>): Trace | undefined;
	/** What to do if the server takes no body of this size. */
	hintIfTooLarge?(body: IDataObject): string | undefined;
	/** The hint that n8n shows after a run. */
	hint?(counts: RunCounts): string | undefined;
	/** The keys of an output that may be stored with a failed execution: ids and states, for what is done `once`. */
	readonly kept?: readonly string[];
}

/**
 * An operation that makes no request and needs no credential: its body answers the call that started the run, once,
 * for the first item. All items go on as they came.
 */
export interface AnswerOperation<F extends Fields = Fields> extends OperationBase<F> {
	/** Why no call waits for the answer, as far as n8n tells; `undefined` where one may. */
	noCall(context: IExecuteFunctions): Refusal | undefined;
	/** Why the call gets no answer but `{}`, in every On Error mode: an answer to it could do harm. */
	noReply(context: IExecuteFunctions): Refusal | undefined;
}

export type AnyOperation = Operation | AnswerOperation;

export const makesRequests = (operation: AnyOperation): operation is Operation =>
	'endpoint' in operation;
export const answersCall = (operation: AnyOperation): operation is AnswerOperation =>
	!makesRequests(operation);

/** Ties an operation's functions to the types of its own schema, and hands it on without them. */
export const defineOperation = <const F extends Fields>(operation: Operation<F>): Operation =>
	operation;

/** The same for one that makes no request. */
export const defineAnswer = <const F extends Fields>(
	operation: AnswerOperation<F>,
): AnswerOperation => operation;
