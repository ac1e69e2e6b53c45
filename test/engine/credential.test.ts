import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../tools/simulator';
import { CREDENTIAL_TYPE, recordLog, runWorkflow, testCredential } from '../../tools/engine';
import { useEngine } from './support';

const HTTP_REQUEST = 'HTTP Request';

/** n8n's own HTTP Request node behind a trigger, with our credential chosen in it. */
const workflowWith = (parameters: INodeParameters, typeVersion = 4.4) => {
	const nodeOf = (name: string, rest: Partial<INode>): INode => ({
		id: name,
		name,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...rest,
	});
	const asking = nodeOf(HTTP_REQUEST, {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion,
		parameters: {
			method: 'POST',
			authentication: 'predefinedCredentialType',
			nodeCredentialType: CREDENTIAL_TYPE,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '{ "about": "Fresh bread" }',
			...parameters,
		},
	});
	return {
		nodes: [nodeOf('Start', {}), asking],
		connections: {
			Start: { main: [[{ node: HTTP_REQUEST, type: 'main' as const, index: 0 }]] },
		},
	};
};

describe('The credential in the HTTP Request node of n8n', () => {
	const setting = useEngine();
	const { credential, received } = setting;
	let other: Simulator;
	beforeAll(async () => {
		other = await startSimulator();
	});
	beforeEach(() => other.reset());
	afterAll(async () => await other.close());

	const ask = async (
		parameters: INodeParameters,
		{ items = [{}], changes = {}, typeVersion = 4.4 } = {} as {
			items?: IDataObject[];
			changes?: IDataObject;
			typeVersion?: number;
		},
	) =>
		await runWorkflow(setting.engine, workflowWith(parameters, typeVersion), {
			startNode: 'Start',
			pinData: { Start: items.map((json): INodeExecutionData => ({ json })) },
			credentials: { [CREDENTIAL_TYPE]: credential(changes) },
		});
	const inside = () => `${setting.simulator.baseUrl}/update-profile`;

	it.each([2, 3, 4, 4.2, 4.4])(
		'adds the token to a URL below the base URL (version %s)',
		async (version) => {
			const old = {
				requestMethod: 'POST',
				jsonParameters: true,
				bodyParametersJson: '{"about":"Fresh bread"}',
			};
			const run = await ask({ url: inside(), ...(version < 3 && old) }, { typeVersion: version });
			expect(run.error).toBeUndefined();
			expect(received()).toEqual([{ about: 'Fresh bread' }]);
			expect(run.output(HTTP_REQUEST)[0]!.json).toMatchObject({ status: 100 });
			expect(run.stored()).not.toContain(setting.simulator.token);
		},
	);

	it.each([
		['another host', () => `${other.baseUrl}/update-profile`],
		['a path beside', () => `${setting.simulator.origin}/api/v2/update-profile`],
		['a step up', () => `${setting.simulator.baseUrl}/%2e%2e/v3/update-profile`],
	])('refuses %s, and nothing arrives anywhere', async (_, url) => {
		const run = await ask({ url: url() });
		expect(run.error?.message).toBe(
			`This URL is not below ${setting.simulator.baseUrl}, so the Picky Assist credential does not send its token there`,
		);
		expect([...other.requests, ...setting.simulator.requests]).toEqual([]);
		expect(run.stored()).not.toContain(setting.simulator.token);
	});

	it('refuses the next page of an answer if it is elsewhere', async () => {
		const nextPage = {
			paginationMode: 'responseContainsNextURL',
			nextURL: `${other.baseUrl}/update-profile`,
			paginationCompleteWhen: 'other',
			completeExpression: '={{ false }}',
			limitPagesFetched: true,
			maxRequests: 2,
		};
		const run = await ask({ url: inside(), options: { pagination: { pagination: nextPage } } });
		expect(run.error?.message).toContain('This URL is not below');
		expect(other.requests).toEqual([]);
	});

	it.each([
		['as it is', {}],
		['told to', { redirect: { redirect: { followRedirects: true, maxRedirects: 5 } } }],
		['told to, with credentials', { sendCredentialsOnCrossOriginRedirect: true }],
	])('follows no redirect, the node %s', async (_, options) => {
		setting.simulator.fault({ redirect: `${other.baseUrl}/update-profile`, httpStatus: 307 });
		const run = await ask({ url: inside(), options });
		expect(run.error?.message).toContain('307');
		expect(setting.simulator.requests).toHaveLength(1);
		expect(other.requests).toEqual([]);
		expect(run.stored()).not.toContain(setting.simulator.token);
	});

	it('is shut out of that node by Allowed HTTP Request Domains, and not out of this one', async () => {
		const none = { allowedHttpRequestDomains: 'none' };
		const elsewhere = { allowedHttpRequestDomains: 'domains', allowedDomains: 'pickyassist.com' };
		expect((await ask({ url: inside() }, { changes: none })).error?.message).toMatch(/prevent use/);
		expect((await ask({ url: inside() }, { changes: elsewhere })).error?.message).toMatch(
			/Domain not allowed/,
		);
		expect(setting.simulator.requests).toEqual([]);

		for (const changes of [none, elsewhere]) {
			const run = await setting.run({
				credential: credential(changes),
				parameters: { updateFields: { about: 'Fresh bread' } },
			});
			expect(run.items[0]!.json.status).toBe(100);
		}
	});

	it('resolves an expression for each item there, and for the first item here', async () => {
		const items = [{ token: setting.simulator.token }, { token: 'of-another-project' }];
		const changes = { token: '={{ $json.token }}' };
		const there = await ask({ url: inside() }, { items, changes });
		expect(there.output(HTTP_REQUEST).map(({ json }) => json.status)).toEqual([100, 401]);

		const here = await setting.run({
			items,
			credential: credential(changes),
			parameters: { updateFields: { about: 'Fresh bread' } },
		});
		expect(here.items.map(({ json }) => json.status)).toEqual([100, 100]);
	});
});

