import type { INodeProperties } from 'n8n-workflow';
import { optionsProperty, optionsReader } from '../../../../nodes/core/description/options';
import { updateProfile } from '../../../../nodes/PickyAssist/operations/whatsappProfile/update';
import { expectClear } from '../../clearWords';

const read = optionsReader(updateProfile);

const DEFAULTS = {
	checkBeforeSending: true,
	clearFields: [],
	dryRun: false,
	maxConcurrentRequests: 10,
	maxRetries: 3,
	requestsPerMinute: 0,
	timeout: 60_000,
};

it.each([{}, undefined, null, '', 'text', [], 0])('%j stands for the defaults', (raw) => {
	expect(read(raw)).toEqual({ options: DEFAULTS, complaints: [] });
});

it.each([undefined, null, '', ' '])('an option that is %j has its default', (blank) => {
	const blanks = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, blank]));
	expect(read(blanks)).toEqual({ options: DEFAULTS, complaints: [] });
});

it('reads options that come as text', () => {
	const { options } = read({
		checkBeforeSending: 'false',
		clearFields: 'email, websites',
		dryRun: 1,
		maxConcurrentRequests: '50',
		maxRetries: '0',
		requestsPerMinute: '0.5',
		timeout: '1',
		other: 'x',
	});
	expect(options).toEqual({
		checkBeforeSending: false,
		clearFields: ['email', 'websites'],
		dryRun: true,
		maxConcurrentRequests: 50,
		maxRetries: 0,
		requestsPerMinute: 0.5,
		timeout: 1,
	});
});

it.each<[string, unknown[], unknown[]]>([
	['maxConcurrentRequests', [1, 1_000_000], [0, -1, 1.5, 'many', Infinity]],
	['maxRetries', [0, 10], [-1, 11, 0.5]],
	['requestsPerMinute', [0, 90, 0.25], [-1, NaN, {}]],
	['timeout', [1, 2 ** 31 - 1], [0, -1, 0.5, 2 ** 31]],
	['checkBeforeSending', [true, false], ['maybe', 2, []]],
	['dryRun', [true, false], ['maybe', 2, {}]],
	['clearFields', [['email']], [['about'], 'x', {}]],
])('%s takes its bounds and nothing beyond', (name, good, bad) => {
	for (const value of good)
		expect(read({ [name]: value })).toEqual({
			options: { ...DEFAULTS, [name]: value },
			complaints: [],
		});
	for (const value of bad) {
		const { options, complaints } = read({ [name]: value });
		expect(complaints).toMatchObject([{ field: name, code: null }]);
		expect(options).toEqual(DEFAULTS);
		for (const { say, hint } of complaints) expectClear(say('Option'), hint);
	}
});

it('keeps the other options where one is wrong', () => {
	expect(read({ timeout: 'x', requestsPerMinute: 60 }).options).toEqual({
		...DEFAULTS,
		requestsPerMinute: 60,
	});
});

describe('in the editor', () => {
	const options = optionsProperty(updateProfile).options as INodeProperties[];

	it('have the bounds that the reader takes', () => {
		expect(options.map(({ name, typeOptions = {} }) => [name, typeOptions])).toEqual([
			['checkBeforeSending', {}],
			['clearFields', {}],
			['dryRun', {}],
			['maxConcurrentRequests', { minValue: 1, numberPrecision: 0 }],
			['maxRetries', { minValue: 0, maxValue: 10, numberPrecision: 0 }],
			['requestsPerMinute', { minValue: 0 }],
			['timeout', { minValue: 1 }],
		]);
		for (const { displayName, description } of options) expectClear(displayName, description!);
	});

	it('offer to clear what the operation can clear, and nothing where it can clear nothing', () => {
		expect(options[1]!.options).toBe(updateProfile.clearFieldsOptions);
		const other = { ...updateProfile };
		delete other.clearFieldsOptions;
		const names = (optionsProperty(other).options as INodeProperties[]).map(({ name }) => name);
		expect(names).toEqual(Object.keys(DEFAULTS).filter((name) => name !== 'clearFields'));
	});
});
