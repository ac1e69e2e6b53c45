import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { defineOperation, type Operation } from '../../nodes/core/operation';
import { channelId, onWire, text } from '../../nodes/core/reading/fields';
import { schemaOf } from '../../nodes/core/reading/schema';
import type { Sketch } from './strictContext';

const field = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
});

const WRITE = defineOperation({
	resource: { name: 'Note', value: 'note' },
	value: 'write',
	name: 'Write',
	action: 'Write a note',
	description: 'Write a note',
	endpoint: '/notes',
	effect: 'idempotent',
	schema: schemaOf({ application: channelId(), note: onWire('text', text(10, 7)) }),
	fields: [field('application', 'Channel ID'), field('note', 'Note')],
	storedKeys: ['id'],
});

/** An operation as small as can be, and what a test wants to be different in it. */
export const writeNote = (own: Partial<Operation> = {}): Operation => ({ ...WRITE, ...own });

const EXPRESSIONS = { '={{ $json.note }}': 'note', '={{ $json.channel }}': 'channel' };

/** Items that write their `note`, each in the `channel` that it names. */
export const notes = (items: IDataObject[], options: IDataObject = {}): Sketch => ({
	items,
	parameters: {
		resource: 'note',
		operation: 'write',
		application: '={{ $json.channel }}',
		note: '={{ $json.note }}',
		options,
	},
	expressions: Object.fromEntries(
		Object.entries(EXPRESSIONS).map(([expression, name]) => [expression, (json) => json[name]]),
	),
});
