/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- runs beside n8n, not inside it */
/** Every unit test in one file, for Stryker. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = join(__dirname, '..');

/** It throws hundreds of random calls at the trigger: too long for each mutant, and seldom what finds one. */
const LEFT_OUT = ['nodes/PickyAssistTrigger/hostile.test.ts'];

for (const folder of ['credentials', 'nodes']) {
	const files = readdirSync(join(TESTS, folder), { recursive: true, encoding: 'utf8' });
	const tests = files.map((file) => join(folder, file)).filter((file) => file.endsWith('.test.ts'));
	for (const file of tests.sort().filter((test) => !LEFT_OUT.includes(test))) {
		describe(file, () => {
			require(join(TESTS, file));
		});
	}
}
