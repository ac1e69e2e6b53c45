import type { IExecuteFunctions, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { plainNumber } from '../core/reading/numbers';
import { plainOf } from '../core/reading/plain';
import { readText, readVisible, readYesOrNo } from '../core/reading/values';

/** One parameter of the node: how the editor shows it, with its default, and how its value is read. */
export interface Setting<Value> {
	readonly shown: INodeProperties;
	/** @throws Unreadable for a value that it cannot read. */
	readonly read: (raw: unknown) => Value;
}

export const toggle = (shown: INodeProperties): Setting<boolean> => ({
	shown,
	read: (raw) => readYesOrNo(readText(raw) ?? '') ?? shown.default === true,
});

/** A list, or text separated by commas or white space, with the digits of any script. */
export const names = (shown: INodeProperties): Setting<readonly string[]> => ({
	shown,
	read: (raw) =>
		[raw].flat().flatMap((entry) => plainNumber(readVisible(entry) ?? '').match(/[^\s,;]+/g) ?? []),
});

/** Blank if there is none. */
export const text = (shown: INodeProperties): Setting<string> => ({
	shown,
	read: (raw) => readText(raw) ?? '',
});

/** The value of a parameter. One whose expression cannot be resolved, or read, counts as not set. */
export function valueOf<Value>(
	context: IWebhookFunctions | IExecuteFunctions,
	path: string,
	{ shown, read }: Setting<Value>,
	give: (path: string, byDefault: unknown) => unknown,
): Value {
	try {
		return read(plainOf(give(path, shown.default)) ?? shown.default);
	} catch {
		// What n8n says of it may quote the call.
		context.logger?.warn(
			`The expression of "${path}" in "${context.getNode().name}" cannot be resolved, so it counts as not set`,
		);
		return read(shown.default);
	}
}
