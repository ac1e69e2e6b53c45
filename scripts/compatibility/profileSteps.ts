import {
	chain,
	items,
	manualTrigger,
	NODE_NAME,
	pickyAssist,
	splitRows,
} from '../../test/e2e/server/workflows';
import { assert, assertSame, credentialFor, runToEnd, type Steps } from './step';

export const PROFILE_STEPS: Steps = {
	'a workflow updates profiles, and a refused item keeps its details': async (surroundings) => {
		const { simulator } = surroundings;
		const rows = [
			{ channel: 1, about: 'Fresh bread' },
			{ channel: 2, about: 'x'.repeat(140) },
			{ channel: 3, about: 'Open now' },
		];
		const node = pickyAssist(
			await credentialFor(surroundings),
			{ application: '={{ $json.channel }}', updateFields: { about: '={{ $json.about }}' } },
			{ onError: 'continueRegularOutput' },
		);
		const workflow = chain('Compatibility', [manualTrigger(), items(rows), splitRows(), node]);
		const { text } = await runToEnd(surroundings, workflow);
		assert(text.includes('has 140 characters'), 'the refusal is not in the run');
		const wanted = { 1: { about: 'Fresh bread' }, 3: { about: 'Open now' } };
		assertSame(simulator.profiles(), wanted, 'the profiles');
		assert(!text.includes(simulator.token), 'the token is in the run');
	},
	'a refused item leaves by the error output': async (surroundings) => {
		const credential = await credentialFor(surroundings);
		const parameters = { updateFields: { about: 'x'.repeat(140) } };
		const node = pickyAssist(credential, parameters, { onError: 'continueErrorOutput' });
		const { itemsOf } = await runToEnd(surroundings, chain('Outputs', [manualTrigger(), node]));
		const counts = [0, 1].map((output) => itemsOf(NODE_NAME, output).length);
		assertSame(counts, [0, 1], 'items by the success and the error output');
	},
};
