import type { IDataObject } from 'n8n-workflow';
import { Refusal } from '../../../../nodes/core/errors';
import { itemReader } from '../../../../nodes/core/running/itemReader';
import { required, text } from '../../../../nodes/core/reading/fields';
import { schemaOf } from '../../../../nodes/core/reading/schema';
import { sendMessage } from '../../../../nodes/PickyAssist/operations/message/send';
import { updateProfile } from '../../../../nodes/PickyAssist/operations/whatsappProfile/update';
import { asking } from '../../asking';
import { expectClear } from '../../clearWords';
import { writeNote } from '../../notes';
import { strictContext } from '../../strictContext';

const read = asking(updateProfile, undefined);
const ask = (updateFields: unknown, options: unknown = {}, application: unknown = '') =>
	read({ application, updateFields, options });

/** The issues for which an item is refused. */
function issuesOf(...parameters: Parameters<typeof ask>) {
	try {
		return [ask(...parameters)] as never;
	} catch (error) {
		const { details, message } = error as Refusal;
		expect(error).toBeInstanceOf(Refusal);
		expect(details).toMatchObject({ source: 'check', retryable: false });
		expect(message).toBe(details.issues[0].message);
		for (const issue of details.issues) expectClear(issue.message, issue.hint);
		return details.issues;
	}
}
const fieldsOf = (...parameters: Parameters<typeof ask>) =>
	issuesOf(...parameters).map(({ field, code = null }) => [field, code]);

it('gives the values, the body and how the item is to be sent', () => {
	expect(ask({ about: 'Hi', nickname: 'x' }, { timeout: 5 }, 8)).toMatchObject({
		values: { application: 8, about: 'Hi' },
		body: { application: 8, about: 'Hi' },
		options: { timeout: 5, maxRetries: 3 },
	});
});

it('tells of a value that cannot be read, of one set and cleared, and of an option together', () => {
	const fields = { about: {}, email: 'a@b' };
	expect(fieldsOf(fields, { clearFields: ['email'], maxRetries: 11 })).toEqual([
		['about', null],
		['email', null],
		['maxRetries', null],
	]);
});

it('a wrong option beside Check Before Sending does not switch the checks on', () => {
	const options = { checkBeforeSending: false, timeout: 'x' };
	expect(fieldsOf({ about: 'a'.repeat(140) }, options)).toEqual([['timeout', null]]);
});

describe('a blank Channel ID', () => {
	const about = { about: 'Hi' };
	const reading = asking(updateProfile, '12');
	const bodyFor = (application: unknown) => reading({ application, updateFields: about }).body;

	it.each([undefined, null, '', ' \n', '\u00a0', '\u200B'])(
		'is that of the credential: %j',
		(blank) => {
			expect(bodyFor(blank)).toEqual({ application: 12, about: 'Hi' });
		},
	);

	it('does not stand in for one that is set', () => {
		expect(bodyFor('8')).toEqual({ application: 8, about: 'Hi' });
		expect(() => bodyFor({})).toThrow('Channel ID is a whole object');
	});

	it('does not stand in for one that cannot be resolved', () => {
		const parameters = { application: '=It has no value', updateFields: about };
		expect(() => reading(parameters)).toThrow('It has no value');
	});

	it('is checked like one of the item', () => {
		const wrong = asking(updateProfile, 'sales');
		expect(() => wrong({ updateFields: about })).toThrow(
			'Channel ID is not the number of a channel (sales)',
		);
	});

	it('is nothing to an operation without a channel', () => {
		const operation = { ...updateProfile, schema: schemaOf({ about: text(5) }), toBody: undefined };
		expect(asking(operation as never, '12')({ updateFields: about }).body).toEqual({ about: 'Hi' });
	});
});

describe('an expression that cannot be resolved', () => {
	const refusalFor = (read: ReturnType<typeof asking>, parameters: object) => {
		try {
			return [read(parameters)] as never;
		} catch (error) {
			return (error as Refusal).details.issues;
		}
	};

	it('is said before all else, and its field is not called blank', () => {
		const issues = refusalFor(read, {
			updateFields: { email: 'x', about: '=It has no value' },
			options: { timeout: 'x' },
		});
		expect(issues.map(({ field }) => field)).toEqual(['about', 'email', 'timeout']);
		expect(issues[0].message).toBe('An expression cannot be resolved: It has no value');
	});

	it('is not said a second time as a required value that is blank', () => {
		const operation = writeNote({
			schema: schemaOf({ note: required(text(5), 'Write it') }),
			fields: writeNote().fields.slice(1),
		});
		const reason = (note: string) =>
			refusalFor(asking(operation, undefined), { note }).map(({ message }) => message);
		expect(reason('=No')).toEqual(['An expression cannot be resolved: No']);
		expect(reason('')).toEqual(['Note is blank']);
	});
});

describe('the items of a run', () => {
	const fixed = { resource: 'message', operation: 'send', application: '8', message: 'Hi' };
	const valuesOf = (items: IDataObject[], parameters: object) => {
		const fresh = Object.fromEntries(
			sendMessage.fields.map(({ name, default: byDefault }) => [name, byDefault]),
		);
		const NAMES = ['number', 'options', 'mark'];
		const expressions = Object.fromEntries(
			NAMES.map((name) => [`={{ $json.${name} }}`, (json: IDataObject) => json[name]]),
		);
		const { context } = strictContext({
			items,
			parameters: { ...fresh, ...fixed, number: '={{ $json.number }}', ...parameters },
			expressions,
		});
		const readItem = itemReader(context, sendMessage, undefined);
		return items.map((_, index) => readItem(index).values);
	};
	const [first, second, third] = ['15550000001', '15550000002', '15550000003'];

	it('keep no option of the item before, whether the options are one expression or hold one', () => {
		const items = [
			{ number: first, options: { referenceNumber: 'a' }, mark: 'a' },
			{ number: second, options: {}, mark: '' },
			{ number: third, options: 'none' },
		];
		for (const options of ['={{ $json.options }}', { referenceNumber: '={{ $json.mark }}' }])
			expect(valuesOf(items, { options }).map((values) => values.referenceNumber)).toEqual([
				'a',
				undefined,
				undefined,
			]);
	});

	it('take each field from its own place', () => {
		const options = { number: third, message: 'other' };
		for (const given of [options, '={{ $json.options }}'])
			expect(valuesOf([{ number: first, options }], { options: given })).toMatchObject([
				{ number: first, message: 'Hi' },
			]);
	});
});
