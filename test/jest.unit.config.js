const { projects, testTimeout } = require('./jest.config');

/** The unit tests alone, for Stryker, which runs no more than one project. */
module.exports = {
	...projects.find(({ displayName }) => displayName === 'unit'),
	modulePathIgnorePatterns: ['<rootDir>/(build|dist|.n8n)/'],
	testTimeout,
};
