/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
/** What each step of `npm run compatibility` works with. */
import { isDeepStrictEqual } from 'node:util';
import type { N8nClient, StoredCredential } from '../../test/e2e/server/n8nClient';
import type { N8nServer } from '../../test/e2e/server/n8nServer';
import type { Workflow } from '../../test/e2e/server/workflows';
import type { Simulator } from '../../test/simulator';

export interface Surroundings {
	readonly server: N8nServer;
	readonly n8n: N8nClient;
	readonly simulator: Simulator;
}

/** What a user of any n8n must be able to do, by the sentence that says so. The simulator begins each step anew. */
export type Steps = Readonly<Record<string, (surroundings: Surroundings) => Promise<void>>>;

export function assert(holds: boolean, what: string): asserts holds {
	if (!holds) throw new Error(what);
}

export function assertSame(found: unknown, wanted: unknown, what: string): void {
	const text = (value: unknown) => JSON.stringify(value);
	assert(isDeepStrictEqual(found, wanted), `${what}: ${text(found)} instead of ${text(wanted)}`);
}

const CREDENTIAL_TYPE = 'pickyAssistApi';

type CredentialData = Readonly<Record<string, string>>;

const dataFor = ({ token, baseUrl }: Simulator, changes: CredentialData) => ({
	...{ token, platform: 'custom', baseUrl },
	...changes,
});

/** A stored credential that the simulator accepts, with anything changed. */
export const credentialFor = async (
	{ n8n, simulator }: Surroundings,
	changes: CredentialData = {},
): Promise<StoredCredential> =>
	await n8n.createCredential('Mine', CREDENTIAL_TYPE, dataFor(simulator, changes));

/** What n8n says of a credential. Saved first, since older n8n tests only credentials that are saved. */
export async function tested(surroundings: Surroundings, changes: CredentialData = {}) {
	const { id, name } = await credentialFor(surroundings, changes);
	const data = dataFor(surroundings.simulator, changes);
	return await surroundings.n8n.testCredential(name, CREDENTIAL_TYPE, data, id);
}

type Item = { json: Record<string, unknown> };

/** Runs a workflow to its end by the command of n8n, which every version has. */
export async function runToEnd({ server, n8n }: Surroundings, workflow: Workflow) {
	const { id } = await n8n.createWorkflow(workflow);
	const text = await server.command('execute', `--id=${id}`, '--rawOutput');
	// n8n writes its log into the same output, before and after.
	const [run] = /^\{$[^]*?^\}$/m.exec(text) ?? [];
	assert(run !== undefined, text.slice(-1000));
	const { data } = JSON.parse(run) as {
		data: { resultData: { runData: Record<string, Array<{ data?: { main: Item[][] } }>> } };
	};
	return {
		text,
		itemsOf: (node: string, output = 0) =>
			(data.resultData.runData[node]?.[0]?.data?.main[output] ?? []).map(({ json }) => json),
	};
}
