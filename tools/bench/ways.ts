/** What a way is: a node, or several in a row, that does a job with each item. */
import type { IDataObject, INodeCredentials, INodeParameters, OnError } from 'n8n-workflow';
import type { Task } from './types';

export interface NodeSettings {
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: INodeParameters;
	readonly onError?: OnError;
	readonly credentials?: INodeCredentials;
}

export type Way = (task: Task, baseUrl: string) => NodeSettings[];

export interface Job {
	readonly items: (task: Task) => IDataObject[];
	/** By the name that the page shows. */
	readonly ways: Readonly<Record<string, Way>>;
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
