import type { IDataObject } from 'n8n-workflow';
import { withAttachments } from '../attachment';
import { judgeByStatus, type ApiRefusal } from '../api/answers';
import { createClient, type Client } from '../api/client';
import { CredentialSettingError } from '../api/settings';
import { asRefusal, reasonOf, Refusal } from '../errors';
import { isRecord, omit } from '../json';
import type { Operation, PreparedItem, Reading, Request } from '../operation';
import type { WaitForTurn } from '../timing';
import { adviceFor, refusalIssue } from './refusals';

/**
 * A client with the node's credential.
 *
 * @throws Refusal where the credential cannot be used.
 */
export async function connect(...given: Parameters<typeof createClient>): Promise<Client> {
	try {
		return await createClient(...given);
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
const secretsOf = ({ schema }: Operation) =>
	Object.entries(schema.fields)
		.filter(([, { facts }]) => facts.secret)
		.map(([name, { facts }]) => ({ name, wire: facts.wire ?? name }));

/** What came of an item: its outputs, or why it was refused. */
export type Outcome = IDataObject[] | Refusal;

/** What came of each item of a request. */
export interface Outcomes {
	readonly each: readonly Outcome[];
	/** Whether the request, sent again in halves, shows whom the refusal means. */
	readonly canSplit: boolean;
}

/** The ordinary reading: the status says it, and each item has the answer as it is. */
export function readByStatus(answer: unknown, { items }: Request): Reading | undefined {
	const verdict = judgeByStatus(answer);
	const output = (isRecord(answer) ? answer : { data: answer }) as IDataObject;
	return verdict === 'accepted' ? items.map(() => [output]) : verdict;
}

/** Of values that the items of a request share, the strictest counts. */
const leastOf = (items: readonly PreparedItem[], option: 'timeout' | 'maxRetries') =>
	items.reduce((least, { options }) => Math.min(least, options[option]), Infinity);

/**
 * Posts a request of the operation, its attachments read, or shows it if it is a dry run, and gives what came of each of
 * its items, clean of secrets. It never throws; what only waited when the run was stopped gives nothing.
 */
export function poster(
	client: Client,
	operation: Operation,
	waitForTurn: WaitForTurn,
	halt: AbortSignal,
	counts: { requests: number },
	unanswered?: Set<number>,
) {
	const send = sender(client, operation, waitForTurn, unanswered);
	const show = shower(client, operation);

	return async (request: Request): Promise<Outcomes | undefined> => {
		const { items, body } = request;
		try {
			if (halt.aborted) return undefined;
			if (items[0]?.options.dryRun) return await show(request);
			const whole = { ...request, body: await withAttachments(body) };
			counts.requests++;
			return await send(whole);
		} catch (error) {
			if (halt.aborted && !(error instanceof Refusal)) return undefined;
			const refusal = asRefusal(error);
			return { each: items.map(() => refusal), canSplit: false };
		}
	};
}

/** What a dry run shows of each item. */
function shower(client: Client, operation: Operation) {
	const hidden = secretsOf(operation).map(({ wire }) => wire);
	return async (request: Request): Promise<Outcomes> => ({
		canSplit: false,
		each: await Promise.all(
			request.items.map(async (item) => {
				const whole = { ...item, body: await withAttachments(item.body) };
				const shown = operation.preview?.(whole, request) ?? { body: omit(whole.body, ...hidden) };
				const url = client.baseUrl + operation.endpoint;
				return [client.redact({ dryRun: true, url, ...shown })];
			}),
		),
	});
}

const PERHAPS_DONE =
	'An earlier attempt got no answer, so it may have done this already. If it did not:';

/**
 * Sends a request, and gives what its answer says of each item.
 *
 * @throws Refusal if no answer came.
 */
export function sender(
	client: Client,
	operation: Operation,
	waitForTurn: WaitForTurn,
	unanswered = new Set<number>(),
) {
	const { endpoint, effect, outcomes = readByStatus, inDoubt, refusedIfDone = [] } = operation;
	const secrets = secretsOf(operation);

	return async (request: Request): Promise<Outcomes> => {
		const { items, body } = request;
		let { onTurn } = request;
		const hidden = new Set(
			items.flatMap(({ values }) => secrets.map(({ name }) => String(values[name] ?? ''))),
		);
		const { reading, answer, redact, attempts, httpStatus } = await client.post(endpoint, body, {
			timeout: leastOf(items, 'timeout'),
			maxRetries: leastOf(items, 'maxRetries'),
			repeatable: effect !== 'once',
			inDoubt,
			onUnanswered: () => items.forEach(({ index }) => unanswered.add(index)),
			waitForTurn: async (halt) => {
				await waitForTurn(halt);
				const first = onTurn;
				onTurn = undefined;
				await first?.();
			},
			read: (answer, httpStatus) => outcomes(answer, request, httpStatus),
			hintIfTooLarge: operation.hintIfTooLarge?.(body),
			secrets: [...hidden],
		});
		const refusalOf = ({ refused, part = answer }: ApiRefusal) => {
			// A status that was read as a number stays one, whatever the token is.
			const status = typeof refused === 'string' ? redact(refused) : refused;
			const issue = refusalIssue(status, redact(part), operation, items[0]!.values);
			const isPerhapsDone =
				refusedIfDone.some((code) => code === status) &&
				items.some(({ index }) => unanswered.has(index));
			const hint = isPerhapsDone ? `${PERHAPS_DONE} ${issue.hint}` : issue.hint;
			const retryable = adviceFor(status, operation)?.passes ?? false;
			return new Refusal({
				source: 'api',
				retryable,
				issues: [{ ...issue, hint }],
				attempts,
				httpStatus,
			});
		};
		if ('refused' in reading) {
			const refusal = refusalOf(reading);
			return { each: items.map(() => refusal), canSplit: reading.canSplit ?? false };
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
