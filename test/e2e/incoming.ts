/** What the tests of incoming messages share. */
import { expect } from './fixtures';
import type { Execution, N8nClient, SavedWorkflow } from '../../tools/n8n/n8nClient';
import { chain, webhookPath, type WorkflowNode } from '../../tools/n8n/workflows';

/** Publishes these nodes, one after another. */
export async function live(n8n: N8nClient, ...nodes: WorkflowNode[]): Promise<SavedWorkflow> {
	const workflow = await n8n.createWorkflow(chain('Incoming', nodes));
	await n8n.publish(workflow);
	return workflow;
}

/** The Production URL. */
export const urlOf = (server: { url: string }, workflow: SavedWorkflow): string =>
	`${server.url}${webhookPath(workflow)}`;

export async function expectAnswer(answer: Response, body: object, status = 200): Promise<void> {
	expect({ status: answer.status, body: await answer.json() }).toEqual({ status, body });
	expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
}

/** All runs of a workflow, ended, the newest first. n8n has stored a run before it answers the call that starts it. */
export async function endedRunsOf(n8n: N8nClient, { id }: SavedWorkflow): Promise<Execution[]> {
	const runs = await n8n.executions(id);
	return await Promise.all(runs.map(async (run) => await n8n.finished(run.id)));
}

export const newestRunOf = async (n8n: N8nClient, workflow: SavedWorkflow): Promise<Execution> =>
	(await endedRunsOf(n8n, workflow))[0]!;
