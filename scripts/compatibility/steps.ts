import {
	exampleWorkflows,
	PICKY_ASSIST,
	PICKY_ASSIST_TOOL,
	PICKY_ASSIST_TRIGGER,
} from '../../test/e2e/server/workflows';
import { MESSAGE_STEPS } from './messageSteps';
import { PROFILE_STEPS } from './profileSteps';
import { assert, tested, type Steps } from './step';
import { TRIGGER_STEPS } from './triggerSteps';

/** In the order in which they run: what is looked for in the log at the end may come from any of them. */
export const STEPS: Steps = {
	'the node, its tool and the trigger are loaded': async ({ n8n }) => {
		const names = (await n8n.loadedNodes()).map(({ name }) => name);
		for (const name of [PICKY_ASSIST, PICKY_ASSIST_TOOL, PICKY_ASSIST_TRIGGER])
			assert(names.includes(name), `${name} is not in the list`);
	},
	'the credential test accepts a right token': async (surroundings) => {
		const { status, message } = await tested(surroundings);
		assert(status === 'OK', message);
	},
	'the credential test refuses a wrong token with the reason': async (surroundings) => {
		const { status, message } = await tested(surroundings, { token: 'wrong' });
		assert(status === 'Error' && message.includes('401'), `${status}: ${message}`);
	},
	...PROFILE_STEPS,
	...MESSAGE_STEPS,
	...TRIGGER_STEPS,
	'the examples are imported, and each of their nodes is known': async ({ n8n }) => {
		const known = new Set(
			(await n8n.loadedNodes()).flatMap(({ name, version }) =>
				[version].flat().map((one) => `${name} ${String(one)}`),
			),
		);
		for (const example of exampleWorkflows()) {
			const { id } = await n8n.createWorkflow(example);
			const { name: title, nodes } = await n8n.workflow(id);
			assert(nodes.length === example.nodes.length, `"${title}" lost a node`);
			for (const { name, type, typeVersion } of nodes) {
				const kind = `${type} ${typeVersion}`;
				assert(known.has(kind), `"${name}" of "${title}" is of the unknown kind ${kind}`);
			}
		}
	},
	'the token is not in the log': async ({ server, simulator }) => {
		assert(!server.logs().includes(simulator.token), 'the token is in the log');
	},
};
