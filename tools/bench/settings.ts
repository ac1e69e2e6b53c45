/** What a way is: one node or several in a row. */
import type { INode, INodeParameters, OnError } from 'n8n-workflow';

export interface NodeSettings {
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: INodeParameters;
	readonly onError?: OnError;
	readonly credentials?: INode['credentials'];
}

export interface WaySetting {
	/** Half of the values are computed, or the text of a message. */
	readonly mixed: boolean;
	readonly baseUrl: string;
}

export interface Way {
	readonly title: string;
	/** The most requests that it may have under way, where it promises one. */
	readonly bound?: number;
	/**
	 * About how many milliseconds it takes for an item beside waiting for the answer, on a quiet machine with two
	 * processors. It only says how long the bench will take, and which runs would take too long.
	 */
	readonly perItem: number;
	readonly nodes: (setting: WaySetting) => NodeSettings[];
}

/** n8n's own node, with the token from a Custom Auth credential. */
export const httpRequestNode = (url: string, parameters: INodeParameters): NodeSettings => ({
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.5,
	parameters: {
		method: 'POST',
		url,
		authentication: 'genericCredentialType',
		genericAuthType: 'httpCustomAuth',
		sendBody: true,
		contentType: 'json',
		...parameters,
	},
	credentials: { httpCustomAuth: { id: 'stored', name: 'Token' } },
});
