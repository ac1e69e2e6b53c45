const { join } = require('node:path');

const root = join(__dirname, '..');

const typescript = {
	'^.+\\.[jt]s$': [
		'ts-jest',
		{
			tsconfig: {
				...require('../tsconfig.json').compilerOptions,
				noEmit: false,
				allowJs: true,
				module: 'commonjs',
				moduleResolution: 'node10',
			},
			diagnostics: false,
		},
	],
};

/** Published as ES modules only; and a file of n8n's that uses import(), which Jest's sandbox does not have. */
const TRANSFORMED = [
	...['p-limit/', 'yocto-queue/'],
	...[
		'htmlparser2/',
		'domhandler/',
		'domutils/',
		'domelementtype/',
		'dom-serializer/',
		'entities/',
	],
	'n8n-workflow/dist/cjs/expression\\.js$',
];

/** One project for each kind of test; `--selectProjects unit contract` runs the quick ones. */
const project = (displayName, folders) => ({
	displayName,
	rootDir: root,
	testEnvironment: 'node',
	modulePathIgnorePatterns: ['<rootDir>/(build|dist|.n8n|.stryker-tmp)/'],
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	transform: typescript,
	transformIgnorePatterns: [`/node_modules/(?!(.*/node_modules/)?(${TRANSFORMED.join('|')}))`],
});

/** @type {import('jest').Config} */
module.exports = {
	rootDir: root,
	projects: [
		project('unit', ['nodes', 'credentials']),
		project('contract', ['contract']),
		project('simulator', ['simulator']),
		project('engine', ['engine']),
	],
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text', 'lcov'],
	coverageThreshold: { global: { lines: 97, branches: 95 } },
	testTimeout: 30_000,
};
