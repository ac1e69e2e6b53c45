import type { INodeProperties } from 'n8n-workflow';
import { propertiesOf, subtitleOf } from '../../../../nodes/core/description/properties';
import type { Operation } from '../../../../nodes/core/operation';
import { optionsProperty } from '../../../../nodes/core/description/options';
import { updateProfile } from '../../../../nodes/PickyAssist/operations/whatsappProfile/update';

const number: INodeProperties = {
	displayName: 'Number',
	name: 'number',
	type: 'string',
	default: '',
	displayOptions: { show: { mode: ['one'] }, hide: { dry: [true] } },
};
const messages = { name: 'Message', value: 'message' };
const send: Operation = {
	...updateProfile,
	resource: messages,
	value: 'send',
	name: 'Send',
	action: 'Send a "message"',
	description: 'Sends',
	fields: [number],
};
const list: Operation = { ...send, value: 'list', name: 'List', action: 'List messages' };
const operations = [updateProfile, send, list];

const named = (properties: INodeProperties[], wanted: string) =>
	properties.filter(({ name }) => name === wanted);

describe('the parameters', () => {
	const properties = propertiesOf(operations);

	it('begin with the resources, each once, by their names, and that of the first operation for a new node', () => {
		expect(properties[0]).toEqual({
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Message', value: 'message' },
				{ name: 'WhatsApp Profile', value: 'whatsappProfile' },
			],
			default: 'whatsappProfile',
		});
	});

	it('go on with the operations of each resource, shown for it alone', () => {
		expect(named(properties, 'operation')).toEqual(properties.slice(1, 3));
		expect(properties[2]).toEqual({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: ['message'] } },
			options: [
				{ name: 'Send', value: 'send', action: 'Send a "message"', description: 'Sends' },
				{ name: 'List', value: 'list', action: 'List messages', description: 'Sends' },
			],
			default: 'send',
		});
		expect(properties[1]).toMatchObject({
			displayOptions: { show: { resource: ['whatsappProfile'] } },
			default: 'update',
			options: [{ value: 'update', action: 'Update WhatsApp profile' }],
		});
	});

	it('end with the fields and the options of each operation, shown for it alone', () => {
		const shown = properties
			.slice(3)
			.map(({ name, displayOptions }) => [
				name,
				displayOptions!.show!.resource!.join(),
				displayOptions!.show!.operation!.join(),
			]);
		expect(shown).toEqual([
			['application', 'whatsappProfile', 'update'],
			['updateFields', 'whatsappProfile', 'update'],
			['options', 'whatsappProfile', 'update'],
			['number', 'message', 'send'],
			['options', 'message', 'send'],
			['number', 'message', 'list'],
			['options', 'message', 'list'],
		]);
		const options = named(properties, 'options')[0]!;
		expect(options).toEqual({
			...optionsProperty(updateProfile),
			displayOptions: options.displayOptions,
		});
	});

	it('keep the conditions that a field has of its own, and change the field itself in nothing', () => {
		expect(named(properties, 'number')[0]).toEqual({
			...number,
			displayOptions: {
				show: { mode: ['one'], resource: ['message'], operation: ['send'] },
				hide: { dry: [true] },
			},
		});
		expect(number.displayOptions).toEqual({ show: { mode: ['one'] }, hide: { dry: [true] } });
		expect(updateProfile.fields.some((field) => 'displayOptions' in field)).toBe(false);
		expect(propertiesOf(operations)).toEqual(properties);
	});
});

it('the subtitle is an expression that names the action', () => {
	const [, actions, key] = /^=\{\{ \((.*)\)\[(.*)\] \}\}$/.exec(subtitleOf(operations))!;
	expect(key).toBe('$parameter["resource"] + "." + $parameter["operation"]');
	expect(JSON.parse(actions!)).toEqual({
		'whatsappProfile.update': 'Update WhatsApp profile',
		'message.send': 'Send a "message"',
		'message.list': 'List messages',
	});
});
