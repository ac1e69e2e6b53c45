import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Redact } from './redact';

/** One thing that is wrong, as the error output shows it. */
export interface Issue {
	/** The API's code, if it has one. */
	readonly code?: number | undefined;
	/** The parameter it is about. */
	readonly field?: string;
	readonly message: string;
	readonly hint: string;
	readonly limit?: number;
	readonly actual?: number;
}

/** What may have happened, and what to do. */
export type Doubt = Pick<Issue, 'message' | 'hint'>;

/** Everything that n8n is told of an item that was refused. */
export interface RefusalDetails {
	/** Who refused: the checks of this node, Picky Assist, or nobody (there was no usable answer). */
	readonly source: 'check' | 'api' | 'transport';
	/** Whether the same request may succeed later. */
	readonly retryable: boolean;
	readonly issues: readonly [Issue, ...Issue[]];
	/** How many requests went out for this item. */
	readonly attempts?: number;
	readonly httpStatus?: number;
	/** Of what must not be done twice: whether it may have arrived all the same. */
	readonly mayHaveBeenSent?: boolean;
	/** The user's own mark of what was sent, to look for it. */
	readonly referenceNumber?: string;
	/** For how many recipients the last request was. */
	readonly recipients?: number;
}

/** Why an item is not done, whether the checks, Picky Assist or nobody said so: thrown, or given as what came of it. */
export class Refusal extends Error {
	constructor(readonly details: RefusalDetails) {
		super(details.issues[0].message);
		this.name = 'Refusal';
	}

	/** The same refusal with more to tell. */
	with(facts: Partial<RefusalDetails>): Refusal {
		return new Refusal({ ...this.details, ...facts });
	}

	/** The same refusal of what must not be done twice, which says whether it may have arrived. */
	ofOnce(): Refusal {
		return this.with({ mayHaveBeenSent: this.details.mayHaveBeenSent ?? false });
	}

	static byCheck(...issues: readonly [Issue, ...Issue[]]): Refusal {
		return new Refusal({ source: 'check', retryable: false, issues });
	}
}

/** What an error of whatever kind says. */
export function reasonOf(error: unknown): string {
	const { message } = Object(error) as { message?: unknown };
	return typeof message === 'string' && message !== '' ? message : 'no reason is given';
}

/** How many errors n8n and its HTTP library may have wrapped around that of Node.js. */
const MAX_CAUSES = 5;

/** The codes of an error and of its causes, the innermost first: that of Node.js is there, and those around it know less. */
export function codesIn(error: unknown, depth = 0): unknown[] {
	const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
	const inner = depth < MAX_CAUSES && cause ? codesIn(cause, depth + 1) : [];
	return [...inner, code];
}

/** What a function gives, or what the error that it throws comes to. */
export function attempt<Result, Other>(
	own: () => Result,
	otherwise: (error: unknown) => Other,
): Result | Other {
	try {
		return own();
	} catch (error) {
		return otherwise(error);
	}
}

/** What is caught as a refusal; anything else is a defect of this node, and told as one. */
export function asRefusal(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	return Refusal.byCheck({
		message: `This node could not handle the item: ${reasonOf(error)}`,
		hint: 'Please report it at https://github.com/n8n-nodes-pickyassist/n8n-nodes-pickyassist/issues, with the content of the item',
	});
}

/**
 * The item that stands for a refusal where the workflow continues. n8n keeps `details` on the error output.
 *
 * n8n before 2.35 routes such an item by its property `error` alone. Where nothing enumerates it, n8n's copy of the
 * item has it no more, and with it would lose the details.
 */
export const toErrorItem =
	(redact: Redact, byErrorOutput: boolean) =>
	(refusal: Refusal, item: number): INodeExecutionData => {
		const { issues, ...rest } = refusal.details;
		const shown = issues.map(({ code = null, ...issue }): IDataObject => ({ code, ...issue }));
		const json = redact({
			error: refusal.message,
			details: { code: shown[0]!.code, ...rest, issues: shown },
		});
		const errorItem: INodeExecutionData = { json, pairedItem: { item } };
		return byErrorOutput
			? Object.defineProperty(errorItem, 'error', { value: new Error(json.error) })
			: errorItem;
	};

/** The error that stops the workflow, for the panel of n8n's editor. */
export function toNodeError(
	refusal: Refusal,
	node: INode,
	redact: Redact,
	itemIndex?: number,
	note = '',
): NodeOperationError | NodeApiError {
	const { source, issues, httpStatus } = refusal.details;
	const message = redact(refusal.message);
	const description = redact([describe(refusal.details), note].filter(Boolean).join(' '));
	const code = source === 'api' ? issues[0].code : httpStatus;
	const httpCode = String(code ?? '');

	const item = itemIndex === undefined ? {} : { itemIndex };
	const error =
		source === 'check'
			? new NodeOperationError(node, message, { description, ...item })
			: // n8n stores this object with the execution, so it holds nothing of the request.
				new NodeApiError(node, { message }, { message, description, httpCode, ...item });
	// n8n swaps a message in which it finds, say, "eperm" for a stock text.
	error.message = message;
	return error;
}

/** How to fix it, and what else is wrong. The API's refusals name their code in the message. */
function describe({ source, issues, mayHaveBeenSent, referenceNumber }: RefusalDetails): string {
	const codeOf = ({ code }: Issue) =>
		source === 'check' && code !== undefined ? ` (code ${code})` : '';
	const [first, ...others] = issues;
	return [
		`${first.hint}${codeOf(first)}`,
		...others.flatMap((issue) => [issue.message, `${issue.hint}${codeOf(issue)}`]),
		...(mayHaveBeenSent && referenceNumber ? [`Its reference number is ${referenceNumber}`] : []),
	]
		.map((sentence) => sentence.replace(/\.?$/, '.'))
		.join(' ');
}
