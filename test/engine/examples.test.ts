/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type IDataObject } from 'n8n-workflow';
import {
	channelOf,
	company,
	EXAMPLE_RUNS,
	EXTRA_NODES,
	heldBy,
	order,
	promisedBy,
	readExample,
} from './exampleRuns';
import { CREDENTIAL_TYPE, DataTables, runWorkflow } from '../../tools/engine';
import { useEngine } from './support';

/** They need n8n's own AI agent, or runs that sleep, so test/e2e runs them on a whole n8n. */
const RUN_ON_A_SERVER = [
	'ai-agent-answers-whatsapp.json',
	'ai-agent-asks-customer.json',
	'appointment-confirmation.json',
	'order-in-three-questions.json',
];
/** It keeps what came before, so it has tests of its own; test/e2e runs it on a whole n8n, too. */
const KEEPS_A_TABLE = 'delivery-states-to-table.json';

const files = readdirSync(join(__dirname, '../../examples')).filter((name) =>
	name.endsWith('.json'),
);

describe('The example workflows', () => {
	const setting = useEngine({ nodes: EXTRA_NODES });

	const runExample = async (file: string, changes: object = {}) => {
		const example = EXAMPLE_RUNS.find((candidate) => candidate.file === file)!;
		const { feed, settings = {} } = example;
		setting.simulator.set(settings);
		return await runWorkflow(setting.engine, readExample(file), {
			startNode: Object.keys(feed)[0]!,
			pinData: { ...feed, ...changes },
			credentials: { [CREDENTIAL_TYPE]: setting.credential(channelOf(example)) },
		});
	};

	it('are all run by these tests, or on a server', () => {
		const run = [...EXAMPLE_RUNS.map(({ file }) => file), ...RUN_ON_A_SERVER, KEEPS_A_TABLE];
		expect(run.sort()).toEqual(files.sort());
	});

	it.each(EXAMPLE_RUNS)(
		'$file leaves the profiles, messages and groups that it promises',
		async (example) => {
			const { run, error, output } = await runExample(example.file);
			expect(error).toBeUndefined();
			expect(run.status).toBe('success');
			expect(heldBy(setting.simulator)).toEqual(promisedBy(example));
			expect(example.results.flatMap((name) => output(name))).not.toHaveLength(0);
		},
	);

	it.each(files)('%s explains itself in sticky notes, and holds no credential', (file) => {
		const { nodes } = readExample(file);
		const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.length).toBeGreaterThan(0);
		expect(notes[0]!.parameters.content).toMatch(/^## /);
		expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
	});

	it.each(files)('%s uses only parameters that its nodes have, at every depth', (file) => {
		// Of n8n's AI nodes there are stand-ins without parameters here.
		const nodes = readExample(file).nodes.filter(({ type }) => !type.startsWith('@n8n/'));
		for (const node of nodes) {
			const { description } = setting.engine.nodeTypes.getByNameAndVersion(
				node.type,
				node.typeVersion,
			);
			// n8n leaves out what the node does not know or does not show.
			const { properties } = description;
			const known = NodeHelpers.getNodeParameters(
				properties,
				node.parameters,
				true,
				false,
				node,
				description,
			);
			expect({ [node.name]: known }).toMatchObject({ [node.name]: node.parameters });
		}
	});

	it.each([
		['form-to-profile.json', 'Profile form'],
		['dry-run-then-approve.json', 'Proposal'],
	])('%s says at the form what to fix, and sends nothing', async (file, form) => {
		const { output, error } = await runExample(file, {
			[form]: [{ json: { About: 'x'.repeat(152) } }],
		});
		expect(error).toBeUndefined();
		expect(output('Say what to fix')).toHaveLength(1);
		expect(output('Say what to fix')[0]!.json.message).toMatch(
			/^About has 152 characters, and Picky Assist allows 139\. Shorten it .+\.$/,
		);
		expect(setting.simulator.counts.requests).toBe(0);
	});

	it('the form one says at the form what was updated', async () => {
		const { output } = await runExample('form-to-profile.json');
		expect(output('Say what was updated').map(({ json }) => json)).toEqual([
			{ title: 'Profile updated', message: expect.stringMatching(/^Updated: about, description,/) },
		]);
	});

	it('the CRM one leaves alone what a company does not have', async () => {
		await runExample('crm-webhook-to-profile.json', {
			'Company changed': [company({ whatsapp_channel_id: '8', city: 'Kochi' })],
		});
		expect(setting.simulator.profiles()).toEqual({ '8': { address: 'Kochi' } });
	});

	it.each([{}, { whatsapp_channel_id: ' ' }])(
		'the CRM one sends nothing for a company without a channel: %j',
		async (channel) => {
			const { output, error } = await runExample('crm-webhook-to-profile.json', {
				'Company changed': [company({ ...channel, about_us: 'Fresh bread' })],
			});
			expect(error).toBeUndefined();
			expect(output('No channel, nothing sent')).toHaveLength(1);
			expect(setting.simulator.counts.requests).toBe(0);
		},
	);

	it.each([
		['crm-webhook-to-profile.json', 'Company changed'],
		['order-confirmation.json', 'Order received'],
	])('%s lets in only who knows its header', (file, webhook) => {
		const { parameters } = readExample(file).nodes.find(({ name }) => name === webhook)!;
		expect(parameters).toMatchObject({ authentication: 'headerAuth' });
	});

	it.each([
		['Monday', 'Closed today 🥐'],
		['Tuesday', 'Open today from 7 am to 6 pm 🥐'],
		['Sunday', 'Closed today 🥐'],
	])('the one with the opening hours takes the text of the day, on a %s', async (day, about) => {
		await runExample('opening-hours-in-about.json', {
			'Every morning': [{ json: { 'Day of week': day } }],
		});
		expect(setting.simulator.profiles()).toEqual({ '': { about } });
	});

	it('the one with the opening hours learns the day from the real schedule', async () => {
		const { error } = await runExample('opening-hours-in-about.json', {
			'Every morning': undefined,
		});
		expect(error).toBeUndefined();
		expect(setting.simulator.profile().about).toMatch(/^(Closed|Open) today/);
	});

	it('the spreadsheet one reports each row that was not sent, with what to do', async () => {
		const { output } = await runExample('spreadsheet-to-many-profiles.json');
		expect(output('Updated').map(({ json }) => json['Channel ID'])).toEqual(['8', '9', '9']);
		expect(output('Not updated').map(({ json }) => json)).toEqual([
			expect.objectContaining({ 'Channel ID': '10', Code: '819' }),
			expect.objectContaining({ 'Channel ID': '11', Code: '823' }),
		]);
		expect(output('No Channel ID').map(({ json }) => json)).toEqual([
			{
				About: 'Cakes to order',
				Email: 'cakes@bakery.example',
				Result: 'No Channel ID',
				'What to do': 'Fill in the Channel ID of this row',
			},
		]);
	});

	it('the dry run one sends nothing if the answer is No', async () => {
		const { output, error } = await runExample('dry-run-then-approve.json', {
			'Ask before sending': [{ json: { 'Send this?': 'No' } }],
		});
		expect(error).toBeUndefined();
		expect(output('Left as it is')).toHaveLength(1);
		expect(setting.simulator.counts.requests).toBe(0);
	});

	describe('the one with orders', () => {
		const ORDER = { order: '7', phone: '15550000001', total: '5 EUR', delivery: 'today' };
		const answerTo = async (body: object) => {
			const { responses } = await runExample('order-confirmation.json', {
				'Order received': [order({ ...ORDER, ...body })],
			});
			expect(responses).toHaveLength(1);
			return responses[0]!;
		};

		it('answers the shop with the ids of the message', async () => {
			expect(await answerTo({})).toMatchObject({
				statusCode: 200,
				body: { status: 'accepted', messageId: '9844217', referenceNumber: 'order-7' },
			});
			expect(setting.simulator.tally.byReference).toEqual(new Map([['order-7', 1]]));
		});

		it.each([
			[{ phone: '' }, 'Phone Number is blank'],
			[{ phone: '1.555E+10' }, /scientific notation/],
			[{ delivery: '' }, /value 3 \(\{\{3\}\}\) is blank/],
		])('says what to fix in an order like %j, and sends nothing', async (body, reason) => {
			const answer = await answerTo(body);
			expect(answer).toMatchObject({ statusCode: 422, body: { status: 'refused' } });
			expect(answer.body).toMatchObject({
				reason: expect.stringMatching(reason),
				whatToDo: expect.stringMatching(/^(Map|Write|Format) /),
			});
			expect(setting.simulator.counts.requests).toBe(0);
		});

		it('does not make the shop call again if the message may be out', async () => {
			setting.simulator.fault({ reset: true, applyFirst: true });
			expect(await answerTo({})).toMatchObject({
				statusCode: 202,
				body: { status: 'unknown', reason: expect.stringMatching(/may have been sent/) },
			});
			expect(setting.simulator.tally.messages).toBe(1);
		});

		it('lets the shop call again if the message surely is not out', async () => {
			setting.simulator.fault({ status: 101 });
			expect(await answerTo({})).toMatchObject({ statusCode: 503 });
		});
	});

	describe('the one with groups', () => {
		const FILE = 'group-for-each-order.json';
		const answerTo = async (body: IDataObject = {}) => {
			const { responses } = await runExample(FILE, {
				'Order received': [order({ order: '7', phone: '15550000001', ...body })],
			});
			expect(responses).toHaveLength(1);
			return responses[0]!;
		};

		it('answers the shop with the ID of the group', async () => {
			expect(await answerTo()).toMatchObject({
				statusCode: 200,
				body: { status: 'accepted', groupId: '120363040000001', messageId: '9844217' },
			});
			expect(setting.simulator.tally.byReference).toEqual(new Map([['group-7', 1]]));
		});

		it('creates no group for an order without a number', async () => {
			expect(await answerTo({ order: '' })).toMatchObject({
				statusCode: 422,
				body: { status: 'refused', reason: 'Subject is blank' },
			});
			expect(setting.simulator.counts.requests).toBe(0);
		});

		it('gives the link to the shop if it could not be sent', async () => {
			const inviteLink = 'https://chat.whatsapp.com/Invite1';
			expect(await answerTo({ phone: 'none' })).toMatchObject({
				statusCode: 202,
				body: { status: 'linkNotSent', inviteLink, whatToDo: expect.any(String) },
			});
		});

		it('does not make the shop call again if the group may be there', async () => {
			setting.simulator.fault({ reset: true, applyFirst: true });
			expect(await answerTo()).toMatchObject({
				statusCode: 202,
				body: { status: 'unknown', reason: expect.stringMatching(/group may have been created/) },
			});
			expect(setting.simulator.counts.requests).toBe(1);
		});
	});

	it('the broadcast reports each row in the order of the file, with what to do', async () => {
		const { output } = await runExample('broadcast-from-spreadsheet.json');
		const report = output('Report').map(({ json }) => json);
		expect(report.map(({ Name, Result, Code }) => [Name, Result, Code])).toEqual([
			['Diana', 'Accepted', ''],
			['Amal', 'Refused', '802'],
			['Noor', 'Refused', '406'],
			['Lucía', 'Accepted', ''],
			['Kiran', 'Refused', '402'],
		]);
		expect(report[1]!['What to do']).toMatch(/Send Template/);
		expect(report.map((row) => row['Message ID'] !== '')).toEqual(
			report.map(({ Result }) => Result === 'Accepted'),
		);
		const [file] = output('Report as a file');
		expect(file!.binary!.data).toMatchObject({ fileName: 'report.csv' });
	});

	it('the broadcast says in its report what may have been sent', async () => {
		setting.simulator.fault({ reset: true, applyFirst: true });
		const { output } = await runExample('broadcast-from-spreadsheet.json');
		const doubtful = output('Report').filter(({ json }) => json.Result === 'May have been sent');
		expect(doubtful.map(({ json }) => json.Name)).toEqual(['Diana', 'Amal', 'Lucía']);
		for (const { json } of doubtful) expect(json.Reference).toMatch(/-\d$/);
	});

	it('the delivery check gives each message its own state', async () => {
		const { output } = await runExample('delivery-check.json');
		expect(output('State of each message').map(({ json }) => json)).toEqual([
			{ Phone: '15550000001', State: 'Delivered', Why: '', 'Message ID': '9844217' },
			{ Phone: '15550000002', State: 'Failed', Why: 'Undeliverable', 'Message ID': '9844218' },
			{ Phone: '15550000004', State: 'Delivered', Why: '', 'Message ID': '9844219' },
		]);
		expect(output('Not accepted').map(({ json }) => [json.Phone, json.State])).toEqual([
			['nobody', 'Refused'],
		]);
		const paths = setting.simulator.requests.map(({ path }) => path.split('/').at(-1));
		expect(paths).toEqual(['push', 'delivery-report']);
	});

	it('the delivery check gives one state for a message without an ID', async () => {
		setting.simulator.set({ pushAnswer: { leaveOut: ['15550000002'] } });
		const { output } = await runExample('delivery-check.json');
		expect(output('State of each message').map(({ json }) => json.State)).toEqual([
			'Delivered',
			'Unknown',
			'Delivered',
		]);
	});

	describe('the one that keeps the delivery states', () => {
		const state = (status: string, changes: IDataObject = {}): IDataObject => ({
			...{ messageId: '1', number: '15550000001', referenceNumber: 'order-42', status },
			...changes,
		});
		const FAILED = state('Failed', { errorMessage: 'No such number' });

		/** Runs of the workflow with what came in; those of one list overlap. */
		const keep = async (...calls: ReadonlyArray<ReadonlyArray<readonly IDataObject[]>>) => {
			const dataTables = new DataTables();
			const start = async (startNode: string, items: readonly IDataObject[]) => {
				const pinData = { [startNode]: items.map((json) => ({ json })) };
				const options = { startNode, pinData, dataTables };
				const { error } = await runWorkflow(setting.engine, readExample(KEEPS_A_TABLE), options);
				expect(error).toBeUndefined();
			};
			await start('Set up once', [{}]);
			for (const together of calls)
				await Promise.all(together.map((items) => start('Delivery state', items)));
			return dataTables.rows('whatsapp delivery states');
		};
		const oneByOne = async (...states: readonly IDataObject[]) =>
			await keep(...states.map((entry) => [[entry]]));

		it.each([
			['Read', ['Delivered', 'Read', 'Submitted']],
			['Read', ['Submitted', 'Delivered', 'Read']],
			['Read', ['Read', 'Delivered', 'Submitted', 'Unknown']],
			['Delivered', ['Unknown', 'Delivered', 'Submitted', 'Unknown']],
			['Submitted', ['Submitted', 'Unknown']],
			['Unknown', ['Unknown']],
			['Failed', ['Submitted', 'Failed']],
			['Failed', ['Failed', 'Submitted', 'Delivered', 'Read', 'Unknown']],
			['Refunded', ['Failed', 'Refunded']],
			['Refunded', ['Refunded', 'Failed', 'Read', 'Submitted']],
		])('ends as %s if the states come in as %j', async (last, names) => {
			const states = names.map((name) => state(name));
			const row = { messageId: '1', number: '15550000001', reference: 'order-42', status: last };
			const expected = [expect.objectContaining(row)];
			expect(await oneByOne(...states)).toEqual(expected);
			expect(await keep([states])).toEqual(expected);
			expect(await keep(states.map((entry) => [entry]))).toEqual(expected);
		});

		it('has a row for each message, also if one call brings several', async () => {
			const other = { messageId: '2', number: '15550000002' };
			const rows = await keep(
				[[state('Delivered'), state('Submitted', other)]],
				[[state('Delivered', other), state('Read'), state('Submitted')]],
			);
			expect(rows.map(({ messageId, status }) => [messageId, status])).toEqual([
				['1', 'Read'],
				['2', 'Delivered'],
			]);
		});

		it.each([
			[[FAILED]],
			[[state('Submitted'), FAILED]],
			[[FAILED, state('Submitted')]],
			[[FAILED, state('Refunded')]],
			[[state('Refunded'), FAILED]],
		])('keeps the reason if the states come in as %j', async (states) => {
			expect(await oneByOne(...states)).toMatchObject([{ reason: 'No such number' }]);
		});
	});

	it('the AI one says to the model what was refused, and goes on', async () => {
		// Older ones do not tell the model why a tool refused: see docs/ai-tool.md.
		const { nodes } = readExample('ai-agent-tool.json');
		expect(nodes.find(({ name }) => name === 'Agent')!.typeVersion).toBeGreaterThanOrEqual(3);
		const { output } = await runExample('ai-agent-tool.json');
		expect(output('Agent')[0]!.json.answers).toEqual([
			[expect.objectContaining({ error: 'Nothing to update' })],
			[expect.objectContaining({ status: 100 })],
		]);
	});
});