describe('The test of the credential', () => {
	const setting = useEngine();
	const { credential } = setting;
	const test = async (changes?: IDataObject) =>
		await testCredential(setting.engine, CREDENTIAL_TYPE, credential(changes));

	it('asks for the balance', async () => {
		expect(await test()).toMatchObject({ status: 100, balance: expect.any(Number) });
		expect(setting.simulator.requests).toMatchObject([
			{ method: 'POST', path: '/app/api/v2/check-balance' },
		]);
	});

	it('follows no redirect, so the token goes nowhere else', async () => {
		const other = await startSimulator();
		setting.simulator.fault({ redirect: `${other.baseUrl}/check-balance`, httpStatus: 307 });
		await expect(test()).rejects.toMatchObject({ httpCode: '307' });
		expect(other.requests).toEqual([]);
		await other.close();
	});

	it.each([
		['http://elsewhere.example', 'without encryption'],
		['https://user@elsewhere.example', 'a user name or a password'],
		['', 'is empty'],
	])('refuses the base URL %j as a run does, in the same words', async (baseUrl, why) => {
		const log = recordLog();
		const refused: unknown = await test({ baseUrl }).catch((error: unknown) => error);
		log.stop();
		const run = await setting.run({
			credential: credential({ baseUrl }),
			parameters: { updateFields: { about: 'Fresh bread' } },
		});
		expect(refused).toMatchObject({ message: expect.stringContaining(why) });
		expect(run.error?.message).toBe((refused as Error).message);
		expect(setting.simulator.requests).toEqual([]);
		expect(log.text()).not.toContain(setting.simulator.token);
	});

	it('is held to the list of Allowed HTTP Request Domains, and not to None', async () => {
		expect(await test({ allowedHttpRequestDomains: 'none' })).toMatchObject({ status: 100 });
		const elsewhere = { allowedHttpRequestDomains: 'domains', allowedDomains: 'elsewhere.example' };
		await expect(test(elsewhere)).rejects.toThrow(/Domain not allowed/);
	});
});
