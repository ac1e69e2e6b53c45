/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- runs beside n8n, not inside it */
/**
 * Many profiles and many messages, each in one run of the node with faults sprinkled among them, and then the properties
 * of the engine tests with new cases:
 * `tsx scripts/soak.ts [--items 100000] [--messages 100000] [--cases 200] [--seed <number>]`. A part is left out by a 0.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sendMessages } from './soak/messages';
import { updateProfiles } from './soak/profiles';

/** The command that draws the same again. */
const replayOf = ({ messages = '0', cases = '0', seed = '' }) =>
	`npm run soak -- --items 0 --messages ${messages} --cases ${cases} --seed ${seed}`;

/** Runs the properties of the engine tests with that many cases each, and tells whether all held. */
function tryProperties(cases: string, seed: string): boolean {
	const replay = replayOf({ cases, seed });
	console.log(`\n${cases} cases of each property, drawn again by: ${replay}`);
	const root = join(__dirname, '..');
	const { status } = spawnSync(
		process.execPath,
		[
			join(root, 'node_modules/jest/bin/jest.js'),
			'test/engine/properties.test.ts',
			...['--config', 'test/jest.config.js'],
		],
		{
			cwd: root,
			stdio: 'inherit',
			env: { ...process.env, PROPERTY_CASES: cases, PROPERTY_SEED: seed },
		},
	);
	return status === 0;
}

async function main() {
	const { values } = parseArgs({
		options: {
			items: { type: 'string', default: '100000' },
			messages: { type: 'string', default: '100000' },
			cases: { type: 'string', default: '200' },
			seed: { type: 'string', default: String(randomInt(2 ** 31)) },
		},
	});
	const { items, messages, cases, seed } = values;
	const arrived = items === '0' || (await updateProfiles(Number(items)));
	if (messages !== '0') console.log(`\nDrawn again by: ${replayOf({ messages, seed })}`);
	const sent = messages === '0' || (await sendMessages(Number(messages), Number(seed)));
	const held = cases === '0' || tryProperties(cases, seed);
	process.exitCode = arrived && sent && held ? 0 : 1;
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
