/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs beside n8n, not inside it */
import { readFileSync } from 'node:fs';
import { PickyAssist } from '../../nodes/PickyAssist/PickyAssist.node';
import codex from '../../nodes/PickyAssist/PickyAssist.node.json';
import { PickyAssistTrigger } from '../../nodes/PickyAssistTrigger/PickyAssistTrigger.node';
import triggerCodex from '../../nodes/PickyAssistTrigger/PickyAssistTrigger.node.json';
import manifest from '../../package.json';
import { names, NAMES_FILE } from '../../scripts/names';

const { description } = new PickyAssist();
const trigger = new PickyAssistTrigger();

describe('what saved workflows depend on', () => {
	const written = readFileSync(NAMES_FILE, 'utf8').split('\n');
	const present = names().split('\n');

	it('is there as it was: a line that is missing here breaks workflows of users', () => {
		expect(written.filter((line) => !present.includes(line))).toEqual([]);
	});

	it('is written down in its order, new names too: run "npm run docs", and read the diff', () => {
		expect(present).toEqual(written);
	});
});

/** What the editor shows of a description, in JSON. */
const TEXTS =
	/"(?:displayName|description|action|placeholder|header|active|inactive|\w+Hint|\w+Message|\w+Description)":"((?:[^"\\]|\\.)*)"/g;

describe('the trigger', () => {
	it('says in its notice how to set it up, with links and lists alone, as the editor drops other tags', () => {
		const [notice] = trigger.description.properties;
		expect(notice).toMatchObject({
			type: 'notice',
			displayName: expect.stringContaining('Production URL'),
		});
		const tags = notice!.displayName.matchAll(/<(\w+)/g);
		expect(new Set([...tags].map(([, tag]) => tag))).toEqual(new Set(['ul', 'li', 'a']));
	});

	it('speaks in words that suit the editor', () => {
		const texts = [...JSON.stringify(trigger.description).matchAll(TEXTS)].map(
			([, text = '']) => text,
		);
		expect(texts.length).toBeGreaterThan(40);
		for (const text of texts) {
			expect(text).not.toMatch(/error|failure|problem|mistake/i);
			if (!/[.:] /.test(text)) expect(text).not.toMatch(/\.$/);
		}
	});

	it('registers nothing at Picky Assist, and says that all is well', async () => {
		const { checkExists, create, delete: remove } = trigger.webhookMethods.default;
		expect(await Promise.all([checkExists(), create(), remove()])).toEqual([true, true, true]);
	});
});

describe('what n8n demands of a community package', () => {
	it('is no dependency, and n8n-workflow as an optional peer', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('overrides');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.peerDependenciesMeta).toEqual({ 'n8n-workflow': { optional: true } });
	});

	it('is the licence, the keyword and the strict mode', () => {
		expect(manifest.license).toBe('MIT');
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
	});

	it('is no script that runs when the package is installed or published', () => {
		for (const script of ['prepare', 'prepublish', 'preinstall', 'install', 'postinstall'])
			expect(manifest.scripts).not.toHaveProperty(script);
	});

	it('is a codex entry under the name of each node', () => {
		expect(codex.node).toBe(`${manifest.name}.${description.name}`);
		expect(triggerCodex.node).toBe(`${manifest.name}.${trigger.description.name}`);
	});
});
