import { Refusal } from '../errors';
import type { Operation, Request } from '../operation';
import type { Outcomes } from './post';
import { requestFor } from './requests';

/** After so many refused recipients in a row, those behind them are most likely refused as well. */
const MOST_IN_A_ROW = 8;

/** Finds the refused items of the requests of a run that are refused as a whole. */
export function createSplitter(operation: Operation) {
	const inARow = new Map<number | undefined, number>();
	const givenUpCodes = new Set<number | undefined>();
	const codeOf = ({ details }: Refusal) => details.issues[0].code;

	return {
		/** The two halves of a refused request, the first to be sent before the second; `undefined` if it stays refused. */
		halvesOf: ({ items }: Request, { each: [first], canSplit }: Outcomes) => {
			if (!canSplit || items.length === 1) return undefined;
			if (!(first instanceof Refusal) || givenUpCodes.has(codeOf(first))) return undefined;
			const middle = Math.ceil(items.length / 2);
			return [
				requestFor(operation, items.slice(0, middle)),
				requestFor(operation, items.slice(middle)),
			];
		},
		/** Counts refusals in a row. */
		record: ({ items }: Request, { each }: Outcomes) => {
			const [first] = each;
			if (each.some((outcome) => !(outcome instanceof Refusal))) inARow.clear();
			else if (items.length === 1 && first instanceof Refusal) {
				const code = codeOf(first);
				const count = (inARow.get(code) ?? 0) + 1;
				inARow.set(code, count);
				if (count >= MOST_IN_A_ROW) givenUpCodes.add(code);
			}
		},
		/** The refusal of a half that is not worth sending any more; `undefined` if it is. */
		gaveUpOn: (refusal: Refusal) =>
			givenUpCodes.has(codeOf(refusal)) ? untried(refusal) : undefined,
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
