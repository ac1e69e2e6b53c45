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
const bodyOf = (...parameters: Parameters<typeof ask>) => ask(...parameters).body;

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

const ALL = {
	websites: { website: [{ url: 'example.com' }] },
	profilePic: 'https://example.com/a.jpg',
	industry: 'restaurant',
	email: 'a@b.c',
	description: 'D',
	address: 'A',
	about: 'Hi',
};

describe('the body', () => {
	it('has every field under its wire name, in the order of the schema, and no other', () => {
		expect(Object.entries(bodyOf({ ...ALL, token: 'x', other: 1 }, {}, '8'))).toEqual([
			['application', 8],
			['about', 'Hi'],
			['address', 'A'],
			['description', 'D'],
			['email', 'a@b.c'],
			['industry', 16],
			['profile_pic', 'https://example.com/a.jpg'],
			['websites', ['https://example.com']],
		]);
	});

	it.each([undefined, null, '', ' \n', '\u00a0'])('leaves out fields that are %j', (blank) => {
		const blanks = Object.fromEntries(Object.keys(ALL).map((name) => [name, blank]));
		expect(bodyOf({ ...blanks, about: 'Hi' }, {}, blank)).toEqual({ about: 'Hi' });
	});

	it('comes with the values and with how the item is to be sent', () => {
		expect(ask({ about: 'Hi' }, { timeout: 5 }, 8)).toMatchObject({
			values: { application: 8, about: 'Hi' },
			options: { timeout: 5, maxRetries: 3 },
		});
	});
});

describe('clearing', () => {
	it('empties what is chosen, in the order of the table', () => {
		const { body } = ask({ about: 'Hi' }, { clearFields: ['websites', 'email', 'address'] });
		expect(Object.entries(body)).toEqual([
			['about', 'Hi'],
			['address', ''],
			['email', ''],
			['websites', []],
		]);
	});

	it('alone is something to update', () => {
		expect(bodyOf({}, { clearFields: ['description'] })).toEqual({ description: '' });
	});

	it.each(['', null, [], {}])('goes on where the value is left as %j', (blank) => {
		expect(bodyOf({ websites: blank }, { clearFields: ['websites'] })).toEqual({ websites: [] });
	});

	it('what is also set is refused', () => {
		expect(
			issuesOf({ email: 'a@b', websites: 'a.b' }, { clearFields: ['websites', 'email'] }),
		).toEqual([
			expect.objectContaining({ field: 'websites' }),
			{
				field: 'email',
				message: 'Email is both set and to be cleared',
				hint: 'Leave its value blank to clear it, or remove it from Clear Fields to set it',
			},
		]);
	});

	it('what is also set is refused with the checks switched off', () => {
		const options = { clearFields: ['address'], checkBeforeSending: false };
		expect(fieldsOf({ address: 'A' }, options)).toEqual([['address', null]]);
	});

	it.each(['about', 'industry', 'profilePic', 'application', 'toString'])(
		'is not offered for %s',
		(name) => {
			expect(issuesOf({ about: 'Hi' }, { clearFields: [name] })).toEqual([
				{
					field: 'clearFields',
					message: `Clear Fields is ${name}, but it must be any of address, description, email, websites`,
					hint: 'Correct it, or remove the option to use its default',
				},
			]);
		},
	);
});

describe('nothing to update', () => {
	it.each<[string, unknown, unknown]>([
		['no field is added', {}, ''],
		['all fields are blank', { about: ' ', websites: { website: [{ url: '' }] } }, ''],
		['there is a channel alone', {}, 8],
		['the fields are no collection', 'text', ''],
		['the fields are a list', [{ about: 'Hi' }], ''],
		['the fields are null', null, ''],
		['there are unknown fields alone', { nickname: 'x' }, ''],
	])('is refused where %s, checked or not', (_, updateFields, application) => {
		for (const checkBeforeSending of [true, false]) {
			const [issue, ...others] = issuesOf(updateFields, { checkBeforeSending }, application);
			expect(issue).toMatchObject({ message: 'Nothing to update' });
			expect(issue).not.toHaveProperty('field');
			expect(others).toEqual([]);
		}
	});

	it('is not said where a value that cannot be read may have been it', () => {
		expect(fieldsOf({ about: {} })).toEqual([['about', null]]);
		expect(fieldsOf({}, { clearFields: ['about'] })).toEqual([['clearFields', null]]);
	});
});

describe('several issues', () => {
	const bad = {
		websites: 'a.b, c.d, x',
		profilePic: 'x',
		industry: 'Bakery',
		email: 'x',
		description: 'd'.repeat(257),
		address: 'a'.repeat(257),
		about: 'a'.repeat(140),
	};

	it('all come at once, in the order of the table, each with its field', () => {
		expect(fieldsOf(bad, {}, 'eight')).toEqual([
			['application', null],
			['about', 819],
			['address', 820],
			['description', 821],
			['email', 823],
			['industry', 825],
			['profilePic', null],
			['websites', 824],
			['websites', 826],
		]);
	});

	it('tell of a value that cannot be read, of one set and cleared, and of an option together', () => {
		const fields = { about: {}, email: 'a@b' };
		expect(fieldsOf(fields, { clearFields: ['email'], maxRetries: 11 })).toEqual([
			['about', null],
			['email', null],
			['maxRetries', null],
		]);
	});

	it.each([
		['about', 139, 819],
		['address', 256, 820],
		['description', 256, 821],
		['email', 250, 822],
	])('%s may have %d characters and no more', (name, limit, code) => {
		const value = (length: number) => 'a@b'.padEnd(length, 'x');
		expect(bodyOf({ [name]: value(limit) })).toEqual({ [name]: value(limit) });
		expect(issuesOf({ [name]: value(limit + 1) })).toEqual([
			expect.objectContaining({ field: name, code, limit, actual: limit + 1 }),
		]);
	});
});

describe('with the checks switched off', () => {
	const unchecked = (fields: IDataObject, application: unknown = '') =>
		bodyOf(fields, { checkBeforeSending: false }, application);

	it('no length, form or list is checked', () => {
		const fields = { about: 'a'.repeat(140), email: 'x', industry: 99, websites: 'x, y, z' };
		expect(unchecked(fields)).toEqual({ ...fields, websites: ['x', 'y', 'z'] });
	});

	it('a channel or industry that is no number goes out as the text it is', () => {
		expect(unchecked({ industry: ' Bakery ' }, 'eight')).toEqual({
			application: 'eight',
			industry: 'Bakery',
		});
	});

	it('the reading rules hold', () => {
		expect(unchecked({ about: ' 5 ', industry: 'RESTAURANT', websites: 'a.b' }, '8')).toEqual({
			application: 8,
			about: '5',
			industry: 16,
			websites: ['https://a.b'],
		});
		expect(fieldsOf({ about: {} }, { checkBeforeSending: false })).toEqual([['about', null]]);
	});

	it('a wrong option beside it does not switch them on', () => {
		const options = { checkBeforeSending: false, timeout: 'x' };
		expect(fieldsOf({ about: 'a'.repeat(140) }, options)).toEqual([['timeout', null]]);
	});
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
