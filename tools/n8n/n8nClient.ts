/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { parse } from 'flatted';

import type { StoredCredential, Workflow, WorkflowNode } from './workflows';

export type { StoredCredential };

export type Owner = { email: string; firstName: string; lastName: string; password: string };

export const OWNER: Owner = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Picky-Assist-1',
};

type Item = { json: Record<string, unknown>; pairedItem?: { item: number } };
type NodeRun = {
	executionStatus?: string;
	error?: Record<string, unknown>;
	data?: Record<string, Array<Item[] | null>>;
};

type RunData = { resultData?: { runData?: Record<string, NodeRun[]> } };

export type Execution = {
	id: string;
	status: string;
	mode: string;
	/** The stored run data exactly as n8n keeps it, to look for what must not be in it. */
	raw: string;
	/** The items that a node put out on one of its outputs in its last run. */
	itemsOf(node: string, output?: number, kind?: string): Item[];
	errorOf(node: string): Record<string, unknown> | undefined;
};

export type SavedWorkflow = Workflow & { id: string; versionId: string };

/** n8n ties a session to the browser that signed in; the tests' browser uses the same one. */
export const BROWSER_ID = 'pickyassist-e2e';

const POLL_MS = 100;
const PATIENCE_MS = 60_000;
const FINAL = new Set(['success', 'error', 'canceled', 'crashed']);

/** n8n's REST interface as its own editor uses it. */
export class N8nClient {
	private cookie = '';

	constructor(private readonly url: string) {}

	async setUpOwner(owner: Owner = OWNER): Promise<void> {
		await this.call('POST', '/rest/owner/setup', owner);
		await this.signIn(owner);
	}

	async signIn({ email, password }: Owner = OWNER): Promise<void> {
		await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async createCredential(
		name: string,
		type: string,
		data: Record<string, unknown>,
	): Promise<StoredCredential> {
		const { id } = (await this.call('POST', '/rest/credentials', { name, type, data })) as {
			id: string;
		};
		return { id, name };
	}

	async testCredential(
		name: string,
		type: string,
		data: Record<string, unknown>,
		id = '',
	): Promise<{ status: string; message: string }> {
		const credentials = { id, name, type, data };
		return (await this.call('POST', '/rest/credentials/test', { credentials })) as {
			status: string;
			message: string;
		};
	}

	async createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
		// n8n 1 stores no workflow that does not say whether it is active.
		const draft = { active: false, ...workflow };
		return (await this.call('POST', '/rest/workflows', draft)) as SavedWorkflow;
	}

	/** Saves other nodes in a workflow. */
	async changeNodes({ id, versionId }: SavedWorkflow, nodes: WorkflowNode[]): Promise<void> {
		await this.call('PATCH', `/rest/workflows/${id}`, { versionId, nodes });
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return (await this.call('GET', `/rest/workflows/${id}`)) as SavedWorkflow;
	}

	async workflows(): Promise<SavedWorkflow[]> {
		return (await this.call('GET', '/rest/workflows')) as SavedWorkflow[];
	}

