import { sleep } from 'n8n-workflow';
import { CredentialSettingError } from '../../../../nodes/core/api/settings';
import { Refusal } from '../../../../nodes/core/errors';
import { interruptionOf } from '../../../../nodes/core/running/interruption';
import { impossibleRun, startRun } from '../../../../nodes/core/running/run';
import { OPERATIONS } from '../../../../nodes/PickyAssist/operations';
import { expectClear } from '../../clearWords';
import { json, strictContext, SUCCESS, TOKEN, type Sketch } from '../../strictContext';

const started = async (sketch: Sketch, operations = OPERATIONS) => {
	const strictly = strictContext(sketch);
	const run = await startRun(strictly.context, operations, interruptionOf(strictly.context));
	return { ...strictly, run };
};

/** Why a run cannot start. */
async function reasonFor(sketch: Sketch) {
	const refusal = await started(sketch).then(
		() => undefined,
		(error: unknown) => error,
	);
	expect(refusal).toBeInstanceOf(Refusal);
	const [issue, ...others] = (refusal as Refusal).details.issues;
	expect(others).toEqual([]);
	expectClear(issue.message, issue.hint);
	return issue;
}

describe('the operation', () => {
	it.each([
		[{ resource: '__CUSTOM_API_CALL__' }, 'A custom API call cannot be made with this node'],
		[{ operation: '__CUSTOM_API_CALL__' }, 'A custom API call cannot be made with this node'],
		[{ operation: 'get' }, 'This node has no operation "get" for "whatsappProfile"'],
		[{ resource: 'x' }, 'This node has no operation "update" for "x"'],
	])('is refused for %j', async (parameters, message) => {
		expect(await reasonFor({ parameters })).toEqual({
			code: null,
			message,
			hint: expect.stringContaining('HTTP Request node') as string,
		});
	});
});

it('is refused where a resource is chosen for which the editor shows no operation', async () => {
	const { context } = strictContext({ parameters: { resource: '__CUSTOM_API_CALL__' } });
	const askedFor = (name: string, _item: number, fallback?: unknown) => {
		if (name === 'resource') return '__CUSTOM_API_CALL__';
		if (fallback !== undefined) return fallback;
		throw new Error(`Could not get parameter "${name}"`);
	};
	const editorless = Object.assign(context, { getNodeParameter: askedFor });
	await expect(startRun(editorless, OPERATIONS, interruptionOf(context))).rejects.toThrow(
		'A custom API call cannot be made with this node',
	);
});

describe('the bound and the pace of a run', () => {
	const busiest = async (sketch: Sketch) => {
		const { run } = await started(sketch);
		let now = 0;
		let most = 0;
		const task = async () => {
			most = Math.max(most, ++now);
			await sleep(1);
			now--;
		};
		await Promise.all(Array.from({ length: 20 }, async (_, lane) => await run.inLane(lane, task)));
		return most;
	};
	const odd = {
		'=odd': (_json: unknown, item: number) => {
			if (item === 0) throw new Error('x');
			return 5;
		},
	};

	it('is a bound of 10 unless told', async () => {
		expect(await busiest({})).toBe(10);
	});

	it.each<[string, Sketch]>([
		['as an option', { parameters: { options: { maxConcurrentRequests: 3 } } }],
		[
			'by the items whose options can be read',
			{
				items: [{}, {}],
				parameters: { options: { maxConcurrentRequests: 3, timeout: '=odd' } },
				expressions: odd,
			},
		],
	])('is told %s', async (_, sketch) => {
		expect(await busiest(sketch)).toBe(3);
	});

	/** The starts of the requests of items in channels of their own, and how many were under way at most. */
	async function sent(option: string, values: Array<string | number>) {
		jest.useFakeTimers({ now: 0 });
		const starts: number[] = [];
		let underWay = 0;
		let most = 0;
		const answer = async () => {
			starts.push(Date.now());
			most = Math.max(most, ++underWay);
			await sleep(1);
			underWay--;
			return SUCCESS;
		};
		const { run } = await started({
			items: values.map((value, index) => ({ value, channel: index + 1 })),
			parameters: {
				application: '=channel',
				updateFields: { about: 'Hi' },
				options: { [option]: '=value' },
			},
			expressions: { '=channel': ({ channel }) => channel, '=value': ({ value }) => value },
			answer,
		});
		const sending = values.map(async (_, item) => {
			try {
				const request = run.prepare(item);
				await run.inLane(request.lane, async () => await run.send(request));
			} catch (error) {
				expect(error).toBeInstanceOf(Refusal);
			}
		});
		await jest.advanceTimersByTimeAsync(10_000);
		await Promise.all(sending);
		jest.useRealTimers();
		return { starts, most };
	}

	it.each([
		[['abc', 1, 1, 1], 3, 1],
		[['', 2, 5, 5], 4, 2],
		[[3, 1, 3], 3, 1],
		[['', '', ''], 3, 3],
		[['abc', ...Array<number>(12).fill(12)], 12, 12],
	])('is the smallest bound that an item asks for: %j', async (values, requests, bound) => {
		const { starts, most } = await sent('maxConcurrentRequests', values);
		expect([starts.length, most]).toEqual([requests, bound]);
	});

	it.each([
		[
			['abc', 120, 120, 120],
			[0, 500, 1000],
		],
		[
			['', 120, 60],
			[0, 1000, 2000],
		],
		[
			[0, '', 0],
			[0, 0, 0],
		],
	])('is the slowest pace that an item asks for: %j', async (values, expected) => {
		expect((await sent('requestsPerMinute', values)).starts).toEqual(expected);
	});
});

