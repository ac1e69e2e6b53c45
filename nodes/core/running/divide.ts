import type { Refusal } from '../errors';
import type { Ask, Operation, Request } from '../operation';
import { bodyOf } from './fold';

/** After so many refused recipients in a row, those behind them are most likely refused as well. */
const MOST_IN_A_ROW = 8;

/** Finds the refused recipients of a request that was refused as a whole. */
export interface Divider {
	/** The two halves of a refused request, the first to be sent before the second; `undefined` where it stays refused. */
	readonly halvesOf: (request: Request, refusal: Refusal) => [Request, Request] | undefined;
	/** Tells of a request that came to its end, so that refusals in a row can be counted. */
	readonly note: (request: Request, refusal?: Refusal) => void;
	/** The refusal of the half that is not worth sending any more; `undefined` where it is. */
	readonly givenUp: (refusal: Refusal) => Refusal | undefined;
}

/**
 * One divider for a run. Halves are sent only where the answer shows that nothing of the request was taken, and never
 * after a doubt: that a refusal means this is an assumption, which the option's help names.
 */
export function createDivider({ divide }: Operation): Divider {
	const inARow = new Map<number | null, number>();
	const givenUpCodes = new Set<number | null>();
	const codeOf = ({ details }: Refusal) => details.issues[0].code;

	return {
		halvesOf: ({ asks }, refusal) => {
			const code = codeOf(refusal);
			const canDivide =
				divide !== undefined &&
				asks.length > 1 &&
				divide.codes.some((known) => known === code) &&
				!givenUpCodes.has(code) &&
				divide.isUntaken(refusal.answer) &&
				asks.every((ask) => divide.isWanted(ask));
			if (!canDivide) return undefined;
			const middle = Math.ceil(asks.length / 2);
			return [requestFor(asks.slice(0, middle)), requestFor(asks.slice(middle))];
		},
		note: ({ asks }, refusal) => {
			if (!refusal) inARow.clear();
			else if (asks.length === 1) {
				const code = codeOf(refusal);
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
