import { Refusal } from '../errors';
import type { Operation, Request } from '../operation';
import type { Outcomes } from './post';
import { requestFor } from './requests';

/** After so many refused recipients in a row, those behind them are most likely refused as well. */
const MOST_IN_A_ROW = 8;

/** Finds the refused items of a request that was refused as a whole. */
export interface Splitter {
	/** The two halves of a refused request, the first to be sent before the second; `undefined` if it stays refused. */
	readonly halvesOf: (request: Request, outcomes: Outcomes) => [Request, Request] | undefined;
	/** Counts refusals in a row. */
	readonly record: (request: Request, outcomes: Outcomes) => void;
	/** The refusal of a half that is not worth sending any more; `undefined` if it is. */
	readonly gaveUpOn: (refusal: Refusal) => Refusal | undefined;
}

/** One splitter for a run. */
export function createSplitter(operation: Operation): Splitter {
	const inARow = new Map<number | undefined, number>();
	const givenUpCodes = new Set<number | undefined>();
	const codeOf = ({ details }: Refusal) => details.issues[0].code;

	return {
		halvesOf: ({ items }, { each: [first], canSplit }) => {
			if (!canSplit || items.length === 1) return undefined;
			if (!(first instanceof Refusal) || givenUpCodes.has(codeOf(first))) return undefined;
			const middle = Math.ceil(items.length / 2);
			return [
				requestFor(operation, items.slice(0, middle)),
				requestFor(operation, items.slice(middle)),
			];
		},
		record: ({ items }, { each }) => {
			const [first] = each;
			if (each.some((outcome) => !(outcome instanceof Refusal))) inARow.clear();
			else if (items.length === 1 && first instanceof Refusal) {
				const code = codeOf(first);
				const count = (inARow.get(code) ?? 0) + 1;
				inARow.set(code, count);
				if (count >= MOST_IN_A_ROW) givenUpCodes.add(code);
			}
		},
		gaveUpOn: (refusal) => (givenUpCodes.has(codeOf(refusal)) ? untried(refusal) : undefined),
	};
}

function untried(refusal: Refusal): Refusal {
	const [issue] = refusal.details.issues;
	return refusal.with({
		issues: [
			{
				...issue,
				message: `${issue.message}. It was refused together with others and not tried alone`,
				hint: `${issue.hint}. ${MOST_IN_A_ROW} recipients in a row were refused for the same reason, so the rest of this request was not sent again`,
			},
		],
	});
}
