import { Refusal } from '../errors';
import type { Ask, Request } from '../operation';
import { bodyOf } from './fold';
import type { Outcomes } from './post';

/** After so many refused recipients in a row, those behind them are most likely refused as well. */
const MOST_IN_A_ROW = 8;

/** Finds the refused recipients of a request that was refused as a whole. */
export interface Divider {
	/** The two halves of a refused request, the first to be sent before the second; `undefined` where it stays refused. */
	readonly halvesOf: (request: Request, outcomes: Outcomes) => [Request, Request] | undefined;
	/** Tells of a request that came to its end, so that refusals in a row can be counted. */
	readonly note: (request: Request, outcomes: Outcomes) => void;
	/** The refusal of the half that is not worth sending any more; `undefined` where it is. */
	readonly givenUp: (refusal: Refusal) => Refusal | undefined;
}

/** One divider for a run. */
export function createDivider(): Divider {
	const inARow = new Map<number | undefined, number>();
	const givenUpCodes = new Set<number | undefined>();
	const codeOf = ({ details }: Refusal) => details.issues[0].code;

	return {
		halvesOf: ({ asks }, { each: [first], canSplit }) => {
			if (!canSplit || asks.length === 1) return undefined;
			if (!(first instanceof Refusal) || givenUpCodes.has(codeOf(first))) return undefined;
			const middle = Math.ceil(asks.length / 2);
			return [requestFor(asks.slice(0, middle)), requestFor(asks.slice(middle))];
		},
		note: ({ asks }, { each }) => {
			const [first] = each;
			if (each.some((outcome) => !(outcome instanceof Refusal))) inARow.clear();
			else if (asks.length === 1 && first instanceof Refusal) {
				const code = codeOf(first);
				const count = (inARow.get(code) ?? 0) + 1;
				inARow.set(code, count);
				if (count >= MOST_IN_A_ROW) givenUpCodes.add(code);
			}
		},
		givenUp: (refusal) => (givenUpCodes.has(codeOf(refusal)) ? untried(refusal) : undefined),
	};
}

const requestFor = (asks: readonly Ask[]): Request => ({ asks, body: bodyOf(asks) });

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
