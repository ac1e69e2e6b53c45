import { sendWebhook, textMessage } from '../../../tools/simulator/webhooks';
import { expect, test } from '../fixtures';
import { live, newestRunOf, urlOf } from '../incoming';
import {
	chain,
	manualTrigger,
	node,
	pickyAssist,
	pickyAssistTrigger,
} from '../../../tools/n8n/workflows';

const TABLE = { __rl: true, mode: 'name', value: 'visits' };

/** n8n's Data Table gives live dates in a production run, of which the editor shows the text. */
const dataTable = (name: string, parameters: Record<string, unknown>) =>
	node(name, 'n8n-nodes-base.dataTable', parameters, { typeVersion: 1 });

const newTable = dataTable('Table', {
	...{ resource: 'table', operation: 'create', tableName: TABLE.value },
	columns: { column: [{ name: 'number', type: 'string' }] },
	options: { createIfNotExists: true },
});

const newRow = dataTable('Row', {
	...{ resource: 'row', operation: 'insert', dataTableId: TABLE },
	columns: { mappingMode: 'defineBelow', value: { number: '={{ $json.number }}' } },
	options: {},
});

const aggregate = node('Aggregate', 'n8n-nodes-base.aggregate', {
	fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: 'createdAt' }] },
});
for (const { by, between, expression } of [
	{ by: 'itself', between: [], expression: '={{ $json.createdAt }}' },
	{ by: 'Aggregate', between: [aggregate], expression: '={{ $json.createdAt[0] }}' },
]) {
	test(`a date of a Data Table goes out as its text in a production run, handed on by ${by}`, async ({
		n8n,
		server,
		simulator,
		credential,
	}) => {
		const setUp = await n8n.createWorkflow(chain('Table', [manualTrigger(), newTable]));
		expect(await n8n.run(setUp, 'Start')).toMatchObject({ status: 'success' });
		const message = {
			...{ resource: 'message', operation: 'send', application: '121' },
			...{ number: '15550000001', message: expression },
		};
		const workflow = await live(
			n8n,
			...[pickyAssistTrigger(), newRow, ...between, pickyAssist(credential, message)],
		);
		await sendWebhook(urlOf(server, workflow), textMessage());
		expect(await newestRunOf(n8n, workflow)).toMatchObject({ status: 'success' });
		expect(simulator.messages.map(({ text }) => text)).toEqual([
			expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
		]);
	});
}
