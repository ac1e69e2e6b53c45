import { judgeByStatus } from '../api/answers';
import { createClient, type Client, type RequestContext } from '../api/client';
import { CredentialSettingError } from '../api/settings';
import { reasonOf, Refusal } from '../errors';
import type { Ask, Operation, Request } from '../operation';
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
			code: null,
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

/**
 * Posts a request of the operation, and gives the answer where it was accepted.
 *
 * @throws Refusal where Picky Assist refused, or did not answer.
 */
export function poster(client: Client, operation: Operation, waitForTurn: WaitForTurn) {
	const { endpoint, effect } = operation;
	const secrets = secretsOf(operation);

	return async ({ asks, body }: Request): Promise<unknown> => {
		const [{ options, values }] = asks as [Ask];
		const hidden = new Set(
			asks.flatMap((ask) => secrets.map(({ name }) => String(ask.values[name] ?? ''))),
		);
		const { verdict, answer, attempts, httpStatus } = await client.post(endpoint, body, {
			timeout: options.timeout,
			maxRetries: options.maxRetries,
			repeatable: effect !== 'once',
			waitForTurn,
			judge: (answer, httpStatus) =>
				operation.judge ? operation.judge(answer, httpStatus, body) : judgeByStatus(answer),
			secrets: [...hidden],
		});
		if ('accepted' in verdict) return answer;
		const issue = refusalIssue(verdict.refused, answer, operation, values);
		const retryable = adviceFor(verdict.refused, operation)?.passes ?? false;
		throw new Refusal({ source: 'api', retryable, issues: [issue], attempts, httpStatus }, answer);
	};
}
