/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { EXAMPLE_RUNS, EXTRA_NODES, readExample } from './exampleRuns';
import { CREDENTIAL_TYPE, runWorkflow } from './harness';
import { useEngine } from './support';

const files = readdirSync(join(__dirname, '../../examples')).filter((name) =>
	name.endsWith('.json'),
);

describe('The example workflows', () => {
	const setting = useEngine({ nodes: EXTRA_NODES });

	const runExample = async (file: string, changes: object = {}) => {
		const { feed } = EXAMPLE_RUNS.find((example) => example.file === file)!;
		return await runWorkflow(setting.engine, readExample(file), {
			startNode: Object.keys(feed)[0]!,
			pinData: { ...feed, ...changes },
			credentials: { [CREDENTIAL_TYPE]: setting.credential() },
		});
	};

	it('are all run by these tests', () => {
		expect(EXAMPLE_RUNS.map(({ file }) => file).sort()).toEqual(files.sort());
	});

	it.each(EXAMPLE_RUNS)(
		'$file leaves the profiles that it promises',
		async ({ file, profiles, results }) => {
			const { run, error, output } = await runExample(file);
			expect(error).toBeUndefined();
			expect(run.status).toBe('success');
			expect(setting.simulator.profiles()).toEqual(profiles);
			expect(results.flatMap((name) => output(name))).not.toHaveLength(0);
		},
	);

	it.each(files)('%s explains itself in sticky notes, and holds no credential', (file) => {
		const { nodes } = readExample(file);
		const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.length).toBeGreaterThan(0);
		expect(notes[0]!.parameters.content).toMatch(/^## /);
		expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
	});

	it.each(files)('%s uses only parameters that its nodes have', (file) => {
		const own = readExample(file).nodes.filter(({ type }) => type.includes('pickyassist'));
		const unknown = own.flatMap(({ type, typeVersion, parameters }: INode) => {
			const { properties } = setting.engine.nodeTypes.getByNameAndVersion(
				type,
				typeVersion,
			).description;
			const names = new Set(properties.map(({ name }) => name));
			return Object.keys(parameters).filter((name) => !names.has(name));
		});
		expect(own.length).toBeGreaterThan(0);
		expect(unknown).toEqual([]);
	});

	it('the spreadsheet one reports a refused row with its code and what to do', async () => {
		const { output } = await runExample('spreadsheet-to-many-profiles.json');
		expect(output('Updated').map(({ json }) => json['Channel ID'])).toEqual(['8', '9', '9']);
		expect(output('Not updated').map(({ json }) => json)).toEqual([
			expect.objectContaining({ 'Channel ID': '10', Code: '819' }),
			expect.objectContaining({ 'Channel ID': '11', Code: '823' }),
		]);
	});

	it('the approval one sends nothing where the answer is No', async () => {
		const { output, error } = await runExample('dry-run-then-approve.json', {
			Approve: [{ json: { 'Send this?': 'No' } }],
		});
		expect(error).toBeUndefined();
		expect(output('Left as it is')).toHaveLength(1);
		expect(setting.simulator.counts.requests).toBe(0);
	});

	it('the AI one tells the model what was refused, and goes on', async () => {
		const { output } = await runExample('ai-agent-tool.json');
		expect(output('Agent')[0]!.json.answers).toEqual([
			[expect.objectContaining({ error: 'Nothing to update' })],
			[expect.objectContaining({ status: 100 })],
		]);
	});
});
