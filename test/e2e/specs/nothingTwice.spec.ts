import type { Fault, Simulator } from '../../simulator';
import { expect, test } from '../fixtures';
import type { Execution, N8nClient, SavedWorkflow, StoredCredential } from '../server/n8nClient';
import {
	chain,
	items,
	manualTrigger,
	NODE_NAME,
	pickyAssist,
	splitRows,
	type WorkflowNode,
} from '../server/workflows';

/** An operation that must not be done twice, for three items that say what in `what`. */
interface Once {
	readonly operation: string;
	readonly parameters: Record<string, unknown>;
	readonly what: readonly [string, string, string];
	/** The key of a request that says it. */
	readonly key: string;
	/** What was done at Picky Assist, in its order. */
	readonly done: (simulator: Simulator) => string[];
	/** All that may be stored of an accepted item. */
	readonly kept: object;
}

const WORDS = 'These words are stored nowhere.';
// n8n stores the parameters themselves, so the words are there only once the expression is resolved.
const WORDS_EXPRESSION = `={{ ${JSON.stringify(WORDS.split(' '))}.join(' ') }}`;

const SUBMISSIONS: Once = {
	operation: 'Submit for Approval',
	parameters: {
		resource: 'template',
		operation: 'submit',
		application: '1',
		name: '={{ $json.what }}',
		translations: { translation: [{ language: 'en', text: WORDS_EXPRESSION }] },
	},
	what: ['one', 'two', 'three'],
	key: 'name',
	done: ({ submissions }) =>
		submissions.map(({ name, messages }) => {
			expect(messages).toEqual([{ language: 'en', message: WORDS }]);
			return name;
		}),
	kept: {
		status: 100,
		message: expect.any(String),
		template_id: expect.stringMatching(/^XY\d+$/),
		template_status: 1,
		stateText: 'Pending Review',
	},
};

const COMMANDS: Once = {
	operation: 'Run Command',
	parameters: {
		resource: 'device',
		operation: 'runCommand',
		application: '1',
		command: '={{ $json.what }}',
	},
	what: ['restart', 'reset', 'stop-call-queue'],
	key: 'command',
	done: ({ commands }) => commands.map(({ command }) => command),
	kept: { status: 100, message: expect.any(String) },
};

const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
const PLACES = [0, 1, 2];

interface Trouble {
	readonly called: string;
	readonly fault: Fault;
	/** Whether a further try is accepted. */
	readonly passes?: true;
	/** Whether nobody knows what came of it, so that there is no further try. */
	readonly inDoubt?: true;
}

const TROUBLES: readonly Trouble[] = [
	{ called: 'refused always', fault: { status: 410, times: Infinity } },
	{ called: 'refused once', fault: { status: 410 }, passes: true },
	{ called: 'taken, its answer lost', fault: { reset: true, applyFirst: true }, inDoubt: true },
];

for (const once of [SUBMISSIONS, COMMANDS]) {
	const { operation, what } = once;

	for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']) {
		test(`${operation} with Retry On Fail and ${onError}: each item is done once`, async ({
			n8n,
			simulator,
			credential,
		}) => {
			const settings = { ...RETRY_ON_FAIL, onError };
			const workflow = await n8n.createWorkflow(workflowOf(once, credential, settings));
			for (const trouble of TROUBLES) {
				for (const place of PLACES) {
					await test.step(`item ${place} ${trouble.called}`, async () => {
						simulator.reset();
						troubleAt(simulator, once, place, trouble.fault);
						const execution = await n8n.run(workflow, 'Start');
						const expected = expectedOf(trouble, place, onError === 'stopWorkflow');
						expect(resultOf(once, simulator, execution)).toEqual(expected);
						expect(execution.raw).not.toContain(simulator.token);
					});
				}
			}
		});
	}

	for (const kind of ['original', 'saved'] as const) {
		test(`${operation}, the Retry button with the ${kind} workflow sends only what was not accepted`, async ({
			n8n,
			simulator,
			credential,
		}) => {
			const workflow = await n8n.createWorkflow(workflowOf(once, credential));
			for (const place of PLACES) {
				await test.step(`item ${place} refused in two executions`, async () => {
					simulator.reset();
					troubleAt(simulator, once, place, { status: 410, times: 2 });
					const failed = await n8n.run(workflow, 'Start');
					const before = what.slice(0, place);
					expectStored(failed, once, before.length);
					const again = await n8n.retry(failed.id, kind);
					expectStored(again, once, before.length);
					expect(requestsFor(once, simulator)).toEqual(
						PLACES.map((item) => (item === place ? 2 : Number(item < place))),
					);
					expect(once.done(simulator)).toEqual(before);

					const retried = await n8n.retry(again.id, kind);
					expect(retried).toMatchObject({ status: 'success', mode: 'retry' });
					expect(requestsFor(once, simulator)).toEqual(
						PLACES.map((item) => (item === place ? 3 : 1)),
					);
					expect(once.done(simulator)).toEqual(what);
					expect(acceptedIn(retried)).toEqual(PLACES);
					for (const { raw } of [failed, again, retried]) {
						expect(raw).not.toContain(WORDS);
						expect(raw).not.toContain(simulator.token);
					}
				});
			}
		});
	}

	test(`${operation}, the Retry button sends what is in doubt again and nothing else`, async ({
		n8n,
		simulator,
		credential,
	}) => {
		const workflow = await n8n.createWorkflow(workflowOf(once, credential, RETRY_ON_FAIL));
		troubleAt(simulator, once, 1, { reset: true });
		const failed = await n8n.run(workflow, 'Start');
		expect(requestsFor(once, simulator)).toEqual([1, 1, 0]);
		expect(String(failed.errorOf(NODE_NAME)?.['message'])).toContain('may have been sent');
		const retried = await n8n.retry(failed.id, 'original');
		expect(retried.status).toBe('success');
		expect(requestsFor(once, simulator)).toEqual([1, 2, 1]);
		expect(once.done(simulator)).toEqual(what);
	});
}

