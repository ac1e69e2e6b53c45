const { join } = require('node:path');
const { projects, testTimeout } = require('../jest.config');

/**
 * The unit tests as one file, for Stryker: it runs no more than one project, and asks for these tests thousands of
 * times, when loading each file by itself takes longer than what is in it.
 */
module.exports = {
	...projects.find(({ displayName }) => displayName === 'unit'),
	modulePathIgnorePatterns: ['<rootDir>/(build|dist|.n8n)/'],
	testMatch: ['<rootDir>/test/mutation/unitTests.ts'],
	testEnvironment: join(__dirname, 'untilFailure.js'),
	testTimeout,
};
