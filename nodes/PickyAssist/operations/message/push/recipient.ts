/** Who gets a message, and how it is known again. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { PreparedItem } from '../../../../core/operation';
import { textOf } from '../../../../core/output/keys';
import { cleanNumber } from '../../../../core/reading/numbers';
import type { Values } from '../../../../core/reading/schema';
import type { PUSH_FIELDS } from './fields';

/** The values that both operations read. */
type PushValues = Values<typeof PUSH_FIELDS> & {
	readonly [Name in 'number' | 'groupId' | 'messengerId']?: string;
};

export const valuesOf = ({ values }: PreparedItem): PushValues => values;

/** Whom an item is about, in the reading of an answer. */
export function nameOf(item: PreparedItem): string {
	const { number, groupId, messengerId } = valuesOf(item);
	return cleanNumber(number ?? messengerId ?? groupId ?? '');
}

/** Whom an entry of an answer is about. */
export const nameIn = (entry: IDataObject): string =>
	cleanNumber(textOf(entry.number) ?? textOf(entry.messenger_id) ?? textOf(entry.group_id) ?? '');

/** The body of one message: what is shared, and its recipient if it has one of its own. */
export function messageBody(
	{ highPriority, referenceNumber, extraBody, extraRecipient }: PushValues,
	shared: IDataObject,
	recipient: IDataObject | undefined,
): IDataObject {
	const body: IDataObject = { ...shared };
	if (highPriority) body.priority = 1;
	if (recipient) {
		body.data = [{ ...recipient, reference_number: referenceNumber, ...extraRecipient }];
	}
	return Object.assign(body, extraBody);
}

/** Gives each item of a run that has none a reference number, by which a delivery state finds it, even if no answer came. */
export function withReferences(context: IExecuteFunctions, runIndex: number) {
	// n8n takes nodes without an ID too, in workflows that are written by hand.
	const node = textOf(context.getNode().id)?.slice(0, 8) ?? [];
	const prefix = [context.getExecutionId(), node, runIndex].flat();
	return {
		complete: <V extends PushValues>(index: number, values: V): V => ({
			referenceNumber: [...prefix, index].join('-'),
			...values,
		}),
	};
}

/** The reference number that goes out: the extra fields may have set another. A group has none. */
export function referenceOf({ body }: PreparedItem): string | undefined {
	const [recipient] = Array.isArray(body.data) ? (body.data as IDataObject[]) : [];
	return textOf(recipient?.reference_number);
}
