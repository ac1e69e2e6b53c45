/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs beside n8n, not inside it */
/**
 * `npx tsx tools/bench/realN8n.ts messages|files`, after `npx gulp pack`, on Linux: what a real n8n with its Code runner
 * takes. Messages: the CPU of a thousand of them in each way. Files: how memory grows with the number of files sent, each
 * of them 2 MB, kept in n8n's storage and sent in a request of its own.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, TARBALL, temporaryFolder } from '../n8n/folders';
import { installN8n } from '../n8n/installN8n';
import { N8nClient } from '../n8n/n8nClient';
import { N8nServer } from '../n8n/n8nServer';
import { chain, items, manualTrigger, node, splitRows, type WorkflowNode } from '../n8n/workflows';
import { CREDENTIAL_TYPE, NODE_TYPE } from '../engine';
import { startSimulator } from '../simulator';
import { MESSAGES } from './messages';
import { untilIdle } from './stopwatch';
import { median } from './tables';
import type { Task } from './types';
import type { NodeSettings } from './ways';

/** A file of each process of n8n, its task runner included. */
const ofProcesses = (file: string): string[] =>
	readdirSync('/proc').flatMap((id) => {
		try {
			const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
			return /n8n\/bin\/n8n\0start|task-runner/.test(command)
				? [readFileSync(`/proc/${id}/${file}`, 'utf8')]
				: [];
		} catch {
			// No process, or one that has just ended.
			return [];
		}
	});

/** Linux counts in hundredths of a second. */
const MILLISECONDS = 10;

/** The processor time of n8n so far, in milliseconds. */
function cpu(): number {
	const times = ofProcesses('stat').flatMap((stat) =>
		stat.split(') ')[1]!.split(' ').slice(11, 13),
	);
	return MILLISECONDS * times.reduce((sum, time) => sum + Number(time), 0);
}

const idle = async () => await untilIdle(cpu, { every: 250, idle: MILLISECONDS, times: 4 });

/** The peak of the resident memory since its start of the process that took the most, in MB. */
const peak = () =>
	Math.max(
		...ofProcesses('status').map((status) => Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024),
	);

/** A real n8n that has just started, with what a workflow needs. */
async function onN8n<Result>(
	env: Record<string, string>,
	task: (
		baseUrl: string,
		runFrom: (nodes: WorkflowNode[], tested: NodeSettings[]) => () => Promise<void>,
	) => Promise<Result>,
): Promise<Result> {
	const simulator = await startSimulator({ record: 'none' });
	const n8n = await N8nServer.start({ installed: await installN8n(), tarball: TARBALL, env });
	try {
		const client = new N8nClient(n8n.url);
		await client.setUpOwner();
		const { token, baseUrl } = simulator;
		const custom = JSON.stringify({ body: { token } });
		const own = { token, platform: 'custom', baseUrl };
		const credentials = {
			[CREDENTIAL_TYPE]: await client.createCredential('Own', CREDENTIAL_TYPE, own),
			httpCustomAuth: await client.createCredential('Custom', 'httpCustomAuth', { json: custom }),
		};
		return await task(baseUrl, (nodes, tested) => {
			const last = tested.map(({ type, parameters, ...options }, place) =>
				node(`Tested ${place}`, type, parameters, { ...options, credentials }),
			);
			const saved = client.createWorkflow(chain('Bench', [manualTrigger(), ...nodes, ...last]));
			return async () => {
				const { status } = await client.run(await saved, 'Start');
				if (status !== 'success') throw new Error(`The run ended with ${status}`);
			};
		});
	} finally {
		await n8n.stop();
		await simulator.close();
	}
}

const TASK: Task = { job: 'message', items: 1000 };
const COMPARED = ['this node', 'Code, HTTP Request, Code', 'HTTP Request'];
const MESSAGE_ROUNDS = 7;

/** Each execution counts whole, less one that only makes the items. */
async function measureMessages() {
	const making = [items(MESSAGES.items(TASK)), splitRows()];
	await onN8n({}, async (baseUrl, runFrom) => {
		const nothing = 'only the items';
		const runs = new Map([
			[nothing, runFrom(making, [])],
			...COMPARED.map((way) => [way, runFrom(making, MESSAGES.ways[way]!(TASK, baseUrl))] as const),
		]);
		const times = new Map([...runs.keys()].map((way) => [way, [] as number[]]));
		// The first round warms up.
		for (let round = 0; round <= MESSAGE_ROUNDS; round++) {
			for (const [way, run] of runs) {
				await idle();
				const before = cpu();
				await run();
				await idle();
				if (round > 0) times.get(way)!.push(cpu() - before);
			}
		}
		const base = median(times.get(nothing)!);
		for (const way of COMPARED) console.log(`${way}: ${median(times.get(way)!) - base} ms of CPU`);
	});
}

const FILE_COUNTS = [5, 150];
const FILE_BYTES = 2 * 2 ** 20;
const FILE_ROUNDS = 3;

const sending: NodeSettings = {
	type: NODE_TYPE,
	parameters: {
		...{ resource: 'message', operation: 'send', application: '121' },
		number: '=1555{{ 1000000 + $itemIndex }}',
		...{ messageType: 'media', mediaSource: 'binary', binaryPropertyName: 'data' },
		options: { requestsPerMinute: 0 },
	},
};

async function measureFiles() {
	const folder = temporaryFolder('files');
	const env = { N8N_RESTRICT_FILE_ACCESS_TO: folder, N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' };
	const read = (count: number) =>
		node(
			'Read',
			'n8n-nodes-base.readWriteFile',
			{ fileSelector: join(folder, String(count), '*.pdf'), options: {} },
			{ typeVersion: 1.1 },
		);
	try {
		for (const count of FILE_COUNTS) {
			mkdirSync(join(folder, String(count)));
			for (let index = 0; index < count; index++)
				writeFileSync(join(folder, String(count), `${index}.pdf`), randomBytes(FILE_BYTES));
		}
		for (const tested of [[], [sending]]) {
			for (const count of FILE_COUNTS) {
				const peaks: number[] = [];
				while (peaks.length < FILE_ROUNDS) {
					await onN8n(env, async (_, runFrom) => {
						await runFrom([read(count)], tested)();
						peaks.push(peak());
					});
				}
				const what = tested.length === 0 ? 'only read' : 'read and sent';
				console.log(`${count} files ${what}: ${Math.round(median(peaks))} MB at most`);
			}
		}
	} finally {
		removeFolder(folder);
	}
}

const TASKS: Readonly<Record<string, () => Promise<void>>> = {
	messages: measureMessages,
	files: measureFiles,
};

void TASKS[process.argv[2] ?? 'messages']?.();
