import type { IDataObject } from 'n8n-workflow';
import { judgeByStatus, type ApiRefusal } from '../api/answers';
import { createClient, type Client, type RequestContext } from '../api/client';
import { CredentialSettingError } from '../api/settings';
import { reasonOf, Refusal } from '../errors';
import { isRecord } from '../json';
import type { Ask, Operation, Reading, Request } from '../operation';
import type { Signals, WaitForTurn } from '../timing';
import { adviceFor, refusalIssue } from './refusals';

/**
 * A client with the node's credential.
 *
 * @throws Refusal where the credential cannot be used.
 */
export async function connect(context: RequestContext, signals: Signals): Promise<Client> {
	try {
		return await createClient(context, signals);
	} catch (error) {
		const reason = reasonOf(error);
		const known = error instanceof CredentialSettingError;
		throw Refusal.byCheck({
			message: known ? reason : `The Picky Assist credential cannot be used: ${reason}`,
			hint: known ? error.hint : 'Open the node and choose a Picky Assist credential that exists',
		});
	}
}

/** The fields that are shown nowhere, by their own names and by those on the wire. */
export const secretsOf = ({ schema }: Operation) =>
	Object.entries(schema.fields)
		.filter(([, { facts }]) => facts.secret)
		.map(([name, { facts }]) => ({ name, wire: facts.wire ?? name }));

/** What came of an item: its outputs, or why it was refused. */
export type Outcome = IDataObject[] | Refusal;

/** What came of each ask of a request that was answered. */
export interface Outcomes {
	readonly each: readonly Outcome[];
	/** Whether the request, sent again in halves, shows whom the refusal means. */
	readonly canSplit: boolean;
}

/** The ordinary reading: the status says it, and each ask has the answer as it is. */
export function readByStatus(answer: unknown, { asks }: Request): Reading | undefined {
	const verdict = judgeByStatus(answer);
	const output = (isRecord(answer) ? answer : { data: answer }) as IDataObject;
	return verdict === 'accepted' ? asks.map(() => [output]) : verdict;
}

/** Of values that the items of a request share, the strictest counts. */
const leastOf = (asks: readonly Ask[], option: 'timeout' | 'maxRetries') =>
	asks.reduce((least, { options }) => Math.min(least, options[option]), Infinity);

/**
 * Posts a request of the operation, and gives what its answer says of each ask, clean of secrets.
 *
 * @throws Refusal where no answer came.
 */
export function poster(client: Client, operation: Operation, waitForTurn: WaitForTurn) {
	const { endpoint, effect, outcomes = readByStatus } = operation;
	const secrets = secretsOf(operation);

	return async (request: Request): Promise<Outcomes> => {
		const { asks, body } = request;
		const hidden = new Set(
			asks.flatMap((ask) => secrets.map(({ name }) => String(ask.values[name] ?? ''))),
		);
		const { reading, answer, redact, attempts, httpStatus } = await client.post(endpoint, body, {
			timeout: leastOf(asks, 'timeout'),
			maxRetries: leastOf(asks, 'maxRetries'),
			repeatable: effect !== 'once',
			waitForTurn,
			read: (answer, httpStatus) => outcomes(answer, request, httpStatus),
			hintIfTooLarge: operation.hintIfTooLarge?.(body),
			secrets: [...hidden],
		});
		const refusalOf = ({ refused, part = answer }: ApiRefusal) => {
			// A status that was read as a number stays one, whatever the token is.
			const status = typeof refused === 'string' ? redact(refused) : refused;
			const issue = refusalIssue(status, redact(part), operation, asks[0]!.values);
			const retryable = adviceFor(status, operation)?.passes ?? false;
			return new Refusal({ source: 'api', retryable, issues: [issue], attempts, httpStatus });
		};
		if ('refused' in reading) {
			const refusal = refusalOf(reading);
			return { each: asks.map(() => refusal), canSplit: reading.canSplit ?? false };
		}
		const each = reading.map((said) =>
			'refused' in said ? refusalOf(said) : redact(said).map(withoutErrorKey),
		);
		return { each, canSplit: false };
	};
}

/** n8n takes an item with a key `error` for a failed one, and would run everything again. */
function withoutErrorKey(output: IDataObject): IDataObject {
	if (!('error' in output)) return output;
	const { error, ...rest } = output;
	return { ...rest, apiError: error };
}
