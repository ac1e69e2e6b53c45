/** That n8n's server stores what a failed run has sent, and that its Retry button brings it back. The engine's tests own the rest. */
import { deliveryEvent, sendWebhook } from '../../../tools/simulator/webhooks';
import { expect, test } from '../fixtures';
import { live, urlOf } from '../incoming';
import type { N8nClient, SavedWorkflow, StoredCredential } from '../../../tools/n8n/n8nClient';
import { NODE_NAME, pickyAssist, pickyAssistTrigger } from '../../../tools/n8n/workflows';

const NUMBERS = ['15550000001', '15550000002', '15550000003'];
const [FIRST, REFUSED, LAST] = NUMBERS as [string, string, string];
const OTHER = '15550000009';

const send = (credential: StoredCredential) =>
	pickyAssist(credential, {
		...{ resource: 'message', operation: 'send', application: '121' },
		number: '={{ $json.number }}',
		// n8n stores the parameter, so the words are there only once the expression is resolved.
		message: "={{ ['Thank', 'you'].join(' ') }}",
		options: { recipientsPerRequest: 1 },
	});

/** A published workflow, and the run of it in which the second of three recipients is refused. */
async function failedRun(n8n: N8nClient, server: { url: string }, credential: StoredCredential) {
	const trigger = pickyAssistTrigger({ events: ['deliveryStatus'] });
	const workflow = await live(n8n, trigger, send(credential));
	const states = NUMBERS.map((number, index) => ({ number, msg_id: index }));
	await sendWebhook(urlOf(server, workflow), deliveryEvent(states));
	const failed = await n8n.firstExecutionOf(workflow.id);
	expect(failed.status).toBe('error');
	return { workflow, failed };
}

/** Sends to another number instead of the refused one. */
async function correct(n8n: N8nClient, { id }: SavedWorkflow) {
	const saved = await n8n.workflow(id);
	const number = `={{ $json.number.replace('${REFUSED}', '${OTHER}') }}`;
	const nodes = saved.nodes.map((node) =>
		node.name === NODE_NAME ? { ...node, parameters: { ...node.parameters, number } } : node,
	);
	await n8n.changeNodes(saved, nodes);
}

test(
	'Retry sends only what was not accepted before',
	{ tag: '@compatibility' },
	async ({ n8n, server, simulator, credential }) => {
		simulator.set({ refuse: { [REFUSED]: 802 } });
		const { failed } = await failedRun(n8n, server, credential);
		const again = await n8n.retry(failed.id, 'original');
		expect(again.status).toBe('error');
		simulator.set({ refuse: {} });
		const retried = await n8n.retry(again.id, 'original');
		expect(retried.status).toBe('success');
		expect(retried.itemsOf(NODE_NAME)).toHaveLength(NUMBERS.length);
		expect(simulator.messages.map(({ to }) => to)).toEqual(NUMBERS);
		for (const { raw } of [failed, again, retried]) {
			expect(raw).not.toContain('Thank you');
			expect(raw).not.toContain(simulator.token);
		}
	},
);

test('Retry with a corrected workflow sends the corrected item and those after it', async ({
	n8n,
	server,
	simulator,
	credential,
}) => {
	simulator.set({ refuse: { [REFUSED]: 802 } });
	const { workflow, failed } = await failedRun(n8n, server, credential);
	await correct(n8n, workflow);
	const retried = await n8n.retry(failed.id, 'saved');
	expect(retried.status).toBe('success');
	expect(simulator.messages.map(({ to }) => to)).toEqual([FIRST, OTHER, LAST]);
});
