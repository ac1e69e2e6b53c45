import { asRefusal, attempt } from '../errors';
import type { Operation } from '../operation';
import { readByStatus } from './post';

/**
 * An operation whose own functions, called when a request is out, end no run by a defect. An answer that cannot be read
 * refuses its request alone; if it must not be done twice its status counts, so that nothing accepted looks refused.
 */
export function guarded(operation: Operation): Operation {
	const { outcomes = readByStatus, effect } = operation;
	return {
		...operation,
		outcomes: (answer, request, httpStatus) =>
			attempt(
				() => outcomes(answer, request, httpStatus),
				(defect) => {
					if (effect === 'once') return readByStatus(answer, request);
					throw asRefusal(defect);
				},
			),
		failureDetails: orNothing(operation.failureDetails),
		hintIfTooLarge: orNothing(operation.hintIfTooLarge),
		note: orNothing(operation.note),
	};
}

/** Gives nothing where there is no such function, or where it throws. */
const orNothing =
	<Given extends unknown[], Result>(own?: (...given: Given) => Result) =>
	(...given: Given): Result | undefined =>
		attempt(
			() => own?.(...given),
			() => undefined,
		);