	/** Publishes a workflow and waits until its triggers are in place. */
	async publish({ id, versionId }: SavedWorkflow): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		await this.published(id);
	}

	/** Waits until the triggers of a workflow are in place. */
	async published(id: string): Promise<void> {
		await this.until(`workflow ${id} to be published`, async () => await this.isPublished(id));
	}

	/** Older n8n has no such status: it answers the call to publish once all is in place. */
	private async isPublished(id: string): Promise<boolean> {
		const path = `/rest/workflows/${id}/publication-status`;
		const response = await this.request('GET', path);
		if (response.status === 404) return true;
		return (await response.text()).includes('"published"');
	}

	async unpublish({ id }: SavedWorkflow): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** Runs a saved workflow from one of its triggers, as the button in the editor does. */
	async run(workflow: SavedWorkflow, trigger: string): Promise<Execution> {
		return await this.finished(await this.start(workflow, trigger));
	}

	/** The same, without waiting for its end; gives the ID of the execution. */
	async start(workflow: SavedWorkflow, trigger: string): Promise<string> {
		const answer = (await this.call('POST', `/rest/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name: trigger },
		})) as { executionId: string };
		return answer.executionId;
	}

	/** Retries a failed execution, with the workflow as it was then or as it is saved now, as the editor's button does. */
	async retry(executionId: string, workflow: 'original' | 'saved'): Promise<Execution> {
		const answer = (await this.call('POST', `/rest/executions/${executionId}/retry`, {
			loadWorkflow: workflow === 'saved',
		})) as { id: string };
		return await this.finished(answer.id);
	}

	async finished(executionId: string): Promise<Execution> {
		let execution: Execution | undefined;
		await this.until(`execution ${executionId} to end`, async () => {
			execution = await this.execution(executionId);
			return FINAL.has(execution.status);
		});
		return execution!;
	}

	async execution(id: string): Promise<Execution> {
		const stored = (await this.call('GET', `/rest/executions/${id}`)) as Record<string, unknown>;
		return executionOf(stored);
	}

	/** The newest executions of a workflow, newest first; n8n's further pages can skip or repeat some. */
	async executions(workflowId: string): Promise<Array<{ id: string; status: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = (await this.call('GET', `/rest/executions?filter=${filter}&limit=100`)) as {
			results: Array<{ id: string; status: string }>;
		};
		// n8n asks for those that run and for those that have ended, so one that ends in between comes twice.
		return [...new Map(results.map((execution) => [execution.id, execution])).values()];
	}

	async stop(executionId: string): Promise<void> {
		await this.call('POST', `/rest/executions/${executionId}/stop`);
	}

	async deleteExecution(executionId: string): Promise<void> {
		await this.call('POST', '/rest/executions/delete', { ids: [executionId] });
	}

	/** Waits until an execution sleeps. */
	async asleep(executionId: string): Promise<Execution> {
		let execution: Execution | undefined;
		await this.until(`execution ${executionId} to sleep`, async () => {
			execution = await this.execution(executionId);
			return execution.status === 'waiting';
		});
		return execution!;
	}

	/** Waits for the first execution that nobody here started: of a webhook, a form or a schedule. */
	async firstExecutionOf(workflowId: string): Promise<Execution> {
		let id: string | undefined;
		await this.until(`an execution of workflow ${workflowId}`, async () => {
			id = (await this.executions(workflowId))[0]?.id;
			return id !== undefined;
		});
		return await this.finished(id!);
	}

	/** Makes a data table of the owner's, with columns of text. */
	async createTable(name: string, columns: string[]): Promise<void> {
		const body = { name, columns: columns.map((column) => ({ name: column, type: 'string' })) };
		await this.call('POST', await this.tables(), body);
	}

	private async tables(): Promise<string> {
		const { id } = (await this.call('GET', '/rest/projects/personal')) as { id: string };
		return `/rest/projects/${id}/data-tables`;
	}

	/** The rows of one of the owner's data tables. */
	async tableRows(table: string): Promise<Array<Record<string, unknown>>> {
		const tables = await this.tables();
		const { data } = (await this.call('GET', tables)) as { data: StoredCredential[] };
		const { id: tableId } = data.find(({ name }) => name === table)!;
		const rows = (await this.call('GET', `${tables}/${tableId}/rows?take=250`)) as {
			data: Array<Record<string, unknown>>;
		};
		return rows.data;
	}

	/** What the list of a node's resource locator offers, asked for as the editor does. */
	async searchList(
		{ type, typeVersion, parameters, credentials }: WorkflowNode,
		{ parameter, method, filter }: { parameter: string; method: string; filter: string },
	): Promise<Array<{ name: string; value: string }>> {
		const path = '/rest/dynamic-node-parameters/resource-locator-results';
		const { results } = (await this.call('POST', path, {
			nodeTypeAndVersion: { name: type, version: typeVersion },
			path: `parameters.${parameter}`,
			methodName: method,
			currentNodeParameters: parameters,
			credentials,
			filter,
		})) as { results: Array<{ name: string; value: string }> };
		return results;
	}

	async loadedNodes(): Promise<Array<{ name: string; version: unknown }>> {
		return (await this.call('GET', '/types/nodes.json')) as Array<{
			name: string;
			version: unknown;
		}>;
	}

	/** The session, for a browser. */
	cookieFor(url: string): { name: string; value: string; url: string } {
		const [name = '', ...value] = this.cookie.split('=');
		return { name, value: value.join('='), url };
	}

	private async call(method: string, path: string, body?: object): Promise<unknown> {
		const response = await this.request(method, path, body);
		const text = await response.text();
		if (!response.ok)
			throw new Error(`n8n answered ${method} ${path} with ${response.status}: ${text}`);
		const answer: unknown = text ? JSON.parse(text) : undefined;
		return isWrapped(answer) ? answer.data : answer;
	}

	private async request(method: string, path: string, body?: object): Promise<Response> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				// A kept connection may just be closing when a busy n8n is asked again.
				connection: 'close',
				'browser-id': BROWSER_ID,
				...(this.cookie ? { cookie: this.cookie } : {}),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const cookie = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (cookie) this.cookie = cookie.split(';')[0]!;
		return response;
	}

	private async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
		const deadline = Date.now() + PATIENCE_MS;
		while (!(await isSo())) {
			if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
			await new Promise((resolve) => setTimeout(resolve, POLL_MS));
		}
	}
}

const isWrapped = (answer: unknown): answer is { data: unknown } =>
	typeof answer === 'object' && answer !== null && 'data' in answer;

function executionOf(stored: Record<string, unknown>): Execution {
	const raw = typeof stored['data'] === 'string' ? stored['data'] : '[{}]';
	const runData = () => (parse(raw) as RunData).resultData?.runData ?? {};
	return {
		id: String(stored['id']),
		status: String(stored['status']),
		mode: String(stored['mode']),
		raw,
		itemsOf: (node, output = 0, kind = 'main') =>
			runData()[node]?.at(-1)?.data?.[kind]?.[output] ?? [],
		errorOf: (node) => runData()[node]?.at(-1)?.error,
	};
}
