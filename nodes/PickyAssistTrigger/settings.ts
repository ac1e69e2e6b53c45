import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import { plainNumber } from '../core/reading/numbers';
import { plainOf } from '../core/reading/plain';
import { readText, readVisible } from '../core/reading/values';

/** The parameters of the node. One whose expression cannot be resolved, or read, counts as not set. */
export interface Settings {
	readonly events: readonly string[];
	/** Whether the answer is left to "Reply to Incoming". */
	readonly repliesLater: boolean;
	readonly replyText: string | undefined;
	/** Of the filters: empty means that all pass. */
	readonly channelIds: readonly string[];
	readonly deliveryStatuses: readonly string[];
	readonly messageTypes: readonly string[];
	readonly downloadMedia: boolean;
	readonly ignoreRepeats: boolean;
	readonly includeRaw: boolean;
}

const DEFAULT_EVENTS = ['messageReceived'];

/** Where n8n looks for `$json` in the expressions of the node. */
interface ExpressionData {
	readonly connectionInputData?: INodeExecutionData[];
}

/** Newer n8n does so by itself; older ones, as 2.22, know nothing of the call in an expression. */
function showCall(context: IWebhookFunctions & ExpressionData): void {
	const { connectionInputData } = context;
	if (connectionInputData?.length !== 0) return;
	const json = {
		body: context.getBodyData(),
		headers: context.getHeaderData(),
		params: context.getParamsData(),
		query: context.getQueryData(),
	};
	connectionInputData.push({ json: json as IDataObject });
}

export function settingsOf(context: IWebhookFunctions): Settings {
	showCall(context);
	const read = <Value>(name: string, readAs: ReadAs<Value>, unset: unknown = '') =>
		resolved(context, name, readAs, () => context.getNodeParameter(name, unset));
	return {
		events: read('events', namesIn, DEFAULT_EVENTS) ?? DEFAULT_EVENTS,
		repliesLater: read('respond', String) === 'replyNode',
		replyText: read('replyText', readText),
		channelIds: read('options.channelIds', namesIn) ?? [],
		deliveryStatuses: read('options.deliveryStatuses', namesIn) ?? [],
		messageTypes: read('options.messageTypes', namesIn) ?? [],
		downloadMedia: read('options.downloadMedia', isOn) ?? false,
		ignoreRepeats: read('options.ignoreRepeats', isOn) ?? true,
		includeRaw: read('options.includeRaw', isOn) ?? false,
	};
}

/** The same in the run. */
export function ignoresRepeats(context: IExecuteFunctions): boolean {
	const name = 'options.ignoreRepeats';
	return resolved(context, name, isOn, () => context.getNodeParameter(name, 0, '')) ?? true;
}

/** @throws Unreadable for a value that it cannot read. */
type ReadAs<Value> = (raw: unknown) => Value | undefined;

function resolved<Value>(
	context: IWebhookFunctions | IExecuteFunctions,
	name: string,
	readAs: ReadAs<Value>,
	give: () => unknown,
): Value | undefined {
	try {
		const raw = plainOf(give());
		return raw === undefined || raw === null ? undefined : readAs(raw);
	} catch {
		// What n8n says of it may quote the call.
		context.logger?.warn(
			`The expression of "${name}" in "${context.getNode().name}" cannot be resolved, so it counts as not set`,
		);
		return undefined;
	}
}

/** A list, or text separated by commas or white space, with the digits of any script. */
const namesIn: ReadAs<string[]> = (raw) =>
	[raw].flat().flatMap((entry) => plainNumber(readVisible(entry) ?? '').match(/[^\s,;]+/g) ?? []);

/** The forms in which an expression may say yes or no. */
const YES_OR_NO = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

const isOn: ReadAs<boolean> = (raw) => YES_OR_NO.get(readText(raw)?.toLowerCase() ?? '');
