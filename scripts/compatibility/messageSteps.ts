import type { StoredCredential } from '../../test/e2e/server/n8nClient';
import {
	chain,
	items,
	manualTrigger,
	NODE_NAME,
	pickyAssist,
	splitRows,
	type WorkflowNode,
} from '../../test/e2e/server/workflows';
import type { Simulator } from '../../test/simulator';
import { assertSame, credentialFor, runToEnd, type Steps } from './step';

const NUMBERS = ['15550000001', '15550000002', '15550000003'];
const REFUSED = NUMBERS[1]!;

const send = (credential: StoredCredential): WorkflowNode =>
	pickyAssist(
		credential,
		{
			...{ resource: 'message', operation: 'send', application: '121' },
			number: '={{ $json.number }}',
			message: '=Hello {{ $json.number }}',
		},
		{ onError: 'continueRegularOutput' },
	);

/** A workflow that begins with an item for each number. */
const forEachNumber = (...nodes: WorkflowNode[]) => {
	const rows = items(NUMBERS.map((number) => ({ number })));
	return chain('Messages', [manualTrigger(), rows, splitRows(), ...nodes]);
};

/** How many recipients each request had. */
const recipientsIn = ({ requests }: Simulator) =>
	requests.map(({ body }) => (body as { data?: unknown[] }).data?.length);

const textsTo = ({ messages }: Simulator) => messages.map(({ to, text }) => [to, text]);

const greetings = (numbers: readonly string[]) =>
	numbers.map((number) => [number, `Hello ${number}`]);

export const MESSAGE_STEPS: Steps = {
	'three items are three messages in one request, and their delivery states are asked for': async (
		surroundings,
	) => {
		const { simulator } = surroundings;
		const credential = await credentialFor(surroundings);
		const ids = { pushId: '={{ $json.pushId }}', messageId: '={{ $json.messageId }}' };
		const parameters = { resource: 'message', operation: 'getDeliveryReport', ...ids };
		const report = { ...pickyAssist(credential, parameters), id: 'report', name: 'Report' };
		const { itemsOf } = await runToEnd(surroundings, forEachNumber(send(credential), report));
		assertSame(textsTo(simulator), greetings(NUMBERS), 'the messages');
		// One request for all messages, and one for the states of all of them.
		assertSame(recipientsIn(simulator), [3, undefined], 'the recipients of each request');
		const states = itemsOf('Report').map(({ number, status }) => [number, status]);
		const wanted = NUMBERS.map((number) => [number, 'Delivered']);
		assertSame(states, wanted, 'the delivery states');
	},
	'a refused number keeps its details, and the others get their message': async (surroundings) => {
		const { simulator } = surroundings;
		simulator.set({ refuse: { [REFUSED]: 802 } });
		const node = send(await credentialFor(surroundings));
		const { itemsOf } = await runToEnd(surroundings, forEachNumber(node));
		const others = NUMBERS.filter((number) => number !== REFUSED);
		assertSame(textsTo(simulator), greetings(others), 'the messages');
		const outcomes = itemsOf(NODE_NAME).map(
			({ status, details }) => status ?? (details as { code?: number } | undefined)?.code,
		);
		assertSame(outcomes, [100, 802, 100], 'what came of each item');
	},
	'a template is found in the list, and sent with its values': async (surroundings) => {
		const { n8n, simulator } = surroundings;
		const credential = await credentialFor(surroundings);
		const parameters = { resource: 'message', operation: 'sendTemplate' };
		const found = await n8n.searchList(pickyAssist(credential, parameters), {
			...{ parameter: 'template', method: 'searchTemplates' },
			filter: 'order_confirmation · es',
		});
		assertSame(found.length, 1, 'templates that the search found');
		const node = pickyAssist(credential, {
			...parameters,
			...{ application: '121', number: REFUSED },
			template: { __rl: true, mode: 'list', value: found[0]!.value },
			values: { value: ['42', '9 USD', 'lunes'].map((value) => ({ value })) },
		});
		await runToEnd(surroundings, chain('Template', [manualTrigger(), node]));
		const sent = simulator.messages.map(({ to, template }) => [
			to,
			template?.language,
			template?.values,
		]);
		assertSame(sent, [[REFUSED, 'es', ['42', '9 USD', 'lunes']]], 'the messages');
	},
};