test('a corrected workflow, saved and retried, sends the corrected item and those behind it', async ({
	n8n,
	simulator,
	credential,
}) => {
	const mistaken = { ...COMMANDS, what: ['restart', 'restrat', 'reset'] } as const;
	const workflow = await n8n.createWorkflow(workflowOf(mistaken, credential));
	const failed = await n8n.run(workflow, 'Start');
	const again = await n8n.retry(failed.id, 'original');
	expect(again.status).toBe('error');
	expect(requestsFor(mistaken, simulator)).toEqual([1, 2, 0]);

	await correct(n8n, workflow, { command: "={{ $json.what.replace('restrat', 'disconnect') }}" });
	await n8n.retry(again.id, 'original');
	expect(requestsFor(mistaken, simulator)).toEqual([1, 3, 0]);
	await correct(n8n, workflow, {
		command: "={{ $json.what.replace('restrat', 'stop-call-queue') }}",
	});
	const retried = await n8n.retry(again.id, 'saved');
	expect(retried.status).toBe('success');
	expect(requestsFor(mistaken, simulator)).toEqual([1, 3, 1]);
	expect(COMMANDS.done(simulator)).toEqual(['restart', 'stop-call-queue', 'reset']);
	expect(simulator.requests).toHaveLength(6);
});

/** A workflow that hands three items to the node. */
const workflowOf = (
	{ operation, parameters, what }: Once,
	credential: StoredCredential,
	settings: Partial<WorkflowNode> = {},
) =>
	chain(operation, [
		manualTrigger(),
		items(what.map((each) => ({ what: each }))),
		splitRows(),
		pickyAssist(credential, parameters, settings),
	]);

const troubleAt = (simulator: Simulator, { what, key }: Once, place: number, fault: Fault) =>
	simulator.fault({ ...fault, match: { body: { [key]: what[place] } } });

/** How many requests went out for each item. */
const requestsFor = ({ what, key }: Once, { requests }: Simulator): number[] =>
	what.map(
		(each) => requests.filter(({ body }) => (body as Record<string, unknown>)[key] === each).length,
	);

/** The items that left as accepted, by their places. */
const acceptedIn = (execution: Execution): unknown[] =>
	execution
		.itemsOf(NODE_NAME)
		.filter(({ json }) => json['status'] === 100)
		.map(({ pairedItem }) => pairedItem?.item);

function resultOf(once: Once, simulator: Simulator, execution: Execution) {
	const { what, done } = once;
	return {
		status: execution.status,
		requests: requestsFor(once, simulator),
		requestsInAll: simulator.requests.length,
		done: PLACES.map((item) => done(simulator).filter((each) => each === what[item]).length),
		accepted: acceptedIn(execution),
	};
}

/** n8n tries again where the node throws, or where its first item is refused. */
function expectedOf({ passes, inDoubt }: Trouble, place: number, stops: boolean) {
	const triesAgain = stops || place === 0;
	const tries = inDoubt || !triesAgain ? 1 : passes ? 2 : 3;
	const succeeds = triesAgain && passes === true;
	const isReached = (item: number) => !stops || succeeds || item < place;
	const requests = PLACES.map((item) => (item === place ? tries : Number(isReached(item))));
	const accepted = PLACES.filter((item) => (item === place ? succeeds : isReached(item)));
	return {
		status: stops && !succeeds ? 'error' : 'success',
		requests,
		requestsInAll: requests.reduce((sum, each) => sum + each, 0),
		done: PLACES.map((item) =>
			Number(accepted.includes(item) || (item === place && inDoubt === true)),
		),
		accepted: stops && !succeeds ? [] : accepted,
	};
}

/** The failed execution stores the accepted items, by their ids and states alone. */
function expectStored(execution: Execution, once: Once, count: number): void {
	const { resource, operation } = once.parameters;
	const name = `${resource}.${operation}`;
	expect(execution.status).toBe('error');
	const accepted = Object.fromEntries(PLACES.slice(0, count).map((item) => [item, once.kept]));
	expect(execution.contextOf(NODE_NAME)).toEqual({
		mark: expect.any(String),
		accepted: { [name]: { 0: accepted } },
	});
}

/** Changes parameters of the node in the saved workflow. */
async function correct(n8n: N8nClient, { id }: SavedWorkflow, parameters: object): Promise<void> {
	const saved = await n8n.workflow(id);
	const nodes = saved.nodes.map((node) =>
		node.name === NODE_NAME ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	);
	await n8n.changeNodes(saved, nodes);
}
