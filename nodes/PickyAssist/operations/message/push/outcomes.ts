/** What an answer to messages says of each recipient. */
import type { IDataObject } from 'n8n-workflow';
import { judgeByStatus, statusOf, SUCCESS, type ApiRefusal } from '../../../../core/api/answers';
import { isRecord, omit } from '../../../../core/json';
import type { PreparedItem, Reading, Request } from '../../../../core/operation';
import { textOf } from '../../../../core/output/keys';
import { nameIn, nameOf, referenceOf, valuesOf } from './recipient';

/** A refused request shows by these that some of it was taken. */
const TAKEN_KEYS = ['push_id', 'msg_id'];

/** The entries of the recipients; a single one may come without a list, or as the answer itself. */
function entriesIn(answer: unknown): IDataObject[] {
	if (!isRecord(answer)) return [];
	const { data, msg_id: id } = answer;
	const entries = data === undefined && id !== undefined ? answer : data;
	return [entries].flat().filter(isRecord) as IDataObject[];
}

/**
 * The entry of each item: by its name and, where as many came as were sent, what matches none by its place. An entry that
 * is missing, or that could be that of another, is never invented.
 */
function entriesFor(answer: unknown, { items }: Request): Array<IDataObject | undefined> {
	const entries = entriesIn(answer);
	const names = items.map(nameOf);
	const known = new Set(names);
	const byName = new Map<string, IDataObject | undefined>();
	for (const entry of entries) {
		const name = nameIn(entry);
		byName.set(name, byName.has(name) ? undefined : entry);
	}
	const placed = (index: number) => {
		const entry = entries.length === items.length ? entries[index] : undefined;
		return entry && !known.has(nameIn(entry)) ? entry : undefined;
	};
	return names.map((name, index) => byName.get(name) ?? placed(index));
}

/** The keys of an answer and of an entry that an output says in words of its own. */
const READ_KEYS = ['push_id', 'data', 'msg_id', 'number', 'messenger_id', 'group_id'];

function outputsFrom(answer: IDataObject, { items }: Request) {
	const shared: IDataObject = { ...omit(answer, ...READ_KEYS) };
	const pushId = textOf(answer.push_id);
	if (pushId !== undefined) shared.pushId = pushId;
	return (entry: IDataObject | undefined, item: PreparedItem): IDataObject => {
		const { number, groupId, messengerId } = valuesOf(item);
		const referenceNumber = referenceOf(item);
		// Status and message stand first, and of equal names the answer's counts.
		const output: IDataObject = { ...shared, ...(entry && omit(entry, ...READ_KEYS)), ...shared };
		output.messageId = textOf(entry?.msg_id) ?? null;
		if (number !== undefined) output.number = number;
		if (messengerId !== undefined) output.messengerId = messengerId;
		if (groupId !== undefined) output.groupId = groupId;
		output.recipients = items.length;
		if (referenceNumber !== undefined) output.referenceNumber = referenceNumber;
		return output;
	};
}

/** What a refusal says of those that it refuses. */
const REFUSAL_KEYS = ['status', 'message', 'error_message', 'error'];

/** The codes that speak of one recipient, and yet refuse the whole request. */
const CODES_OF_ONE: unknown[] = [406, 407, 802];

const hasId = (entry: IDataObject | undefined) => textOf(entry?.msg_id) !== undefined;

/** Whether the answer shows that nothing of the request was taken. */
const isUntaken = (answer: IDataObject) =>
	![answer, ...entriesIn(answer)].some((part) =>
		TAKEN_KEYS.some((key) => textOf(part[key]) !== undefined),
	);

/** An entry may say that its own recipient was refused. */
function refusalIn(entry: IDataObject | undefined): ApiRefusal | undefined {
	const status = statusOf(entry?.status);
	const isRefused = status !== undefined && status !== SUCCESS && !hasId(entry);
	return isRefused ? { refused: status, part: entry } : undefined;
}

/**
 * Of an accepted request each recipient was, unless its entry says otherwise; of a refused one those that have an ID.
 * That nothing of it was sent if no ID came is an assumption, which the option's help names.
 */
export function outcomes(answer: unknown, request: Request): Reading | undefined {
	const verdict = judgeByStatus(answer);
	if (verdict === undefined) return undefined;
	const { items } = request;
	const whole = answer as IDataObject;
	const entries = entriesFor(answer, request);
	const accepted = verdict === 'accepted';
	if (!accepted && !entries.some(hasId)) {
		const isWanted = items.every((item) => valuesOf(item).findRefused ?? true);
		const canSplit = isWanted && CODES_OF_ONE.includes(verdict.refused) && isUntaken(whole);
		return { ...verdict, canSplit };
	}
	const outputOf = outputsFrom(accepted ? whole : omit(whole, ...REFUSAL_KEYS), request);
	return items.map((item, index) => {
		const entry = entries[index];
		const refusal = refusalIn(entry) ?? (accepted || hasId(entry) ? undefined : verdict);
		if (refusal) return refusal;
		const output = outputOf(entry, item);
		return [accepted ? output : { ...output, status: SUCCESS }];
	});
}
