/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs beside n8n, not inside it */
/**
 * `npx tsx tools/bench/files.ts`, after `npx gulp pack`: how the memory of a real n8n grows with the number of files that
 * it sends, each of them 2 MB, kept in n8n's storage and sent in a request of its own.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, TARBALL, temporaryFolder } from '../../test/e2e/server/folders';
import { installN8n } from '../../test/e2e/server/installN8n';
import { N8nClient } from '../../test/e2e/server/n8nClient';
import { N8nServer } from '../../test/e2e/server/n8nServer';
import { chain, manualTrigger, node } from '../../test/e2e/server/workflows';
import { CREDENTIAL_TYPE, NODE_TYPE } from '../../test/engine/harness';
import { startSimulator } from '../../test/simulator';
import { median } from './statistics';

const COUNTS = [5, 150];
const BYTES = 2 * 1024 * 1024;
const ROUNDS = 3;

const N8N = /n8n\/bin\/n8n\0start/;

/** The process of n8n itself. */
const n8nProcess = () =>
	readdirSync('/proc').find((id) => {
		try {
			return N8N.test(readFileSync(`/proc/${id}/cmdline`, 'utf8'));
		} catch {
			return false;
		}
	})!;

/** From now on Linux keeps the peak anew. */
const resetPeak = (process: string) => writeFileSync(`/proc/${process}/clear_refs`, '5');

/** The peak of the resident memory in megabytes. */
const peakOf = (process: string) => {
	const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))!;
	return Number(kilobytes) / 1024;
};

/** The peak while an n8n that has just started reads so many files and, if told, sends them. */
async function peakWith(count: number, isSent: boolean, files: string): Promise<number> {
	const simulator = await startSimulator();
	const env = { N8N_RESTRICT_FILE_ACCESS_TO: files, N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' };
	const n8n = await N8nServer.start({ installed: await installN8n(), tarball: TARBALL, env });
	try {
		const client = new N8nClient(n8n.url);
		await client.setUpOwner();
		const { token, baseUrl } = simulator;
		const credential = await client.createCredential('Own', CREDENTIAL_TYPE, {
			...{ token, platform: 'custom', baseUrl },
		});
		const read = node(
			'Read',
			'n8n-nodes-base.readWriteFile',
			{ fileSelector: join(files, String(count), '*.pdf'), options: {} },
			{ typeVersion: 1.1 },
		);
		const send = node(
			'Send',
			NODE_TYPE,
			{
				...{ resource: 'message', operation: 'send', application: '121' },
				number: '=1555{{ 1000000 + $itemIndex }}',
				...{ messageType: 'media', mediaSource: 'binary', binaryPropertyName: 'data' },
				options: { requestsPerMinute: 0 },
			},
			{ credentials: { [CREDENTIAL_TYPE]: credential } },
		);
		const nodes = [manualTrigger(), read, ...(isSent ? [send] : [])];
		const workflow = await client.createWorkflow(chain('Files', nodes));
		resetPeak(n8nProcess());
		const { status } = await client.run(workflow, 'Start');
		if (status !== 'success') throw new Error(`The run of ${count} files ended with ${status}`);
		if (isSent && simulator.counts.requests !== count) throw new Error('Not all files were sent');
		return peakOf(n8nProcess());
	} finally {
		await n8n.stop();
		await simulator.close();
	}
}

async function main() {
	const files = temporaryFolder('files');
	for (const count of COUNTS) {
		mkdirSync(join(files, String(count)));
		for (let index = 0; index < count; index++)
			writeFileSync(join(files, String(count), `${index}.pdf`), randomBytes(BYTES));
	}
	try {
		for (const isSent of [false, true]) {
			const peaks = new Map(COUNTS.map((count) => [count, [] as number[]]));
			for (let round = 0; round < ROUNDS; round++)
				for (const [count, values] of peaks) values.push(await peakWith(count, isSent, files));
			const [few, many] = [...peaks.values()].map((values) => Math.round(median(values)));
			const what = isSent ? 'Read and sent' : 'Only read';
			console.log(`${what}: ${COUNTS[0]} files ${few} MB, ${COUNTS[1]} files ${many} MB at most`);
		}
	} finally {
		removeFolder(files);
	}
}

void main();