describe('the credential', () => {
	it('is refused in its own words where a setting is wrong', async () => {
		const error = new CredentialSettingError('It is wrong', 'Make it right');
		expect(await reasonFor({ credential: error })).toEqual({
			code: null,
			message: 'It is wrong',
			hint: 'Make it right',
		});
		expect((await reasonFor({ credential: { token: 't', platform: 'v9' } })).message).toContain(
			'platform in the Picky Assist credential',
		);
	});

	it.each([
		[new Error('Node does not have any credentials set'), 'Node does not have any credentials set'],
		[new Error(''), 'no reason is given'],
	])('is refused where there is none: %p', async (error, reason) => {
		expect(await reasonFor({ credential: error })).toEqual({
			code: null,
			message: `The Picky Assist credential cannot be used: ${reason}`,
			hint: 'Open the node and choose a Picky Assist credential that exists',
		});
	});
});

it('a run that cannot start refuses every item for its reason, and hides nothing', async () => {
	const reason = new Error('x');
	const { prepare, send, inLane, redact } = impossibleRun(reason);
	expect(() => prepare(0)).toThrow(reason);
	expect(() => send({} as never)).toThrow(reason);
	expect(await inLane(1, async () => await Promise.resolve(8))).toBe(8);
	expect(redact('')).toBe('');
});

describe('what is sent', () => {
	it('is not sent again where the operation is not idempotent', async () => {
		const sketch = { parameters: { updateFields: { about: 'Hi' } }, answer: () => json('', 503) };
		const once = OPERATIONS.map((operation) => ({ ...operation, idempotent: false }));
		const { run, post } = await started(sketch, once);
		await expect(run.send(run.prepare(0))).rejects.toMatchObject({
			details: { retryable: true, attempts: 1 },
		});
		expect(post).toHaveBeenCalledTimes(1);
	});

	it('gives the answer, what was updated, and the channel where it was sent', async () => {
		const answer = () => json({ status: '100', message: 'Success', id: 7, application: 'x' });
		const { run } = await started({
			answer,
			parameters: { application: '8', updateFields: { about: 'Hi' } },
		});
		expect(await run.send(run.prepare(0))).toEqual({
			status: '100',
			message: 'Success',
			id: 7,
			updatedFields: ['about'],
			application: 8,
		});
	});

	it('gives no channel where none was sent', async () => {
		const { run } = await started({
			answer: () => SUCCESS,
			parameters: { updateFields: { about: 'Hi' } },
		});
		expect(await run.send(run.prepare(0))).toEqual({
			status: 100,
			message: 'Success',
			updatedFields: ['about'],
		});
	});

	it('is refused with the code where Picky Assist refuses', async () => {
		const { run } = await started({
			answer: () => json({ status: 826, message: 'Invalid Website' }, 400),
			parameters: { updateFields: { about: 'Hi' } },
		});
		await expect(run.send(run.prepare(0))).rejects.toMatchObject({
			name: 'Refusal',
			details: {
				source: 'api',
				retryable: false,
				attempts: 1,
				httpStatus: 400,
				issues: [{ code: 826, field: 'websites' }],
			},
		});
	});

	it('is shown and not sent in a dry run, without the token', async () => {
		const { run, post } = await started({
			credential: { token: TOKEN, platform: 'v4' },
			parameters: { updateFields: { about: `my ${TOKEN}` }, options: { dryRun: true } },
		});
		expect(await run.send(run.prepare(0))).toEqual({
			dryRun: true,
			url: 'https://app.pickyassist.com/api/v2/update-profile',
			body: { about: 'my [token hidden]' },
			updatedFields: ['about'],
		});
		expect(post).not.toHaveBeenCalled();
	});
});
