/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs beside n8n, not inside it */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { CREDENTIAL_TYPE, runWorkflow, type WorkflowJson } from '../../tools/engine';
import { useEngine } from './support';

const PAGE = readFileSync(join(__dirname, '../../docs/other-calls.md'), 'utf8');

/** The workflow that the page offers for copying. */
const [, workflowText = ''] = /^```json\n([^]*?)^```/m.exec(PAGE) ?? [];

const SUCCESS = { status: 100, message: 'Success' };

interface Received {
	readonly method: string | undefined;
	readonly url: string | undefined;
	readonly contentType: string | undefined;
	readonly body: unknown;
}

describe('The page about other calls', () => {
	const setting = useEngine();
	let server: Server;
	let base: string;
	let received: Received[];
	let answer: IDataObject;
	beforeAll(async () => {
		server = createServer(({ method, url, headers }, response) => {
			const chunks: Buffer[] = [];
			response.req.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.req.on('end', () => {
				const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
				received.push({ method, url, contentType: headers['content-type'], body });
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(answer));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2`;
	});
	beforeEach(() => {
		received = [];
		answer = SUCCESS;
	});
	afterAll(async () => await new Promise((resolve) => server.close(resolve)));

	/** The page's workflow as it is, with the address of the stand-in. */
	const runIt = async (from = base) => {
		const text = workflowText.replace('https://app.pickyassist.com/api/v2', from);
		return await runWorkflow(setting.engine, JSON.parse(text) as WorkflowJson, {
			startNode: 'Start',
			credentials: {
				[CREDENTIAL_TYPE]: { token: 'a-token', platform: 'custom', baseUrl: base },
			},
		});
	};

	it('shows a workflow that makes the call, with the token in its JSON body', async () => {
		const run = await runIt();
		expect(run.error).toBeUndefined();
		expect(received).toEqual([
			{
				method: 'POST',
				url: '/api/v2/PATH-OF-THE-CALL',
				contentType: 'application/json',
				body: {
					...{ application: 10, group_id: 'GROUP_ID', token: 'a-token' },
					number: ['15550000001', '15550000002'],
				},
			},
		]);
		expect(run.output('Accepted?', 0).map(({ json }) => json)).toEqual([SUCCESS]);
		expect(run.output('Accepted?', 1)).toEqual([]);
		expect(run.stored()).not.toContain('a-token');
	});

	it.each([835, '401', null])('recognises a refusal in HTTP 200: status %p', async (status) => {
		answer = { status, message: 'Refused' };
		const run = await runIt();
		expect(run.output('Accepted?', 0)).toEqual([]);
		expect(run.output('Accepted?', 1).map(({ json }) => json)).toEqual([answer]);
	});

	it('is right that the platform and the URL must agree', async () => {
		const run = await runIt(base.replace('v2', 'v3'));
		expect(run.error?.message).toContain(`This URL is not below ${base}`);
		expect(received).toEqual([]);
	});
});
