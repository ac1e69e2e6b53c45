import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import { plainNumber } from '../core/reading/numbers';
import { textOf } from '../core/vocabulary';

/** The parameters of the node. One whose expression cannot be resolved counts as not set. */
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
	const read = (name: string, byDefault: unknown = '') =>
		resolved(context, name, byDefault, () => context.getNodeParameter(name, byDefault));
	return {
		events: namesIn(read('events', DEFAULT_EVENTS)),
		repliesLater: read('respond') === 'replyNode',
		replyText: textOf(read('replyText')),
		channelIds: namesIn(read('options.channelIds')).map(plainNumber),
		deliveryStatuses: namesIn(read('options.deliveryStatuses')),
		messageTypes: namesIn(read('options.messageTypes')),
		downloadMedia: isOn(read('options.downloadMedia'), false),
		ignoreRepeats: isOn(read('options.ignoreRepeats'), true),
		includeRaw: isOn(read('options.includeRaw'), false),
	};
}

/** The same in the run. */
export function ignoresRepeats(context: IExecuteFunctions): boolean {
	const name = 'options.ignoreRepeats';
	return isOn(
		resolved(context, name, '', () => context.getNodeParameter(name, 0, '')),
		true,
	);
}

function resolved(
	context: IWebhookFunctions | IExecuteFunctions,
	name: string,
	byDefault: unknown,
	read: () => unknown,
): unknown {
	try {
		return read() ?? byDefault;
	} catch {
		// What n8n says of it may quote the call.
		context.logger.warn(
			`The expression of "${name}" in "${context.getNode().name}" cannot be resolved, so it counts as not set`,
		);
		return byDefault;
	}
}

/** A list, or text parted by commas or white space. */
function namesIn(value: unknown): string[] {
	return [value].flat().flatMap((entry) => textOf(entry)?.match(/[^\s,;]+/g) ?? []);
}

/** The forms in which an expression may say yes or no. */
const YES_OR_NO = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

function isOn(value: unknown, byDefault: boolean): boolean {
	return YES_OR_NO.get(textOf(value)?.trim().toLowerCase() ?? '') ?? byDefault;
}
