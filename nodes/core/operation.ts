import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Complaint } from './reading/readings';
import type { Fields, Schema, Values } from './reading/schema';

/** What the operations of one resource share. */
export interface Resource {
	readonly name: string;
	readonly value: string;
}

/**
 * All that makes one operation of Picky Assist's API what it is: its names, its editor fields,
 * its rules, and how its values go over the wire. How it is run is the same for every operation.
 */
export interface Operation<F extends Fields = Fields> {
	readonly resource: Resource;
	readonly value: string;
	readonly name: string;
	/** What the node creator lists. */
	readonly action: string;
	readonly description: string;
	/** The path behind the base URL. */
	readonly endpoint: `/${string}`;
	/**
	 * Whether the same request twice leaves the same state as once. Where not, none is sent again,
	 * since one without an answer may have arrived.
	 */
	readonly idempotent: boolean;
	/** The editor's fields, top-level ones and collections, without `displayOptions`. */
	readonly fields: INodeProperties[];
	readonly schema: Schema<F>;
	/** What goes out for a field that is to be cleared, by the name of the field. */
	readonly clearable: Partial<Values<F>>;
	/** The names under which *Clear Fields* lists them. */
	readonly clearFieldsOptions?: INodePropertyOptions[];
	/** Requests with the same lane go out one after another. */
	readonly laneOf: (values: Values<F>) => unknown;
	/** The request's body, without the token. Only fields with a value come in. */
	readonly toBody: (values: Values<F>) => IDataObject;
	/** What the output tells of a body that was sent, beside the API's answer. */
	readonly report: (body: IDataObject) => IDataObject;
	/** What is wrong with a body as a whole. */
	readonly problemOf: (body: IDataObject) => Complaint | undefined;
}

/** Ties an operation's functions to the types of its own schema, and hands it on without them. */
export function defineOperation<const F extends Fields>(operation: Operation<F>): Operation {
	return operation as unknown as Operation;
}
