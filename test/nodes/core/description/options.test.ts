import type { INodeProperties } from 'n8n-workflow';
import { defaultsOf, optionsProperty } from '../../../../nodes/core/description/options';
import { labelsOf } from '../../../../nodes/core/description/labels';
import { optionsReader } from '../../../../nodes/core/running/itemReader';
import type { Operation } from '../../../../nodes/core/operation';
import { updateProfile } from '../../../../nodes/PickyAssist/operations/whatsappProfile/update';
import { expectClear } from '../../clearWords';
import { writeNote } from '../../notes';

/** Reads options, all of them computed. */
const reading = (operation: Operation) => {
	const labels = labelsOf([optionsProperty(operation)]);
	const labelOf = (name: string) => labels.get(name) ?? '';
	return optionsReader(operation, { fixed: {}, isComputed: () => true, labelOf });
};
const read = reading(updateProfile);

const DEFAULTS = {
	checkBeforeSending: true,
	dryRun: false,
	maxConcurrentRequests: 10,
	maxRetries: 3,
	requestsPerMinute: 0,
	timeout: 60_000,
};

it('no option at all means the defaults', () => {
	expect(read({})).toEqual({ options: DEFAULTS, issues: [] });
});

it.each([undefined, null, '', ' '])('an option that is %j has its default', (blank) => {
	const blanks = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, blank]));
	expect(read(blanks)).toEqual({ options: DEFAULTS, issues: [] });
});

it('reads options that come as text', () => {
	const { options } = read({
		checkBeforeSending: 'false',
		dryRun: 1,
		maxConcurrentRequests: '50',
		maxRetries: '0',
		requestsPerMinute: '0.5',
		timeout: '1',
		other: 'x',
	});
	expect(options).toEqual({
		checkBeforeSending: false,
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
])('%s takes its bounds and nothing beyond', (name, good, bad) => {
	for (const value of good)
		expect(read({ [name]: value })).toEqual({
			options: { ...DEFAULTS, [name]: value },
			issues: [],
		});
	for (const value of bad) {
		const { options, issues } = read({ [name]: value });
		expect(issues).toMatchObject([{ field: name }]);
		expect(options).toEqual(DEFAULTS);
		for (const { message, hint } of issues) expectClear(message, hint);
	}
});

it('keeps the other options where one is wrong', () => {
	expect(read({ timeout: 'x', requestsPerMinute: 60 }).options).toEqual({
		...DEFAULTS,
		requestsPerMinute: 60,
	});
});

it.each([
	['safe', false],
	['idempotent', true],
	['once', true],
] as const)('tells of the order within a channel where there is one: %s', (effect, isTold) => {
	const { options } = optionsProperty(writeNote({ effect }));
	const found = (options as INodeProperties[]).find(({ name }) => name === 'maxConcurrentRequests');
	expect(found!.description!.includes('one after another')).toBe(isTold);
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

	it('have those of the operation among them, by their labels', () => {
		expect(options[1]).toBe(updateProfile.ownOptions![0]);
		const names = (optionsProperty(writeNote()).options as INodeProperties[]).map(
			({ name }) => name,
		);
		expect(names).toEqual(Object.keys(DEFAULTS));
	});

	const descriptionsOf = (effect: 'safe' | 'idempotent' | 'once') =>
		new Map(
			(optionsProperty(writeNote({ effect })).options as INodeProperties[]).map(
				({ name, description }) => [name, description!],
			),
		);

	it('are fewer where nothing is changed', () => {
		expect([...descriptionsOf('safe').keys()]).toEqual([
			'maxConcurrentRequests',
			'maxRetries',
			'requestsPerMinute',
			'timeout',
		]);
	});

	it('say of retries what holds where nothing may be sent twice', () => {
		const once = descriptionsOf('once').get('maxRetries')!;
		expect(once).toContain('What may have arrived is never sent again');
		expectClear(once);
		expect(descriptionsOf('idempotent').get('maxRetries')).not.toBe(once);
		expect(descriptionsOf('once').get('timeout')).toBe(descriptionsOf('idempotent').get('timeout'));
	});
});

describe('the defaults of an operation', () => {
	const operation = writeNote({ optionDefaults: { requestsPerMinute: 90, maxRetries: 0 } });
	const own = { ...DEFAULTS, requestsPerMinute: 90, maxRetries: 0 };

	it('are its own before the general ones', () => {
		expect(defaultsOf(operation)).toEqual(own);
		expect(defaultsOf(writeNote())).toEqual(DEFAULTS);
	});

	it('are what is read where an option is blank or wrong', () => {
		expect(reading(operation)({ requestsPerMinute: '' }).options).toEqual(own);
		expect(reading(operation)({ maxRetries: 'x' }).options).toEqual(own);
	});
});

it('options that an operation does not have are not read', () => {
	const { options, issues } = reading(writeNote({ effect: 'safe' }))({
		dryRun: true,
		checkBeforeSending: 'maybe',
	});
	expect(issues).toEqual([]);
	expect(options).toEqual(DEFAULTS);
});
