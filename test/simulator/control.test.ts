/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs beside n8n, not inside it */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { post, statusOf, update, useSimulator, useSimulators } from './support';

describe('the control calls', () => {
	const simulator = useSimulator();
	const url = (call: string) => `${simulator().origin}/__control/${call}`;
	const get = async (call: string) => (await (await fetch(url(call))).json()) as unknown;

	it('add one fault', async () => {
		const response = await post(url('faults'), { status: 405 });
		expect(await response.json()).toEqual({ added: 1 });
		expect(await statusOf(await update(simulator(), { about: 'x' }))).toBe(405);
	});

	it('add several faults in their order', async () => {
		await post(url('faults'), [{ status: 405 }, { status: 408 }]);
		const answers = [await update(simulator(), {}), await update(simulator(), {})];
		expect(await Promise.all(answers.map(statusOf))).toEqual([405, 408]);
	});

	it.each([null, 'always'])('take %j for a fault that never ends', async (times) => {
		await post(url('faults'), { status: 405, times });
		for (let i = 0; i < 5; i += 1) {
			expect(await statusOf(await update(simulator(), { about: 'x' }))).toBe(405);
		}
	});

	it.each(['no JSON', [{ status: 405 }, { wrong: 1 }]])(
		'refuse %j whole, with a sentence',
		async (faults) => {
			const response = await post(url('faults'), faults);
			expect(response.status).toBe(400);
			expect(await response.json()).toEqual({
				error: expect.stringMatching(/^A fault (is an object|has no property "wrong")/) as string,
			});
			expect(simulator().counts.faults).toBe(0);
		},
	);

	it('tell requests, profiles and counts', async () => {
		await update(simulator(), { application: 8, about: 'Hello' });
		expect(await get('requests')).toMatchObject([{ application: 8, status: 200, code: 100 }]);
		expect(await get('profiles')).toEqual({ '8': { about: 'Hello' } });
		expect(await get('state')).toMatchObject({
			requests: 1,
			inFlight: 0,
			peakInFlight: 1,
			faults: 0,
		});
	});

	it('reset everything', async () => {
		await update(simulator(), { about: 'Hello' });
		await post(url('faults'), { status: 405 });
		await post(url('reset'), '');
		expect(await get('state')).toMatchObject({ requests: 0, peakInFlight: 0, faults: 0 });
		expect(await get('profiles')).toEqual({});
	});

	it('are neither recorded nor counted nor subject to faults', async () => {
		await post(url('faults'), { httpStatus: 503, times: 'always' });
		expect((await fetch(url('state'))).status).toBe(200);
		expect(simulator().requests).toEqual([]);
		expect(simulator().counts.requests).toBe(0);
	});

	it('are listed where a call does not exist', async () => {
		const response = await fetch(url('faults'));
		expect(response.status).toBe(404);
		expect(await response.text()).toContain('POST /__control/faults');
	});
});

describe('npm run simulator', () => {
	const startSimulator = useSimulators();
	const root = join(__dirname, '..', '..');

	const start = (argument: string, env: NodeJS.ProcessEnv = {}) => {
		// The command `tsx` would be a process of its own, and passes a signal on within its own time limit only.
		const args = ['--import', 'tsx', join(__dirname, 'main.ts'), ...(argument ? [argument] : [])];
		const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
		const output = { text: '', ended: once(child, 'close') };
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (data) => (output.text += String(data)));
		}
		return { child, output };
	};

	it('prints how to use it, reports each request without its token, and ends on Ctrl+C', async () => {
		const { child, output } = start('');
		while (!output.text.includes('Ctrl+C')) await once(child.stdout, 'data');
		const introduction = output.text;
		const baseUrl = /Base URL +(\S+)/.exec(introduction)?.[1] ?? '';
		const token = /API token +(\S+)/.exec(introduction)?.[1] ?? '';
		expect(introduction).toContain('POST /__control/reset');

		const response = await post(`${baseUrl}/update-profile`, { token, application: 8, about: 'x' });
		expect(await statusOf(response)).toBe(100);
		child.kill('SIGINT');
		expect(await output.ended).toEqual([0, null]);
		const report = output.text.slice(introduction.length);
		expect(report.trim()).toBe('POST /app/api/v2/update-profile, channel 8: HTTP 200, status 100');
	});

	it('says in one sentence that the port is taken', async () => {
		const simulator = await startSimulator();
		const { port } = new URL(simulator.origin);
		const { output } = start('', { PORT: port });
		expect(await output.ended).toEqual([1, null]);
		expect(output.text.trim()).toBe(
			`Port ${port} is taken: choose another, or none for any free one.`,
		);
	});

	it.each(['http', '65536', '-1'])('says in one sentence that %j is no port', async (argument) => {
		const { output } = start(argument);
		expect(await output.ended).toEqual([1, null]);
		expect(output.text.trim()).toMatch(/^"\S+" is no port: .*\.$/);
	});
});
