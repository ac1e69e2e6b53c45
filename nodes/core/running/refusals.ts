import { ERROR_CODES, type CodeAdvice } from '../../data/errorCodes';
import { judgeByStatus, lineOf } from '../api/answers';
import type { Issue } from '../errors';
import { isRecord, type Data } from '../json';
import type { Operation } from '../operation';
import { countCharacters } from '../reading/characters';
import type { FieldFacts } from '../reading/schema';

/** The advice for a code: what it means for this operation, or in general. */
export const adviceFor = (status: number | string, { codes }: Operation): CodeAdvice | undefined =>
	typeof status === 'number' ? (codes?.[status] ?? ERROR_CODES[status]) : undefined;

/** What Picky Assist refused. A code that is not in the tables is told in the API's own words. */
export function refusalIssue(
	status: number | string,
	answer: unknown,
	operation: Operation,
	values: Data,
): Issue {
	const code = typeof status === 'number' && Number.isSafeInteger(status) ? status : undefined;
	const { message: said, error_message: saidOtherwise } = isRecord(answer) ? answer : {};
	const words = lineOf(said) || lineOf(saidOtherwise);
	const known = code === undefined ? undefined : adviceFor(code, operation);
	if (!known) {
		return {
			code,
			message: `Picky Assist refused the request with status ${lineOf(status)}${words && `: ${words}`}`,
			hint: 'This status is not documented. If its words do not help, ask the support of Picky Assist',
		};
	}
	const { field = '', text, message, hint } = known;
	const facts = operation.schema.fields[field]?.facts;
	const counts =
		code !== undefined && facts?.lengthCode === code ? countsOf(values[field], facts) : undefined;
	const isNews = words !== '' && words !== text && judgeByStatus({ status: words }) !== 'accepted';
	const news = isNews ? `, in its words: ${words}` : '';
	return {
		code,
		...(field !== '' && { field }),
		message: `${message} (code ${code}${news})${counts ? `: ${counts.say}` : ''}`,
		hint,
		...counts?.numbers,
	};
}

/** Both counts: Picky Assist does not document its unit, so it may count more than a reader sees. */
function countsOf(text: unknown, { limit }: FieldFacts) {
	if (typeof text !== 'string') return undefined;
	const actual = countCharacters(text);
	const say =
		actual === text.length
			? `it has ${actual} characters`
			: `it has ${actual} characters as a reader counts them, and ${text.length} in UTF-16 units, as computers count`;
	return { say, numbers: { ...(limit !== undefined && { limit }), actual } };
}
